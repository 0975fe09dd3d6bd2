package io.tocsin.testkit.model;

import static io.tocsin.testkit.model.Bedside.ABOVE;
import static io.tocsin.testkit.model.Bedside.HEART_RATE;
import static io.tocsin.testkit.model.Bedside.NONE;
import static io.tocsin.testkit.model.Bedside.SPO2;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Limits from what is usual for a patient, on the model and on the engine. The unit's rules: (1) heart rate above 120 URGENT, (2) above 140 EMERGENT, (3) below 50
 * URGENT; (4) SpO2 below 90 CRITICAL. For heart rate (1 and 3): two hours, three deviations, at least three readings.
 */
final class PersonalLimitScenarioTest {
    private static final int TWO_HOURS = 7_200;

    static Stream<Side> sides() {
        return Stream.of(new OracleEngine(Set.of()), new EngineSide());
    }

    private static Bedside bedside(final Side side) {
        final Bedside bed = new Bedside(side);
        bed.scene.configure(List.of(rules(bed, 3, 0b1010)));
        return bed;
    }

    private static byte[] rules(final Bedside bed, final long version, final long personal) {
        final List<Entries.Rule> rules = List.of(
                new Entries.Rule(12_000, HEART_RATE, ABOVE, Severity.URGENT.value()),
                new Entries.Rule(14_000, HEART_RATE, ABOVE, Severity.EMERGENT.value()),
                new Entries.Rule(5_000, HEART_RATE, Bedside.BELOW, Severity.URGENT.value()),
                new Entries.Rule(9_000, SPO2, Bedside.BELOW, Severity.CRITICAL.value()));
        return Entries.personal(
                personal, TWO_HOURS * 1_000L, 300, 3, bed.scene.entries.rules(version, 0, 1, 1, 1, rules));
    }

    private static List<String> limits(final Bedside bed, final int... rates) {
        final List<String> said = new ArrayList<>();
        for (final int rate : rates) {
            said.addAll(bed.scene.say(bed.scene.commands.vitals(
                    From.source(7, 0), 0, List.of(new Commands.Reading(HEART_RATE, rate * 100)), "p1", "", "")));
        }
        return said.stream().filter(line -> line.startsWith("PatientLimit")).toList();
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldTakeThreeDeviationsFromTheMedianOfTwoHours(final Side side) {
        final Bedside bed = bedside(side);

        assertThat(limits(bed, 100, 104, 96, 102, 98)).isEmpty();
        bed.scene.after(TWO_HOURS);
        assertThat(limits(bed, 101))
                .as("median 100, distances 0 4 4 2 2: 2 x 1.4826 is less than 4 beats, so 100 - 12 and 100 + 12")
                .containsExactly(
                        "PatientLimitChanged [LIMIT_PERSONALISED] value=8800",
                        "PatientLimitChanged [LIMIT_PERSONALISED] value=11200");
        assertThat(bed.read(HEART_RATE, 113))
                .containsExactly("LimitViolated [LIMIT_ABOVE, PATIENT_LIMIT] alertId=1 rule=1 value=11300 first=1");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldGoAsFarAsTheUnitsPolicyAndNoFurther(final Side side) {
        final Bedside bed = bedside(side);
        limits(bed, 130, 134, 126, 138, 122);
        bed.scene.after(TWO_HOURS);

        assertThat(limits(bed, 130))
                .as("130 + 3 x 5.93 is beyond the graver rule's 140; 130 - 17.79 inside of it")
                .containsExactly(
                        "PatientLimitChanged [LIMIT_PERSONALISED] value=11221",
                        "PatientLimitChanged [LIMIT_PERSONALISED] value=14000");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldLeaveWhatAPersonSetAndNotComeBack(final Side side) {
        final Bedside bed = bedside(side);
        bed.set(From.session(1), HEART_RATE, ABOVE, 115, 0);
        limits(bed, 100, 100, 100);
        bed.scene.after(TWO_HOURS);

        assertThat(limits(bed, 100)).containsExactly("PatientLimitChanged [LIMIT_PERSONALISED] value=8800");
        assertThat(bed.set(From.session(1), HEART_RATE, Bedside.BELOW, NONE, 0))
                .startsWith("PatientLimitChanged [LIMIT_TAKEN_BACK] value=" + NONE);
        bed.scene.after(2 * TWO_HOURS);
        assertThat(limits(bed, 100, 100)).as("taken back by a person").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldSayNothingOfTooFewReadings(final Side side) {
        final Bedside bed = bedside(side);
        limits(bed, 100, 100);
        bed.scene.after(TWO_HOURS);

        assertThat(limits(bed, 100, 100, 100, 100)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldTakeOrdinaryRulesAloneAndNoCriticalOnes(final Side side) {
        final Bedside bed = bedside(side);

        for (final long asked : new long[] {0b1, 0b100, 0b10000, 0b100000}) {
            assertThat(bed.scene.configure(List.of(rules(bed, 4, asked))))
                    .as("rule 0, a graver one, a CRITICAL one, none")
                    .anyMatch(line -> line.startsWith("ConfigRefused") && line.contains("BAD_VALUE"));
        }
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldEndWhatWasComputedOnceTheRulesHaveNothingComputed(final Side side) {
        final Bedside bed = bedside(side);
        limits(bed, 100, 100, 100);
        bed.scene.after(TWO_HOURS);
        assertThat(limits(bed, 100)).hasSize(2);

        assertThat(bed.scene.configure(List.of(rules(bed, 4, 0b0010))))
                .as("heart rate below is not personal any more")
                .filteredOn(line -> line.startsWith("PatientLimit"))
                .containsExactly("PatientLimitChanged [CONFIGURED] value=" + NONE);
        assertThat(bed.scene.configure(List.of(rules(bed, 5, 0))))
                .filteredOn(line -> line.startsWith("PatientLimit"))
                .containsExactly("PatientLimitChanged [CONFIGURED] value=" + NONE);
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldGiveWayToWhatAMonitorSays(final Side side) {
        final Bedside bed = bedside(side);
        limits(bed, 100, 100, 100);
        bed.scene.after(TWO_HOURS);
        limits(bed, 100);

        assertThat(bed.set(From.source(Bedside.INTERFACE, 1), HEART_RATE, ABOVE, 118, 0))
                .startsWith("PatientLimitChanged [LIMIT_AT_BEDSIDE] value=11800");
    }
}
