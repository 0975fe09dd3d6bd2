package io.tocsin.engine.event;

import io.tocsin.codecs.sbe.AlarmPriority;
import io.tocsin.codecs.sbe.AlertClosedEncoder;
import io.tocsin.codecs.sbe.AlertContentEncoder;
import io.tocsin.codecs.sbe.AlertRaisedEncoder;
import io.tocsin.codecs.sbe.AlertStaleEncoder;
import io.tocsin.codecs.sbe.AlertUpdatedEncoder;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.ConditionChangedEncoder;
import io.tocsin.codecs.sbe.ConditionClass;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Harm;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.OfferAnsweredEncoder;
import io.tocsin.codecs.sbe.Onset;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.Phase;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.StepEndedEncoder;
import io.tocsin.codecs.sbe.StepStartedEncoder;
import org.agrona.DirectBuffer;

/** Events in the life of one alert. Arguments are the raw values of the schema's enums; clauses are packed by {@link Because}. */
public final class AlertEvents {
    private static final int BLOCK = MessageHeaderEncoder.ENCODED_LENGTH;

    private final EventStream stream;
    private final AlertRaisedEncoder raised = new AlertRaisedEncoder();
    private final AlertUpdatedEncoder updated = new AlertUpdatedEncoder();
    private final ConditionChangedEncoder conditionChanged = new ConditionChangedEncoder();
    private final StepStartedEncoder stepStarted = new StepStartedEncoder();
    private final StepEndedEncoder stepEnded = new StepEndedEncoder();
    private final OfferAnsweredEncoder offerAnswered = new OfferAnsweredEncoder();
    private final AlertClosedEncoder closed = new AlertClosedEncoder();
    private final AlertContentEncoder content = new AlertContentEncoder();
    private final AlertStaleEncoder stale = new AlertStaleEncoder();

    /**
     * Events that go to a stream.
     *
     * @param stream that numbers them.
     */
    public AlertEvents(final EventStream stream) {
        this.stream = stream;
    }

    /**
     * Starts {@code AlertRaised}; {@link #raisedContent} ends it.
     *
     * @param clauses      why.
     * @param alertId      of the alert.
     * @param sourceId     that raised it, 0 for the engine.
     * @param subject      index or -1.
     * @param unit         index or -1.
     * @param bed          index or -1.
     * @param type         of the emergency.
     * @param severity     of the alert.
     * @param priority     of delivery.
     * @param purpose      of the command.
     * @param cause        of the alert.
     * @param unidentified the patient is not known.
     * @param parameter    of a limit, or 0.
     * @param rule         of a limit, or 0.
     * @param value        reading or score.
     * @param limit        that was violated.
     * @param assessment   declared severity, class, harm, onset, alarm priority, eight bits each.
     */
    public void raised(
            final long clauses,
            final long alertId,
            final long sourceId,
            final int subject,
            final int unit,
            final int bed,
            final int type,
            final int severity,
            final int priority,
            final int purpose,
            final int cause,
            final boolean unidentified,
            final int parameter,
            final int rule,
            final int value,
            final int limit,
            final long assessment) {
        stream.start(AlertRaisedEncoder.TEMPLATE_ID, AlertRaisedEncoder.BLOCK_LENGTH, clauses);
        raised.wrap(stream.buffer(), BLOCK)
                .alertId(alertId)
                .sourceId(sourceId)
                .subject(subject)
                .unit(unit)
                .bed(bed)
                .emergencyType(EmergencyType.get((short) type))
                .severity(Severity.get((short) severity))
                .priority(Priority.get((short) priority))
                .purpose(Purpose.get((short) purpose))
                .cause(Cause.get((short) cause))
                .unidentified((short) (unidentified ? 1 : 0))
                .parameter((short) parameter)
                .rule((short) rule)
                .value(value)
                .limitValue(limit)
                .declaredSeverity(Severity.get((short) (assessment & 0xFF)))
                .conditionClass(ConditionClass.get((short) (assessment >>> 8 & 0xFF)))
                .harm(Harm.get((short) (assessment >>> 16 & 0xFF)))
                .onset(Onset.get((short) (assessment >>> 24 & 0xFF)))
                .alarmPriority(AlarmPriority.get((short) (assessment >>> 32 & 0xFF)));
    }

    /**
     * Ends {@code AlertRaised}.
     *
     * @param key           holds the alert's key.
     * @param keyOffset     of it.
     * @param keyLength     0 for alerts of the engine.
     * @param message       holds the content.
     * @param messageOffset of it.
     * @param messageLength 0 for alerts of the engine.
     */
    public void raisedContent(
            final DirectBuffer key,
            final int keyOffset,
            final int keyLength,
            final DirectBuffer message,
            final int messageOffset,
            final int messageLength) {
        raised.putAlertKey(key, keyOffset, keyLength).putContent(message, messageOffset, messageLength);
        stream.emit(raised.encodedLength());
    }

    /**
     * Emits {@code AlertUpdated}.
     *
     * @param clauses    why.
     * @param alertId    of the alert.
     * @param occurrence of it.
     * @param phase      of the change.
     * @param severity   now.
     * @param priority   now.
     * @param assessment now, as for {@link #raised}.
     * @param rule       now.
     * @param message    holds new content.
     * @param offset     of it.
     * @param length     0 = unchanged.
     */
    public void updated(
            final long clauses,
            final long alertId,
            final int occurrence,
            final Phase phase,
            final int severity,
            final int priority,
            final long assessment,
            final int rule,
            final DirectBuffer message,
            final int offset,
            final int length) {
        stream.start(AlertUpdatedEncoder.TEMPLATE_ID, AlertUpdatedEncoder.BLOCK_LENGTH, clauses);
        updated.wrap(stream.buffer(), BLOCK)
                .alertId(alertId)
                .occurrence(occurrence)
                .phase(phase)
                .severity(Severity.get((short) severity))
                .priority(Priority.get((short) priority))
                .declaredSeverity(Severity.get((short) (assessment & 0xFF)))
                .conditionClass(ConditionClass.get((short) (assessment >>> 8 & 0xFF)))
                .harm(Harm.get((short) (assessment >>> 16 & 0xFF)))
                .onset(Onset.get((short) (assessment >>> 24 & 0xFF)))
                .alarmPriority(AlarmPriority.get((short) (assessment >>> 32 & 0xFF)))
                .rule((short) rule)
                .putContent(message, offset, length);
        stream.emit(updated.encodedLength());
    }

    /**
     * Emits {@code ConditionChanged}.
     *
     * @param clauses why.
     * @param alertId of the alert.
     * @param from    before.
     * @param to      now.
     * @param phase   of the change.
     */
    public void conditionChanged(
            final long clauses, final long alertId, final int from, final int to, final Phase phase) {
        stream.start(ConditionChangedEncoder.TEMPLATE_ID, ConditionChangedEncoder.BLOCK_LENGTH, clauses);
        conditionChanged
                .wrap(stream.buffer(), BLOCK)
                .alertId(alertId)
                .from(Condition.get((short) from))
                .to(Condition.get((short) to))
                .phase(phase);
        stream.emit(conditionChanged.encodedLength());
    }

    /**
     * Emits {@code StepStarted}.
     *
     * @param clauses    why these people.
     * @param alertId    of the alert.
     * @param deadlineNs of the step.
     * @param policyId   of the ladder.
     * @param version    of the policy.
     * @param step       index.
     * @param round      of the fail-safe destination.
     * @param chosen     people newly chosen.
     * @param loop       how often the steps were begun again.
     * @param needed     how many have to accept; 0 and 1 = one.
     * @param people     everybody the step names, and the slots of the team.
     */
    public void stepStarted(
            final long clauses,
            final long alertId,
            final long deadlineNs,
            final int policyId,
            final int version,
            final int step,
            final int round,
            final int chosen,
            final int loop,
            final int needed,
            final StepPeople people) {
        stream.start(StepStartedEncoder.TEMPLATE_ID, StepStartedEncoder.BLOCK_LENGTH, clauses);
        final StepStartedEncoder.PeopleEncoder group = stepStarted
                .wrap(stream.buffer(), BLOCK)
                .alertId(alertId)
                .deadlineNs(deadlineNs)
                .policyId(policyId)
                .policyVersion(version)
                .step((short) step)
                .round(round)
                .chosen((short) chosen)
                .loop(loop)
                .needed((short) Math.max(1, needed))
                .peopleCount(people.count());
        for (int i = 0; i < people.count(); i++) {
            group.next()
                    .person(people.person(i))
                    .response(Response.get((short) (people.response(i) & 0xFF)))
                    .reachable((short) (people.isReachable(i) ? 1 : 0));
        }
        final StepStartedEncoder.SlotsEncoder slots = stepStarted.slotsCount(people.slots());
        for (int i = 0; i < people.slots(); i++) {
            slots.next().role(people.slotRole(i)).person(people.slotPerson(i));
        }
        stream.emit(stepStarted.encodedLength());
    }

    /**
     * Emits {@code StepEnded}.
     *
     * @param clauses    why it gave way.
     * @param alertId    of the alert.
     * @param step       index; below 0 = none had begun, which is told as step 0.
     * @param unanswered offers that became UNDEFINED.
     */
    public void stepEnded(final long clauses, final long alertId, final int step, final int unanswered) {
        stream.start(StepEndedEncoder.TEMPLATE_ID, StepEndedEncoder.BLOCK_LENGTH, clauses);
        stepEnded
                .wrap(stream.buffer(), BLOCK)
                .alertId(alertId)
                .step((short) Math.max(0, step))
                .unanswered((short) unanswered);
        stream.emit(stepEnded.encodedLength());
    }

    /**
     * Emits {@code OfferAnswered}.
     *
     * @param clauses  why.
     * @param alertId  of the alert.
     * @param person   index.
     * @param response now.
     * @param reason   of a rejection, else 0.
     * @param owner    index of who owns the alert now, or -1.
     * @param slots    of the team that the person fills from now on, or leaves open, bits from 0.
     */
    public void offerAnswered(
            final long clauses,
            final long alertId,
            final int person,
            final Response response,
            final int reason,
            final int owner,
            final int slots) {
        stream.start(OfferAnsweredEncoder.TEMPLATE_ID, OfferAnsweredEncoder.BLOCK_LENGTH, clauses);
        offerAnswered
                .wrap(stream.buffer(), BLOCK)
                .alertId(alertId)
                .person(person)
                .response(response)
                .reason(RejectReason.get((short) reason))
                .owner(owner)
                .slots((short) slots);
        stream.emit(offerAnswered.encodedLength());
    }

    /**
     * Emits {@code AlertClosed}.
     *
     * @param clauses   why.
     * @param alertId   of the alert.
     * @param person    who closed or owned it, or -1.
     * @param outcome   of it.
     * @param condition as it was.
     */
    public void closed(
            final long clauses, final long alertId, final int person, final Outcome outcome, final int condition) {
        stream.start(AlertClosedEncoder.TEMPLATE_ID, AlertClosedEncoder.BLOCK_LENGTH, clauses);
        closed.wrap(stream.buffer(), BLOCK)
                .alertId(alertId)
                .person(person)
                .outcome(outcome)
                .condition(Condition.get((short) condition));
        stream.emit(closed.encodedLength());
    }

    /**
     * Emits {@code AlertContent}.
     *
     * @param clauses   why.
     * @param alertId   of the alert.
     * @param subject   index or -1.
     * @param type      of the emergency.
     * @param severity  of the alert.
     * @param cause     of the alert.
     * @param parameter of a limit, or 0.
     * @param value     reading or score.
     * @param limit     that was violated.
     * @param message   holds the content.
     * @param offset    of it.
     * @param length    0 for alerts of the engine.
     */
    public void content(
            final long clauses,
            final long alertId,
            final int subject,
            final int type,
            final int severity,
            final int cause,
            final int parameter,
            final int value,
            final int limit,
            final DirectBuffer message,
            final int offset,
            final int length) {
        stream.start(AlertContentEncoder.TEMPLATE_ID, AlertContentEncoder.BLOCK_LENGTH, clauses);
        content.wrap(stream.buffer(), BLOCK)
                .alertId(alertId)
                .subject(subject)
                .emergencyType(EmergencyType.get((short) type))
                .severity(Severity.get((short) severity))
                .cause(Cause.get((short) cause))
                .parameter((short) parameter)
                .value(value)
                .limitValue(limit)
                .putContent(message, offset, length);
        stream.emit(content.encodedLength());
    }

    /**
     * Emits {@code AlertStale}.
     *
     * @param clauses    why.
     * @param alertId    of the alert.
     * @param lastSeenNs last reading of its subject.
     */
    public void stale(final long clauses, final long alertId, final long lastSeenNs) {
        stream.start(AlertStaleEncoder.TEMPLATE_ID, AlertStaleEncoder.BLOCK_LENGTH, clauses);
        stale.wrap(stream.buffer(), BLOCK).alertId(alertId).lastSeenNs(lastSeenNs);
        stream.emit(stale.encodedLength());
    }
}
