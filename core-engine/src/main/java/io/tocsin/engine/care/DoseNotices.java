package io.tocsin.engine.care;

import io.tocsin.codecs.sbe.CareCondition;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.DoseOutcome;
import io.tocsin.codecs.sbe.DosePhase;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.ScheduleDoseDecoder;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.CareEvents;
import io.tocsin.engine.monitoring.Subjects;
import io.tocsin.engine.response.AlertLife;
import io.tocsin.engine.response.AskingAnew;
import io.tocsin.engine.response.OwnAlerts;
import io.tocsin.engine.site.Site;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** What is told of doses: the events, and of a patient one alert about those that were missed, one about the time-critical ones. */
final class DoseNotices {
    private static final int NONE = DoseTable.NONE;
    private static final int INACTIVE = Condition.INACTIVE.value();

    final CareEvents events;
    private final DoseRules rules;
    private final Alerts alerts;
    private final AlertLife life;
    private final OwnAlerts ownAlerts;
    private final AskingAnew anew;
    private final Subjects subjects;
    private final Site site;
    private final UnsafeBuffer message;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ScheduleDoseDecoder former = new ScheduleDoseDecoder();

    DoseNotices(
            final DoseRules rules,
            final Alerts alerts,
            final AlertLife life,
            final OwnAlerts ownAlerts,
            final AskingAnew anew,
            final Subjects subjects,
            final Site site,
            final CareEvents events,
            final UnsafeBuffer message) {
        this.rules = rules;
        this.alerts = alerts;
        this.life = life;
        this.ownAlerts = ownAlerts;
        this.anew = anew;
        this.subjects = subjects;
        this.site = site;
        this.events = events;
        this.message = message;
    }

    /** One is missed no more by its alert, or by {@link DoseTable#NONE}: {@link #settle} tells. */
    void leaves(final int open) {
        if (open != NONE) {
            alerts.value[open]--;
        }
    }

    /** Some are missed no more, by an alert: that is over with the last, and shows another one until then. */
    void settle(final DoseTable of, final int open, final Clause clause) {
        if (open == NONE) {
            return;
        }
        final int first = of.firstMissed(alerts.subject[open], alerts.alertId[open]);
        if (first != NONE) {
            show(of, first, open, clause);
        } else if (alerts.condition[open] != INACTIVE) {
            life.end(open, clause);
        }
    }

    /** The alert shows a dose that is missed. */
    void show(final DoseTable of, final int slot, final int open, final Clause clause) {
        if (open != NONE && alerts.condition[open] != INACTIVE) {
            final int length = fit(open, of.get(slot, message));
            ownAlerts.careShows(Because.of(clause), open, alerts.value[open], alerts.severity[open], message, length);
        }
    }

    /** Where a dose finds no room in place of another, it is shown without its name: another one's would be wrong. */
    private int fit(final int open, final int length) {
        if (alerts.contents().hasRoomInPlaceOf(open, length)) {
            return length;
        }
        former.wrapAndApplyHeader(message, 0, header);
        final int id = former.limit();
        former.skipDoseId();
        final int patient = former.limit();
        former.skipPatientId();
        final int patientBytes = former.limit() - patient;
        message.putByte(id, (byte) 0);
        message.putBytes(id + 1, message, patient, patientBytes);
        message.putByte(id + 1 + patientBytes, (byte) 0);
        return id + 2 + patientBytes;
    }

    boolean missed(final DoseTable of, final int slot) {
        final int subject = of.subject[slot];
        final boolean isCritical = of.isCritical[slot];
        final int open = notice(subject, isCritical);
        // However many are missed at once, most places stay free for what is no notice.
        if (open == NONE && !(alerts.hasRoom(false) && alerts.keys().hasRoomForCare(isCritical))) {
            return false;
        }
        of.state[slot] = DoseTable.MISSED;
        of.missedBy[slot] = open == NONE ? alerts.raisedCount() + 1 : idOf(open);
        final int count = open == NONE ? 1 : alerts.value[open] + 1;
        emit(
                events,
                Because.of(Clause.DOSE_MISSED),
                of,
                slot,
                DosePhase.MISSED,
                of.sourceId[slot],
                of.missedBy[slot],
                NONE,
                0,
                DoseOutcome.NULL_VAL,
                count,
                message,
                0,
                0);
        final long clauses = Because.of(Clause.DOSE_MISSED);
        final int severity = rules.severity(isCritical);
        if (open != NONE) {
            // Whoever has taken it knows nothing of this one.
            final int undone = anew.undo(open, Clause.DOSE_MISSED);
            final boolean hadEnded = alerts.condition[open] == INACTIVE;
            final int length = fit(open, of.get(slot, message));
            ownAlerts.careAgain(clauses, open, count, severity, message, length);
            anew.ask(open, undone, hadEnded, Clause.DOSE_MISSED);
            return true;
        }
        final int bed = subjects.bed(subject);
        final int ofBed = site.unitOfBed(bed);
        ownAlerts.care(
                clauses,
                condition(isCritical),
                subject,
                ofBed == Site.NONE ? subjects.unit(subject) : ofBed,
                bed,
                count,
                severity,
                !subjects.isIdentified(subject),
                message,
                of.get(slot, message));
        return true;
    }

    private static CareCondition condition(final boolean isCritical) {
        return isCritical ? CareCondition.CRITICAL_DOSE_MISSED : CareCondition.DOSE_MISSED;
    }

    int notice(final int subject, final boolean isCritical) {
        final int open = alerts.keys().findRule(subject, condition(isCritical).value());
        return open < 0 ? NONE : open;
    }

    long idOf(final int open) {
        return open == NONE ? 0 : alerts.alertId[open];
    }

    /** How many are missed now by the open alert of its patient and kind. */
    int missedLike(final DoseTable of, final int slot) {
        final int open = notice(of.subject[slot], of.isCritical[slot]);
        return open == NONE ? 0 : missedBy(open);
    }

    /** How many are missed now by an open alert. */
    int missedBy(final int open) {
        return alerts.value[open];
    }

    void tell(
            final DoseTable of,
            final Clause clause,
            final int slot,
            final DosePhase phase,
            final int open,
            final int author) {
        tell(of, clause, slot, phase, open, author, missedLike(of, slot));
    }

    void tell(
            final DoseTable of,
            final Clause clause,
            final int slot,
            final DosePhase phase,
            final int open,
            final int author,
            final int missed) {
        emit(
                events,
                Because.of(clause),
                of,
                slot,
                phase,
                of.sourceId[slot],
                idOf(open),
                author,
                0,
                DoseOutcome.NULL_VAL,
                missed,
                message,
                0,
                0);
    }

    void emit(
            final CareEvents to,
            final long clauses,
            final DoseTable of,
            final int slot,
            final DosePhase phase,
            final long sourceId,
            final long alertId,
            final int author,
            final long atNs,
            final DoseOutcome outcome,
            final int missed,
            final DirectBuffer comments,
            final int offset,
            final int length) {
        long windowMs = 0;
        int medicationOffset = 0;
        int medicationLength = 0;
        if (of.get(slot, message) > 0) {
            former.wrapAndApplyHeader(message, 0, header);
            windowMs = former.windowMs();
            skipTo(former);
            medicationOffset = former.limit() + 1;
            medicationLength = former.medicationLength();
        }
        to.dose(
                clauses,
                of.dueNs[slot],
                windowMs,
                of.isCritical[slot],
                phase,
                sourceId,
                of.subject[slot],
                alertId,
                author,
                atNs,
                outcome,
                condition(of.isCritical[slot]),
                missed,
                of.ids(),
                of.idOffset(slot),
                of.idLength(slot),
                message,
                medicationOffset,
                medicationLength,
                comments,
                offset,
                length);
    }

    /** Tells of every dose of which it was not told what became of it. */
    void report(final DoseTable table, final CareEvents to) {
        for (int slot = 0; slot < table.slots.highWater(); slot++) {
            if (table.slots.isUsed(slot) && table.state[slot] != DoseTable.TOLD) {
                final boolean isMissed = table.state[slot] == DoseTable.MISSED;
                emit(
                        to,
                        Because.NOTHING,
                        table,
                        slot,
                        isMissed ? DosePhase.MISSED : DosePhase.SCHEDULED,
                        table.sourceId[slot],
                        idOf(alertOf(table, slot)),
                        NONE,
                        0,
                        DoseOutcome.NULL_VAL,
                        missedLike(table, slot),
                        message,
                        0,
                        0);
            }
        }
    }

    /** Whether what is said now was said last; only who sends it, and when, may differ. */
    boolean isAsKnown(final DoseTable of, final int slot, final ScheduleDoseDecoder dose) {
        of.get(slot, message);
        former.wrapAndApplyHeader(message, 0, header);
        if (former.dueNs() != dose.dueNs()
                || former.windowMs() != dose.windowMs()
                || former.critical() != dose.critical()) {
            return false;
        }
        dose.sbeRewind();
        skipTo(former);
        skipTo(dose);
        final int length = former.medicationLength();
        int i = length == dose.medicationLength() ? 0 : length + 1;
        while (i < length
                && message.getByte(former.limit() + 1 + i) == dose.buffer().getByte(dose.limit() + 1 + i)) {
            i++;
        }
        dose.sbeRewind();
        return i == length;
    }

    private static void skipTo(final ScheduleDoseDecoder of) {
        of.skipDoseId();
        of.skipPatientId();
    }

    /** The open alert that a dose is missed by. */
    int alertOf(final DoseTable of, final int slot) {
        if (of.state[slot] != DoseTable.MISSED) {
            return NONE;
        }
        final int open = notice(of.subject[slot], of.isCritical[slot]);
        return open != NONE && alerts.alertId[open] == of.missedBy[slot] ? open : NONE;
    }
}
