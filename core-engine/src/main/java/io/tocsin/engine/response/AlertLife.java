package io.tocsin.engine.response;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.Phase;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.alert.Advice;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.CriticalResults;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.delivery.ContactRuns;
import io.tocsin.engine.delivery.Dispatcher;
import io.tocsin.engine.escalation.Gate;
import io.tocsin.engine.escalation.Ladder;
import io.tocsin.engine.event.AlertEvents;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.semantics.Semantics;
import io.tocsin.engine.site.Policies;
import io.tocsin.engine.sla.LatencyLedger;
import org.agrona.DirectBuffer;

/**
 * The two axes of an alert and how they touch: the condition, owned by its source, and the response, owned by people (IEC 60601-1-8). Every way into and out of
 * life goes through here, whoever asked for it.
 */
public final class AlertLife {
    private static final int ACTIVE = Condition.ACTIVE.value();
    private static final int LATCHED = Condition.LATCHED.value();
    private static final int INACTIVE = Condition.INACTIVE.value();
    private static final int NOBODY = Alerts.NONE;

    private final Alerts alerts;
    private final Offers offers;
    private final Policies policies;
    private final Ladder ladder;
    private final Dispatcher dispatcher;
    private final ContactRuns contacts;
    private final AlertEvents events;
    private final EventStream stream;
    private final SubjectAlerts subjectAlerts;
    private final LatencyLedger ledger;
    private final Awakening awakening;
    private final Gate gate;
    private final Semantics semantics;

    /** The list of a subject's open alerts, kept where subjects are. */
    public interface SubjectAlerts {
        /**
         * An alert of the subject was opened.
         *
         * @param subject index.
         * @param alert   slot.
         */
        void add(int subject, int alert);

        /**
         * An alert of the subject is closed.
         *
         * @param subject index.
         * @param alert   slot.
         */
        void remove(int subject, int alert);
    }

    /**
     * The lives of all alerts.
     *
     * @param alerts        open.
     * @param offers        their recipients.
     * @param policies      they run on.
     * @param ladder        of their steps.
     * @param dispatcher    tells people.
     * @param contacts      over which channels.
     * @param events        of the alerts.
     * @param stream        for engine time.
     * @param subjectAlerts the lists of subjects.
     * @param ledger        of the alerts' clocks.
     * @param awakening     of alerts that were put off.
     * @param gate          of what may page.
     * @param semantics     of the log.
     */
    public AlertLife(
            final Alerts alerts,
            final Offers offers,
            final Policies policies,
            final Ladder ladder,
            final Dispatcher dispatcher,
            final ContactRuns contacts,
            final AlertEvents events,
            final EventStream stream,
            final SubjectAlerts subjectAlerts,
            final LatencyLedger ledger,
            final Awakening awakening,
            final Gate gate,
            final Semantics semantics) {
        this.alerts = alerts;
        this.offers = offers;
        this.policies = policies;
        this.ladder = ladder;
        this.dispatcher = dispatcher;
        this.contacts = contacts;
        this.events = events;
        this.stream = stream;
        this.subjectAlerts = subjectAlerts;
        this.ledger = ledger;
        this.awakening = awakening;
        this.gate = gate;
        this.semantics = semantics;
    }

    /**
     * Delivery priority of a severity: CRITICAL, HIGH for EMERGENT, NORMAL for the rest.
     *
     * @param severity value of the enum Severity.
     * @return value of the enum Priority.
     */
    public static int priorityOf(final int severity) {
        return severity == Severity.CRITICAL.value() ? 0 : severity == Severity.EMERGENT.value() ? 1 : 2;
    }

    /**
     * Whether a severity may use what is kept for urgent alerts when a table is nearly full.
     *
     * @param severity value of the enum Severity.
     * @return CRITICAL or EMERGENT.
     */
    public static boolean isUrgent(final int severity) {
        return severity <= Severity.EMERGENT.value();
    }

    /**
     * An alert whose fields, key and content are in place enters the subject's list, and its ladder starts. {@code AlertRaised} went out before.
     *
     * @param alert slot.
     */
    public void begin(final int alert) {
        list(alert);
        ladder.start(alert);
    }

    /**
     * An alert of test or training traffic: listed, told to nobody, closed after review.
     *
     * @param alert slot.
     */
    public void beginTest(final int alert) {
        list(alert);
        ladder.usePolicyInForce(alert);
        review(alert);
    }

    /**
     * An alert changed: those who know it are told, but for who has put it off, and a rise in priority starts the ladder anew where nobody owns it, as does a rise in
     * severity of what is muted, or with which another policy is in force. A rise in severity brings back what was put off.
     *
     * @param clauses     why, without SEVERITY_ROSE or SEVERITY_FELL.
     * @param alert       slot.
     * @param newSeverity value of the enum Severity.
     * @param textChanged something else than the severity changed.
     * @param content     new content for the event.
     * @param offset      of it.
     * @param length      0 = unchanged.
     */
    public void change(
            final long clauses,
            final int alert,
            final int newSeverity,
            final boolean textChanged,
            final DirectBuffer content,
            final int offset,
            final int length) {
        final int oldSeverity = alerts.severity[alert];
        final int oldPriority = alerts.priority[alert];
        final int newPriority = oldPriority == Advice.PRIORITY ? oldPriority : priorityOf(newSeverity);
        final Phase phase = textChanged
                ? Phase.UPDATE
                : newSeverity < oldSeverity
                        ? Phase.ESCALATE
                        : newSeverity > oldSeverity ? Phase.DEESCALATE : Phase.CONTINUE;
        if (newSeverity != oldSeverity) {
            // Severity decides the order of what waits, by its priority, and what a mode holds back.
            dispatcher.unqueue(alert);
            alerts.priority[alert] = (byte) newPriority;
            alerts.severity[alert] = (byte) newSeverity;
            alerts.mark(alert, Alerts.ONE_OF_A_KIND, false);
            dispatcher.queueAgain(alert);
            gate.changed(alert);
        }
        events.updated(
                newSeverity == oldSeverity
                        ? clauses
                        : Because.and(clauses, newSeverity < oldSeverity ? Clause.SEVERITY_ROSE : Clause.SEVERITY_FELL),
                alerts.alertId[alert],
                alerts.occurrence[alert],
                phase,
                newSeverity,
                newPriority,
                alerts.assessments().tell(alert),
                alerts.rule[alert],
                content,
                offset,
                length);
        if (phase == Phase.CONTINUE) {
            return;
        }
        final boolean comesBack = newSeverity < oldSeverity && awakening.isSnoozed(alert);
        final int except = comesBack ? NOBODY : awakening.snoozer(alert);
        dispatcher.notice(Because.of(Clause.UPDATED), alert, OutputKind.UPDATE, except, NOBODY);
        if (comesBack) {
            awakening.wake(alert, Clause.SEVERITY_ROSE);
        } else if ((newPriority < oldPriority
                        || (newSeverity < oldSeverity
                                && (gate.isMuted(alert) || wasKeptBack(alert) || callsOthers(alert))))
                && alerts.condition[alert] != INACTIVE
                && alerts.owner[alert] == NOBODY
                && !isTest(alert)) {
            ladder.start(alert);
        }
        if (newSeverity < oldSeverity) {
            contacts.rose(alert);
        }
    }

    /**
     * The condition is there again although it had ended or was only kept.
     *
     * @param alert slot, whose condition may be ACTIVE: then nothing happens.
     */
    public void reactivate(final int alert) {
        final int from = alerts.condition[alert];
        if (from == ACTIVE) {
            return;
        }
        alerts.condition[alert] = (byte) ACTIVE;
        alerts.reviewDeadlineNs[alert] = Alerts.OFF;
        alerts.arm(alert);
        events.conditionChanged(Because.of(Clause.REACTIVATED), alerts.alertId[alert], from, ACTIVE, Phase.START);
        if (isTest(alert)) {
            review(alert);
        } else if (from == INACTIVE) {
            if (alerts.owner[alert] != NOBODY) {
                gate.changed(alert);
                alerts.mark(alert, Alerts.AT_BEDSIDE, false);
                dispatcher.notice(Because.of(Clause.UPDATED), alert, OutputKind.UPDATE, NOBODY, NOBODY);
                if (ladder.clocks().isComplete(alert)) {
                    ladder.clocks().owned(alert);
                } else {
                    ladder.resume(alert);
                }
            } else {
                ledger.again(alert);
                ladder.start(alert);
            }
        } else if (alerts.owner[alert] != NOBODY && semantics.tellsWhoTookItThatItIsBack()) {
            dispatcher.notice(Because.of(Clause.REACTIVATED), alert, OutputKind.UPDATE, NOBODY, NOBODY);
        }
    }

    /**
     * The source says that the condition is over: a latching alert is kept, and a result that nobody has taken; any other ends.
     *
     * @param alert slot, whose condition may have ended before: then nothing happens.
     */
    public void clear(final int alert) {
        if (alerts.condition[alert] != ACTIVE) {
            return;
        }
        if (policies.isLatching(alerts.policy[alert], alerts.type[alert]) || CriticalResults.isUnread(alerts, alert)) {
            alerts.condition[alert] = (byte) LATCHED;
            events.conditionChanged(
                    Because.of(Clause.CONDITION_ENDED, Clause.LATCHED),
                    alerts.alertId[alert],
                    ACTIVE,
                    LATCHED,
                    Phase.UPDATE);
        } else {
            end(alert, Clause.CONDITION_ENDED);
        }
    }

    /**
     * The condition ends. Who was told is told; without an owner nobody needs to come any more.
     *
     * @param alert  slot, whose condition is not INACTIVE.
     * @param clause why.
     */
    public void end(final int alert, final Clause clause) {
        gate.over(alert);
        inactive(alert, clause);
        dispatcher.notice(Because.of(Clause.CONDITION_ENDED), alert, OutputKind.CONDITION_ENDED, NOBODY, NOBODY);
        withdrawAll(alert);
        ladder.clocks().stop(alert);
        alerts.staleDeadlineNs[alert] = Alerts.OFF;
        review(alert);
    }

    /**
     * The time for review is over.
     *
     * @param alert slot.
     */
    public void reviewEnded(final int alert) {
        final int owner = alerts.owner[alert];
        close(alert, Clause.REVIEW_ENDED, owner == NOBODY ? Outcome.EXPIRED : Outcome.RESOLVED, owner, NOBODY);
    }

    /**
     * The ladder has ended and the policy does not repeat.
     *
     * @param alert slot.
     */
    public void expired(final int alert) {
        close(alert, Clause.LADDER_ENDED, Outcome.EXPIRED, NOBODY, NOBODY);
    }

    /**
     * Closes an alert: told to everybody who was told of it, then forgotten. What was latched is reset first (IHE ACM, event phase reset).
     *
     * @param alert   slot.
     * @param clause  why.
     * @param outcome of it.
     * @param person  who closed or owned it, or -1.
     * @param except  person who need not be told, or -1.
     */
    public void close(final int alert, final Clause clause, final Outcome outcome, final int person, final int except) {
        gate.over(alert);
        if (alerts.condition[alert] == LATCHED) {
            inactive(alert, clause);
        }
        events.closed(Because.of(clause), alerts.alertId[alert], person, outcome, alerts.condition[alert]);
        dispatcher.notice(Because.of(clause), alert, OutputKind.CLOSED, except, NOBODY);
        dispatcher.forget(alert);
        offers.removeAll(alert);
        if (alerts.subject[alert] != Alerts.NONE) {
            subjectAlerts.remove(alerts.subject[alert], alert);
        }
        policies.release(alerts.policy[alert]);
        ledger.close(alert);
        alerts.close(alert);
    }

    /** Whether an alert came with test or training traffic: it must never reach people. */
    public boolean isTest(final int alert) {
        return alerts.purpose[alert] != 0;
    }

    /** Whether a mode has kept the alert from people since its steps began: they are asked now, if the mode keeps it from them no more. */
    private boolean wasKeptBack(final int alert) {
        return (alerts.flags[alert] & Alerts.PASSED_OVER) != 0;
    }

    /**
     * Whether others are to be asked than those whom the alert's policy names: that has nothing as grave, and another is in force. One that has goes on, so that a
     * severity that falls and rises again begins nothing anew.
     */
    private boolean callsOthers(final int alert) {
        final int inForce = ladder.inForce(alert);
        final int policy = alerts.policy[alert];
        if (inForce == Policies.NONE || policy == Policies.NONE) {
            return inForce != Policies.NONE;
        }
        final int asGrave = policies.severityMask(policy) & ((2 << alerts.severity[alert]) - 1);
        return policies.id(inForce) != policies.id(policy) && asGrave == 0;
    }

    private void list(final int alert) {
        if (alerts.subject[alert] != Alerts.NONE) {
            subjectAlerts.add(alerts.subject[alert], alert);
        }
    }

    private void inactive(final int alert, final Clause clause) {
        final int from = alerts.condition[alert];
        alerts.condition[alert] = (byte) INACTIVE;
        events.conditionChanged(
                Because.of(clause), alerts.alertId[alert], from, INACTIVE, from == LATCHED ? Phase.RESET : Phase.END);
    }

    private void review(final int alert) {
        final long reviewNs = policies.reviewNs(alerts.policy[alert]);
        if (reviewNs == 0) {
            reviewEnded(alert);
        } else {
            alerts.reviewDeadlineNs[alert] = stream.nowNs() + reviewNs;
            alerts.arm(alert);
        }
    }

    /** Nobody is needed but those who have accepted; who has rejected stays so. */
    void withdrawAll(final int alert) {
        for (int offer = alerts.offerHead[alert]; offer != Offers.NONE; offer = offers.next(offer)) {
            if (offers.state[offer] != Offers.ACCEPTED && offers.state[offer] != Offers.REJECTED) {
                dispatcher.settle(offer, Offers.WITHDRAWN);
            }
        }
    }
}
