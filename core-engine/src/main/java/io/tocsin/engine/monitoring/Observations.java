package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import java.util.Arrays;

/**
 * What people observe of a patient or a laboratory measures, the last of each, in the slots of {@link Monitored}: what score tables ask for beside vital signs. What is
 * seen by hand counts as long as a temperature, everything else for {@value #MOST_HOURS} hours. Of how much oxygen is given, the last thing said counts: a flow, a share, or
 * air; a word on consciousness ends the coma scale.
 */
public final class Observations implements Monitored.Keeper {
    /** The least parameter of this kind. */
    public static final int FIRST = Parameter.OXYGEN_FLOW.value();

    /** After the greatest. */
    public static final int END = Parameter.GCS.value() + 1;

    /** How long anything counts at most. */
    static final int MOST_HOURS = 24;

    private static final int KINDS = END - FIRST;
    private static final int FLOW = Parameter.OXYGEN_FLOW.value() - FIRST;
    private static final int FIO2 = Parameter.FIO2.value() - FIRST;
    private static final int REFILL = Parameter.CAPILLARY_REFILL.value() - FIRST;
    private static final int EFFORT = Parameter.RESPIRATORY_EFFORT.value() - FIRST;
    private static final int GCS = Parameter.GCS.value() - FIRST;
    private static final int OXYGEN = Parameter.OXYGEN_THERAPY.value();
    private static final int CONSCIOUSNESS = Parameter.CONSCIOUSNESS.value();
    private static final long MOST_NS = MOST_HOURS * 3_600_000_000_000L;
    private static final long NEVER = Long.MIN_VALUE;

    private final Monitored monitored;
    private final LimitRules rules;
    private final EventStream stream;
    private final int maxMonitored;
    /** By slot and kind: hundredths, and when that was read. No memory is taken for it before anybody is to have a slot. */
    private int[] values = {};

    private long[] readNs = {};

    Observations(final int maxMonitored, final Monitored monitored, final LimitRules rules, final EventStream stream) {
        this.monitored = monitored;
        this.rules = rules;
        this.stream = stream;
        this.maxMonitored = maxMonitored;
        monitored.keep(this);
    }

    private boolean isUsed() {
        return readNs.length > 0;
    }

    /** Subjects have slots from now on, so what is observed of them is kept. */
    @Override
    public void wanted() {
        allocate();
    }

    /** Takes its memory, once. */
    void allocate() {
        if (!isUsed()) {
            values = new int[maxMonitored * KINDS];
            readNs = new long[maxMonitored * KINDS];
            Arrays.fill(readNs, NEVER);
        }
    }

    @Override
    public void begin(final int slot) {
        if (isUsed()) {
            Arrays.fill(readNs, slot * KINDS, (slot + 1) * KINDS, NEVER);
        }
    }

    /** Reads what a batch will. Changes nothing. */
    long touch(final int slot) {
        return isUsed() ? readNs[slot * KINDS] : 0;
    }

    /** Keeps what was observed now. */
    void keep(final int slot, final int parameter, final int value) {
        final int kind = parameter - FIRST;
        final int from = slot * KINDS;
        values[from + kind] = value;
        readNs[from + kind] = stream.nowNs();
        if (kind == FLOW || kind == FIO2) {
            readNs[from + FLOW + FIO2 - kind] = NEVER;
        }
    }

    /** Forgets what a vital sign puts an end to. */
    void read(final int slot, final int parameter, final int value) {
        if (!isUsed()) {
            return;
        }
        final int from = slot * KINDS;
        if (parameter == CONSCIOUSNESS) {
            readNs[from + GCS] = NEVER;
        } else if (parameter == OXYGEN && value == 0) {
            readNs[from + FLOW] = NEVER;
            readNs[from + FIO2] = NEVER;
        }
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
        for (int kind = 0; isUsed() && kind < KINDS; kind++) {
            final int at = slot * KINDS + kind;
            if (readNs[at] != NEVER && stream.nowNs() - readNs[at] <= ageNs(kind)) {
                inputs[FIRST + kind] = values[at];
                known |= 1L << (FIRST + kind);
            }
        }
        return known;
    }

    /** What was observed, but is too old to count: bit (1 shifted by the parameter) of each. */
    long lapsed(final int slot) {
        long lapsed = 0;
        for (int kind = 0; isUsed() && kind < KINDS; kind++) {
            final long at = readNs[slot * KINDS + kind];
            lapsed |= at != NEVER && stream.nowNs() - at > ageNs(kind) ? 1L << (FIRST + kind) : 0;
        }
        return lapsed;
    }

    private long ageNs(final int kind) {
        return kind == REFILL || kind == EFFORT ? rules.temperatureAgeNs() : MOST_NS;
    }

    void snapshot(final SnapshotWriter writer) {
        for (int slot = 0; slot < monitored.slots().highWater(); slot++) {
            int kept = 0;
            for (int kind = 0; isUsed() && kind < KINDS; kind++) {
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
        if (monitored.slots().highWater() > 0) {
            // Who has a slot is kept of, also where nothing is switched on any more that looks at it.
            allocate();
        }
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
