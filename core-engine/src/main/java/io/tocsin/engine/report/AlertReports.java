package io.tocsin.engine.report;

import io.tocsin.codecs.sbe.AlertReportedEncoder;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.escalation.Team;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.event.StepPeople;
import io.tocsin.engine.site.Policies;

/** How open alerts stand, for a report. */
public final class AlertReports {
    private final EventStream stream;
    private final Alerts alerts;
    private final Offers offers;
    private final Policies policies;
    private final Team team;
    private final StepPeople slots = new StepPeople(0);
    private final AlertReportedEncoder reported = new AlertReportedEncoder();

    /**
     * Reports to a stream.
     *
     * @param stream   of the report.
     * @param alerts   open.
     * @param offers   their recipients.
     * @param policies they run on.
     * @param team     that alerts call.
     */
    public AlertReports(
            final EventStream stream,
            final Alerts alerts,
            final Offers offers,
            final Policies policies,
            final Team team) {
        this.stream = stream;
        this.alerts = alerts;
        this.offers = offers;
        this.policies = policies;
        this.team = team;
    }

    /**
     * Emits {@code AlertReported}.
     *
     * @param slot of the alert.
     */
    public void reported(final int slot) {
        final int policy = alerts.policy[slot];
        final boolean hasPolicy = policy != Policies.NONE;
        // Without a policy there is no step: the alert only looks for one every second. A muted one only waits.
        final boolean isRunning = hasPolicy
                && alerts.step[slot] != Alerts.NOT_STARTED
                && alerts.stepDeadlineNs[slot] != Alerts.OFF
                && (alerts.flags[slot] & Alerts.BEDSIDE_CLOCK) == 0;
        int told = 0;
        for (int offer = alerts.offerHead[slot]; offer != Offers.NONE; offer = offers.next(offer)) {
            told += offers.told[offer] == Offers.WAITING ? 0 : 1;
        }
        stream.start(AlertReportedEncoder.TEMPLATE_ID, AlertReportedEncoder.BLOCK_LENGTH, Because.NOTHING);
        final AlertReportedEncoder.ResponsesEncoder responses = reported.wrap(
                        stream.buffer(), MessageHeaderEncoder.ENCODED_LENGTH)
                .alertId(alerts.alertId[slot])
                .raisedAtNs(alerts.raisedAtNs[slot])
                .deadlineNs(isRunning ? alerts.stepDeadlineNs[slot] : 0)
                .occurrence(alerts.occurrence[slot])
                .round(alerts.round[slot])
                .policyId(hasPolicy ? policies.id(policy) & 0xFFFF_FFFFL : 0)
                .policyVersion(hasPolicy ? policies.version(policy) & 0xFFFF_FFFFL : 0)
                .owner(alerts.owner[slot])
                .step(alerts.step[slot])
                .severity(Severity.get(alerts.severity[slot]))
                .priority(Priority.get(alerts.priority[slot]))
                .condition(Condition.get(alerts.condition[slot]))
                .stale((short) ((alerts.flags[slot] & Alerts.STALE) == 0 ? 0 : 1))
                .loop(alerts.loop[slot])
                .atBedside((short) ((alerts.flags[slot] & Alerts.AT_BEDSIDE) == 0 ? 0 : 1))
                .needed((short) Math.max(1, alerts.needed[slot]))
                .responsesCount(told);
        for (int offer = alerts.offerHead[slot]; offer != Offers.NONE; offer = offers.next(offer)) {
            if (offers.told[offer] != Offers.WAITING) {
                responses
                        .next()
                        .person(offers.person[offer])
                        .response(Response.get(offers.told[offer]))
                        .joined((short) (offers.hasJoined(offer) ? 1 : 0));
            }
        }
        slots.clear();
        if (alerts.step[slot] != Alerts.NOT_STARTED) {
            team.list(slot, slots);
        }
        final AlertReportedEncoder.SlotsEncoder group = reported.slotsCount(slots.slots());
        for (int i = 0; i < slots.slots(); i++) {
            group.next().role(slots.slotRole(i)).person(slots.slotPerson(i));
        }
        stream.emit(reported.encodedLength());
    }
}
