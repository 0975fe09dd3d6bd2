package io.tocsin.engine.care;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.DoseOutcome;
import io.tocsin.codecs.sbe.DosePhase;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.CareEvents;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.monitoring.Subjects;
import io.tocsin.engine.response.AlertLife;
import io.tocsin.engine.response.AskingAnew;
import io.tocsin.engine.response.OwnAlerts;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.Due;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Doses that are to be told of. Nobody says in time what became of one: its patient's people are told, by one alert about all of the patient's, or all of the time-critical
 * ones, which is over when nothing is missed any more. What was told is remembered for a day, as systems say things twice, and in another order. Takes memory with the
 * first dose.
 */
public final class Doses implements Due {
    /** In the place of an index: none. */
    public static final int NONE = DoseTable.NONE;

    private static final int SECTION_ID = 51;
    private static final int SECTION_VERSION = 1;
    private static final long NS_PER_S = 1_000_000_000L;
    /** The alert found no place: it is tried again after so long. */
    private static final long RETRY_NS = 10 * NS_PER_S;
    /** Of a time-critical dose. */
    private static final long CRITICAL_RETRY_NS = NS_PER_S;
    /** Nobody was there when its time was over, and whoever would tell may not have been heard either. */
    private static final long LATE_NS = 60 * NS_PER_S;

    private static final long HELD_NS = DoseTable.HELD_NS;

    private static final int MOST_BYTES = 1024;

    private final int capacity;
    private final DoseRules rules = new DoseRules();
    private final int maxSubjects;
    private final Subjects subjects;
    private final EventStream stream;
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[MOST_BYTES]);
    private final DoseNotices notices;
    private final DoseSchedule schedule;
    private final DoseRoom room;
    private @Nullable DoseTable table;

    /**
     * None is scheduled.
     *
     * @param capacity  most doses that are watched at once, and as many that were told.
     * @param maxSubjects subjects.
     * @param alerts    open.
     * @param life      of them.
     * @param ownAlerts raises them.
     * @param anew      asks who has taken one.
     * @param subjects  patients.
     * @param site      with beds and units.
     * @param stream    of events.
     */
    public Doses(
            final int capacity,
            final int maxSubjects,
            final Alerts alerts,
            final AlertLife life,
            final OwnAlerts ownAlerts,
            final AskingAnew anew,
            final Subjects subjects,
            final Site site,
            final EventStream stream) {
        this.capacity = capacity;
        this.maxSubjects = maxSubjects;
        this.subjects = subjects;
        this.stream = stream;
        notices =
                new DoseNotices(rules, alerts, life, ownAlerts, anew, subjects, site, new CareEvents(stream), message);
        schedule = new DoseSchedule(notices, stream);
        room = new DoseRoom(ownAlerts);
    }

    /** Takes the memory that doses take, once: about 0.8 kB for each place. The first dose does so. */
    public void allocate() {
        if (table == null) {
            table = new DoseTable(capacity, maxSubjects);
        }
    }

    /** How severe it is that one was missed: the live rules. */
    public DoseRules rules() {
        return rules;
    }

    /**
     * A dose of a source.
     *
     * @param source  of it; 0 = of people.
     * @param subject of the patient, or {@link Subjects#NONE}: looked at for people alone.
     * @param buffer  holds its id.
     * @param offset  of it.
     * @param length  of it, 1 to 36.
     * @return slot, or {@link #NONE}.
     */
    public int find(
            final long source, final int subject, final DirectBuffer buffer, final int offset, final int length) {
        return table == null || (source == DoseTable.OF_PEOPLE && subject == Subjects.NONE)
                ? NONE
                : table.find(source, subject, buffer, offset, length);
    }

    /**
     * A dose of a patient, whoever scheduled it: of several one that is missed, then one that is due, then one that was told; the one that is due first.
     *
     * @param subject of the patient.
     * @param buffer  holds its id.
     * @param offset  of it.
     * @param length  of it, 1 to 36.
     * @return slot, or {@link #NONE}.
     */
    public int findOf(final int subject, final DirectBuffer buffer, final int offset, final int length) {
        return table == null ? NONE : table.findOf(subject, buffer, offset, length, stream.nowNs());
    }

    /** The patient of a dose, by its slot: an index. */
    public int subject(final int slot) {
        return held().subject[slot];
    }

    /** The open alert about a dose that is missed, by the slot of the dose: its slot, or {@link #NONE}. */
    public int alertOf(final int slot) {
        return notices.alertOf(held(), slot);
    }

    /**
     * Whether what is scheduled finds a place, if it needs one; a share of them is kept for doses that are time-critical.
     *
     * @param slot    of the one that is held already, or {@link #NONE}.
     * @param subject of the patient, or {@link Subjects#NONE} if nobody knows them yet.
     * @param buffer  holds the message.
     * @param offset  of its header.
     * @param length  of it.
     * @return it does, or changes nothing.
     */
    public boolean hasRoom(
            final int slot, final int subject, final DirectBuffer buffer, final int offset, final int length) {
        allocate();
        return schedule.hasRoom(held(), slot, subject, buffer, offset, length);
    }

    /**
     * Schedules a dose, moves it, or does nothing if it says what is known, or was told; the caller has checked that there is room.
     *
     * @param slot    of the one that is held already, or {@link #NONE}.
     * @param source  whose name it is; 0 = of people.
     * @param subject of the patient.
     * @param author  person, or -1.
     * @param buffer  holds the message.
     * @param offset  of its header.
     * @param length  of it.
     */
    public void schedule(
            final int slot,
            final long source,
            final int subject,
            final int author,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        schedule.schedule(held(), slot, source, subject, author, buffer, offset, length);
        room.taken(held());
    }

    /**
     * What became of a dose is told before it is scheduled: it is remembered.
     *
     * @param source  whose name it is.
     * @param subject of the patient.
     * @param outcome what became of it.
     * @param atNs    when that was, epoch ns, or 0.
     * @param buffer  holds id and comment.
     * @param id      offset of the id.
     * @param length  of it, 1 to 36.
     * @param comment offset of the comment.
     * @param commentLength of it, 0 = none.
     */
    public void remember(
            final long source,
            final int subject,
            final DoseOutcome outcome,
            final long atNs,
            final DirectBuffer buffer,
            final int id,
            final int length,
            final int comment,
            final int commentLength) {
        allocate();
        final DoseTable of = held();
        of.makeRoom();
        final int slot = of.take(false, source, subject, buffer, id, length);
        told(slot, source, NONE, atNs, outcome, buffer, comment, commentLength);
    }

    /**
     * Somebody says what became of a dose; the same again changes nothing.
     *
     * @param slot     of it.
     * @param sourceId that says so.
     * @param author   person, or -1.
     * @param atNs     when that was, epoch ns, or 0.
     * @param outcome  what became of it.
     * @param comments holds the comment.
     * @param offset   of it.
     * @param length   of it, 0 = none.
     */
    public void told(
            final int slot,
            final long sourceId,
            final int author,
            final long atNs,
            final DoseOutcome outcome,
            final DirectBuffer comments,
            final int offset,
            final int length) {
        final DoseTable of = held();
        if (of.state[slot] == DoseTable.TOLD && !isOther(of.outcome[slot], outcome.value())) {
            of.isOwnWord[slot] &= isOwnWord(of, slot, sourceId, author);
            return;
        }
        final int open = tell(slot, sourceId, author, atNs, outcome, comments, offset, length);
        notices.settle(of, open, Clause.DOSE_TOLD);
        room.freed(of, Clause.DOSE_TOLD);
    }

    /** That a dose is not to be given does not say that it was not. */
    private static boolean isOther(final int before, final int now) {
        return before != now && !(DoseTable.isFinal(before) && !DoseTable.isFinal(now));
    }

    private static boolean isOwnWord(final DoseTable of, final int slot, final long sourceId, final int author) {
        return of.sourceId[slot] == (author == NONE ? sourceId : DoseTable.OF_PEOPLE);
    }

    /** The alert that it was missed by. */
    private int tell(
            final int slot,
            final long sourceId,
            final int author,
            final long atNs,
            final DoseOutcome outcome,
            final DirectBuffer comments,
            final int offset,
            final int length) {
        final DoseTable of = held();
        final int open = alertOf(slot);
        notices.leaves(open);
        if (of.state[slot] != DoseTable.TOLD) {
            final long endNs = of.state[slot] == DoseTable.WAITING ? of.deadlineNs(slot) : 0;
            of.arm(slot, Math.max(stream.nowNs(), endNs) + HELD_NS);
        }
        of.outcome[slot] = (byte) outcome.value();
        of.isOwnWord[slot] = isOwnWord(of, slot, sourceId, author);
        notices.emit(
                notices.events,
                Because.of(Clause.DOSE_TOLD),
                of,
                slot,
                DosePhase.TOLD,
                sourceId,
                notices.idOf(open),
                author,
                atNs,
                outcome,
                notices.missedLike(of, slot),
                comments,
                offset,
                length);
        of.told(slot, stream.nowNs());
        return open;
    }

    /**
     * None of the doses of a patient is to be given any more.
     *
     * @param subject  of the patient.
     * @param isOfAny  whoever scheduled them; else those of the source.
     * @param sourceId that says so.
     * @param author   person, or -1.
     * @param atNs     when that was, epoch ns, or 0.
     * @param comments holds the comment.
     * @param offset   of it.
     * @param length   of it, 0 = none.
     */
    public void withdrawAll(
            final int subject,
            final boolean isOfAny,
            final long sourceId,
            final int author,
            final long atNs,
            final DirectBuffer comments,
            final int offset,
            final int length) {
        if (table == null || subject == Subjects.NONE) {
            return;
        }
        final DoseTable of = table;
        int usual = NONE;
        int critical = NONE;
        for (int slot = of.lists.first(subject); slot != NONE; slot = of.lists.next(slot)) {
            if (of.state[slot] != DoseTable.TOLD && (isOfAny || of.sourceId[slot] == sourceId)) {
                final boolean isCritical = of.isCritical[slot];
                final int open = tell(slot, sourceId, author, atNs, DoseOutcome.WITHDRAWN, comments, offset, length);
                usual = open == NONE || isCritical ? usual : open;
                critical = open == NONE || !isCritical ? critical : open;
            }
        }
        notices.settle(of, usual, Clause.DOSE_TOLD);
        notices.settle(of, critical, Clause.DOSE_TOLD);
        room.freed(of, Clause.DOSE_TOLD);
    }

    @Override
    public long firstNs() {
        return table == null ? NEVER : table.deadlines.firstNs();
    }

    @Override
    public void fire(final long nowNs) {
        final DoseTable of = held();
        final int slot = of.deadlines.first();
        if (of.state[slot] == DoseTable.TOLD) {
            of.remove(slot);
        } else if (of.state[slot] == DoseTable.WAITING) {
            expire(of, slot, nowNs);
        } else if (alertOf(slot) != NONE) {
            of.arm(slot, nowNs + HELD_NS);
        } else {
            notices.tell(of, Clause.DOSE_FORGOTTEN, slot, DosePhase.FORGOTTEN, NONE, NONE);
            of.remove(slot);
            room.freed(of, Clause.DOSE_FORGOTTEN);
        }
    }

    private void expire(final DoseTable of, final int slot, final long nowNs) {
        if (of.heldNs[slot] == 0 && nowNs - of.deadlineNs(slot) > LATE_NS) {
            of.heldNs[slot] = nowNs + DoseTable.GRACE_NS;
            of.arm(slot, of.heldNs[slot]);
        } else if (notices.missed(of, slot)) {
            of.arm(slot, nowNs + HELD_NS);
        } else {
            of.arm(slot, nowNs + (of.isCritical[slot] ? CRITICAL_RETRY_NS : RETRY_NS));
            room.isMissing(of);
        }
    }

    private DoseTable held() {
        if (table == null) {
            throw new IllegalStateException("no dose was scheduled");
        }
        return table;
    }

    /** Tells of every dose of which it was not told what became of it. */
    public void report(final CareEvents to) {
        if (table != null) {
            notices.report(table, to);
        }
    }

    /** Writes rules and doses. */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        rules.snapshot(writer);
        writer.putByte(table == null ? 0 : 1);
        if (table != null) {
            room.snapshot(writer);
            table.snapshot(writer);
        }
    }

    /** Takes rules and doses over. */
    public void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION);
        rules.restore(reader);
        if (reader.getByte() != 0) {
            table = new DoseTable(capacity, maxSubjects);
            room.restore(reader);
            table.restore(reader, subjects.ids().size(), message);
        }
    }
}
