package io.tocsin.history;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.VitalsBatchDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The store holds what a list of all readings would, whatever the clock does and however full it is. {@code -Dseed=} plays one seed again. */
final class HistoryStoreTest {
    private static final long START_NS = 1_700_000_000_000_000_000L;
    private static final int STEPS = 3_000;

    private static final int NOT_STATED = VitalsBatchDecoder.accuracyNullValue();

    private final HistoryStore store = new HistoryStore(HistoryStore.LEAST_BLOCKS);
    private final SeriesReader reader = new SeriesReader(store);

    @TestFactory
    Stream<DynamicTest> shouldHoldWhatAListWould() {
        final Long only = Long.getLong("seed");
        final long[] fresh = LongStream.generate(() -> System.nanoTime() & 0xFFFF_FFFFL)
                .limit(Integer.getInteger("seeds", 4))
                .toArray();
        System.out.println("history: fresh seeds " + Arrays.toString(fresh));
        return (only == null
                        ? LongStream.concat(LongStream.rangeClosed(1, 12), Arrays.stream(fresh))
                        : LongStream.of(only))
                .mapToObj(seed -> DynamicTest.dynamicTest("-Dseed=" + seed, () -> new Run(seed).play()));
    }

    @Test
    void shouldLoseNoExtremeHoweverFewThePoints() {
        for (int minute = 0; minute < 4_000; minute++) {
            read(
                    "p",
                    1,
                    START_NS + TimeUnit.MINUTES.toNanos(minute),
                    minute == 1_234 ? 30_000 : minute == 2_345 ? 0 : 8_000);
        }
        for (final int most : new int[] {1, 2, 7, 50, 100, 1_000}) {
            final List<HistoryPoint> points = series("p", 1, 0, Long.MAX_VALUE, most);
            assertThat(points).hasSizeBetween(1, most);
            assertThat(points.stream().mapToInt(HistoryPoint::highest).max()).hasValue(30_000);
            assertThat(points.stream().mapToInt(HistoryPoint::lowest).min()).hasValue(0);
            assertThat(points.stream().mapToLong(HistoryPoint::count).sum()).isEqualTo(4_000);
            for (int i = 1; i < points.size(); i++) {
                assertThat(points.get(i).fromNs())
                        .isGreaterThanOrEqualTo(points.get(i - 1).untilNs());
            }
        }
        assertThat(series("p", 1, 0, Long.MAX_VALUE, 1))
                .singleElement()
                .satisfies(point -> assertThat(point.last()).isEqualTo(8_000));
    }

    @Test
    void shouldGiveTheStretchesThatTouchWhatWasAskedFor() {
        final long first = START_NS / 600_000_000_000L * 600_000_000_000L;
        for (int minute = 0; minute < 10; minute++) {
            read("p", 1, first + TimeUnit.MINUTES.toNanos(minute), minute);
        }
        final long from = first + TimeUnit.SECONDS.toNanos(150);
        final long to = first + TimeUnit.MINUTES.toNanos(5);

        assertThat(series("p", 1, from, to, 100)).extracting(HistoryPoint::last).containsExactly(2, 3, 4);
        assertThat(series("p", 2, 0, Long.MAX_VALUE, 100)).isEmpty();
        assertThat(series("q", 1, 0, Long.MAX_VALUE, 100)).isEmpty();
    }

    @Test
    void shouldKeepWhoWasReadLastWhenItIsFull() {
        for (int subject = 0; subject < 3_000; subject++) {
            read("p-" + subject, 1, START_NS + subject, subject);
        }

        assertThat(store.letGo()).isPositive();
        assertThat(store.subjects() + store.letGo()).isEqualTo(3_000);
        assertThat(store.usedBytes()).isLessThanOrEqualTo(store.capacityBytes());
        assertThat(series("p-" + (store.letGo() - 1), 1, 0, Long.MAX_VALUE, 1)).isEmpty();
        assertThat(series("p-" + store.letGo(), 1, 0, Long.MAX_VALUE, 1)).hasSize(1);
    }

    @Test
    void shouldHoldAPatientWithAllParametersForTheWholeTime() {
        for (int minute = 0; minute < 5_000; minute++) {
            for (int parameter = 1; parameter < 16; parameter++) {
                read("p", parameter, START_NS + TimeUnit.MINUTES.toNanos(minute), minute);
            }
        }

        assertThat(store.letGo()).isZero();
        for (int parameter = 1; parameter < 16; parameter++) {
            assertThat(series("p", parameter, 0, Long.MAX_VALUE, 1_000).size()).isBetween(360 + 395, 370 + 397);
        }
        assertThat(store.usedBytes()).as("what a site is told to expect").isLessThan(15 * 21_000L);
    }

    private void read(final String patient, final int parameter, final long atNs, final int value) {
        store.now(atNs);
        final UnsafeBuffer id = new UnsafeBuffer(patient.getBytes(US_ASCII));
        store.add(store.subject((byte) 'P', id, 0, id.capacity()), parameter, value, NOT_STATED);
    }

    private List<HistoryPoint> series(
            final String patient, final int parameter, final long fromNs, final long toNs, final int most) {
        return reader.read((byte) 'P', new UnsafeBuffer(patient.getBytes(US_ASCII)), parameter, fromNs, toNs, most);
    }

    /** One random life of a store. */
    private static final class Run {
        private final SplittableRandom random;
        private final ListModel model = new ListModel();
        private final HistoryStore store = new HistoryStore(HistoryStore.LEAST_BLOCKS);
        private final SeriesReader reader = new SeriesReader(store);
        private final int people;
        private final long pace;
        private long clockNs = START_NS;

        Run(final long seed) {
            random = new SplittableRandom(seed);
            people = List.of(2, 12, 400, 1_500).get(random.nextInt(4));
            pace = List.of(1_000L, 20_000L, 400_000L).get(random.nextInt(3)) * 1_000_000;
        }

        void play() {
            for (int step = 0; step < STEPS; step++) {
                passTime();
                readSomebody();
                model.dropDownTo(store.subjects());
                assertThat(model.size()).isEqualTo(store.subjects());
                if (step % 500 == 499) {
                    compare();
                }
            }
            compare();
        }

        private void passTime() {
            switch (random.nextInt(400)) {
                case 0 -> clockNs -= random.nextLong(TimeUnit.HOURS.toNanos(30));
                case 1 -> clockNs += random.nextLong(TimeUnit.HOURS.toNanos(30));
                case 2 -> clockNs += random.nextInt(10) == 0 ? TimeUnit.HOURS.toNanos(80) : 0;
                default -> clockNs += random.nextLong(pace);
            }
            store.now(clockNs);
            model.now(clockNs);
        }

        private void readSomebody() {
            // Some are read much more often than others.
            final int who = random.nextInt(3) == 0 ? random.nextInt(people) : random.nextInt(Math.min(people, 3));
            final byte letter = ListModel.letter(who % 3);
            final UnsafeBuffer id = new UnsafeBuffer(("x" + who / 3).getBytes(US_ASCII));
            model.dropSilent();
            final int subject = store.subject(letter, id, 0, id.capacity());
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                final int parameter = random.nextInt(1, 4);
                final int value = random.nextInt(-500, 20_000);
                store.add(subject, parameter, value, NOT_STATED);
                model.add((char) letter + "x" + who / 3, parameter, value);
            }
        }

        private void compare() {
            for (final String subject : model.subjects()) {
                for (int parameter = 1; parameter < 4; parameter++) {
                    final List<HistoryPoint> expected = model.series(subject, parameter);
                    final List<HistoryPoint> held = new ArrayList<>(reader.read(
                            (byte) subject.charAt(0),
                            new UnsafeBuffer(subject.substring(1).getBytes(US_ASCII)),
                            parameter,
                            0,
                            Long.MAX_VALUE,
                            1_000));
                    if (!held.equals(expected)) {
                        assertThat(held)
                                .as(subject + ", parameter " + parameter)
                                .isEqualTo(expected);
                    }
                }
            }
        }
    }
}
