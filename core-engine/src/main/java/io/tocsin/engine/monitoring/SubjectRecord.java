package io.tocsin.engine.monitoring;

import io.tocsin.engine.store.CacheLines;
import io.tocsin.engine.store.IdTable;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * How a subject's 192 bytes are laid out: three cache lines of which a reading touches what it needs. The first holds the id and what every reading asks, the
 * second the last values of the parameters that age and when they were read, the third the other values, the score, and what routing asks. Fields are at offsets
 * from the start of the record.
 */
final class SubjectRecord {
    /** Bytes of a record. */
    static final int RECORD_BYTES = 3 * CacheLines.BYTES;

    private static final int PRESENT = IdTable.OWN_BYTES;
    static final int RULES_VERSION = 44;
    static final int LAST_SEEN_NS = 48;
    static final int VIOLATED = 56;

    private static final int FIRST_TIME = 64;
    private static final int FIRST_VALUE_WITH_TIME = 104;

    /** First of the subject's watches, plus one; 0 = none. */
    static final int FIRST_WATCH = 124;

    private static final int FIRST_OTHER_VALUE = 128;
    static final int UNIT = 168;
    static final int BED_INDEX = 172;
    static final int FIRST_ALERT = 176;
    static final int LAST_ALERT = 180;
    static final int IDENTIFIED = 184;
    static final int SPO2_SCALE = 185;
    static final int SCORE = 186;
    static final int BAND = 187;
    static final int MISSING = 188;
    static final int SINGLE_THREE = 189;
    static final int TREATMENT_LIMITS = 190;
    static final int AGE_GROUP = 191;

    private static final int WAITS = 2;

    /** Place of a parameter among those that age; -1 for the others. */
    private static final int[] TIME_PLACE = {-1, 0, 1, 2, 3, -1, -1, 4, -1, -1, -1, -1, -1, -1, -1, -1};

    /** Where the value of a parameter is in the record. */
    private static final int[] VALUE_OFFSET = new int[Subjects.PARAMETERS];

    static {
        int others = 0;
        for (int parameter = 1; parameter < Subjects.PARAMETERS; parameter++) {
            VALUE_OFFSET[parameter] = TIME_PLACE[parameter] >= 0
                    ? FIRST_VALUE_WITH_TIME + Integer.BYTES * TIME_PLACE[parameter]
                    : FIRST_OTHER_VALUE + Integer.BYTES * others++;
        }
    }

    private SubjectRecord() {}

    /** Whether the subject has limits of its own: the bit of the parameter that there is not. */
    static boolean ownsLimits(final UnsafeBuffer records, final int at) {
        return (records.getShort(at + PRESENT) & 1) != 0;
    }

    /** Notes whether the subject has limits of its own. */
    static void ownsLimits(final UnsafeBuffer records, final int at, final boolean isOwner) {
        records.putShort(at + PRESENT, (short) ((records.getShort(at + PRESENT) & ~1) | (isOwner ? 1 : 0)));
    }

    /** Whether the alert of the NEWS2 score that is held waits for room: beside whether one parameter scores 3. */
    static boolean waits(final UnsafeBuffer records, final int at) {
        return (records.getByte(at + SINGLE_THREE) & WAITS) != 0;
    }

    /** Notes whether it waits; keeping another score has it wait no more. */
    static void waits(final UnsafeBuffer records, final int at, final boolean waits) {
        records.putByte(
                at + SINGLE_THREE, (byte) ((records.getByte(at + SINGLE_THREE) & ~WAITS) | (waits ? WAITS : 0)));
    }

    /** Keeps a reading. */
    static void read(final UnsafeBuffer records, final int at, final int parameter, final int value, final long nowNs) {
        records.putInt(at + VALUE_OFFSET[parameter], value);
        records.putShort(at + PRESENT, (short) (records.getShort(at + PRESENT) | (1 << parameter)));
        final int place = TIME_PLACE[parameter];
        if (place >= 0) {
            records.putLong(at + FIRST_TIME + Long.BYTES * place, nowNs);
        }
    }

    /** Whether a parameter was ever read. */
    static boolean has(final UnsafeBuffer records, final int at, final int parameter) {
        return (records.getShort(at + PRESENT) & (1 << parameter)) != 0;
    }

    /** The last value of a parameter, hundredths. */
    static int value(final UnsafeBuffer records, final int at, final int parameter) {
        return records.getInt(at + VALUE_OFFSET[parameter]);
    }

    /** Whether it is kept when a parameter was read. */
    static boolean ages(final int parameter) {
        return TIME_PLACE[parameter] >= 0;
    }

    /** When a parameter that ages was read last, epoch ns. */
    static long readAtNs(final UnsafeBuffer records, final int at, final int parameter) {
        return records.getLong(at + FIRST_TIME + Long.BYTES * TIME_PLACE[parameter]);
    }
}
