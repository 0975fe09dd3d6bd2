package io.tocsin.engine;

import io.tocsin.engine.escalation.StepTargets;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.event.RoutingEvents;
import io.tocsin.engine.routing.AlertPlace;
import io.tocsin.engine.routing.ListChoice;
import io.tocsin.engine.routing.Narrowing;
import io.tocsin.engine.routing.NearestFinder;
import io.tocsin.engine.routing.OrderingClinician;
import io.tocsin.engine.routing.SessionPeople;

/** Wires who is meant by the steps of policies. */
final class TargetParts {
    private TargetParts() {}

    static StepTargets targets(final EngineParts parts, final RoutingEvents events, final EventStream stream) {
        final AlertPlace place = new AlertPlace(parts.alerts, parts.site, parts.positions, parts.qualifications);
        final Narrowing narrowing = new Narrowing(
                parts.assignments, parts.covers, parts.qualifications, place, parts.authority, parts.dispatcher);
        final NearestFinder nearest = new NearestFinder(
                parts.positions,
                parts.presences,
                parts.covers,
                parts.qualifications,
                parts.authority,
                place,
                narrowing,
                parts.alerts,
                parts.offers,
                parts.dispatcher,
                events,
                stream);
        final ListChoice choice = new ListChoice(
                parts.assignments,
                parts.covers,
                parts.positions,
                parts.presences,
                nearest,
                narrowing,
                parts.authority,
                parts.alerts,
                parts.offers,
                parts.dispatcher,
                parts.turns,
                events);
        return new StepTargets(
                parts.assignments,
                parts.covers,
                parts.operations,
                parts.alerts,
                nearest,
                narrowing,
                choice,
                parts.contacts,
                parts.site,
                parts.sessions,
                parts.deliveryRules,
                new OrderingClinician(parts.alerts, parts.site, parts.rosters::isOffDuty, parts.authority),
                new SessionPeople(parts.monitorings::tellNamed, parts.rosters::isOffDuty, parts.authority));
    }
}
