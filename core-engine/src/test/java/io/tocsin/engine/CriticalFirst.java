package io.tocsin.engine;

import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.RaiseAlertDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.delivery.DeliveryView;
import io.tocsin.engine.delivery.Sessions;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.testkit.model.RecordedScript.Entrance;
import java.util.TreeSet;
import org.agrona.concurrent.UnsafeBuffer;

/** 6: critical is never shed, nor stuck behind lower priority: not in the outbox, not in the queue for credit, not for want of a place. */
final class CriticalFirst extends Invariant {
    private static final int CRITICAL = 0;
    private static final int ALERTS_FIELD = 6;

    private final TreeSet<Long> open = new TreeSet<>();
    private final MessageLayout layout = new MessageLayout();

    @Override
    int number() {
        return 6;
    }

    @Override
    void after(final AlertEngine engine, final EngineParts parts, final Entrance entrance, final Said said) {
        // Of those that went out after the last critical one: the first may have superseded a critical delivery of its
        // own alert, whose credit came back too late for it.
        int lowerTold = 0;
        for (final Said.Event event : said.events) {
            if (event instanceof Said.Raised alert) {
                open.add(alert.alertId());
            } else if (event instanceof Said.Closed alert) {
                open.remove(alert.alertId());
            } else if (event instanceof Said.Left left && left.lane() == CRITICAL && open.contains(left.alertId())) {
                violated("pushed out though its alert is open: " + left);
            } else if (event instanceof Said.Dispatched output
                    && (output.kind() == OutputKind.OFFER || output.redelivery())) {
                lowerTold = output.lane() == CRITICAL
                        ? 0
                        : lowerTold + output.recipients().size();
            }
        }
        lookAtQueue(parts, lowerTold > 1);
        lookAtRefusal(parts, entrance, said);
    }

    private void lookAtQueue(final EngineParts parts, final boolean isLowerTold) {
        final DeliveryView delivery =
                new DeliveryView(parts.dispatcher, parts.site.people().size());
        for (int slot = 0; slot < parts.alerts.slots().highWater(); slot++) {
            if (!parts.alerts.slots().isUsed(slot) || parts.alerts.priority[slot] != CRITICAL) {
                continue;
            }
            for (int offer = parts.alerts.offerHead[slot]; offer != Offers.NONE; offer = parts.offers.next(offer)) {
                if (parts.offers.state[offer] == Offers.WAITING) {
                    looked();
                    final boolean mayGo = hasCredit(parts, delivery, parts.offers.person[offer])
                            && delivery.hasRoomForOffer(CRITICAL);
                    if (mayGo && (isLowerTold || !parts.dispatcher.isPending())) {
                        violated("alert " + parts.alerts.alertId[slot] + " waits for person "
                                + parts.offers.person[offer] + ", who has credit"
                                + (isLowerTold ? ", and something lower went out" : ""));
                    }
                }
            }
        }
    }

    /** Counted from the offers and the deliveries, not from the engine's counters. */
    private static boolean hasCredit(final EngineParts parts, final DeliveryView delivery, final int person) {
        final int[] limits = parts.dispatcher.creditLimits();
        int offered = 0;
        for (int slot = 0; slot < parts.alerts.slots().highWater(); slot++) {
            if (parts.alerts.slots().isUsed(slot)) {
                final int offer = parts.offers.find(slot, person);
                offered += offer != Offers.NONE
                                && parts.offers.state[offer] == Offers.OFFERED
                                && parts.offers.creditLane[offer] == CRITICAL
                        ? 1
                        : 0;
            }
        }
        final int gateway = parts.sessions.gatewayOfPerson(person);
        final long onTheWay = delivery.deliveries().stream()
                .filter(each -> each.lane() == CRITICAL && each.gateway() == gateway)
                .count();
        return (parts.site.isAlwaysReachable(person) || offered < limits[2])
                && (gateway == Sessions.NONE || onTheWay < limits[0]);
    }

    private void lookAtRefusal(final EngineParts parts, final Entrance entrance, final Said said) {
        final byte[] message = entrance.message();
        final Said.Answer answer = said.answer;
        if (message == null
                || answer == null
                || said.isRepeated
                || answer.result() != Result.TABLE_FULL
                || answer.detail() != ALERTS_FIELD
                || layout.walkCommand(new UnsafeBuffer(message), 0, message.length) != MessageLayout.FITS
                || layout.templateId() != RaiseAlertDecoder.TEMPLATE_ID) {
            return;
        }
        final int severity = message[layout.blockOffset() + RaiseAlertDecoder.severityEncodingOffset()];
        if (severity == Severity.CRITICAL.value()) {
            looked();
            if (parts.alerts.hasRoom(true)) {
                violated("a CRITICAL raise found no place though there is one");
            }
        }
    }
}
