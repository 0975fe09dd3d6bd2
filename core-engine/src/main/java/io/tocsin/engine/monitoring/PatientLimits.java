package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.PatientLimitChangedEncoder;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.event.PatientLimitEvents;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.snapshot.StreamHash;
import io.tocsin.engine.store.DeadlineHeap;
import io.tocsin.engine.store.Due;
import io.tocsin.engine.store.SlotPool;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The limits that patients have of their own, one for a subject, parameter and bound, from a bounded pool. Who has none pays a look at one bit of a word that every
 * reading touches. One whose time is over is told and its place given back by a deadline; a reading looks at the time itself, so that it never waits for that.
 */
public final class PatientLimits implements Due {
    /** No limit, person or subject. */
    public static final int NONE = -1;

    /** Most bytes of a comment. */
    public static final int MAX_COMMENT_BYTES = 80;

    private static final int SECTION_ID = 74;
    private static final int SECTION_VERSION = 1;
    private static final int NO_VALUE = PatientLimitChangedEncoder.valueNullValue();
    private static final int PLACE_BITS = 5;

    private final int[] subject;
    /** Parameter and bound, {@link LimitRules#place}. */
    private final byte[] place;

    private final int[] value;
    private final long[] untilNs;
    private final int[] author;
    private final long[] sourceId;
    private final byte[] reason;
    private final byte[] commentLength;
    private final UnsafeBuffer comments;
    private final int[] heads;
    private final int[] next;
    private final SlotPool slots;
    private final DeadlineHeap deadlines;
    private final LimitRules rules;
    private final LimitPolicy policy;
    private final Subjects subjects;
    private final PatientLimitEvents events;
    private final EventStream stream;

    /**
     * Nobody has limits of their own.
     *
     * @param capacity limits of all patients together.
     * @param rules    whose limits they stand for.
     * @param subjects who have them.
     * @param stream   for engine time and events.
     */
    public PatientLimits(
            final int capacity, final LimitRules rules, final Subjects subjects, final EventStream stream) {
        subject = new int[capacity];
        place = new byte[capacity];
        value = new int[capacity];
        untilNs = new long[capacity];
        author = new int[capacity];
        sourceId = new long[capacity];
        reason = new byte[capacity];
        commentLength = new byte[capacity];
        comments = new UnsafeBuffer(new byte[Math.multiplyExact(capacity, MAX_COMMENT_BYTES)]);
        heads = new int[Integer.highestOneBit(Math.max(capacity, 2)) << 1];
        Arrays.fill(heads, NONE);
        next = new int[capacity];
        slots = new SlotPool(capacity);
        deadlines = new DeadlineHeap(capacity);
        this.rules = rules;
        policy = new LimitPolicy(rules);
        this.subjects = subjects;
        this.events = new PatientLimitEvents(stream);
        this.stream = stream;
    }

    /** What a reading of a subject that has limits of its own is compared with: its own, if there is one for the rule, else the rule's; hundredths. */
    int limitOf(final int ofSubject, final int rule) {
        final int slot = rules.isOrdinary(rule) ? inForce(ofSubject, rules.placeOf(rule)) : NONE;
        return slot == NONE ? rules.limit(rule) : value[slot];
    }

    /**
     * Whether a limit finds a place.
     *
     * @param ofSubject index, or {@link #NONE} for one that is not known yet.
     * @param parameter value of the enum Parameter.
     * @param bound     value of the enum Bound.
     * @return there is room, or one that it replaces.
     */
    public boolean hasRoom(final int ofSubject, final int parameter, final int bound) {
        return slots.free() > 0 || (ofSubject != NONE && find(ofSubject, LimitRules.place(parameter, bound)) != NONE);
    }

    /**
     * Whether a limit would leave nothing between the two bounds of a parameter, by the other bound that counts for the subject now.
     *
     * @param ofSubject index, or {@link #NONE} for one that is not known yet.
     * @param parameter value of the enum Parameter.
     * @param bound     value of the enum Bound.
     * @param limit     hundredths.
     * @return the lower limit would not be below the higher.
     */
    public boolean crosses(final int ofSubject, final int parameter, final int bound, final int limit) {
        final int opposite = LimitRules.BELOW + LimitRules.ABOVE - bound;
        final int slot = ofSubject == NONE ? NONE : inForce(ofSubject, LimitRules.place(parameter, opposite));
        final int rule = rules.ordinary(parameter, opposite);
        if (slot == NONE && rule == 0) {
            return false;
        }
        final int other = slot == NONE ? rules.limit(rule) : value[slot];
        return bound == LimitRules.BELOW ? limit >= other : limit <= other;
    }

    /**
     * Gives a subject a limit, in the place of the one it had; there is room.
     *
     * @param clauses   why.
     * @param ofSubject index.
     * @param parameter value of the enum Parameter.
     * @param bound     value of the enum Bound.
     * @param limit     hundredths.
     * @param endNs     epoch ns, after now; 0 = until it is taken back.
     * @param by        person, or {@link #NONE}.
     * @param source    that sent it.
     * @param why       value of the enum LimitReason.
     * @param buffer    holds the comment.
     * @param offset    of it.
     * @param length    of it, at most {@link #MAX_COMMENT_BYTES}.
     */
    public void put(
            final long clauses,
            final int ofSubject,
            final int parameter,
            final int bound,
            final int limit,
            final long endNs,
            final int by,
            final long source,
            final int why,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        final int at = LimitRules.place(parameter, bound);
        int slot = find(ofSubject, at);
        if (slot == NONE) {
            slot = slots.take();
            subject[slot] = ofSubject;
            place[slot] = (byte) at;
            chain(slot);
        }
        value[slot] = limit;
        untilNs[slot] = endNs;
        author[slot] = by;
        sourceId[slot] = source;
        reason[slot] = (byte) why;
        commentLength[slot] = (byte) length;
        comments.putBytes(slot * MAX_COMMENT_BYTES, buffer, offset, length);
        arm(slot);
        tell(events, slot, clauses);
    }

    /**
     * Takes a limit back; a subject that has none keeps none, and nothing is told.
     *
     * @param ofSubject index, or {@link #NONE}.
     * @param parameter value of the enum Parameter.
     * @param bound     value of the enum Bound.
     * @param by        person, or {@link #NONE}.
     * @param source    that sent it.
     */
    public void takeBack(final int ofSubject, final int parameter, final int bound, final int by, final long source) {
        final int slot = ofSubject == NONE ? NONE : find(ofSubject, LimitRules.place(parameter, bound));
        if (slot != NONE) {
            end(slot, Clause.LIMIT_TAKEN_BACK, by, source);
        }
    }

    /**
     * Whether a limit counts now that a person set: no interface takes it away.
     *
     * @param ofSubject index, or {@link #NONE} for one that is not known yet.
     * @param parameter value of the enum Parameter.
     * @param bound     value of the enum Bound.
     * @return a person did.
     */
    public boolean isByPerson(final int ofSubject, final int parameter, final int bound) {
        final int slot = ofSubject == NONE ? NONE : inForce(ofSubject, LimitRules.place(parameter, bound));
        return slot != NONE && author[slot] != NONE;
    }

    /** The rules are others now: limits that they would not let anybody set end, by subject, parameter and bound. Looks at every subject, and at every limit once. */
    public void review() {
        for (int each = 0; each < subjects.ids().size(); each++) {
            for (int at = 0; at < LimitRules.PLACES && subjects.ownsLimits(each); at++) {
                final int slot = find(each, at);
                if (slot != NONE && !isAllowed(slot)) {
                    end(slot, Clause.CONFIGURED, NONE, 0);
                }
            }
        }
    }

    private boolean isAllowed(final int slot) {
        return policy.isAllowed(
                place[slot] >> 1,
                place[slot] & 1,
                value[slot],
                author[slot] != NONE,
                subjects.ids().records().getByte(subjects.ids().idOffset(subject[slot])) == Subjects.BED,
                untilNs[slot],
                stream.nowNs());
    }

    /**
     * Whom they were set for is somebody else from now on: all of a subject end, by parameter and bound.
     *
     * @param ofSubject index, or {@link #NONE}.
     */
    public void endAll(final int ofSubject) {
        for (int at = 0; ofSubject != NONE && at < LimitRules.PLACES; at++) {
            final int slot = find(ofSubject, at);
            if (slot != NONE) {
                end(slot, Clause.CONFIGURED, NONE, 0);
            }
        }
    }

    /** When the first limit runs out. */
    @Override
    public long firstNs() {
        return deadlines.firstNs();
    }

    /** The limit that runs out first does: of several at one instant the one of the lowest subject, parameter and bound. */
    @Override
    public void fire(final long nowNs) {
        end(deadlines.first(), Clause.LIMIT_RUN_OUT, NONE, 0);
    }

    /**
     * Says which limits there are.
     *
     * @param to events of the stream.
     */
    public void report(final PatientLimitEvents to) {
        for (int slot = 0; slot < slots.highWater(); slot++) {
            if (slots.isUsed(slot)) {
                tell(to, slot, Because.of(author[slot] == NONE ? Clause.LIMIT_AT_BEDSIDE : Clause.LIMIT_SET));
            }
        }
    }

    private int inForce(final int ofSubject, final int at) {
        final int slot = find(ofSubject, at);
        return slot != NONE && untilNs[slot] != 0 && untilNs[slot] <= stream.nowNs() ? NONE : slot;
    }

    private int find(final int ofSubject, final int at) {
        int slot = heads[headOf(ofSubject, at)];
        while (slot != NONE && (subject[slot] != ofSubject || place[slot] != at)) {
            slot = next[slot];
        }
        return slot;
    }

    private void end(final int slot, final Clause clause, final int by, final long source) {
        final int ofSubject = subject[slot];
        value[slot] = NO_VALUE;
        untilNs[slot] = 0;
        author[slot] = by;
        sourceId[slot] = source;
        reason[slot] = 0;
        commentLength[slot] = 0;
        arm(slot);
        unchain(slot);
        slots.give(slot);
        tell(events, slot, Because.of(clause));
        boolean isOwner = false;
        for (int at = 0; at < LimitRules.PLACES && !isOwner; at++) {
            isOwner = find(ofSubject, at) != NONE;
        }
        note(ofSubject, isOwner);
    }

    private void tell(final PatientLimitEvents to, final int slot, final long clauses) {
        to.changed(
                clauses,
                subject[slot],
                place[slot] >> 1,
                place[slot] & 1,
                value[slot],
                untilNs[slot],
                author[slot],
                sourceId[slot],
                reason[slot],
                comments,
                slot * MAX_COMMENT_BYTES,
                commentLength[slot]);
    }

    private void arm(final int slot) {
        deadlines.arm(slot, untilNs[slot] == 0 ? DeadlineHeap.NEVER : untilNs[slot], key(subject[slot], place[slot]));
    }

    private void chain(final int slot) {
        final int head = headOf(subject[slot], place[slot]);
        next[slot] = heads[head];
        heads[head] = slot;
        note(subject[slot], true);
    }

    private void unchain(final int slot) {
        final int head = headOf(subject[slot], place[slot]);
        if (heads[head] == slot) {
            heads[head] = next[slot];
            return;
        }
        int before = heads[head];
        while (next[before] != slot) {
            before = next[before];
        }
        next[before] = next[slot];
    }

    /** A reading looks at it, so that who has none asks nothing here. */
    private void note(final int ofSubject, final boolean isOwner) {
        SubjectRecord.ownsLimits(subjects.ids().records(), subjects.ids().record(ofSubject), isOwner);
    }

    private int headOf(final int ofSubject, final int at) {
        return (int) StreamHash.mix(Long.BYTES, key(ofSubject, at)) & heads.length - 1;
    }

    private static long key(final int ofSubject, final int at) {
        return (long) ofSubject << PLACE_BITS | at;
    }

    /**
     * Writes the limits.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        slots.snapshot(writer);
        for (int slot = 0; slot < slots.highWater(); slot++) {
            if (slots.isUsed(slot)) {
                writer.putInt(subject[slot]);
                writer.putByte(place[slot]);
                writer.putInt(value[slot]);
                writer.putLong(untilNs[slot]);
                writer.putInt(author[slot]);
                writer.putLong(sourceId[slot]);
                writer.putByte(reason[slot]);
                writer.putByte(commentLength[slot]);
                writer.putBytes(comments, slot * MAX_COMMENT_BYTES, commentLength[slot]);
            }
        }
    }

    /**
     * Takes the limits over, after the subjects.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION);
        slots.restore(reader);
        for (int slot = 0; slot < slots.highWater(); slot++) {
            if (slots.isUsed(slot)) {
                subject[slot] = reader.getCount(subjects.ids().size() - 1, "as a subject with a limit");
                place[slot] = (byte) (reader.getByte() % LimitRules.PLACES);
                value[slot] = reader.getInt();
                untilNs[slot] = reader.getLong();
                author[slot] = reader.getInt();
                sourceId[slot] = reader.getLong();
                reason[slot] = (byte) reader.getByte();
                commentLength[slot] = (byte) Math.min(reader.getByte(), MAX_COMMENT_BYTES);
                reader.getBytes(comments, slot * MAX_COMMENT_BYTES, commentLength[slot]);
                chain(slot);
                arm(slot);
            }
        }
    }
}
