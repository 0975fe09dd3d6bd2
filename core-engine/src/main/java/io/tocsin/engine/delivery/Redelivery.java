package io.tocsin.engine.delivery;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.event.AlertEvents;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.DeliveryEvents;
import org.agrona.concurrent.UnsafeBuffer;

/** Sends again what a person has not received, with the sequences it had, when a session opens. */
final class Redelivery {
    private static final int NONE = Lanes.NONE;
    private static final int OFFER = OutputKind.OFFER.value();
    private static final int UPDATE = OutputKind.UPDATE.value();

    private final Outbox outbox;
    private final Alerts alerts;
    private final DeliveryEvents events;
    private final AlertEvents alertEvents;
    private final UnsafeBuffer content = new UnsafeBuffer(new byte[1024]);
    private final int[] person = new int[1];
    private final long[] seq = new long[1];
    private final long[] distance = new long[1];

    Redelivery(final Outbox outbox, final Alerts alerts, final DeliveryEvents events, final AlertEvents alertEvents) {
        this.outbox = outbox;
        this.alerts = alerts;
        this.events = events;
        this.alertEvents = alertEvents;
    }

    /** Sends at most so many deliveries of one kind of lane; how many of the budget are left. */
    int send(final int kind, final int budget) {
        int left = budget;
        for (int at = outbox.lanes.takeTurn(kind); at != NONE && left > 0; at = outbox.lanes.takeTurn(kind)) {
            final int delivery = outbox.lanes.again[at];
            send(delivery);
            outbox.sendAgainAfter(at, delivery);
            left--;
        }
        return left;
    }

    private void send(final int delivery) {
        final long clauses = Because.of(Clause.REDELIVERY);
        final int entry = outbox.entryOf[delivery];
        final int alert = alerts.slotOf(outbox.entries.alertId[entry]);
        final int kind = outbox.entries.kind[entry];
        if (alert != Alerts.NONE && (kind == OFFER || kind == UPDATE)) {
            alertEvents.content(
                    clauses,
                    alerts.alertId[alert],
                    alerts.subject[alert],
                    alerts.type[alert],
                    alerts.severity[alert],
                    alerts.cause[alert],
                    alerts.parameter[alert],
                    alerts.value[alert],
                    alerts.limit[alert],
                    content,
                    0,
                    alerts.contents().get(alert, content));
        }
        person[0] = outbox.personOf[delivery];
        seq[0] = outbox.seqOf[delivery];
        distance[0] = outbox.seqOf[delivery] - outbox.previousSeq(delivery);
        events.dispatched(
                clauses,
                outbox.entries.alertId[entry],
                outbox.entries.deadlineNs[entry],
                outbox.entries.subject[entry],
                outbox.entries.owner[entry],
                kind,
                outbox.entries.lane[entry],
                outbox.entries.priority[entry],
                outbox.entries.severity[entry],
                outbox.entries.step[entry],
                true,
                outbox.entries.channels[entry],
                alert != Alerts.NONE && kind == OFFER ? alerts.assessments().treatmentLimits(alert) : 0,
                person,
                seq,
                distance,
                1);
    }
}
