package io.tocsin.engine;

import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.engine.alert.Advice;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.config.ConfigView;
import io.tocsin.engine.delivery.DeliveryView;
import io.tocsin.engine.duty.DutyView;
import io.tocsin.engine.monitoring.MonitoringView;
import io.tocsin.engine.monitoring.ObservedView;
import io.tocsin.engine.routing.PositionView;
import io.tocsin.engine.store.Due;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what engines held when they were cut: everything a snapshot must not forget. */
final class CutCoverage {
    private final Map<String, Integer> held = new TreeMap<>();

    CutCoverage() {
        for (final Response response : Response.values()) {
            if (response != Response.NULL_VAL) {
                held.put("response " + response, 0);
            }
        }
        for (final Condition condition : Condition.values()) {
            if (condition != Condition.NULL_VAL) {
                held.put("condition " + condition, 0);
            }
        }
        List.of(
                        "running step",
                        "running review",
                        "running watch for silence",
                        "owner",
                        "bedside clock",
                        "somebody at the bedside",
                        "step's clock beside an owner",
                        "steps that were begun again",
                        "owner while more are needed",
                        "open slot of a team beside a filled one",
                        "alert that waits for a policy",
                        "alert at its fail-safe destination",
                        "alert on a former version of its policy",
                        "test alert",
                        "alert that is put off",
                        "alert that another one mutes",
                        "offer that waits for credit",
                        "unreceived delivery",
                        "delivery of a closed alert",
                        "redelivery under way",
                        "dispatch that was cut short",
                        "half-collected configuration",
                        "configuration that waits for a second person",
                        "position",
                        "presence",
                        "qualification",
                        "turn",
                        "open session",
                        "violated rule",
                        "watch of a timed rule",
                        "limit of a patient",
                        "limit profile",
                        "monitoring session with people",
                        "device whose session was stopped",
                        "device that is waited for",
                        "readings of which a limit is to be made",
                        "reading that waits for a second one",
                        "open advisory",
                        "held score",
                        "alert of a score table",
                        "something observed",
                        "date of birth",
                        "person with a role",
                        "alert that triage holds above what was declared",
                        "running clock",
                        "contacts that are gone through",
                        "emergency contact that is being told",
                        "bundle that waits to be sent",
                        "mode that is not NORMAL",
                        "digest that is owed",
                        "steps that begin again after a mode",
                        "somebody on duty",
                        "duty to come",
                        "roster that is due at once",
                        "somebody on break",
                        "head of an audit",
                        "revocation",
                        "view of a patient",
                        "a member who knows a newer engine version",
                        "a newer engine version than that of the log's beginning")
                .forEach(name -> held.put(name, 0));
    }

    void look(final AlertEngine engine) {
        final EngineParts parts = Inside.of(engine);
        for (int slot = 0; slot < parts.alerts.slots().highWater(); slot++) {
            if (parts.alerts.slots().isUsed(slot)) {
                look(parts, slot);
            }
        }
        final DeliveryView delivery =
                new DeliveryView(parts.dispatcher, parts.site.people().size());
        see("offer that waits for credit", parts.dispatcher.waiting() > 0 && !parts.dispatcher.isPending());
        see("unreceived delivery", !delivery.deliveries().isEmpty());
        see(
                "delivery of a closed alert",
                delivery.deliveries().stream().anyMatch(each -> parts.alerts.slotOf(each.alertId()) == Alerts.NONE));
        see("redelivery under way", delivery.isSendingAgain());
        see("dispatch that was cut short", parts.dispatcher.isPending() && !delivery.isSendingAgain());
        DutyView.look(parts.rosters, parts.assignments, parts.shifts.firstNs() <= engine.nowNs(), this::see);
        see("person with a role", parts.authority.isUsed());
        see("emergency contact that is being told", parts.contacts.informing() > 0);
        see("bundle that waits to be sent", parts.contacts.bundles() > 0);
        see("contacts that are gone through", parts.contacts.running() > 0);
        see("running clock", parts.ledger.running() > 0);
        see("head of an audit", parts.audit.heads().of(0).isKnown());
        see(
                "head of the audit of another node",
                parts.audit.heads().of(1).isKnown() || parts.audit.heads().of(2).isKnown());
        see(
                "a member who knows a newer engine version",
                Inside.semantics(engine).knownBy(0) > engine.engineVersion());
        see("a newer engine version than that of the log's beginning", Inside.hasSwitched(engine));
        see("view of a patient", parts.views.active() > 0);
        see("patient who was forgotten", parts.access.forgetting.kept() > 0);
        see("revocation", parts.access.revocations.inForce() > 0);
        see("mode that is not NORMAL", parts.modes.mode() != 0);
        see("digest that is owed", parts.modes.owed() > 0);
        see("steps that begin again after a mode", parts.modes.isPending() && parts.modes.digestsDue() == 0);
        see("watch of a timed rule", parts.vitals.monitor.firstNs() != Due.NEVER);
        see("limit of a patient", parts.vitals.patientLimits.firstNs() != Due.NEVER);
        see("readings of which a limit is to be made", parts.vitals.personalLimits.isSomethingKept());
        see("something observed", ObservedView.hasAny(parts.vitals.monitored, parts.vitals.tables));
        see("limit profile", parts.vitals.patientLimits.profiles().count() > 0);
        see("monitoring session with people", MonitoringView.hasDevicesAndPeople(parts.monitorings));
        see("device whose session was stopped", MonitoringView.hasStoppedDevice(parts.monitorings));
        see("device that is waited for", parts.vitals.deviceWatch.silence().firstNs() != Due.NEVER);
        see("reading that waits for a second one", parts.vitals.gate.firstNs() != Due.NEVER);
        see("half-collected configuration", ConfigView.collectedBytes(parts.configuration) > 0);
        see("configuration that waits for a second person", ConfigView.isProposed(parts.configuration));
        for (int person = 0; person < parts.site.people().size(); person++) {
            see("somebody on break", parts.covers.isOnBreak(person));
            see("qualification", parts.qualifications.of(person) != 0);
            see("turn", parts.turns.of(person) != 0);
            see("presence", !parts.presences.isOnline(person));
            see("open session", parts.sessions.gatewayOfPerson(person) >= 0);
        }
        see("position", PositionView.hasAny(parts.positions));
        for (int subject = 0; subject < parts.subjects.ids().size(); subject++) {
            see("violated rule", parts.subjects.violated(subject) != 0);
            see("held score", parts.subjects.band(subject) > 0);
            see("date of birth", parts.vitals.births.bornOnDay(subject) != Integer.MIN_VALUE);
        }
    }

    private void look(final EngineParts parts, final int slot) {
        final Alerts alerts = parts.alerts;
        see("condition " + Condition.get(alerts.condition[slot]), true);
        see("running step", alerts.stepDeadlineNs[slot] != Alerts.OFF);
        see("running review", alerts.reviewDeadlineNs[slot] != Alerts.OFF);
        see("running watch for silence", alerts.staleDeadlineNs[slot] != Alerts.OFF);
        see("owner", alerts.owner[slot] != Alerts.NONE);
        final boolean isAwaited = (alerts.flags[slot] & Alerts.BEDSIDE_CLOCK) != 0;
        see("bedside clock", isAwaited);
        see("somebody at the bedside", (alerts.flags[slot] & Alerts.AT_BEDSIDE) != 0);
        see(
                "step's clock beside an owner",
                alerts.owner[slot] != Alerts.NONE && alerts.stepDeadlineNs[slot] != Alerts.OFF && !isAwaited);
        see("steps that were begun again", alerts.loop[slot] > 0);
        see(
                "owner while more are needed",
                alerts.owner[slot] != Alerts.NONE && !parts.ladder.clocks().isComplete(slot));
        see(
                "open slot of a team beside a filled one",
                alerts.owner[slot] != Alerts.NONE && parts.ladder.team().open(slot) != 0);
        see(
                "alert that triage holds above what was declared",
                parts.alerts.assessments().isKept()
                        && parts.alerts.assessments().declared(slot) > alerts.severity[slot]);
        see("alert that another one mutes", parts.gate.isMuted(slot) && parts.muted.silenceId(slot) == 0);
        see("alert of a score table", alerts.rule[slot] > 100);
        see("alert that is put off", parts.snoozes.isSnoozed(slot));
        see("test alert", alerts.purpose[slot] != 0);
        see("open advisory", Advice.is(alerts, slot));
        final int policy = alerts.policy[slot];
        see("alert that waits for a policy", policy == Alerts.NONE && alerts.purpose[slot] == 0);
        if (policy != Alerts.NONE) {
            see("alert at its fail-safe destination", alerts.step[slot] == parts.policies.stepCount(policy));
            see(
                    "alert on a former version of its policy",
                    parts.policies.newestOf(parts.policies.id(policy)) != policy);
        }
        for (int offer = alerts.offerHead[slot]; offer != Offers.NONE; offer = parts.offers.next(offer)) {
            see("response " + Response.get(parts.offers.state[offer]), true);
        }
    }

    private void see(final String name, final boolean is) {
        held.merge(name, is ? 1 : 0, Integer::sum);
    }

    List<String> missing() {
        final List<String> missing = new ArrayList<>();
        held.forEach((name, times) -> {
            if (times == 0) {
                missing.add(name);
            }
        });
        return missing;
    }

    @Override
    public String toString() {
        return held.toString();
    }
}
