package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.CareCondition;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.DosePhase;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Phase;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.codecs.sbe.ScheduleDoseDecoder;
import io.tocsin.codecs.sbe.Severity;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** What is told of doses, and the notices of those that were missed: section 38. */
final class OracleDoseNotices {
    private static final long SECOND = 1_000_000_000L;
    private static final long DAY = 86_400 * SECOND;

    private final OracleState state;
    private final OracleAlerts alerts;
    private final OracleLadder ladder;
    private final OracleRelief relief;
    private final Collection<OracleDose> doses;

    OracleDoseNotices(
            final OracleState state,
            final OracleAlerts alerts,
            final OracleLadder ladder,
            final OracleRelief relief,
            final Collection<OracleDose> doses) {
        this.state = state;
        this.alerts = alerts;
        this.ladder = ladder;
        this.relief = relief;
        this.doses = doses;
    }

    /** Care notices have a quarter of the places, a quarter of that those of critical doses alone, and none that are kept. */
    static boolean mayOpen(final OracleState state, final OracleAlerts alerts, final boolean isCritical) {
        final long open = state.alerts.values().stream()
                .filter(alert -> alert.cause == Cause.CARE)
                .count();
        return alerts.mayOpen(Severity.NON_URGENT)
                && open
                        < Math.max(
                                1,
                                isCritical
                                        ? state.limits().alerts() / 4
                                        : state.limits().alerts() / 16 * 3);
    }

    boolean missed(final OracleDose dose) {
        final OracleDoseRules rules = state.site.doseRules;
        final Severity severity = dose.critical == 1 ? rules.critical() : rules.usual();
        final OracleAlert open = notice(dose.subject, dose.critical);
        if (open == null && !mayOpen(state, alerts, dose.critical == 1)) {
            return false;
        }
        dose.state = OracleDose.State.MISSED;
        dose.deadlineNs = state.nowNs + DAY;
        dose.missedBy = open != null ? open.alertId : state.alertsRaised + 1;
        tell(
                dose,
                DosePhase.MISSED,
                dose.missedBy,
                count(dose.missedBy),
                OracleDose.Word.ofTime(dose),
                Clause.DOSE_MISSED);
        if (open != null) {
            again(open, dose, severity);
            return true;
        }
        final OracleAlert alert = new OracleAlert();
        alert.type = EmergencyType.CARE_NOTICE;
        alert.cause = Cause.CARE;
        alert.severity = severity;
        alert.rule = condition(dose.critical).value();
        alert.value = count(dose.missedBy);
        alerts.placeSubject(alert, dose.subject, -1, -1);
        alert.content = alerts.mayStore(dose.message, Severity.NON_URGENT) ? dose.message : new byte[0];
        alerts.open(alert, OracleState.clauses(Clause.DOSE_MISSED));
        return true;
    }

    /** Whoever has taken the notice has not taken this one: it is asked as if nobody had, and they are asked too. */
    private void again(final OracleAlert open, final OracleDose dose, final Severity severity) {
        open.occurrence++;
        final List<Integer> undone = open.people(Response.ACCEPTED);
        undone.forEach(person -> relief.leave(open, person, Clause.DOSE_MISSED));
        shows(open, dose, severity, Clause.DOSE_MISSED);
        final boolean hadEnded = open.condition == Condition.INACTIVE;
        if (open.condition != Condition.ACTIVE) {
            alerts.reactivate(open);
        }
        if (!undone.isEmpty() && !hadEnded) {
            if (open.step == OracleAlert.NO_STEP && open.policy != null) {
                ladder.start(open);
            } else {
                relief.askAgain(open, Clause.DOSE_MISSED);
            }
        }
        undone.forEach(person -> relief.askToo(open, person, Clause.DOSE_MISSED));
    }

    int count(final long alertId) {
        return (int) doses.stream().filter(each -> each.isMissedBy(alertId)).count();
    }

    int countLike(final OracleDose dose) {
        final OracleAlert open = notice(dose.subject, dose.critical);
        return open == null ? 0 : count(open.alertId);
    }

    /** The open notice that a dose is missed by. */
    @Nullable
    OracleAlert missedBy(final OracleDose dose) {
        return state.alerts.values().stream()
                .filter(alert -> dose.isMissedBy(alert.alertId))
                .findFirst()
                .orElse(null);
    }

    void settle(final @Nullable OracleAlert open, final Clause why) {
        if (open == null) {
            return;
        }
        open.value = count(open.alertId);
        doses.stream()
                .filter(each -> each.isMissedBy(open.alertId))
                .findFirst()
                .ifPresentOrElse(each -> show(each, open, why), () -> alerts.conditionEnds(open, why));
    }

    void show(final OracleDose dose, final @Nullable OracleAlert open, final Clause why) {
        if (open != null && open.condition != Condition.INACTIVE) {
            shows(open, dose, open.severity, why);
        }
    }

    private void shows(final OracleAlert open, final OracleDose dose, final Severity severity, final Clause why) {
        final long room = alerts.freeBlocks() + open.contentBlocks();
        final byte[] whole = dose.message;
        // The name of another dose would be wrong: without room for this one's there is none.
        final byte[] shown = OracleAlert.blocks(whole.length) <= room ? whole : nameless(whole);
        final boolean isShown = OracleAlert.blocks(shown.length) <= room;
        open.value = count(open.alertId);
        open.content = isShown ? shown : open.content;
        alerts.changed(open, severity, Phase.UPDATE, isShown ? shown : new byte[0], OracleState.clauses(why));
    }

    private static byte[] nameless(final byte[] message) {
        final ScheduleDoseDecoder dose =
                new ScheduleDoseDecoder().wrapAndApplyHeader(new UnsafeBuffer(message), 0, new MessageHeaderDecoder());
        final byte[] shown = new byte[message.length];
        final int block = dose.limit();
        System.arraycopy(message, 0, shown, 0, block);
        dose.skipDoseId();
        final int patient = 1 + dose.patientIdLength();
        System.arraycopy(message, dose.limit(), shown, block + 1, patient);
        return Arrays.copyOf(shown, block + 1 + patient + 1);
    }

    @Nullable
    OracleAlert notice(final int subject, final int critical) {
        return state.alerts.values().stream()
                .filter(alert -> alert.cause == Cause.CARE
                        && alert.subject == subject
                        && alert.rule == condition(critical).value())
                .findFirst()
                .orElse(null);
    }

    private static CareCondition condition(final int critical) {
        return critical == 1 ? CareCondition.CRITICAL_DOSE_MISSED : CareCondition.DOSE_MISSED;
    }

    void tell(
            final OracleDose dose,
            final DosePhase phase,
            final @Nullable OracleAlert open,
            final OracleDose.Word word,
            final Clause why) {
        tell(dose, phase, open == null ? 0 : open.alertId, word, why);
    }

    void tell(
            final OracleDose dose,
            final DosePhase phase,
            final long alertId,
            final OracleDose.Word word,
            final Clause why) {
        tell(dose, phase, alertId, countLike(dose), word, why);
    }

    void tell(
            final OracleDose dose,
            final DosePhase phase,
            final long alertId,
            final int missed,
            final OracleDose.Word word,
            final Clause why) {
        state.event(
                "DoseChanged",
                OracleState.clauses(why),
                "dueNs",
                dose.dueNs,
                "atNs",
                word.atNs(),
                "sourceId",
                Long.toUnsignedString(word.sourceId()),
                "alertId",
                alertId,
                "windowMs",
                dose.windowMs,
                "subject",
                dose.subject,
                "author",
                word.author(),
                "phase",
                phase,
                "outcome",
                phase == DosePhase.TOLD && dose.outcome != null ? dose.outcome : "null",
                "critical",
                dose.critical,
                "condition",
                condition(dose.critical),
                "missed",
                missed,
                "doseId",
                dose.id,
                "medication",
                dose.medication,
                "comment",
                word.comment());
    }
}
