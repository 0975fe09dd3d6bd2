package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.AuthorityRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How accurate devices say that readings are, in the engine and in the model: a SpO2 within 4, a temperature within 0.3, pressures of a cuff within 8 are sure (section 30). */
final class AccuracyScenarioTest {
    private static final List<Supplier<Side>> SIDES = List.of(EngineSide::new, () -> new OracleEngine(Set.of()));
    private static final int[] WORST = {0, 400, 30, 800, 0, 0, 0, 0};
    private static final int ALL = GateMessages.ALL_REASONS + 128;
    private static final int UNSTATED = 65_535;

    private static byte[] gate(final int reasons) {
        return GateMessages.wanting(new GateMessages().gate(30_000, 1_800_000, reasons, 3), WORST);
    }

    private static GatedWard ward(final Side side, final int reasons) {
        final GatedWard ward = new GatedWard(side, false);
        ward.scene.configure(List.of(gate(reasons)));
        return ward;
    }

    private static List<String> read(
            final GatedWard ward, final int parameter, final int value, final int accuracy, final int of) {
        return GatedWard.told(ward.scene.say(GateMessages.accurate(
                ward.batch("mon-1", GateMessages.Quality.UNSTATED, parameter, value), accuracy, of)));
    }

    /** An SpO2 of 70 is an alarm; then one of 97 comes, stated as here. A batch of nothing but SpO2: bit 2 is of it. */
    @ParameterizedTest(name = "97 within {0} hundredths, of {1}: the alarm {2}")
    @CsvSource({
        "65535, 0, ends",
        "0, 0, ends",
        "400, 0, ends",
        "401, 0, stays",
        "401, 4, stays",
        "5000, 8, ends",
        "65534, 0, stays",
        "65535, 4, ends"
    })
    void shouldEndNoAlarmByWhatIsLessAccurateThanTheSiteWantsIt(
            final int accuracy, final int of, final String becomes) {
        for (final Supplier<Side> side : SIDES) {
            final GatedWard ward = ward(side.get(), ALL);
            read(ward, GatedWard.SPO2, 70, UNSTATED, 0);
            ward.after(31);
            final List<String> told = read(ward, GatedWard.SPO2, 97, accuracy, of);
            assertThat(told.stream().anyMatch(line -> line.startsWith("ConditionChanged [LIMIT_LEFT]")))
                    .isEqualTo(becomes.equals("ends"));
            assertThat(told.stream().anyMatch(line -> line.startsWith("ReadingGated [INACCURATE]")))
                    .isEqualTo(becomes.equals("stays"));
        }
    }

    /** It is never the milder for it: a 70 within 20 alarms at once, and a good reading ends that and the run. */
    @Test
    void shouldAlarmAtOnceByWhatIsGraveHoweverInaccurate() {
        for (final Supplier<Side> side : SIDES) {
            final GatedWard ward = ward(side.get(), ALL);
            assertThat(read(ward, GatedWard.SPO2, 70, 2_000, 0))
                    .containsSubsequence(
                            "ReadingGated [INACCURATE] reason=INACCURATE value=7000 runLength=1 over=0",
                            "LimitViolated [LIMIT_BELOW] alertId=1 rule=3 value=7000 first=1");
            ward.after(31);
            assertThat(read(ward, GatedWard.SPO2, 96, 200, 0))
                    .contains(
                            "ReadingGated [INACCURATE, READING_GOOD] reason=INACCURATE value=7000 runLength=1 over=1",
                            "ConditionChanged [LIMIT_LEFT] from=ACTIVE to=INACTIVE phase=END");
        }
    }

    /** A gate that does not look for it, and a kind of readings of which the site wants nothing. */
    @ParameterizedTest(name = "reasons {0}, parameter {1}")
    @CsvSource({"126, 2", "254, 1"})
    void shouldTakeForSureWhateverIsNotLookedFor(final int reasons, final int parameter) {
        for (final Supplier<Side> side : SIDES) {
            final GatedWard ward = ward(side.get(), reasons);
            assertThat(read(ward, parameter, 90, 60_000, 0)).isEmpty();
        }
    }

    @ParameterizedTest(name = "worst SpO2 {1}, reasons {0}: {2}")
    @CsvSource({"254, 400, ok", "254, 500, ok", "254, 0, ok", "126, 0, ok", "254, 399, proposed"})
    void shouldTakeTwoPersonsToTakeLessForSure(final int reasons, final int worst, final String outcome) {
        for (final Supplier<Side> side : SIDES) {
            final ProposalSite site = new ProposalSite(side.get(), AuthorityRole.ADMIN_UNIT, AuthorityRole.ADMIN_SYS);
            site.scene.configure(List.of(gate(ALL)));
            final byte[] next = GateMessages.wanting(gate(reasons), 0, worst);
            assertThat(ProposalSite.outcome(site.commit(ProposalSite.DOCTOR, List.of(next))))
                    .isEqualTo(outcome);
        }
    }

    @Test
    void shouldRefuseAnAccuracyOfNothing() {
        for (final Supplier<Side> side : SIDES) {
            final GatedWard ward = ward(side.get(), ALL);
            final byte[] batch = ward.batch("mon-1", GateMessages.Quality.UNSTATED, GatedWard.SPO2, 97);
            final List<String> said = ward.scene.say(GateMessages.accurate(batch, 100, 1));
            assertThat(said.get(said.size() - 1)).contains("INVALID_FIELD");
        }
    }

    /** SpO2 below 80 counts after 15 s, if the last reading of two violated it: what the device has begun by itself it takes back, but nothing that anything else bears out. */
    @ParameterizedTest(name = "{0}: the alarm {1}")
    @CsvSource({
        "wide 70 wide 97, is none",
        "wide 70 wide 97 wide 97 wide 97, is none",
        "wide 70 good 97, is none",
        "good 70 wide 97, counts",
        "wide 70 good 70 wide 97, counts",
        "good 70 wide 70 wide 97, counts",
        "wide 70 other 97, counts",
        "wide 70 other 70 wide 97, counts",
        "wide 70 nobody 97, counts",
        "nobody 70 nobody 97, counts",
        "wide 70 wide 97 wide 70, counts",
        "wide 70 wide 97 good 70 wide 97, counts",
        "wide 70 wide 70 good 97, is none"
    })
    void shouldStopADelayByAnInaccurateReadingOnlyIfReadingsLikeItHaveBegunIt(final String readings, final String is) {
        for (final Supplier<Side> side : SIDES) {
            final GatedWard ward = delayed(side.get());
            final String[] words = readings.split(" ", -1);
            for (int i = 0; i < words.length; i += 2) {
                final String device = switch (words[i]) {
                    case "other" -> "mon-2";
                    case "nobody" -> "";
                    default -> "mon-1";
                };
                read(ward, device, Integer.parseInt(words[i + 1]), words[i].equals("good") ? 200 : 2_000);
                ward.scene.after(4);
            }
            final List<String> told = new ArrayList<>(ward.after(30));
            told.addAll(ward.after(30));
            assertThat(told.stream().anyMatch(line -> line.startsWith("LimitViolated [LIMIT_BELOW"))
                            || ward
                                    .scene
                                    .say(ward.batch("mon-1", GateMessages.Quality.UNSTATED, GatedWard.SPO2, 70))
                                    .stream()
                                    .anyMatch(line -> line.startsWith("LimitViolated") && line.contains("first=0")))
                    .isEqualTo(is.equals("counts"));
        }
    }

    /** What counts is ended by none, however often. */
    @Test
    void shouldNeverEndWhatCountsByAnInaccurateReadingThoughItHadBegunIt() {
        for (final Supplier<Side> side : SIDES) {
            final GatedWard ward = delayed(side.get());
            read(ward, "mon-1", 70, 2_000);
            assertThat(ward.after(16)).anyMatch(line -> line.startsWith("LimitViolated [LIMIT_BELOW"));
            for (int second = 0; second < 100; second++) {
                assertThat(read(ward, "mon-1", 97, 2_000)).noneMatch(line -> line.startsWith("ConditionChanged"));
                ward.scene.after(1);
            }
            assertThat(read(ward, "mon-1", 97, 200)).anyMatch(line -> line.startsWith("ConditionChanged [LIMIT_LEFT]"));
        }
    }

    /** Half a minute is as long as a reading waits for a second one. */
    @Test
    void shouldTellOfADeviceThatIsInaccurateForSoLongThatItEndsNothing() {
        for (final Supplier<Side> side : SIDES) {
            final GatedWard ward = ward(side.get(), ALL);
            for (int second = 0; second < 30; second++) {
                assertThat(read(ward, "mon-1", 97, 2_000)).noneMatch(line -> line.startsWith("TechnicalNoted"));
                ward.scene.after(1);
            }
            final byte[] batch = GateMessages.accurate(
                    ward.batch("mon-1", GateMessages.Quality.UNSTATED, GatedWard.SPO2, 97), 2_000, 0);
            final List<Line> lines = ward.scene.lines(batch);
            assertThat(lines.stream().filter(line -> line.is("AlertRaised")))
                    .singleElement()
                    .satisfies(raised -> {
                        assertThat(raised.text("emergencyType")).isEqualTo("DEVICE_TECHNICAL");
                        assertThat(raised.text("severity")).isEqualTo("NON_URGENT");
                        assertThat(raised.text("subject")).isEqualTo("0");
                    });
            assertThat(lines.stream().filter(line -> line.is("TechnicalNoted")))
                    .singleElement()
                    .satisfies(noted -> assertThat(noted.text("condition")).isEqualTo("READINGS_INACCURATE"));
            ward.scene.after(1);
            assertThat(read(ward, "mon-1", 97, 2_000)).isEmpty();
            ward.scene.after(1);
            read(ward, "mon-1", 97, 200);
            assertThat(ward.after(31)).contains("TechnicalNoted [READING_GOOD] value=2 active=0");
        }
    }

    /** One reading that is good in between, of any device, and it is not for long. */
    @Test
    void shouldTellNobodyOfReadingsThatAreInaccurateNowAndThen() {
        for (final Supplier<Side> side : SIDES) {
            final GatedWard ward = ward(side.get(), ALL);
            for (int second = 0; second < 120; second++) {
                assertThat(read(ward, "mon-1", 97, second % 20 == 19 ? 200 : 2_000))
                        .noneMatch(line -> line.startsWith("TechnicalNoted"));
                ward.scene.after(1);
            }
        }
    }

    /** A good reading now and then begins no alert anew: it ends when none was inaccurate for half a minute. */
    @ParameterizedTest(name = "good every {0} s")
    @ValueSource(ints = {40, 60})
    void shouldNotEndAndBeginAgainWithEachGoodReading(final int everyS) {
        for (final Supplier<Side> side : SIDES) {
            final GatedWard ward = ward(side.get(), ALL);
            final List<String> told = new ArrayList<>();
            for (int second = 1; second <= 600; second++) {
                told.addAll(ward.after(1));
                told.addAll(read(ward, "mon-1", 97, second % everyS == 0 ? 200 : 2_000));
            }
            assertThat(told.stream().filter(line -> line.startsWith("TechnicalNoted")))
                    .containsExactly("TechnicalNoted [INACCURATE] value=2 active=1");
        }
    }

    /** Whoever is measured on rounds waits for nothing: one such reading hours after another is not for long. */
    @Test
    void shouldTellNobodyOfReadingsThatAreInaccurateHoursApart() {
        for (final Supplier<Side> side : SIDES) {
            final GatedWard ward = ward(side.get(), ALL);
            for (int round = 0; round < 4; round++) {
                assertThat(read(ward, "mon-1", 97, 2_000)).noneMatch(line -> line.startsWith("TechnicalNoted"));
                ward.after(14_400);
            }
        }
    }

    /** No CRITICAL limit waits for so long. */
    private static GatedWard delayed(final Side side) {
        final GatedWard ward = new GatedWard(side, false);
        final List<Entries.Rule> emergent = GatedWard.RULES.stream()
                .map(rule -> new Entries.Rule(rule.limitValue(), rule.parameter(), rule.bound(), 2))
                .toList();
        ward.scene.configure(List.of(
                gate(ALL),
                ward.scene.entries.rules(3, 0, 900_000, 3_600_000, 14_400_000, emergent),
                ward.scene.entries.timing(3, 3, 8_000, 15_000, 0, 0, 1, 1)));
        return ward;
    }

    private static List<String> read(final GatedWard ward, final String device, final int value, final int accuracy) {
        return GatedWard.told(ward.scene.say(GateMessages.accurate(
                ward.batch(device, GateMessages.Quality.UNSTATED, GatedWard.SPO2, value), accuracy, 0)));
    }
}
