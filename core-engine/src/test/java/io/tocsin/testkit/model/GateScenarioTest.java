package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.GateReason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Readings that are questioned, as a nurse would follow them at the bed, on the model and on the engine. The unit's rules: heart rate below 40 CRITICAL and above 120
 * URGENT; SpO2 below 90 EMERGENT; systolic pressure below 90 EMERGENT. Outer ranges: MIMIC-Extract's; credible steps and contradicting pressures: engineering values
 * for adults; the bits of a device's status: MDC_PULS_OXIM_DEV_STATUS of IEEE 11073-10404.
 */
final class GateScenarioTest {
    private static final int HEART_RATE = 1;
    private static final int SPO2 = 2;
    private static final int SYSTOLIC = 4;
    private static final List<Entries.Rule> RULES = List.of(
            new Entries.Rule(4_000, HEART_RATE, 0, 1),
            new Entries.Rule(12_000, HEART_RATE, 1, 3),
            new Entries.Rule(9_000, SPO2, 0, 2),
            new Entries.Rule(9_000, SYSTOLIC, 0, 2));

    private final GateMessages messages = new GateMessages();

    private Scene ward(final byte[]... entries) {
        final Scene scene = Scene.staffed(new BothSides(), 8);
        final List<byte[]> all = new ArrayList<>(List.of(entries));
        all.add(scene.entries.rules(2, 0, 1, 1, 1, RULES));
        scene.configure(all);
        return scene;
    }

    private Scene gated() {
        return ward(messages.gate(30_000, 1_800_000, GateMessages.ALL_REASONS, 3));
    }

    /** What gate, limits and conditions make of a batch of one parameter after the other. */
    private List<String> read(final Scene scene, final GateMessages.Quality quality, final int... readings) {
        return read(scene, quality, "mon-1", readings);
    }

    private List<String> read(
            final Scene scene, final GateMessages.Quality quality, final String device, final int... readings) {
        final List<Commands.Reading> list = new ArrayList<>();
        for (int i = 0; i < readings.length; i += 2) {
            list.add(new Commands.Reading(readings[i], readings[i + 1] * 100));
        }
        return told(scene.say(messages.vitals(From.source(7, 0), 0, quality, list, "p1", "", device)));
    }

    private static List<String> told(final List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("ReadingGated")
                        || line.startsWith("LimitViolated")
                        || line.startsWith("TechnicalNoted"))
                .toList();
    }

    private List<String> read(final Scene scene, final int parameter, final int perUnit) {
        return read(scene, GateMessages.Quality.UNSTATED, parameter, perUnit);
    }

    @Test
    void shouldLetEveryReadingCountAsItComesWithoutAGate() {
        final Scene scene = ward();

        assertThat(read(scene, HEART_RATE, 80)).isEmpty();
        assertThat(read(scene, HEART_RATE, 900))
                .containsExactly("LimitViolated [LIMIT_ABOVE] alertId=1 rule=2 value=90000 first=1");
    }

    @ParameterizedTest(name = "{0}: {1} is possible, {2} is not")
    @CsvSource({
        "1, 350, 351",
        "2, 0, -1",
        "2, 100, 101",
        "3, 47, 48",
        "4, 375, 376",
        "5, 330, 331",
        "7, 300, 301",
        "8, 150, 151",
        "9, 2200, 2201"
    })
    void shouldRejectWhatCannotBeAReadingAndTellSomebody(
            final int parameter, final int possible, final int impossible) {
        final Scene scene = ward(messages.gate(GateReason.OUT_OF_RANGE));

        assertThat(read(scene, parameter, possible)).noneMatch(line -> line.startsWith("ReadingGated"));
        assertThat(read(scene, parameter, impossible))
                .containsExactly(
                        "ReadingGated [OUT_OF_RANGE] reason=OUT_OF_RANGE value=" + impossible * 100
                                + " runLength=1 over=0",
                        "TechnicalNoted [OUT_OF_RANGE] value=" + parameter + " active=1");
        assertThat(read(scene, parameter, impossible)).as("told once").isEmpty();
        assertThat(read(scene, parameter, possible))
                .contains("ReadingGated [OUT_OF_RANGE, READING_GOOD] reason=OUT_OF_RANGE value=" + impossible * 100
                        + " runLength=2 over=1");
        assertThat(told(scene.after(30)))
                .as("it does not flap")
                .containsExactly("TechnicalNoted [READING_GOOD] value=" + parameter + " active=0");
    }

    /** Nothing is questioned for being extreme: what matters is how far it is from the reading before. */
    @ParameterizedTest(name = "SpO2 {0}, {1} s later {2}: waits {3}")
    @CsvSource({
        "97, 5, 80, false",
        "97, 1, 93, false",
        "97, 1, 92, true",
        "70, 1, 81, true",
        "70, 2, 90, false",
        "97, 31, 40, false"
    })
    void shouldHaveWaitWhatABodyCannotDoInThatTime(
            final int before, final int seconds, final int then, final boolean waits) {
        final Scene scene = gated();
        read(scene, SPO2, before);
        scene.after(seconds);

        assertThat(read(scene, SPO2, then).stream()
                        .anyMatch(line -> line.startsWith("ReadingGated [IMPLAUSIBLE_STEP]")))
                .isEqualTo(waits);
    }

    @Test
    void shouldCallAtOnceForAnExtremeFirstReading() {
        assertThat(read(gated(), SPO2, 70))
                .containsExactly("LimitViolated [LIMIT_BELOW] alertId=1 rule=3 value=7000 first=1");
    }

    @Test
    void shouldDelayARealFallByOneReadingAndNeverLoseIt() {
        final Scene scene = gated();
        read(scene, HEART_RATE, 110);
        scene.after(1);

        assertThat(read(scene, HEART_RATE, 35))
                .containsExactly("ReadingGated [IMPLAUSIBLE_STEP] reason=STEP value=3500 runLength=1 over=0");
        scene.after(1);
        assertThat(read(scene, HEART_RATE, 30))
                .containsExactly(
                        "ReadingGated [IMPLAUSIBLE_STEP, READING_CONFIRMED] reason=STEP value=3500 runLength=1 over=1",
                        "LimitViolated [LIMIT_BELOW] alertId=1 rule=1 value=3500 first=1",
                        "LimitViolated [LIMIT_BELOW] alertId=1 rule=1 value=3000 first=0");
    }

    @Test
    void shouldCountWhatNoSecondReadingFollows() {
        final Scene scene = gated();
        read(scene, SYSTOLIC, 150);
        scene.after(60);
        read(scene, SYSTOLIC, 60);

        assertThat(scene.deadlineInSeconds()).isEqualTo(30);
        assertThat(told(scene.after(30)))
                .containsExactly(
                        "ReadingGated [IMPLAUSIBLE_STEP, UNCONFIRMED_IN_TIME] reason=STEP value=6000 runLength=1 over=1",
                        "LimitViolated [LIMIT_BELOW] alertId=1 rule=4 value=6000 first=1");
    }

    @Test
    void shouldForgetWhatNothingBearsOut() {
        final Scene scene = gated();
        read(scene, HEART_RATE, 80);
        scene.after(1);
        read(scene, HEART_RATE, 15);
        scene.after(1);

        assertThat(read(scene, HEART_RATE, 82))
                .containsExactly(
                        "ReadingGated [IMPLAUSIBLE_STEP, READING_GOOD] reason=STEP value=1500 runLength=1 over=1");
        assertThat(scene.after(60)).noneMatch(line -> line.startsWith("LimitViolated"));
    }

    /** A monitor that sees no beat is never doubted, not for one reading. */
    @Test
    void shouldCallAtOnceForAsystole() {
        final Scene scene = gated();
        read(scene, HEART_RATE, 110);

        assertThat(read(scene, HEART_RATE, 0))
                .containsExactly("LimitViolated [LIMIT_BELOW] alertId=1 rule=1 value=0 first=1");
    }

    @ParameterizedTest(name = "{0}/{1} ({2}): waits {3}")
    @CsvSource({
        "120, 70, 85, false",
        "70, 120, 85, true",
        "85, 80, 82, true",
        "120, 70, 70, true",
        "120, 70, 120, true",
        "80, 70, 75, false"
    })
    void shouldHaveWaitPressuresThatContradictEachOther(
            final int systolic, final int diastolic, final int mean, final boolean wait) {
        final List<String> told =
                read(gated(), GateMessages.Quality.UNSTATED, SYSTOLIC, systolic, 5, mean, 6, diastolic);

        assertThat(told.stream()
                        .filter(line -> line.startsWith("ReadingGated [PRESSURES_DISAGREE]"))
                        .count())
                .isEqualTo(wait ? 3 : 0);
    }

    /** Without a pulse the pressures of a line are one: a second batch that says so counts. */
    @Test
    void shouldCountContradictingPressuresThatStay() {
        final Scene scene = gated();
        read(scene, GateMessages.Quality.UNSTATED, SYSTOLIC, 25, 5, 22, 6, 20);

        assertThat(read(scene, GateMessages.Quality.UNSTATED, SYSTOLIC, 24, 5, 22, 6, 20))
                .contains("LimitViolated [LIMIT_BELOW] alertId=1 rule=4 value=2400 first=0");
    }

    @Test
    void shouldTellOfASensorThatIsStuckAndGoOnComparing() {
        final Scene scene = gated();
        for (int minute = 0; minute <= 30; minute++) {
            assertThat(read(scene, HEART_RATE, 72)).as("minute " + minute).isEmpty();
            scene.after(60);
        }
        assertThat(read(scene, HEART_RATE, 72))
                .containsExactly(
                        "ReadingGated [FLAT_LINE] reason=FLAT value=7200 runLength=1 over=0",
                        "TechnicalNoted [FLAT_LINE] value=1 active=1");
        assertThat(read(scene, HEART_RATE, 73))
                .containsExactly("ReadingGated [FLAT_LINE, READING_GOOD] reason=FLAT value=7200 runLength=1 over=1");
        assertThat(told(scene.after(30))).containsExactly("TechnicalNoted [READING_GOOD] value=1 active=0");
    }

    /** Charted every hour, or of a chronic patient: the same again says nothing. */
    @ParameterizedTest
    @CsvSource({"0, 3600, 20", "2, 60, 60"})
    void shouldNotTakeWhatIsChartedForStuck(final int acuity, final int seconds, final int times) {
        final Scene scene = gated();
        for (int i = 0; i < times; i++) {
            assertThat(read(scene, new GateMessages.Quality(acuity, 0, 0, 0), HEART_RATE, 72))
                    .isEmpty();
            scene.after(seconds);
        }
    }

    @Test
    void shouldTellWhatWasMeasuredBeforeTheLastOfItsDevice() {
        final Scene scene = gated();
        final long nowNs = scene.nowNs;
        read(scene, GateMessages.Quality.measured(nowNs), SPO2, 97);
        scene.after(40);

        assertThat(read(scene, GateMessages.Quality.measured(nowNs - 1), "mon-2", SPO2, 95))
                .as("another device, another clock")
                .isEmpty();
        read(scene, GateMessages.Quality.measured(nowNs), SPO2, 97);
        assertThat(read(scene, GateMessages.Quality.measured(nowNs - 1), SPO2, 95))
                .containsExactly("ReadingGated [OUT_OF_ORDER] reason=LATE value=9500 runLength=1 over=0");
    }

    @Test
    void shouldBelieveADeviceWhoseClockWasSetBack() {
        final Scene scene = gated();
        read(scene, GateMessages.Quality.measured(scene.nowNs + 3_600 * Scene.SECOND), SPO2, 97);
        scene.after(61);

        assertThat(read(scene, GateMessages.Quality.measured(scene.nowNs), SPO2, 88))
                .containsExactly("LimitViolated [LIMIT_BELOW] alertId=1 rule=3 value=8800 first=1");
    }

    @ParameterizedTest(name = "bit {0} of the status: a fault {1}")
    @CsvSource({
        "0, true",
        "1, true",
        "2, true",
        "4, true",
        "7, true",
        "9, true",
        "10, false",
        "11, false",
        "12, true",
        "14, true",
        "15, false"
    })
    void shouldNotLetASensorAtFaultDecide(final int bit, final boolean isFault) {
        final List<String> told = read(gated(), new GateMessages.Quality(0, 0, 1 << bit, 0), HEART_RATE, 35, SPO2, 70);

        assertThat(told)
                .as("the heart rate is of another sensor")
                .contains("LimitViolated [LIMIT_BELOW] alertId=1 rule=1 value=3500 first=1");
        assertThat(told.contains("TechnicalNoted [DEVICE_STATUS] value=2 active=1"))
                .isEqualTo(isFault);
        assertThat(told.contains("LimitViolated [LIMIT_BELOW] alertId=2 rule=3 value=7000 first=1"))
                .isEqualTo(!isFault);
    }

    @Test
    void shouldKnowWhoseReadingsTheStatusIsAboutAndWhenTheSensorIsBack() {
        final Scene scene = gated();
        final GateMessages.Quality leadsOff = new GateMessages.Quality(0, 0, 1, 1 << HEART_RATE);

        assertThat(read(scene, leadsOff, HEART_RATE, 0, SPO2, 85))
                .containsExactly(
                        "ReadingGated [DEVICE_STATUS] reason=STATUS value=0 runLength=1 over=0",
                        "TechnicalNoted [DEVICE_STATUS] value=1 active=1",
                        "LimitViolated [LIMIT_BELOW] alertId=2 rule=3 value=8500 first=1");
        assertThat(read(scene, HEART_RATE, 0))
                .containsExactly(
                        "ReadingGated [DEVICE_STATUS, READING_GOOD] reason=STATUS value=0 runLength=1 over=1",
                        "LimitViolated [LIMIT_BELOW] alertId=3 rule=1 value=0 first=1");
        assertThat(told(scene.after(30))).containsExactly("TechnicalNoted [READING_GOOD] value=1 active=0");
    }

    /** As many are watched as may be: who was not read for two hours is forgotten, and nothing of theirs stays open. */
    @Test
    void shouldLeaveNothingOpenOfWhoIsForgotten() {
        final Scene scene = Scene.ward(
                new BothSides(),
                8,
                new OracleLimits(
                        20, 40, 10, 4, 8, 4, 8, 2, 8, 8, 4, 200, 200, 400, 16, 1_000, 64, 8, 20, 10_000, 0, 0, 1, 0));
        scene.configure(List.of(messages.gate(GateReason.OUT_OF_RANGE)));
        read(scene, HEART_RATE, 900);
        final byte[] other = messages.vitals(
                From.source(7, 0),
                0,
                GateMessages.Quality.UNSTATED,
                List.of(new Commands.Reading(HEART_RATE, 90_000)),
                "p2",
                "",
                "");

        assertThat(told(scene.say(other)))
                .as("there is no place: the reading counts as it comes")
                .containsExactly("LimitViolated [LIMIT_ABOVE] alertId=2 rule=1 value=90000 first=1");
        scene.after(7_200);
        assertThat(told(scene.say(other)))
                .containsExactly(
                        "ReadingGated [OUT_OF_RANGE, GATE_BOUND] reason=OUT_OF_RANGE value=90000 runLength=1 over=1",
                        "TechnicalNoted [GATE_BOUND] value=1 active=0",
                        "ReadingGated [OUT_OF_RANGE] reason=OUT_OF_RANGE value=90000 runLength=1 over=0",
                        "TechnicalNoted [OUT_OF_RANGE] value=1 active=1");
    }

    @Test
    void shouldEndWhatIsOpenWhenTheGateLooksForNothingAnyMore() {
        final Scene scene = gated();
        read(scene, HEART_RATE, 900);
        scene.configure(List.of(messages.gate()));

        assertThat(read(scene, HEART_RATE, 900))
                .containsExactly(
                        "ReadingGated [OUT_OF_RANGE, READING_GOOD] reason=OUT_OF_RANGE value=90000 runLength=1 over=1",
                        "LimitViolated [LIMIT_ABOVE] alertId=2 rule=2 value=90000 first=1");
        assertThat(told(scene.after(30))).containsExactly("TechnicalNoted [READING_GOOD] value=1 active=0");
    }

    @Test
    void shouldTakeBatchesOfSendersThatSayNothingOfQuality() {
        final byte[] batch = messages.vitals(
                From.source(7, 0),
                0,
                new GateMessages.Quality(0, 1, 1, 2),
                List.of(new Commands.Reading(HEART_RATE, 3_500)),
                "p1",
                "",
                "");

        assertThat(told(gated().say(FormerVersion.of(batch))))
                .containsExactly("LimitViolated [LIMIT_BELOW] alertId=1 rule=1 value=3500 first=1");
    }

    @Test
    void shouldRefuseWhatIsNoQuality() {
        final Scene scene = gated();
        final List<Commands.Reading> readings = List.of(new Commands.Reading(HEART_RATE, 7_000));
        final From from = From.source(7, 0).correlation(1);

        assertThat(scene.lines(messages.vitals(from, 0, GateMessages.Quality.measured(-1), readings, "p1", "", ""))
                        .get(0)
                        .text("detail"))
                .isEqualTo("4");
        assertThat(scene.lines(messages.vitals(from, 0, new GateMessages.Quality(0, 0, 1, 1), readings, "p1", "", ""))
                        .get(0)
                        .text("detail"))
                .isEqualTo("6");
    }
}
