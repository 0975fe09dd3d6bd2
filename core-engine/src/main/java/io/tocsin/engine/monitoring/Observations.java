package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import java.util.Arrays;

/**
 * What people observe of a patient or a laboratory measures, the last of each, in the slots of {@link Monitored}: what score tables ask for beside vital signs. How much
 * oxygen is given and the coma scale count until others come, what is seen by hand as long as a temperature, a laboratory's value for {@value #LABORATORY_HOURS} hours.
 */
public final class Observations implements Monitored.Keeper {
    /** The least parameter of this kind. */
    public static final int FIRST = Parameter.OXYGEN_FLOW.value();

    /** After the greatest. */
    public static final int END = Parameter.GCS.value() + 1;

    /** How long a laboratory's value counts. */
    static final int LABORATORY_HOURS = 24;

    private static final int KINDS = END - FIRST;
    private static final int FLOW = Parameter.OXYGEN_FLOW.value() - FIRST;
    private static final int FIO2 = Parameter.FIO2.value() - FIRST;
    private static final int REFILL = Parameter.CAPILLARY_REFILL.value() - FIRST;
    private static final int EFFORT = Parameter.RESPIRATORY_EFFORT.value() - FIRST;
    private static final int WHITE_CELLS = Parameter.WHITE_CELLS.value() - FIRST;
    private static final int PACO2 = Parameter.PACO2.value() - FIRST;
    private static final long LABORATORY_NS = LABORATORY_HOURS * 3_600_000_000_000L;
    private static final long NEVER = Long.MIN_VALUE;

    private final Monitored monitored;
    private final LimitRules rules;
    private final EventStream stream;
    /** By slot and kind: hundredths, and when that was read. */
    private final int[] values;

    private final long[] readNs;

    Observations(final int maxMonitored, final Monitored monitored, final LimitRules rules, final EventStream stream) {
        this.monitored = monitored;
        this.rules = rules;
        this.stream = stream;
        values = new int[maxMonitored * KINDS];
        readNs = new long[maxMonitored * KINDS];
        monitored.keep(this);
    }

    @Override
    public void begin(final int slot) {
        Arrays.fill(readNs, slot * KINDS, (slot + 1) * KINDS, NEVER);
    }

    /** Keeps what was observed now. */
    void keep(final int slot, final int parameter, final int value) {
        final int at = slot * KINDS + parameter - FIRST;
        values[at] = value;
        readNs[at] = stream.nowNs();
    }

    /** How much oxygen is given is not known any more. */
    void forgetOxygen(final int slot) {
        readNs[slot * KINDS + FLOW] = NEVER;
        readNs[slot * KINDS + FIO2] = NEVER;
    }

    /**
     * Puts what still counts among the inputs of tables.
     *
     * @param slot   whose.
     * @param inputs by parameter.
     * @return bit (1 shifted by the parameter) of each.
     */
    long collect(final int slot, final int[] inputs) {
        long known = 0;
        for (int kind = 0; kind < KINDS; kind++) {
            final int at = slot * KINDS + kind;
            if (readNs[at] != NEVER && stream.nowNs() - readNs[at] <= ageNs(kind)) {
                inputs[FIRST + kind] = values[at];
                known |= 1L << (FIRST + kind);
            }
        }
        return known;
    }

    private long ageNs(final int kind) {
        if (kind == REFILL || kind == EFFORT) {
            return rules.temperatureAgeNs();
        }
        return kind == WHITE_CELLS || kind == PACO2 ? LABORATORY_NS : Long.MAX_VALUE;
    }

    void snapshot(final SnapshotWriter writer) {
        for (int slot = 0; slot < monitored.slots().highWater(); slot++) {
            int kept = 0;
            for (int kind = 0; kind < KINDS; kind++) {
                kept |= readNs[slot * KINDS + kind] == NEVER ? 0 : 1 << kind;
            }
            writer.putByte(kept);
            for (int at = slot * KINDS; kept != 0; kept >>>= 1, at++) {
                if ((kept & 1) != 0) {
                    writer.putInt(values[at]);
                    writer.putLong(readNs[at]);
                }
            }
        }
    }

    void restore(final SnapshotReader reader) {
        Arrays.fill(readNs, NEVER);
        for (int slot = 0; slot < monitored.slots().highWater(); slot++) {
            int kept = reader.getByte();
            for (int at = slot * KINDS; kept != 0; kept >>>= 1, at++) {
                if ((kept & 1) != 0) {
                    values[at] = reader.getInt();
                    readNs[at] = reader.getLong();
                }
            }
        }
    }
}
