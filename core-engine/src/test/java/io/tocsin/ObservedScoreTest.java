package io.tocsin;

import static io.tocsin.codecs.sbe.Parameter.CAPILLARY_REFILL;
import static io.tocsin.codecs.sbe.Parameter.FIO2;
import static io.tocsin.codecs.sbe.Parameter.GCS;
import static io.tocsin.codecs.sbe.Parameter.HEART_RATE;
import static io.tocsin.codecs.sbe.Parameter.OXYGEN_FLOW;
import static io.tocsin.codecs.sbe.Parameter.PACO2;
import static io.tocsin.codecs.sbe.Parameter.RESPIRATORY_EFFORT;
import static io.tocsin.codecs.sbe.Parameter.RESPIRATORY_RATE;
import static io.tocsin.codecs.sbe.Parameter.SPO2;
import static io.tocsin.codecs.sbe.Parameter.SYSTOLIC;
import static io.tocsin.codecs.sbe.Parameter.TEMPERATURE;
import static io.tocsin.codecs.sbe.Parameter.WHITE_CELLS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.AgeGroup;
import io.tocsin.codecs.sbe.Consciousness;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.score.ScoreTables;
import io.tocsin.testkit.RouterTestKit;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scores that need what people observe and laboratories measure, and the patient's age in months: Bedside PEWS, SIRS and qSOFA through a router. */
final class ObservedScoreTest {
    /** The day on which the kit starts. */
    private static final LocalDate TODAY = LocalDate.ofInstant(RouterTestKit.START, ZoneOffset.UTC);

    private static Site site(final String table, final LocalDate born) {
        return North.builder()
                .born("p-17", born)
                .rules(LimitRules.none().score(ScoreTables.bundled(table)))
                .build();
    }

    private static RouterEvent.TableScoreChanged last(final RouterTestKit kit) {
        final List<RouterEvent.TableScoreChanged> told = kit.events(RouterEvent.TableScoreChanged.class);
        return told.get(told.size() - 1);
    }

    /** The printed vectors of the table: Parshuram and others, Critical Care 2009; months of age in the middle of each band. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            months, heart rate, systolic, refill s, breaths, effort, SpO2, l/min, FiO2, PEWS, severity
            1,             150,       80,        2,      61,      1,   94,     2,    -,    7, EMERGENT
            6,             170,       70,        3,      71,      2,   91,     4,    -,   17, EMERGENT
            24,            119,       91,        2,      40,      0,   95,     0,    -,    0, -
            24,            120,      110,        2,      41,      0,   95,     0,    -,    3, -
            100,           150,       70,        3,      51,      3,   90,     -,   50,   26, EMERGENT
            150,            60,      131,        2,      17,      1,   92,     1,    -,    7, EMERGENT
            """, useHeadersInDisplayName = true)
    void shouldScoreChildrenByAgeInMonths(
            final int months,
            final double heartRate,
            final double systolic,
            final double refill,
            final double breaths,
            final double effort,
            final double spo2,
            final Double flow,
            final Double fio2,
            final int score,
            final Severity severity) {
        try (RouterTestKit kit = RouterTestKit.launch(site("pews", TODAY.minusMonths(months)))) {
            final Readings readings = Readings.ofPatient("p-17")
                    .value(HEART_RATE, heartRate)
                    .value(SYSTOLIC, systolic)
                    .value(CAPILLARY_REFILL, refill)
                    .value(RESPIRATORY_RATE, breaths)
                    .value(RESPIRATORY_EFFORT, effort)
                    .value(SPO2, spo2);
            if (flow != null) {
                readings.value(OXYGEN_FLOW, flow);
            }
            if (fio2 != null) {
                readings.value(FIO2, fio2);
            }
            kit.answer(kit.router().readings(readings));

            assertThat(last(kit).score()).isEqualTo(score);
            assertThat(kit.router().openAlerts())
                    .extracting(AlertState::severity)
                    .isEqualTo(severity == null ? List.of() : List.of(severity));
        }
    }

    @Test
    void shouldScoreAChildOnTheColumnOfTheNextAgeFromTheDayItIsReached() {
        try (RouterTestKit kit =
                RouterTestKit.launch(site("pews", TODAY.plusDays(1).minusMonths(3)))) {
            // 105 a minute is slow under three months, not from then on.
            final Readings fast = Readings.ofPatient("p-17").value(HEART_RATE, 105);
            kit.answer(kit.router().readings(fast));
            assertThat(last(kit).score()).isEqualTo(1);

            kit.advance(Duration.ofDays(1));
            kit.answer(kit.router().readings(fast));

            assertThat(last(kit).score()).isZero();
        }
    }

    @Test
    void shouldCountWhatALaboratoryMeasuresForADay() {
        try (RouterTestKit kit = RouterTestKit.launch(site("sirs", LocalDate.of(1960, 2, 29)))) {
            final Readings usual = Readings.ofPatient("p-17")
                    .value(HEART_RATE, 80)
                    .value(RESPIRATORY_RATE, 14)
                    .value(TEMPERATURE, 37);
            kit.answer(kit.router().readings(usual));
            assertThat(kit.router().openAlerts()).isEmpty();

            kit.answer(kit.router()
                    .readings(
                            Readings.ofPatient("p-17").value(WHITE_CELLS, 12.01).value(PACO2, 31.99)));
            assertThat(last(kit).score()).isEqualTo(2);
            assertThat(kit.router().openAlerts())
                    .extracting(AlertState::severity)
                    .containsExactly(Severity.URGENT);

            kit.advance(Duration.ofHours(24).plusNanos(1));
            kit.answer(kit.router().readings(usual));
            assertThat(last(kit).score()).isZero();
            // What is missing could be what is wrong: the alert stays until somebody measures again.
            assertThat(kit.router().openAlerts()).isNotEmpty();
            kit.answer(kit.router()
                    .readings(Readings.ofPatient("p-17").value(WHITE_CELLS, 8).value(PACO2, 40)));
            assertThat(last(kit).level()).isZero();
        }
    }

    @Test
    void shouldRaiseAnotherAlertWhenAPartialScoreRisesAgainAfterTheFirstWasResolved() {
        try (RouterTestKit kit = RouterTestKit.launch(site("pews", TODAY.minusYears(2)))) {
            final Readings bad =
                    Readings.ofPatient("p-17").value(HEART_RATE, 175).value(SYSTOLIC, 165);
            final Readings good =
                    Readings.ofPatient("p-17").value(HEART_RATE, 100).value(SYSTOLIC, 100);
            kit.answer(kit.router().readings(bad));
            final long first = kit.router().openAlerts().get(0).alertId();
            assertThat(last(kit).level()).isEqualTo(3);
            resolve(kit, first);

            kit.answer(kit.router().readings(good));
            // Refill, effort and oxygen are missing: the level that is held stays, and nobody is told of it again.
            assertThat(last(kit).level()).isEqualTo(3);
            assertThat(kit.router().openAlerts()).isEmpty();
            kit.answer(kit.router().readings(bad));

            assertThat(kit.router().openAlerts())
                    .singleElement()
                    .satisfies(alert -> assertThat(alert.alertId()).isNotEqualTo(first));
        }
    }

    private static void resolve(final RouterTestKit kit, final long alert) {
        final RecipientSession ann = kit.router().connect("ann", offer -> {});
        kit.settle();
        kit.answer(ann.resolve(alert));
        kit.settle();
    }

    @Test
    void shouldRaiseAnotherAlertWhenAPartialNews2RisesAgainAfterTheFirstWasResolved() {
        try (RouterTestKit kit = RouterTestKit.launch(
                North.builder().rules(LimitRules.none().news2(true)).build())) {
            final Readings bad = Readings.ofPatient("p-17")
                    .value(HEART_RATE, 135)
                    .value(RESPIRATORY_RATE, 26)
                    .value(SPO2, 91);
            final Readings good = Readings.ofPatient("p-17")
                    .value(HEART_RATE, 80)
                    .value(RESPIRATORY_RATE, 14)
                    .value(SPO2, 97);
            kit.answer(kit.router().readings(bad));
            final long first = kit.router().openAlerts().get(0).alertId();
            resolve(kit, first);

            kit.answer(kit.router().readings(good));
            assertThat(kit.router().openAlerts()).isEmpty();
            kit.answer(kit.router().readings(bad));

            assertThat(kit.router().openAlerts())
                    .singleElement()
                    .satisfies(alert -> assertThat(alert.severity()).isEqualTo(Severity.EMERGENT));
        }
    }

    @Test
    void shouldNotTakeItForAnImprovementThatAValueIsTooOld() {
        try (RouterTestKit kit = RouterTestKit.launch(site("sirs", LocalDate.of(1960, 2, 29)))) {
            final Readings usual = Readings.ofPatient("p-17")
                    .value(HEART_RATE, 80)
                    .value(RESPIRATORY_RATE, 14)
                    .value(TEMPERATURE, 37);
            kit.answer(kit.router().readings(usual));
            kit.answer(kit.router().readings(Readings.ofPatient("p-17").value(PACO2, 30)));
            kit.advance(Duration.ofHours(20));
            kit.answer(kit.router().readings(Readings.ofPatient("p-17").value(WHITE_CELLS, 13)));
            assertThat(kit.router().openAlerts()).hasSize(1);

            kit.advance(Duration.ofHours(5));
            kit.answer(kit.router().readings(usual));

            // White cells 1; breathing is normal, but nobody has measured PaCO2 again.
            assertThat(last(kit).score()).isEqualTo(1);
            assertThat(kit.router().openAlerts()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # what was said before, then after that, and what oxygen is worth
            FIO2,        50, OXYGEN_FLOW,    1, 2
            OXYGEN_FLOW,  6, FIO2,          30, 2
            OXYGEN_FLOW,  6, OXYGEN_THERAPY, 0, 0
            """)
    void shouldCountWhatWasSaidOfOxygenLast(
            final Parameter before, final double value, final Parameter then, final double after, final int points) {
        try (RouterTestKit kit = RouterTestKit.launch(site("pews", TODAY.minusYears(2)))) {
            kit.answer(kit.router().readings(Readings.ofPatient("p-17").value(before, value)));
            assertThat(last(kit).score()).isEqualTo(4);

            kit.answer(kit.router().readings(Readings.ofPatient("p-17").value(then, after)));

            assertThat(last(kit).score()).isEqualTo(points);
        }
    }

    @Test
    void shouldTakeAWordOnConsciousnessInThePlaceOfAnOlderComaScale() {
        try (RouterTestKit kit = RouterTestKit.launch(site("qsofa", LocalDate.of(1950, 1, 1)))) {
            kit.answer(kit.router().readings(Readings.ofPatient("p-17").value(GCS, 14)));
            assertThat(last(kit).score()).isEqualTo(1);

            kit.answer(kit.router().readings(Readings.ofPatient("p-17").consciousness(Consciousness.ALERT)));

            assertThat(last(kit).score()).isZero();
        }
    }

    @Test
    void shouldHaveNothingToConfigureWhereTheSameSiteIsLoadedAgain() {
        final Site site = site("pews", TODAY.minusMonths(2));
        try (RouterTestKit kit = RouterTestKit.launch(site)) {
            assertThat(kit.answer(kit.router().configure(site)).entryCount()).isZero();
        }
    }

    @Test
    void shouldTakeTheComaScaleInThePlaceOfTheWord() {
        try (RouterTestKit kit = RouterTestKit.launch(site("qsofa", LocalDate.of(1950, 1, 1)))) {
            kit.answer(kit.router()
                    .readings(Readings.ofPatient("p-17").value(SYSTOLIC, 100).value(GCS, 14)));

            assertThat(last(kit).score()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OXYGEN_FLOW, -1",
        "OXYGEN_FLOW, 101",
        "FIO2, 100.01",
        "FIO2, 0.6",
        "PACO2, 5.3",
        "CAPILLARY_REFILL, 61",
        "RESPIRATORY_EFFORT, 4",
        "RESPIRATORY_EFFORT, 0.5",
        "WHITE_CELLS, 2001",
        "PACO2, 251",
        "GCS, 2",
        "GCS, 14.5",
        "GCS, 16"
    })
    void shouldRefuseWhatNobodyCanObserve(final Parameter parameter, final double value) {
        try (RouterTestKit kit = RouterTestKit.launch(North.builder().build())) {
            final var answer = kit.router()
                    .readings(Readings.ofPatient("p-17").value(HEART_RATE, 70).value(parameter, value));

            assertThatThrownBy(() -> kit.answer(answer)).hasMessageContaining("INVALID_FIELD");
        }
    }

    @Test
    void shouldRefuseALimitOfWhatIsObserved() {
        assertThatThrownBy(() -> LimitRules.none().above(WHITE_CELLS, 12, Severity.URGENT))
                .hasMessageContaining("WHITE_CELLS")
                .hasMessageContaining("score");
    }

    @Test
    void shouldTakeTheAgeGroupFromTheDateOfBirthWhateverGroupIsStated() {
        final Site site = North.builder()
                .born("p-17", TODAY.minusMonths(2))
                .ageGroup("p-17", AgeGroup.ADULT)
                .rules(LimitRules.none()
                        .below(HEART_RATE, 50, Severity.EMERGENT)
                        .profile(LimitProfile.ofAges(AgeGroup.UNDER_3_MONTHS).below(HEART_RATE, 80)))
                .build();
        try (RouterTestKit kit = RouterTestKit.launch(site)) {
            kit.answer(kit.router().readings(Readings.ofPatient("p-17").value(HEART_RATE, 75)));

            assertThat(kit.router().openAlerts()).hasSize(1);
        }
    }

    @Test
    void shouldRefuseADateOfBirthThatIsYetToCome() {
        assertThatThrownBy(() -> RouterTestKit.launch(site("pews", LocalDate.of(2062, 1, 1))))
                .hasMessageContaining("BAD_VALUE");
    }

    @Test
    void shouldRefuseADateThatNobodyLivingWasBornOn() {
        assertThatThrownBy(() -> North.builder().born("p-17", LocalDate.of(1899, 12, 31)))
                .hasMessageContaining("1899-12-31");
    }
}
