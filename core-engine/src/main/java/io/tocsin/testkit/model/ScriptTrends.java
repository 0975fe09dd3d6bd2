package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.TrendEntryEncoder;
import io.tocsin.codecs.sbe.TrendEntryEncoder.ParametersEncoder;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;

/** Entries that follow how readings move, good and bad: with times of seconds and small thresholds, so that scripts meet them. */
final class ScriptTrends {
    /** An entry, whose values need not be valid; floors by parameter. */
    record Trend(
            long everyMs,
            long tauMs,
            long horizonMs,
            long gapMs,
            long baselineMs,
            int unusual,
            int slack,
            int threshold,
            int methods,
            int composite,
            int severity,
            int mediumPoints,
            int highPoints,
            Map<Integer, Integer> floors) {
        /** As it comes: hours, and the floors of published tables. */
        static Trend usual() {
            return new Trend(
                    14_400_000,
                    14_400_000,
                    14_400_000,
                    7_200_000,
                    7_200_000,
                    300,
                    50,
                    500,
                    31,
                    1,
                    4,
                    2,
                    4,
                    new TreeMap<>(Map.of(1, 400, 7, 200, 4, 600, 2, 100, 3, 20)));
        }

        /** As it comes for readings by the minute. */
        static Trend continuous() {
            return new Trend(
                    14_400_000, 600_000, 3_600_000, 7_200_000, 7_200_000, 300, 50, 500, 31, 1, 4, 2, 4, usual().floors);
        }

        Trend methods(final int bits) {
            return new Trend(
                    everyMs,
                    tauMs,
                    horizonMs,
                    gapMs,
                    baselineMs,
                    unusual,
                    slack,
                    threshold,
                    bits,
                    composite,
                    severity,
                    mediumPoints,
                    highPoints,
                    floors);
        }

        /** By trends alone, an hour ahead, and with small deviations from the mean already unusual. */
        Trend sensitive() {
            return new Trend(
                    43_200_000,
                    1_200_000,
                    3_600_000,
                    gapMs,
                    baselineMs,
                    100,
                    slack,
                    threshold,
                    methods,
                    0,
                    severity,
                    mediumPoints,
                    highPoints,
                    floors);
        }

        byte[] entry() {
            final int first = MessageHeaderEncoder.ENCODED_LENGTH
                    + TrendEntryEncoder.BLOCK_LENGTH
                    + ParametersEncoder.sbeHeaderSize();
            final UnsafeBuffer buffer =
                    new UnsafeBuffer(new byte[first + floors.size() * ParametersEncoder.sbeBlockLength()]);
            final TrendEntryEncoder entry =
                    new TrendEntryEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
            final ParametersEncoder group = entry.advisoryEveryMs(everyMs)
                    .tauMs(tauMs)
                    .horizonMs(horizonMs)
                    .gapMs(gapMs)
                    .baselineMs(baselineMs)
                    .unusual(unusual)
                    .slack(slack)
                    .threshold(threshold)
                    .methods((short) methods)
                    .composite((short) composite)
                    .mediumPoints((short) mediumPoints)
                    .highPoints((short) highPoints)
                    .parametersCount(floors.size());
            buffer.putByte(
                    MessageHeaderEncoder.ENCODED_LENGTH + TrendEntryEncoder.severityEncodingOffset(), (byte) severity);
            int at = first;
            for (final Map.Entry<Integer, Integer> each : floors.entrySet()) {
                group.next().floor(each.getValue());
                buffer.putByte(at + ParametersEncoder.parameterEncodingOffset(), (byte)
                        each.getKey().intValue());
                at += ParametersEncoder.sbeBlockLength();
            }
            return buffer.byteArray();
        }
    }

    private final SplittableRandom random;

    ScriptTrends(final SplittableRandom random) {
        this.random = random;
    }

    /** Now and then one that follows nothing. */
    byte[] good() {
        return some(random.nextInt(8) == 0 ? 0 : 7 | random.nextInt(32)).entry();
    }

    private Trend some(final int methods) {
        final Map<Integer, Integer> floors = new TreeMap<>(Map.of(1, 300 + random.nextInt(200), 2, 100, 3, 20));
        if (random.nextBoolean()) {
            floors.put(4, 600);
            floors.put(7, 200);
        }
        return new Trend(
                seconds(30),
                seconds(60),
                seconds(60),
                2_000 + seconds(20),
                seconds(4),
                100 + random.nextInt(100),
                1 + random.nextInt(50),
                100 + random.nextInt(200),
                methods,
                random.nextInt(2),
                3 + random.nextInt(3),
                1 + random.nextInt(3),
                3 + random.nextInt(4),
                floors);
    }

    private long seconds(final int most) {
        return 1_000L * (1 + random.nextInt(most));
    }

    /** One with one fault. */
    byte[] bad() {
        final Trend fine = some(31);
        final byte[] entry = fine.entry();
        final UnsafeBuffer buffer = new UnsafeBuffer(entry);
        final int block = MessageHeaderEncoder.ENCODED_LENGTH;
        switch (random.nextInt(12)) {
            case 0 -> buffer.putInt(block + 4 * random.nextInt(5), random.nextBoolean() ? 999 : 86_400_001);
            case 1 -> buffer.putShort(block + TrendEntryEncoder.unusualEncodingOffset(), (short) 99);
            case 2 -> buffer.putShort(block + TrendEntryEncoder.slackEncodingOffset(), (short) 0);
            case 3 -> buffer.putShort(block + TrendEntryEncoder.thresholdEncodingOffset(), (short) 10_001);
            case 4 -> buffer.putByte(block + TrendEntryEncoder.methodsEncodingOffset(), (byte) 32);
            case 5 -> buffer.putByte(block + TrendEntryEncoder.compositeEncodingOffset(), (byte) 2);
            case 6 -> buffer.putByte(block + TrendEntryEncoder.severityEncodingOffset(), either(2, 6));
            case 7 -> buffer.putByte(block + TrendEntryEncoder.mediumPointsEncodingOffset(), either(0, 21));
            case 8 -> buffer.putByte(block + TrendEntryEncoder.highPointsEncodingOffset(), either(0, 41));
            case 9 -> {
                return with(fine, Map.of(random.nextBoolean() ? 10 : 16, 1));
            }
            case 10 -> {
                return with(fine, Map.of(1, random.nextBoolean() ? 0 : 100_001));
            }
            default -> {
                return with(fine, Map.of(4, 1, 5, 1, 6, 1));
            }
        }
        return entry;
    }

    private static byte[] with(final Trend trend, final Map<Integer, Integer> floors) {
        trend.floors.putAll(floors);
        return trend.entry();
    }

    private byte either(final int one, final int other) {
        return (byte) (random.nextBoolean() ? one : other);
    }
}
