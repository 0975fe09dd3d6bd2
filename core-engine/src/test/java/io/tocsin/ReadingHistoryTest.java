package io.tocsin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tocsin.codecs.sbe.Acuity;
import io.tocsin.codecs.sbe.CalibrationStatus;
import io.tocsin.codecs.sbe.CommandAnsweredDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.VitalsBatchEncoder;
import io.tocsin.history.HistoryCounts;
import io.tocsin.history.HistoryPoint;
import io.tocsin.history.HistorySeries;
import io.tocsin.history.NewestReadings;
import io.tocsin.journal.InMemoryJournal;
import io.tocsin.journal.Journal;
import io.tocsin.journal.NoJournal;
import io.tocsin.pipeline.Pipeline;
import io.tocsin.testkit.RouterTestKit;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A router's history of readings: what the engine took, the same after every restart. */
@Timeout(60)
final class ReadingHistoryTest {
    private static final long BYTES = 4L << 20;
    private static final Subject P_17 = new Subject(Subject.Kind.PATIENT, "p-17");

    private final Lives lives = new Lives();

    @ParameterizedTest
    @EnumSource(Lives.End.class)
    void shouldBeTheSameAfterEveryEnd(final Lives.End end) {
        RouterTestKit kit = lives.launchWithHistory(North.site(), BYTES);
        for (int minute = 0; minute < 1_000; minute++) {
            kit.router()
                    .readings(Readings.ofPatient("p-17")
                            .device("mon-1", minute + 1)
                            .value(Parameter.HEART_RATE, 60 + minute % 37)
                            .value(Parameter.SPO2, 90 + minute % 10));
            if (minute % 50 == 0) {
                // Sent again because no answer came.
                kit.router()
                        .readings(Readings.ofPatient("p-17")
                                .device("mon-1", minute + 1)
                                .value(Parameter.SPO2, 1));
                kit.router().readings(Readings.ofBed("icu-2").value(Parameter.SPO2, 90));
            }
            kit.advance(Duration.ofMinutes(1));
        }
        // Time is what the journal says: without a command, none has passed.
        kit.answer(kit.router().counters());
        final HistorySeries before = series(kit, Parameter.HEART_RATE, 1_000);
        assertThat(before.points()).hasSizeBetween(360, 1_000);
        assertThat(before.points().stream().mapToLong(HistoryPoint::count).sum())
                .isEqualTo(1_000);
        assertThat(before.catchingUp()).isFalse();
        assertThat(before.points())
                .isEqualTo(series(kit, Parameter.HEART_RATE, 1_000).points());
        assertThat(series(kit, Parameter.SPO2, 1).points())
                .extracting(HistoryPoint::lowest)
                .containsExactly(9_000);

        final HistoryCounts counts = counts(kit);
        kit = lives.relaunch(kit, end, North.site());

        assertThat(series(kit, Parameter.HEART_RATE, 1_000).catchingUp())
                .as("the past comes first, a little at a time")
                .isTrue();
        final HistorySeries after = series(kit, Parameter.HEART_RATE, 1_000);
        assertThat(after.points()).isEqualTo(before.points());
        assertThat(after.catchingUp()).isFalse();
        assertThat(counts(kit).readings()).isEqualTo(counts.readings());
        assertThat(counts(kit).passedOver()).isEqualTo(counts.passedOver()).isEqualTo(20);
        assertThat(counts(kit).subjects()).isEqualTo(2);
        kit.close();
    }

    @Test
    void shouldForgetWhatIsOlderThanTheWindowAlsoAfterARestart() {
        RouterTestKit kit = lives.launchWithHistory(North.site(), BYTES);
        kit.router().readings(Readings.ofPatient("p-17").value(Parameter.GLUCOSE, 40));
        kit.advance(Duration.ofHours(71));
        kit.router().readings(Readings.ofPatient("p-17").value(Parameter.GLUCOSE, 90));
        kit.advance(Duration.ofMinutes(1));
        assertThat(series(kit, Parameter.GLUCOSE, 10).points())
                .extracting(HistoryPoint::last)
                .containsExactly(4_000, 9_000);
        kit.advance(Duration.ofHours(2));
        kit.router().readings(Readings.ofPatient("p-17").value(Parameter.GLUCOSE, 91));
        kit.settle();
        assertThat(series(kit, Parameter.GLUCOSE, 10).points())
                .extracting(HistoryPoint::last)
                .containsExactly(9_000, 9_100);

        kit = lives.relaunch(kit, Lives.End.DEATH, North.site());

        assertThat(series(kit, Parameter.GLUCOSE, 10).points())
                .extracting(HistoryPoint::last)
                .containsExactly(9_000, 9_100);
        kit.close();
    }

    @Test
    void shouldRefuseByNameWhatItCannotGive() {
        try (RouterTestKit kit = RouterTestKit.launch(North.site())) {
            assertThat(kit.router().history().counts()).isNull();
            assertRefused(kit, Refusal.NO_HISTORY);
        }
        try (RouterTestKit kit = RouterTestKit.launch(context(new NoJournal()))) {
            assertThat(kit.router().history().counts()).isNull();
            assertRefused(kit, Refusal.NO_HISTORY);
        }
        final RouterTestKit closed = RouterTestKit.launch(context(new InMemoryJournal()));
        closed.close();
        assertThat(closed.router().history().series(P_17, Parameter.SPO2, 0, 1, 1))
                .isCompletedExceptionally();
        final RouterTestKit kit = RouterTestKit.launch(context(new InMemoryJournal()));
        for (int query = 0; query < 1_024; query++) {
            assertThat(kit.router().history().series(P_17, Parameter.SPO2, 0, 1, 1))
                    .isNotDone();
        }
        assertThat(kit.router().history().series(P_17, Parameter.SPO2, 0, 1, 1)).isCompletedExceptionally();
        kit.settle();
        assertThat(counts(kit).refused()).isEqualTo(1);
        assertThatThrownBy(() -> kit.router().history().series(P_17, Parameter.SPO2, 1, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fromNs is 1");
        assertThatThrownBy(() -> kit.router().history().series(P_17, Parameter.SPO2, 0, 1, 1_001))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxPoints is 1001");
        kit.close();
        assertThatThrownBy(() -> new AlertRouter.Context().historyBytes(1 << 20))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("historyBytes is 1048576: it must be at least 2097152");
    }

    static LongStream seeds() {
        final long[] fresh = LongStream.generate(() -> System.nanoTime() & 0xFFFF_FFFFL)
                .limit(2)
                .toArray();
        System.out.println("history and engine: fresh seeds " + Arrays.toString(fresh));
        final Long only = Long.getLong("seed");
        return only == null
                ? LongStream.concat(LongStream.rangeClosed(1, 4), Arrays.stream(fresh))
                : LongStream.of(only);
    }

    @ParameterizedTest(name = "-Dseed={0}")
    @MethodSource("seeds")
    void shouldTakeWhatTheEngineTakesAndNothingElse(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final long[] taken = new long[2];
        final AlertRouter router = AlertRouter.launch(context(InMemoryJournal.slow(seed))
                .limits(RouterDefaults.limits().toBuilder().maxDevices(8).build())
                .threading(Pipeline.Threading.MANUAL)
                .listener(new RouterListener() {
                    @Override
                    public void onEvent(final RouterEvent event) {}

                    @Override
                    public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
                        final CommandAnsweredDecoder answer = new CommandAnsweredDecoder()
                                .wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
                        taken[answer.result() == Result.OK ? 0 : 1] +=
                                answer.result() == Result.OK ? answer.correlation() & 0xFF : 1;
                    }
                }));
        for (int i = 0; i < 3_000; i++) {
            final UnsafeBuffer batch = batch(random);
            while (router.offer(batch, 0, batch.capacity()) < 0) {
                router.doWork();
            }
        }
        for (int idle = 0; idle < 20; idle = router.doWork() == 0 ? idle + 1 : 0) {}
        final HistoryCounts counts = counts(router);
        assertThat(counts.readings()).isEqualTo(taken[0]).isPositive();
        assertThat(counts.passedOver()).isEqualTo(taken[1]).isPositive();
        router.close();
    }

    /** A batch, most of them right; the correlation says how many vital signs are in it. */
    private static UnsafeBuffer batch(final SplittableRandom random) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1_024]);
        final VitalsBatchEncoder batch =
                new VitalsBatchEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        final int count = random.nextInt(30) == 0 ? random.nextInt(40) : random.nextInt(1, 6);
        batch.deviceSequence(random.nextInt(60))
                .acuity(Acuity.CONTINUOUS)
                .measuredNs(random.nextInt(40) == 0 ? -1 : random.nextInt(2))
                .status(random.nextInt(1 << 16))
                .statusOf(random.nextInt(40) == 0 ? 1 : 1 << random.nextInt(1, 16))
                .batteryPercent(VitalsBatchEncoder.batteryPercentNullValue())
                .accuracy(VitalsBatchEncoder.accuracyNullValue())
                .accuracyOf(0)
                .calibration(CalibrationStatus.NULL_VAL);
        buffer.putByte(MessageHeaderEncoder.ENCODED_LENGTH + VitalsBatchEncoder.acuityEncodingOffset(), (byte)
                random.nextInt(random.nextInt(10) == 0 ? 6 : 3));
        batch.envelope().purpose(random.nextInt(20) == 0 ? Purpose.TEST : Purpose.PRODUCTION);
        int kept = 0;
        final VitalsBatchEncoder.ReadingsEncoder readings = batch.readingsCount(count);
        for (int i = 0; i < count; i++) {
            final int parameter = random.nextInt(60) == 0 ? random.nextInt(30) : random.nextInt(1, 16);
            kept += parameter < 16 ? 1 : 0;
            readings.next()
                    .value(random.nextInt(4) == 0 ? random.nextInt(20_000) : 100 * random.nextInt(2))
                    .parameter(Parameter.SPO2);
            buffer.putByte(
                    batch.limit()
                            - VitalsBatchEncoder.ReadingsEncoder.sbeBlockLength()
                            + VitalsBatchEncoder.ReadingsEncoder.parameterEncodingOffset(),
                    (byte) parameter);
        }
        batch.envelope().correlation(1_000 << 8 | kept);
        final int named = random.nextInt(8);
        batch.patientId(named < 5 ? "p-" + random.nextInt(9) : "")
                .bedId((named & 1) == 1 ? "b-" + "x".repeat(random.nextInt(40)) : "")
                .deviceId(named > 2 ? "d-" + random.nextInt(12) : "");
        final int length = MessageHeaderEncoder.ENCODED_LENGTH + batch.encodedLength();
        return new UnsafeBuffer(buffer, 0, random.nextInt(40) == 0 ? length - 1 : length);
    }

    private static AlertRouter.Context context(final Journal journal) {
        return new AlertRouter.Context().site(North.site()).journal(journal).historyBytes(BYTES);
    }

    private static void assertRefused(final RouterTestKit kit, final Refusal refusal) {
        assertThatThrownBy(() -> kit.answer(kit.router().history().series(P_17, Parameter.SPO2, 0, 1, 1)))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        thrown -> assertThat(thrown.refusal()).isEqualTo(refusal));
    }

    @Test
    void shouldHaveTheNewestReadingOfEachParameter() {
        try (RouterTestKit kit = lives.launchWithHistory(North.site(), BYTES)) {
            kit.router().readings(Readings.ofPatient("p-17").value(Parameter.GLUCOSE, 90));
            // What is older than the fine tier is held all the same.
            kit.advance(Duration.ofHours(7));
            kit.router()
                    .readings(Readings.ofPatient("p-17")
                            .value(Parameter.SPO2, 91)
                            .value(Parameter.HEART_RATE, 80)
                            .accuracy(2, Parameter.SPO2));
            kit.advance(Duration.ofSeconds(1));
            final long laterNs = kit.nowNs();
            kit.router().readings(Readings.ofPatient("p-17").value(Parameter.HEART_RATE, 81));
            kit.router().readings(Readings.ofBed("icu-2").value(Parameter.HEART_RATE, 50));
            kit.settle();

            assertThat(kit.answer(kit.router().history().newest(P_17, 0)).readings())
                    .extracting(
                            NewestReadings.Reading::parameter,
                            NewestReadings.Reading::value,
                            NewestReadings.Reading::accuracy)
                    .containsExactly(
                            tuple(Parameter.HEART_RATE, 8_100, null),
                            tuple(Parameter.SPO2, 9_100, 200),
                            tuple(Parameter.GLUCOSE, 9_000, null));
            assertThat(kit.answer(kit.router().history().newest(P_17, laterNs)).readings())
                    .as("what was read before is left out")
                    .singleElement()
                    .satisfies(reading -> assertThat(reading.atNs()).isBetween(laterNs - 1_000_000, laterNs));
            assertThat(kit.answer(kit.router().history().newest(new Subject(Subject.Kind.BED, "icu-1"), 0))
                            .readings())
                    .isEmpty();
        }
        try (RouterTestKit none = RouterTestKit.launch(North.site())) {
            assertThatThrownBy(() -> none.answer(none.router().history().newest(P_17, 0)))
                    .hasMessageContaining(Refusal.NO_HISTORY.name());
        }
    }

    private static HistorySeries series(final RouterTestKit kit, final Parameter parameter, final int most) {
        return kit.answer(kit.router().history().series(P_17, parameter, 0, Long.MAX_VALUE, most));
    }

    private static HistoryCounts counts(final RouterTestKit kit) {
        return counts(kit.router());
    }

    private static HistoryCounts counts(final AlertRouter router) {
        final @Nullable HistoryCounts counts = router.history().counts();
        assertThat(counts).isNotNull();
        return counts == null ? new HistoryCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, true, true) : counts;
    }
}
