package io.tocsin.engine.suppression;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.SilenceState;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.ingress.SealedText;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.DeadlineHeap;
import io.tocsin.engine.store.Due;
import io.tocsin.engine.store.SlotPool;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The silences that are pending or active, found by what they name: each hangs in one chain, of its patient, else its bed, else its unit, else the chain of the others,
 * so that an alert looks at the silences of its own place only. One that is over stays until its alerts are let go, one per deadline.
 */
public final class Silences implements Due {
    /** No silence, or any index. */
    public static final int NONE = -1;

    /** Any cause. */
    public static final int ANY_CAUSE = 255;

    /** Longest comment in bytes. */
    public static final int MAX_COMMENT_BYTES = 160;

    /** Longest one that is kept, as it may be sealed. */
    private static final int KEPT_BYTES = MAX_COMMENT_BYTES + SealedText.HEAD_BYTES;

    static final int OF_PATIENT = 0;
    static final int OF_BED = 1;
    static final int OF_UNIT = 2;
    static final int OF_OTHERS = 3;

    private static final int SECTION_ID = 61;
    private static final int SECTION_VERSION = 1;
    /** With longer comments than before: who reads the other alone refuses it. */
    private static final int OF_LONG_COMMENTS = 2;

    private static final int PENDING = SilenceState.PENDING.value();
    private static final int ACTIVE = SilenceState.ACTIVE.value();
    private static final int EXPIRED = SilenceState.EXPIRED.value();

    final int[] id;
    final long[] startNs;
    final long[] endNs;
    final int[] author;
    final int[] confirmedBy;
    final int[] unit;
    final int[] subject;
    final int[] bed;
    final byte[] state;
    final byte[] origin;
    final byte[] type;
    final byte[] severityAtMost;
    final short[] cause;
    final byte[] parameter;
    private final short[] commentLength;
    private final UnsafeBuffer comments;

    private final SlotPool slots;
    private final DeadlineHeap deadlines;
    private final int[] heads;
    private final int[] next;
    private final SuppressionEvents events;
    private final EventStream stream;
    private final MutedAlerts muted;
    private int lastId;

    /**
     * No silences.
     *
     * @param maxSilences pending or active.
     * @param muted       the alerts that they hold.
     * @param events      of suppression.
     * @param stream      for engine time.
     */
    public Silences(
            final int maxSilences, final MutedAlerts muted, final SuppressionEvents events, final EventStream stream) {
        this.muted = muted;
        this.events = events;
        this.stream = stream;
        id = new int[maxSilences];
        startNs = new long[maxSilences];
        endNs = new long[maxSilences];
        author = new int[maxSilences];
        confirmedBy = new int[maxSilences];
        unit = new int[maxSilences];
        subject = new int[maxSilences];
        bed = new int[maxSilences];
        state = new byte[maxSilences];
        origin = new byte[maxSilences];
        type = new byte[maxSilences];
        severityAtMost = new byte[maxSilences];
        cause = new short[maxSilences];
        parameter = new byte[maxSilences];
        commentLength = new short[maxSilences];
        comments = new UnsafeBuffer(new byte[maxSilences * KEPT_BYTES]);
        slots = new SlotPool(maxSilences);
        deadlines = new DeadlineHeap(maxSilences);
        heads = new int[Integer.highestOneBit(2 * maxSilences)];
        java.util.Arrays.fill(heads, NONE);
        next = new int[maxSilences];
    }

    /** Whether there is none, so that nobody has to look. */
    boolean isEmpty() {
        return slots.inUse() == 0;
    }

    boolean hasRoom() {
        return slots.free() > 0;
    }

    /** A slot with the next number; the caller fills its fields in and calls {@link #begin}. */
    int open() {
        final int slot = slots.take();
        id[slot] = ++lastId;
        confirmedBy[slot] = NONE;
        return slot;
    }

    void comment(final int slot, final DirectBuffer buffer, final int offset, final int length) {
        comments.putBytes(slot * KEPT_BYTES, buffer, offset, length);
        commentLength[slot] = (short) length;
    }

    void begin(final int slot) {
        state[slot] = (byte) (startNs[slot] > stream.nowNs() ? PENDING : ACTIVE);
        chain(slot);
        arm(slot);
        tell(events, slot, Because.NOTHING);
    }

    void confirm(final int slot, final int person) {
        confirmedBy[slot] = person;
        tell(events, slot, Because.of(Clause.CONFIRMED));
    }

    /** It is over now, at its time or before; its alerts are let go one by one. */
    void end(final int slot, final long clauses) {
        state[slot] = (byte) EXPIRED;
        endNs[slot] = Math.min(endNs[slot], stream.nowNs());
        unchain(slot);
        tell(events, slot, clauses);
        closeOrGoOn(slot);
    }

    /** The slot of a number, or {@link #NONE}. */
    int find(final int silenceId) {
        for (int i = 0; i < slots.highWater(); i++) {
            if (slots.isUsed(i) && id[i] == silenceId) {
                return i;
            }
        }
        return NONE;
    }

    boolean wasGiven(final int silenceId) {
        return silenceId > 0 && silenceId <= lastId;
    }

    boolean isOver(final int slot) {
        return state[slot] == EXPIRED;
    }

    /** The first silence of a chain; the chain may hold those of other things too. */
    int first(final int kind, final int index) {
        return heads[bucket(kind, index)];
    }

    int following(final int slot) {
        return next[slot];
    }

    @Override
    public long firstNs() {
        return deadlines.firstNs();
    }

    @Override
    public void fire(final long nowNs) {
        final int slot = deadlines.first();
        if (state[slot] == PENDING) {
            state[slot] = (byte) ACTIVE;
            arm(slot);
            tell(events, slot, Because.NOTHING);
        } else if (state[slot] == ACTIVE) {
            end(slot, Because.NOTHING);
        } else {
            muted.release(slot, nowNs);
            closeOrGoOn(slot);
        }
    }

    private void closeOrGoOn(final int slot) {
        if (muted.holds(slot)) {
            deadlines.arm(slot, endNs[slot], id[slot]);
        } else {
            deadlines.arm(slot, DeadlineHeap.NEVER, 0);
            slots.give(slot);
        }
    }

    private void arm(final int slot) {
        deadlines.arm(slot, state[slot] == PENDING ? startNs[slot] : endNs[slot], id[slot]);
    }

    private void tell(final SuppressionEvents to, final int slot, final long clauses) {
        to.silence(this, slot, clauses, comments, slot * KEPT_BYTES, commentLength[slot]);
    }

    /**
     * Says which silences there are, as their last events did.
     *
     * @param to events of the report's stream.
     */
    public void report(final SuppressionEvents to) {
        for (int i = 0; i < slots.highWater(); i++) {
            if (slots.isUsed(i) && state[i] != EXPIRED) {
                tell(to, i, Because.NOTHING);
            }
        }
    }

    private int kindOf(final int slot) {
        return subject[slot] != NONE
                ? OF_PATIENT
                : bed[slot] != NONE ? OF_BED : unit[slot] != NONE ? OF_UNIT : OF_OTHERS;
    }

    private int bucketOf(final int slot) {
        final int kind = kindOf(slot);
        return bucket(kind, kind == OF_PATIENT ? subject[slot] : kind == OF_BED ? bed[slot] : unit[slot]);
    }

    private int bucket(final int kind, final int index) {
        return (index * 4 + kind) & (heads.length - 1);
    }

    private void chain(final int slot) {
        final int bucket = bucketOf(slot);
        next[slot] = heads[bucket];
        heads[bucket] = slot;
    }

    private void unchain(final int slot) {
        final int bucket = bucketOf(slot);
        if (heads[bucket] == slot) {
            heads[bucket] = next[slot];
            return;
        }
        int before = heads[bucket];
        while (next[before] != slot) {
            before = next[before];
        }
        next[before] = next[slot];
    }

    /**
     * Writes the silences.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        final boolean isLonger = slots.isAnyAbove(commentLength, MAX_COMMENT_BYTES);
        writer.section(SECTION_ID, isLonger ? OF_LONG_COMMENTS : SECTION_VERSION);
        writer.putInt(lastId);
        slots.snapshot(writer);
        for (int i = 0; i < slots.highWater(); i++) {
            if (slots.isUsed(i)) {
                writer.putInt(id[i]);
                writer.putLong(startNs[i]);
                writer.putLong(endNs[i]);
                writer.putInt(author[i]);
                writer.putInt(confirmedBy[i]);
                writer.putInt(unit[i]);
                writer.putInt(subject[i]);
                writer.putInt(bed[i]);
                writer.putByte(state[i]);
                writer.putByte(origin[i]);
                writer.putByte(type[i]);
                writer.putByte(severityAtMost[i]);
                writer.putByte(cause[i]);
                writer.putByte(parameter[i]);
                writer.putInt(commentLength[i]);
                writer.putBytes(comments, i * KEPT_BYTES, commentLength[i]);
            }
        }
    }

    /**
     * Takes the silences over.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION, OF_LONG_COMMENTS);
        lastId = reader.getInt();
        slots.restore(reader);
        for (int i = 0; i < slots.highWater(); i++) {
            if (slots.isUsed(i)) {
                id[i] = reader.getInt();
                startNs[i] = reader.getLong();
                endNs[i] = reader.getLong();
                author[i] = reader.getInt();
                confirmedBy[i] = reader.getInt();
                unit[i] = reader.getInt();
                subject[i] = reader.getInt();
                bed[i] = reader.getInt();
                state[i] = (byte) reader.getByte();
                origin[i] = (byte) reader.getByte();
                type[i] = (byte) reader.getByte();
                severityAtMost[i] = (byte) reader.getByte();
                cause[i] = (short) reader.getByte();
                parameter[i] = (byte) reader.getByte();
                commentLength[i] = (short) reader.getCount(KEPT_BYTES, "bytes of a comment");
                reader.getBytes(comments, i * KEPT_BYTES, commentLength[i]);
                if (state[i] == EXPIRED) {
                    deadlines.arm(i, endNs[i], id[i]);
                } else {
                    chain(i);
                    arm(i);
                }
            }
        }
    }
}
