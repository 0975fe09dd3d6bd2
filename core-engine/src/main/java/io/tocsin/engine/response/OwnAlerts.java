package io.tocsin.engine.response;

import io.tocsin.codecs.sbe.CareCondition;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.TechnicalCondition;
import io.tocsin.engine.alert.Advice;
import io.tocsin.engine.alert.AlertKeys;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.event.AlertEvents;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.event.SystemEvents;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Alerts that the engine raises itself: of limits, of scores, technical ones, about the alert system and what it depends on, and care notices. They have no source and
 * no key of a source, and care notices alone have content; (subject, rule) names them, the values of {@link TechnicalCondition} being rules above all limits.
 */
public final class OwnAlerts {
    /** In the place of an index: none. */
    public static final int NONE = Alerts.NONE;

    // Above all rules of limits, so the rule alone says it.
    private static final int DELIVERY_LATE = TechnicalCondition.DELIVERY_LATE.value();
    private static final int OVERLOAD = TechnicalCondition.OVERLOAD.value();
    private static final int BATTERY_LOW = TechnicalCondition.BATTERY_LOW.value();
    private static final int DEVICE_SILENT = TechnicalCondition.DEVICE_SILENT.value();
    private static final int CRITICAL_DOSE_MISSED = CareCondition.CRITICAL_DOSE_MISSED.value();
    private static final int INACCURATE = TechnicalCondition.READINGS_INACCURATE.value();
    private static final int OTHER = EmergencyType.OTHER.value();
    private static final int OF_DEVICE = EmergencyType.DEVICE_TECHNICAL.value();
    private static final int CARE_NOTICE = EmergencyType.CARE_NOTICE.value();
    private static final int TREND = Cause.TREND.value();
    private static final int INACTIVE = Condition.INACTIVE.value();

    private final Alerts alerts;
    private final AlertLife life;
    private final AlertEvents events;
    private final SystemEvents systemEvents;
    private final EventStream stream;
    private final UnsafeBuffer nothing = new UnsafeBuffer(new byte[0]);

    /**
     * Raises alerts.
     *
     * @param alerts open.
     * @param life   of the alerts.
     * @param events of the alerts.
     * @param systemEvents of technical conditions.
     * @param stream for engine time.
     */
    public OwnAlerts(
            final Alerts alerts,
            final AlertLife life,
            final AlertEvents events,
            final SystemEvents systemEvents,
            final EventStream stream) {
        this.alerts = alerts;
        this.life = life;
        this.events = events;
        this.systemEvents = systemEvents;
        this.stream = stream;
    }

    /**
     * Whether an alert of this severity finds a place.
     *
     * @param severity value of the enum Severity.
     * @return true if so.
     */
    public boolean hasRoom(final int severity) {
        return alerts.hasRoom(AlertLife.isUrgent(severity));
    }

    /**
     * Opens an alert and starts its ladder. The caller has checked {@link #hasRoom} and that none is open for (subject, rule).
     *
     * @param clauses   why.
     * @param subject   index, or {@link #NONE}.
     * @param unit      index, or {@link #NONE}.
     * @param bed       index, or {@link #NONE}.
     * @param cause     value of the enum Cause.
     * @param parameter of a limit, or 0.
     * @param rule      of a limit, 0 for a score, the value of a technical condition, or 127 for an advisory.
     * @param value     reading or score; for a technical condition as that says.
     * @param limit     that was violated.
     * @param severity  value of the enum Severity.
     * @param isUnidentified the patient is not known.
     * @param content   holds what is shown beside, from its first byte on; what finds no room is not shown.
     * @param length    of it, or 0.
     * @return slot of the alert.
     */
    public int raise(
            final long clauses,
            final int subject,
            final int unit,
            final int bed,
            final int cause,
            final int parameter,
            final int rule,
            final int value,
            final int limit,
            final int severity,
            final boolean isUnidentified,
            final DirectBuffer content,
            final int length) {
        final int shown = alerts.contents().hasRoom(length, false) ? length : 0;
        final int alert = alerts.open(stream.nowNs());
        alerts.sourceId[alert] = 0;
        alerts.subject[alert] = subject;
        alerts.bed[alert] = bed;
        alerts.unit[alert] = unit;
        alerts.type[alert] = (byte) typeOf(rule);
        alerts.severity[alert] = (byte) severity;
        alerts.priority[alert] = (byte) (cause == TREND ? Advice.PRIORITY : AlertLife.priorityOf(severity));
        alerts.purpose[alert] = 0;
        alerts.cause[alert] = (byte) cause;
        alerts.parameter[alert] = (byte) parameter;
        alerts.rule[alert] = (byte) rule;
        alerts.value[alert] = value;
        alerts.limit[alert] = limit;
        alerts.mark(alert, Alerts.UNIDENTIFIED, isUnidentified);
        alerts.mark(alert, Alerts.ABOUT_ROUTER, rule == DELIVERY_LATE || rule == OVERLOAD);
        alerts.keys().putRule(alert, subject, rule);
        if (shown > 0) {
            alerts.contents().put(alert, content, 0, shown);
        }
        events.raised(
                isUnidentified ? Because.and(clauses, Clause.UNIDENTIFIED_SUBJECT) : clauses,
                alerts.alertId[alert],
                0,
                subject,
                unit,
                bed,
                alerts.type[alert],
                severity,
                alerts.priority[alert],
                0,
                cause,
                isUnidentified,
                parameter,
                rule,
                value,
                limit,
                alerts.assessments().tell(alert));
        events.raisedContent(nothing, 0, 0, content, 0, shown);
        life.begin(alert);
        return alert;
    }

    /** What a device says of itself, or that it says nothing, is for whoever looks after devices; what was planned for a patient is a notice. */
    private static int typeOf(final int rule) {
        final boolean isCare = rule >= CareCondition.WEIGHT_GAIN.value() && rule <= CRITICAL_DOSE_MISSED;
        final boolean isOfDevice = rule == INACCURATE || (rule >= BATTERY_LOW && rule <= DEVICE_SILENT);
        return isCare ? CARE_NOTICE : isOfDevice ? OF_DEVICE : OTHER;
    }

    /**
     * A technical condition has come: a new alert, or the open one is active again. A subject's condition is told once, however often it comes.
     *
     * @param clauses   why.
     * @param condition that came.
     * @param subject   index of what it is about: a device, a patient, or {@link #NONE}.
     * @param unit      index, or {@link #NONE}: whose people are told by the policy's steps.
     * @param value     as the condition says.
     * @param severity  value of the enum Severity.
     * @return slot of the alert, or {@link #NONE} if there was no place for it.
     */
    public int technical(
            final long clauses,
            final TechnicalCondition condition,
            final int subject,
            final int unit,
            final int value,
            final int severity) {
        return technical(clauses, condition, subject, unit, NONE, 0, value, severity);
    }

    /**
     * The same of a device at a bed, or at {@link #NONE}, with readings of somebody: 1 + the subject's index, 0 = of nobody. An alert that is open in another unit gives way:
     * who has to do with it has nothing to do with the device any more.
     */
    public int technical(
            final long clauses,
            final TechnicalCondition condition,
            final int subject,
            final int unit,
            final int bed,
            final int readingsOf,
            final int value,
            final int severity) {
        final int before = alerts.keys().findRule(subject, condition.value());
        // A battery is where its device is; what a silent device does not say is missing where its patient is.
        final boolean isMissedElsewhere = condition == TechnicalCondition.DEVICE_SILENT
                && before != AlertKeys.ABSENT
                && (alerts.bed[before] != bed || alerts.limit[before] != readingsOf);
        final boolean isReplaced = isMissedElsewhere || isOpenElsewhere(condition, subject, unit);
        if (isReplaced) {
            life.close(before, Clause.DEVICE_REPLACED, Outcome.CANCELLED, NONE, NONE);
        }
        final int open = isReplaced ? AlertKeys.ABSENT : before;
        // What takes the place of another needs none of its own, however full the table is.
        final boolean canOpen = open == AlertKeys.ABSENT && (isReplaced || hasRoom(severity));
        final long alertId = open != AlertKeys.ABSENT ? alerts.alertId[open] : canOpen ? alerts.raisedCount() + 1 : 0;
        systemEvents.technical(clauses, alertId, subject, value, condition, true);
        if (open != AlertKeys.ABSENT) {
            alerts.occurrence[open]++;
            alerts.value[open] = value;
            life.reactivate(open);
            return open;
        }
        if (!canOpen) {
            return NONE;
        }
        return raise(
                clauses,
                subject,
                unit,
                bed,
                Cause.TECHNICAL.value(),
                0,
                condition.value(),
                value,
                readingsOf,
                severity,
                false,
                nothing,
                0);
    }

    /**
     * Opens a care notice and starts its ladder; the caller has checked that there is room, and that none is open for (subject, condition). What finds no room among
     * contents is not shown; what is kept for emergencies stays free for them.
     *
     * @param clauses   why.
     * @param condition that came.
     * @param subject   index of the patient.
     * @param unit      index, or {@link #NONE}.
     * @param bed       index, or {@link #NONE}.
     * @param value     as the condition says.
     * @param severity  value of the enum Severity.
     * @param isUnidentified the patient is not known.
     * @param content   holds what is shown, from its first byte on.
     * @param length    of it.
     */
    public void care(
            final long clauses,
            final CareCondition condition,
            final int subject,
            final int unit,
            final int bed,
            final int value,
            final int severity,
            final boolean isUnidentified,
            final DirectBuffer content,
            final int length) {
        final boolean isShown = alerts.contents().hasRoom(length, false);
        raise(
                clauses,
                subject,
                unit,
                bed,
                Cause.CARE.value(),
                0,
                condition.value(),
                value,
                0,
                severity,
                isUnidentified,
                isShown ? content : nothing,
                isShown ? length : 0);
    }

    /**
     * What an open care notice is about has come again: it has another value and content, and is active again.
     *
     * @param clauses  why.
     * @param alert    slot of the alert.
     * @param value    as its condition says.
     * @param severity value of the enum Severity.
     * @param content  holds what is shown, from its first byte on; what finds no room leaves the former.
     * @param length   of it.
     */
    public void careAgain(
            final long clauses,
            final int alert,
            final int value,
            final int severity,
            final DirectBuffer content,
            final int length) {
        alerts.occurrence[alert]++;
        careShows(clauses, alert, value, severity, content, length);
        life.reactivate(alert);
    }

    /**
     * An open care notice has another value and content.
     *
     * @param clauses  why.
     * @param alert    slot of the alert.
     * @param value    as its condition says.
     * @param severity value of the enum Severity.
     * @param content  holds what is shown, from its first byte on; what finds no room leaves the former.
     * @param length   of it.
     */
    public void careShows(
            final long clauses,
            final int alert,
            final int value,
            final int severity,
            final DirectBuffer content,
            final int length) {
        final boolean isShown = alerts.contents().hasRoomInPlaceOf(alert, length);
        alerts.value[alert] = value;
        if (isShown) {
            alerts.contents().put(alert, content, 0, length);
        }
        life.change(clauses, alert, severity, true, content, 0, isShown ? length : 0);
    }

    /**
     * Whether a technical condition has an open alert.
     *
     * @param condition of a subject.
     * @param subject   index, or {@link #NONE}.
     * @return true if so.
     */
    public boolean isOpen(final TechnicalCondition condition, final int subject) {
        return alerts.keys().findRule(subject, condition.value()) != AlertKeys.ABSENT;
    }

    /** Whether a technical condition of a device has an open alert in another unit than one that is known. */
    public boolean isOpenElsewhere(final TechnicalCondition condition, final int subject, final int unit) {
        final int open = alerts.keys().findRule(subject, condition.value());
        return open != AlertKeys.ABSENT
                && unit != NONE
                && alerts.unit[open] != unit
                && alerts.type[open] == (byte) OF_DEVICE;
    }

    /**
     * A technical condition is graver, or less grave, than it was: the open alert, if there is one, takes the severity.
     *
     * @param clauses   why.
     * @param condition that changed.
     * @param subject   index, or {@link #NONE}.
     * @param severity  value of the enum Severity.
     */
    public void regrade(final long clauses, final TechnicalCondition condition, final int subject, final int severity) {
        final int open = alerts.keys().findRule(subject, condition.value());
        if (open != AlertKeys.ABSENT && alerts.severity[open] != severity) {
            life.change(clauses, open, severity, false, nothing, 0, 0);
        }
    }

    /**
     * A technical condition is over: {@code TechnicalNoted}, and its alert ends, if one is open and has not ended.
     *
     * @param clause    why.
     * @param condition that is over.
     * @param subject   index, or {@link #NONE}.
     * @param value     as the condition says.
     */
    public void technicalEnded(
            final Clause clause, final TechnicalCondition condition, final int subject, final int value) {
        final int open = alerts.keys().findRule(subject, condition.value());
        final long alertId = open == AlertKeys.ABSENT ? 0 : alerts.alertId[open];
        systemEvents.technical(Because.of(clause), alertId, subject, value, condition, false);
        if (open != AlertKeys.ABSENT && alerts.condition[open] != INACTIVE) {
            life.end(open, clause);
        }
    }
}
