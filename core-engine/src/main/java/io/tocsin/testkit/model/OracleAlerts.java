package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.Phase;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The life of alerts: sections 5, 6 and 8. */
final class OracleAlerts {
    private static final int ALERT_TABLE = 6;
    private static final int CONTENT_TABLE = 20;

    private final OracleState state;
    private final OracleOutbox outbox;
    private final OracleLadder ladder;
    private final OracleSnoozes snoozes;
    private final OracleContacts contacts;

    OracleAlerts(
            final OracleState state,
            final OracleOutbox outbox,
            final OracleLadder ladder,
            final OracleSnoozes snoozes,
            final OracleContacts contacts) {
        this.state = state;
        this.outbox = outbox;
        this.ladder = ladder;
        this.snoozes = snoozes;
        this.contacts = contacts;
    }

    OracleAnswer raise(final OracleRaise raise, final byte[] content) {
        final OracleAlert open = byKey(raise.sourceId(), raise.purpose(), raise.alertKey());
        if (open == null) {
            return raiseNew(raise, content);
        }
        final OracleTriage.Verdict verdict = OracleTriage.ofNew(state, raise);
        return switch (OracleDevices.become(open, raise, verdict.atLeast(raise.severity()))) {
            case UPDATED -> raiseAgain(open, raise, content);
            case REFUSED -> OracleAnswer.invalid(40);
            case REPLACED -> {
                if (freeBlocks() + open.contentBlocks() < OracleAlert.blocks(content.length)) {
                    yield OracleAnswer.of(Result.TABLE_FULL, CONTENT_TABLE);
                }
                replaced(open);
                yield opened(raise, verdict, content);
            }
        };
    }

    void replaced(final OracleAlert alert) {
        ladder.close(alert, Clause.DEVICE_REPLACED, Outcome.CANCELLED, -1, -1);
    }

    private OracleAnswer raiseNew(final OracleRaise raise, final byte[] content) {
        final OracleTriage.Verdict verdict = OracleTriage.ofNew(state, raise);
        final Severity severity = verdict.atLeast(raise.severity());
        if (!mayOpen(severity)) {
            return OracleAnswer.of(Result.TABLE_FULL, ALERT_TABLE);
        }
        if (!mayStore(content, severity)) {
            return OracleAnswer.of(Result.TABLE_FULL, CONTENT_TABLE);
        }
        return opened(raise, verdict, content);
    }

    private OracleAnswer opened(final OracleRaise raise, final OracleTriage.Verdict verdict, final byte[] content) {
        final OracleAlert alert = new OracleAlert();
        alert.sourceId = raise.sourceId();
        alert.key = raise.alertKey();
        alert.type = raise.type();
        alert.severity = verdict.atLeast(raise.severity());
        OracleTriage.keep(state, alert, verdict);
        alert.purpose = Purpose.get((short) raise.purpose());
        alert.content = content;
        place(alert, raise.patientId(), raise.bedId(), raise.deviceId(), raise.unitId());
        alert.isClockOff = raise.isClockOff(state.nowNs);
        open(alert, verdict.clauses(alert.severity));
        return new OracleAnswer(
                alert.isTest() ? Result.TEST_TRAFFIC : Result.OK, 0, alert.alertId, alert.occurrence, true);
    }

    /** Fills in subject, bed and unit. */
    void place(
            final OracleAlert alert,
            final String patientId,
            final String bedId,
            final String deviceId,
            final String unitId) {
        final String name = subjectName(patientId, bedId, deviceId);
        final int subject = name.isEmpty() ? -1 : state.intern(name);
        placeSubject(alert, subject, state.site.beds.indexOf(bedId), state.site.units.indexOf(unitId));
    }

    /** Fills in bed and unit of a subject where they were not named. */
    void placeSubject(final OracleAlert alert, final int subject, final int bed, final int unit) {
        alert.subject = subject;
        final OracleSite.Patient patient = alert.subject < 0 ? null : state.site.patients.get(alert.subject);
        alert.unidentified = patient == null;
        alert.bed = bed;
        if (alert.bed < 0 && patient != null) {
            alert.bed = patient.bed();
        }
        alert.unit = unit;
        if (alert.unit < 0) {
            alert.unit = state.site.unitOf(alert.bed);
        }
        if (alert.unit < 0 && patient != null) {
            alert.unit = patient.unit();
        }
    }

    static String subjectName(final String patientId, final String bedId, final String deviceId) {
        if (!patientId.isEmpty()) {
            return "P" + patientId;
        }
        if (!bedId.isEmpty()) {
            return "B" + bedId;
        }
        return deviceId.isEmpty() ? "" : "D" + deviceId;
    }

    /** Whether one more alert of this severity may be opened. */
    boolean mayOpen(final Severity severity) {
        final long free = state.limits().alerts()
                - state.alerts.values().stream()
                        .filter(alert -> !alert.isAdvice())
                        .count();
        return free > 0 && !isReserved(free - 1, state.limits().alerts(), severity);
    }

    /** Advice has places of its own in every table. */
    static long placesOfAdvice(final long ofOthers) {
        return ofOthers / 16 + 1;
    }

    private static boolean isReserved(final long free, final long all, final Severity severity) {
        return free < all / 16 && severity != Severity.CRITICAL && severity != Severity.EMERGENT;
    }

    boolean mayStore(final byte[] content, final Severity severity) {
        final long left = freeBlocks() - OracleAlert.blocks(content.length);
        return left >= 0 && !isReserved(left, state.limits().contentBlocks(), severity);
    }

    long freeBlocks() {
        long free = state.limits().contentBlocks();
        for (final OracleAlert alert : state.alerts.values()) {
            free -= alert.contentBlocks();
        }
        return free;
    }

    private static void tell(final List<Clause> clauses, final boolean isSo, final Clause clause) {
        if (isSo && clauses.size() < 4) {
            clauses.add(clause);
        }
    }

    /** The alert's first event, and its ladder. */
    void open(final OracleAlert alert, final List<Clause> clauses) {
        state.alertsRaised++;
        alert.alertId = state.alertsRaised;
        alert.raisedAtNs = state.nowNs;
        state.alerts.put(alert.alertId, alert);
        tell(clauses, alert.unidentified, Clause.UNIDENTIFIED_SUBJECT);
        tell(clauses, alert.isTest(), Clause.TEST_TRAFFIC);
        tell(clauses, alert.isClockOff, Clause.SOURCE_CLOCK);
        state.event(
                "AlertRaised",
                clauses,
                "alertId",
                alert.alertId,
                "sourceId",
                Long.toUnsignedString(alert.sourceId),
                "subject",
                alert.subject,
                "unit",
                alert.unit,
                "bed",
                alert.bed,
                "emergencyType",
                alert.type,
                "severity",
                alert.severity,
                "priority",
                alert.priority(),
                "purpose",
                alert.purpose,
                "cause",
                alert.cause,
                "unidentified",
                alert.unidentified ? 1 : 0,
                "parameter",
                alert.parameter,
                "rule",
                alert.rule,
                "value",
                alert.value,
                "limitValue",
                alert.limitValue,
                "alertKey",
                alert.key,
                "content",
                Schema.sum(alert.content));
        OracleTriage.tell(state, alert);
        ladder.start(alert);
    }

    private OracleAnswer raiseAgain(final OracleAlert alert, final OracleRaise raise, final byte[] content) {
        alert.occurrence++;
        final boolean same = OracleRaise.sameButForSeverity(alert.content, content);
        final List<Clause> clauses = OracleState.clauses(Clause.SAME_KEY);
        final Severity severity = OracleTriage.raisedAgain(state, alert, raise, clauses);
        final Phase phase = OracleAlert.phase(alert.severity, severity, same);
        update(alert, severity, phase, phase == Phase.UPDATE ? content : null, clauses);
        if (alert.condition != Condition.ACTIVE) {
            reactivate(alert);
        }
        return new OracleAnswer(
                alert.isTest() ? Result.TEST_TRAFFIC : Result.OK, 0, alert.alertId, alert.occurrence, false);
    }

    OracleAnswer update(final OracleAlert alert, final @Nullable Severity wanted, final String description) {
        final List<Clause> clauses = OracleState.clauses(Clause.UPDATED);
        final Severity severity = wanted == null ? alert.severity : OracleTriage.declaredAgain(alert, wanted, clauses);
        final boolean same = description.isEmpty()
                || !OracleResults.isRaise(alert)
                || description.equals(OracleRaise.descriptionOf(alert.content));
        final byte[] content = same ? null : OracleRaise.withDescription(alert.content, description);
        update(alert, severity, OracleAlert.phase(alert.severity, severity, same), content, clauses);
        return OracleAnswer.withOccurrence(alert);
    }

    private void update(
            final OracleAlert alert,
            final Severity severity,
            final Phase phase,
            final byte @Nullable [] wanted,
            final List<Clause> clauses) {
        byte[] content = new byte[0];
        if (wanted != null && mayStore(wanted, severity)) {
            content = wanted;
            alert.content = wanted;
        }
        changed(alert, severity, phase, content, clauses);
    }

    void tellUpdated(final OracleAlert alert, final Phase phase, final byte[] content, final List<Clause> clauses) {
        state.event(
                "AlertUpdated",
                clauses,
                "alertId",
                alert.alertId,
                "occurrence",
                alert.occurrence,
                "phase",
                phase,
                "severity",
                alert.severity,
                "priority",
                alert.priority(),
                "rule",
                alert.rule,
                "content",
                Schema.sum(content));
        OracleTriage.tell(state, alert);
    }

    /** {@code AlertUpdated}, and what follows from it. */
    void changed(
            final OracleAlert alert,
            final Severity severity,
            final Phase phase,
            final byte[] content,
            final List<Clause> clauses) {
        final Severity from = alert.severity;
        if (severity != from) {
            clauses.add(severity.value() < from.value() ? Clause.SEVERITY_ROSE : Clause.SEVERITY_FELL);
        }
        alert.severity = severity;
        alert.isOnlyOne &= severity == from;
        ladder.gate.changed(alert);
        tellUpdated(alert, phase, content, clauses);
        if (phase == Phase.CONTINUE) {
            return;
        }
        final boolean comesBack = severity.value() < from.value() && alert.isSnoozed();
        outbox.tell(alert, OutputKind.UPDATE, comesBack ? alert.told() : alert.toldOfUpdates(), Clause.UPDATED, -1);
        final boolean rose = !alert.isAdvice()
                && alert.priority().value() < OracleAlert.priorityOf(from).value();
        final boolean isUnheard = alert.isMuted() && state.plants.contains(Plant.MUTED_RISES_UNHEARD);
        final boolean roseMuted = severity.value() < from.value() && alert.isMuted() && !isUnheard;
        final OraclePolicy inForce = OracleTriage.policyFor(state, alert);
        final boolean callsOthers = severity.value() < from.value()
                && inForce != null
                && (alert.policy == null
                        || (inForce.policyId() != alert.policy.policyId()
                                && !alert.policy.isForAnythingAsGraveAs(severity)))
                && !isUnheard
                && !state.plants.contains(Plant.RISES_KEEP_THE_POLICY);
        final boolean roseUnheard = severity.value() < from.value() && alert.isDropped && !isUnheard;
        if (comesBack) {
            snoozes.comesBack(alert, Clause.SEVERITY_ROSE);
        } else if ((rose || roseMuted || roseUnheard || callsOthers)
                && alert.condition != Condition.INACTIVE
                && !alert.hasOwner()
                && !alert.isTest()) {
            ladder.start(alert);
        }
        if (severity.value() < from.value()) {
            contacts.rose(alert);
        }
    }

    /** The condition had ended and is back. */
    void reactivate(final OracleAlert alert) {
        final Condition from = alert.condition;
        ladder.condition(alert, Condition.ACTIVE, Phase.START, Clause.REACTIVATED);
        alert.reviewDeadlineNs = OracleAlert.NEVER;
        if (state.plants.contains(Plant.REACTIVATION_IS_SILENT)) {
            return;
        }
        if (alert.isTest()) {
            ladder.start(alert);
        } else if (alert.hasOwner()) {
            state.versions.backForItsOwner(alert, from, outbox, ladder);
        } else if (from == Condition.INACTIVE) {
            ladder.startAgain(alert);
        }
    }

    OracleAnswer clear(final OracleAlert alert) {
        if (alert.condition != Condition.ACTIVE) {
            return OracleAnswer.withOccurrence(alert);
        }
        if ((alert.policy != null && alert.policy.latches(alert.type)) || OracleReadBacks.areAwaited(alert)) {
            ladder.condition(alert, Condition.LATCHED, Phase.UPDATE, Clause.CONDITION_ENDED, Clause.LATCHED);
        } else {
            conditionEnds(alert, Clause.CONDITION_ENDED);
        }
        return OracleAnswer.withOccurrence(alert);
    }

    /** The condition is over; whether the type latches is the caller's business. */
    void conditionEnds(final OracleAlert alert, final Clause why) {
        if (alert.condition == Condition.INACTIVE) {
            return;
        }
        alert.staleDeadlineNs = OracleAlert.NEVER;
        ladder.gate.over(alert);
        ladder.condition(alert, Condition.INACTIVE, OracleLadder.phaseOfEnd(alert), why);
        outbox.tell(alert, OutputKind.CONDITION_ENDED, alert.told(), Clause.CONDITION_ENDED, -1);
        alert.stopClock();
        alert.withdrawAllOthers();
        ladder.review(alert);
    }

    /** Nobody watches any more what it stands for. */
    void closedForGood(final OracleAlert alert) {
        ladder.close(alert, Clause.CONFIGURED, Outcome.EXPIRED, -1, -1);
    }

    OracleAnswer cancel(final OracleAlert alert) {
        ladder.close(alert, Clause.CANCELLED_BY_SOURCE, Outcome.CANCELLED, -1, -1);
        return OracleAnswer.withOccurrence(alert);
    }

    static boolean hasOffer(final OracleAlert alert, final int person, final Response... responses) {
        return alert.people(responses).contains(person);
    }

    @Nullable
    OracleAlert byKey(final long sourceId, final int purpose, final String key) {
        for (final OracleAlert alert : state.alerts.values()) {
            if (alert.cause == Cause.DECLARED
                    && alert.sourceId == sourceId
                    && alert.purpose.value() == purpose
                    && alert.key.equals(key)) {
                return alert;
            }
        }
        return null;
    }
}
