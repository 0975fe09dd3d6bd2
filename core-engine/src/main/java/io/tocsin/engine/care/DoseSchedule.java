package io.tocsin.engine.care;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.DosePhase;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.ScheduleDoseDecoder;
import io.tocsin.engine.event.EventStream;
import org.agrona.DirectBuffer;

/** What {@code ScheduleDose} does: a dose that is watched from now on, one that is moved, or nothing new. */
final class DoseSchedule {
    private static final int NONE = DoseTable.NONE;
    private static final long NS_PER_MS = 1_000_000L;

    private final DoseNotices notices;
    private final EventStream stream;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ScheduleDoseDecoder dose = new ScheduleDoseDecoder();

    DoseSchedule(final DoseNotices notices, final EventStream stream) {
        this.notices = notices;
        this.stream = stream;
    }

    /** Whether it finds a place, or needs none. */
    boolean hasRoom(
            final DoseTable of,
            final int slot,
            final int subject,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        dose.wrapAndApplyHeader(buffer, offset, header);
        if (slot == NONE || (of.state[slot] == DoseTable.TOLD && isNew(of, slot, subject))) {
            return of.hasPlace(dose.critical() != 0) && of.hasRoom(NONE, length);
        }
        return of.state[slot] == DoseTable.TOLD || isAsKnown(of, slot, subject) || of.hasRoom(slot, length);
    }

    void schedule(
            final DoseTable to,
            final int slot,
            final long source,
            final int subject,
            final int author,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        dose.wrapAndApplyHeader(buffer, offset, header);
        if (slot == NONE) {
            final boolean isCritical = dose.critical() != 0;
            final int at = to.take(isCritical, source, subject, buffer, dose.limit() + 1, dose.doseIdLength());
            begins(to, at, subject, author, buffer, offset, length);
        } else if (to.state[slot] == DoseTable.TOLD) {
            if (isNew(to, slot, subject)) {
                to.outcome[slot] = 0;
                begins(to, slot, subject, author, buffer, offset, length);
            } else if (to.dueNs[slot] == 0) {
                to.dueNs[slot] = dose.dueNs();
                to.latestNs[slot] = dose.dueNs();
                to.arm(slot, Math.max(to.deadlineNs(slot), endNs() + DoseTable.HELD_NS));
            }
        } else if (!isAsKnown(to, slot, subject)) {
            move(to, slot, subject, author, buffer, offset, length);
        }
    }

    private boolean isNew(final DoseTable of, final int slot, final int subject) {
        return of.isNew(slot, subject, dose.dueNs(), endNs() <= stream.nowNs());
    }

    private boolean isAsKnown(final DoseTable of, final int slot, final int subject) {
        return of.subject[slot] == subject && notices.isAsKnown(of, slot, dose);
    }

    private void begins(
            final DoseTable to,
            final int at,
            final int subject,
            final int author,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        final long nowNs = stream.nowNs();
        to.heldNs[at] = endNs() <= nowNs ? nowNs + DoseTable.GRACE_NS : 0;
        waits(to, at, subject, buffer, offset, length);
        notices.tell(to, Clause.DOSE_SCHEDULED, at, DosePhase.SCHEDULED, NONE, author);
    }

    private void waits(
            final DoseTable to,
            final int at,
            final int subject,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        if (to.subject[at] != subject) {
            to.give(at, subject);
        }
        to.waits(at);
        keep(to, at, buffer, offset, length);
        to.arm(at, Math.max(endNs(), to.heldNs[at]));
    }

    private void keep(final DoseTable to, final int at, final DirectBuffer buffer, final int offset, final int length) {
        to.isCritical[at] = dose.critical() != 0;
        to.dueNs[at] = dose.dueNs();
        to.latestNs[at] = Math.max(to.latestNs[at], dose.dueNs());
        to.put(at, buffer, offset, length);
    }

    private long endNs() {
        return dose.dueNs() + dose.windowMs() * NS_PER_MS;
    }

    private void tellMoved(
            final DoseTable of, final int slot, final DosePhase phase, final int open, final int author) {
        if (open == NONE) {
            notices.tell(of, Clause.DOSE_MOVED, slot, phase, NONE, author);
        } else {
            notices.tell(of, Clause.DOSE_MOVED, slot, phase, open, author, notices.missedBy(open));
        }
    }

    private void move(
            final DoseTable of,
            final int slot,
            final int subject,
            final int author,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        final int open = notices.alertOf(of, slot);
        final boolean isOfTheSame = of.subject[slot] == subject && of.isCritical[slot] == (dose.critical() != 0);
        if (open != NONE && isOfTheSame && endNs() <= stream.nowNs()) {
            keep(of, slot, buffer, offset, length);
            notices.tell(of, Clause.DOSE_MOVED, slot, DosePhase.MISSED, open, author);
            notices.show(of, slot, open, Clause.DOSE_MOVED);
            return;
        }
        notices.leaves(open);
        final boolean isOfAnother = of.subject[slot] != subject;
        if (isOfAnother) {
            tellMoved(of, slot, DosePhase.HANDED_ON, open, author);
        }
        if (endNs() > stream.nowNs()) {
            of.heldNs[slot] = 0;
        } else if ((open == NONE || isOfAnother) && (of.heldNs[slot] == 0 || of.state[slot] == DoseTable.MISSED)) {
            // A feed that begins anew says first what it has changed since.
            of.heldNs[slot] = stream.nowNs() + DoseTable.GRACE_NS;
        }
        waits(of, slot, subject, buffer, offset, length);
        tellMoved(of, slot, DosePhase.SCHEDULED, isOfAnother ? NONE : open, author);
        notices.settle(of, open, Clause.DOSE_MOVED);
    }
}
