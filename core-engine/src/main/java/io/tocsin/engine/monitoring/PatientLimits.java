package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.PatientLimitChangedEncoder;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.event.PatientLimitEvents;
import io.tocsin.engine.ingress.SealedText;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.DeadlineHeap;
import io.tocsin.engine.store.Due;
import io.tocsin.engine.store.SlotPool;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The limits that patients have of their own, one for a subject, parameter and bound, from a bounded pool. Who has none pays a look at one bit of a word that every
 * reading touches. One whose time is over is told and its place given back by a deadline; a reading looks at the time itself, so that it never waits for that.
 */
public final class PatientLimits implements Due {
    /** No limit, person or subject. */
    public static final int NONE = -1;

    /** In the place of a source: the engine computed it. */
    static final long OF_ENGINE = 0;

    /** Most bytes of a comment. */
    public static final int MAX_COMMENT_BYTES = 80;

    /** Longest one that is kept, as it may be sealed. */
    private static final int KEPT_BYTES = MAX_COMMENT_BYTES + SealedText.HEAD_BYTES;

    private static final int SECTION_ID = 74;
    private static final int SECTION_VERSION = 3;
    /** With longer comments than before: who reads the other alone refuses it. */
    private static final int OF_LONG_COMMENTS = 4;
    /** In the place of a policy that a limit exceeds. */
    public static final int WITHIN_POLICY = PatientLimitChangedEncoder.valueNullValue();

    private static final int NO_VALUE = PatientLimitChangedEncoder.valueNullValue();
    private static final int PLACE_BITS = 5;

    final int[] subject;
    /** Parameter and bound, {@link LimitRules#place}. */
    final byte[] place;

    final int[] value;
    final long[] untilNs;
    final int[] author;
    /** How far out the policy went beyond which it was set, or {@link #WITHIN_POLICY}. */
    final int[] exceeded;

    private final long[] sourceId;
    private final byte[] reason;
    private final short[] commentLength;
    private final UnsafeBuffer comments;
    final LimitIndex index;
    final SlotPool slots;
    private final DeadlineHeap deadlines;
    private final LimitRules rules;
    private final LimitReview review;
    private final LimitProfiles profiles;
    private final Subjects subjects;
    private final PatientLimitEvents events;
    private final EventStream stream;

    /**
     * Nobody has limits of their own.
     *
     * @param capacity limits of all patients together.
     * @param rules    whose limits they stand for.
     * @param profiles that replace the limits of rules for some.
     * @param subjects who have them.
     * @param stream   for engine time and events.
     */
    public PatientLimits(
            final int capacity,
            final LimitRules rules,
            final LimitProfiles profiles,
            final Subjects subjects,
            final EventStream stream) {
        subject = new int[capacity];
        place = new byte[capacity];
        value = new int[capacity];
        untilNs = new long[capacity];
        author = new int[capacity];
        exceeded = new int[capacity];
        sourceId = new long[capacity];
        reason = new byte[capacity];
        commentLength = new short[capacity];
        comments = new UnsafeBuffer(new byte[Math.multiplyExact(capacity, KEPT_BYTES)]);
        index = new LimitIndex(subject, place);
        slots = new SlotPool(capacity);
        deadlines = new DeadlineHeap(capacity);
        this.rules = rules;
        this.profiles = profiles;
        this.subjects = subjects;
        this.events = new PatientLimitEvents(stream);
        this.stream = stream;
        review = new LimitReview(this, new LimitPolicy(rules, profiles), profiles, subjects, stream);
    }

    /** {@return the live profiles of limits} */
    public LimitProfiles profiles() {
        return profiles;
    }

    /**
     * What a reading of a subject is compared with: its own limit, if there is one for the rule, else that of a profile that is for it, else the rule's.
     *
     * @param ofSubject index.
     * @param rule      id.
     * @param of        the profiles that are for the subject, {@link LimitProfiles#of}.
     * @return a {@link ComparedLimit}.
     */
    long limitOf(final int ofSubject, final int rule, final int of) {
        final int ofRule = rules.limit(rule);
        final int usual = profiles.limit(rule, of, ofRule);
        final int slot = subjects.ownsLimits(ofSubject) && rules.isOrdinary(rule)
                ? inForce(ofSubject, rules.placeOf(rule))
                : NONE;
        return slot != NONE && value[slot] != usual
                ? ComparedLimit.of(value[slot], ComparedLimit.PATIENT)
                : ComparedLimit.of(usual, usual == ofRule ? ComparedLimit.RULE : ComparedLimit.PROFILE);
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
        return slots.free() > 0
                || (ofSubject != NONE && index.find(ofSubject, LimitRules.place(parameter, bound)) != NONE);
    }

    /**
     * Gives a subject a limit, in the place of the one it had; there is room.
     *
     * @param policy    beyond which it is, hundredths, or {@link #WITHIN_POLICY}.
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
     * @param length    of it, at most {@link #MAX_COMMENT_BYTES}, or so many sealed.
     */
    public void put(
            final int policy,
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
        int slot = index.find(ofSubject, at);
        if (slot == NONE) {
            slot = slots.take();
            subject[slot] = ofSubject;
            place[slot] = (byte) at;
            index.add(slot);
            note(ofSubject, true);
        }
        value[slot] = limit;
        untilNs[slot] = endNs;
        author[slot] = by;
        exceeded[slot] = policy;
        sourceId[slot] = source;
        reason[slot] = (byte) why;
        commentLength[slot] = (short) length;
        comments.putBytes(slot * KEPT_BYTES, buffer, offset, length);
        arm(slot);
        tell(events, slot, why(slot));
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
        final int slot = ofSubject == NONE ? NONE : index.find(ofSubject, LimitRules.place(parameter, bound));
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

    /**
     * What looks at them when rules or profiles are others.
     *
     * @return asked once for a configuration.
     */
    public LimitReview review() {
        return review;
    }

    /**
     * Whom they were set for is somebody else from now on: all of a subject end, by parameter and bound.
     *
     * @param ofSubject index, or {@link #NONE}.
     */
    public void endAll(final int ofSubject) {
        for (int at = 0; ofSubject != NONE && at < LimitRules.PLACES; at++) {
            final int slot = index.find(ofSubject, at);
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
                tell(to, slot, why(slot));
            }
        }
    }

    private long why(final int slot) {
        final Clause who = author[slot] != NONE
                ? Clause.LIMIT_SET
                : isOfEngine(slot) ? Clause.LIMIT_PERSONALISED : Clause.LIMIT_AT_BEDSIDE;
        return exceeded[slot] == WITHIN_POLICY ? Because.of(who) : Because.of(who, Clause.LIMIT_BEYOND_POLICY);
    }

    /** Whether nobody set it, and no interface. */
    boolean isOfEngine(final int slot) {
        return author[slot] == NONE && sourceId[slot] == OF_ENGINE;
    }

    /** Whether a subject has one, whoever set it. */
    boolean has(final int ofSubject, final int parameter, final int bound) {
        return index.find(ofSubject, LimitRules.place(parameter, bound)) != NONE;
    }

    /** The limit of a subject that counts now, or {@link #NONE}. */
    int inForce(final int ofSubject, final int at) {
        final int slot = index.find(ofSubject, at);
        return slot != NONE && untilNs[slot] != 0 && untilNs[slot] <= stream.nowNs() ? NONE : slot;
    }

    /** The time of a limit is over now; a deadline tells it. */
    void runOut(final int slot) {
        untilNs[slot] = stream.nowNs();
        arm(slot);
    }

    /** Gives a slot back, and tells it. */
    void end(final int slot, final Clause clause, final int by, final long source) {
        final int ofSubject = subject[slot];
        value[slot] = NO_VALUE;
        untilNs[slot] = 0;
        author[slot] = by;
        sourceId[slot] = source;
        reason[slot] = 0;
        commentLength[slot] = 0;
        arm(slot);
        index.remove(slot);
        slots.give(slot);
        tell(events, slot, Because.of(clause));
        boolean isOwner = false;
        for (int at = 0; at < LimitRules.PLACES && !isOwner; at++) {
            isOwner = index.find(ofSubject, at) != NONE;
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
                slot * KEPT_BYTES,
                commentLength[slot]);
    }

    private void arm(final int slot) {
        deadlines.arm(slot, untilNs[slot] == 0 ? DeadlineHeap.NEVER : untilNs[slot], key(subject[slot], place[slot]));
    }

    /** A reading looks at it, so that who has none asks nothing here. */
    private void note(final int ofSubject, final boolean isOwner) {
        SubjectRecord.ownsLimits(subjects.ids().records(), subjects.ids().record(ofSubject), isOwner);
    }

    /** The order in which limits end that do so at one instant. */
    static long key(final int ofSubject, final int at) {
        return (long) ofSubject << PLACE_BITS | at;
    }

    /**
     * Writes the limits.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        final boolean isLonger = slots.isAnyAbove(commentLength, MAX_COMMENT_BYTES);
        writer.section(SECTION_ID, isLonger ? OF_LONG_COMMENTS : SECTION_VERSION);
        profiles.snapshot(writer);
        slots.snapshot(writer);
        for (int slot = 0; slot < slots.highWater(); slot++) {
            if (slots.isUsed(slot)) {
                writer.putInt(subject[slot]);
                writer.putByte(place[slot]);
                writer.putInt(value[slot]);
                writer.putLong(untilNs[slot]);
                writer.putInt(author[slot]);
                writer.putInt(exceeded[slot]);
                writer.putLong(sourceId[slot]);
                writer.putByte(reason[slot]);
                writer.putByte(commentLength[slot]);
                writer.putBytes(comments, slot * KEPT_BYTES, commentLength[slot]);
            }
        }
    }

    /**
     * Takes the limits over, after the subjects.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION, OF_LONG_COMMENTS);
        profiles.restore(reader);
        slots.restore(reader);
        for (int slot = 0; slot < slots.highWater(); slot++) {
            if (slots.isUsed(slot)) {
                subject[slot] = reader.getCount(subjects.ids().size() - 1, "as a subject with a limit");
                place[slot] = (byte) (reader.getByte() % LimitRules.PLACES);
                value[slot] = reader.getInt();
                untilNs[slot] = reader.getLong();
                author[slot] = reader.getInt();
                exceeded[slot] = reader.getInt();
                sourceId[slot] = reader.getLong();
                reason[slot] = (byte) reader.getByte();
                commentLength[slot] = (short) Math.min(reader.getByte(), KEPT_BYTES);
                reader.getBytes(comments, slot * KEPT_BYTES, commentLength[slot]);
                index.add(slot);
                note(subject[slot], true);
                arm(slot);
            }
        }
    }
}
