package io.tocsin.transport.gateway;

import io.tocsin.codecs.json.AlertDeclaration;
import io.tocsin.codecs.json.AlertText;
import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.Location;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Severity;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Readings on their way to the ring. Refused ones are kept and tried again; if some have been refused for too long, patients are not watched, and that is raised as a
 * technical alert, which is cleared when everything has entered. Loop only.
 */
final class ReadingsDesk {
    private static final Logger LOG = LoggerFactory.getLogger(ReadingsDesk.class);

    private final KeptReadings kept;
    private final RingPort ring;
    private final GatewayCounters counters;
    private final long sourceId;
    private final long alarmNs;
    private final String alertKey;
    private boolean isAlarmed;

    ReadingsDesk(
            final RingPort ring, final GatewaySettings settings, final GatewayCounters counters, final int number) {
        this.ring = ring;
        this.counters = counters;
        kept = new KeptReadings(settings.keptReadings);
        alarmNs = settings.readingsAlarmNs;
        sourceId = settings.ownSourceId();
        alertKey = "gateway-" + settings.gatewayId + "-readings-" + number;
    }

    /** Offers readings; what is refused BUSY is kept. */
    AnswerResult offer(
            final ClientMessage.Vitals vitals,
            final long clientSourceId,
            final long sessionId,
            final long correlation) {
        final AnswerResult result = ring.offer(vitals, clientSourceId, sessionId, correlation);
        if (result == AnswerResult.OK) {
            final int before = kept.size();
            kept.supersede(clientSourceId, vitals);
            counters.add(GatewayMetric.READINGS_WAITING, kept.size() - before);
        } else if (result == AnswerResult.BUSY || result == AnswerResult.STORAGE_FULL) {
            final int before = kept.size();
            final int lost = kept.keep(clientSourceId, vitals, System.nanoTime());
            counters.add(GatewayMetric.READINGS_LOST, lost);
            counters.add(GatewayMetric.READINGS_KEPT, (long) vitals.readings().size() - lost);
            counters.add(GatewayMetric.READINGS_WAITING, kept.size() - before);
        }
        return result;
    }

    /** Tries again what is kept; true if some has to be tried once more. */
    boolean retry(final long nowNs) {
        if (kept.size() > 0) {
            final int taken = kept.offerAgain(
                    (clientSourceId, vitals) -> ring.offer(vitals, clientSourceId, 0, 0) == AnswerResult.OK);
            counters.add(GatewayMetric.READINGS_RETRIED, taken);
            counters.add(GatewayMetric.READINGS_WAITING, -taken);
        }
        return kept.size() > 0;
    }

    /** Raises the technical alert if readings have been refused for too long, clears it if none is. */
    void watch(final long nowNs) {
        final boolean isDue = kept.size() > 0 && nowNs - kept.refusedSinceNs() >= alarmNs;
        if (isDue && !isAlarmed) {
            isAlarmed = ring.offer(alarm(), sourceId, 0, 0) == AnswerResult.OK;
            LOG.warn("readings have been refused for {} s: {} are kept", alarmNs / 1_000_000_000L, kept.size());
        } else if (isAlarmed && kept.size() == 0) {
            isAlarmed = ring.offer(cleared(), sourceId, 0, 0) != AnswerResult.OK;
        }
    }

    private ClientMessage.Raise alarm() {
        final AlertText text = new AlertText(
                "technical: readings not processed",
                "The router has had no room for readings for " + alarmNs / 1_000_000_000L
                        + " s: limits and scores of some patients are not watched.",
                "",
                Location.UNKNOWN,
                Map.of(),
                List.of(),
                Map.of(),
                0,
                0);
        return new ClientMessage.Raise(
                0,
                0,
                null,
                Purpose.PRODUCTION,
                // Only CRITICAL still enters a ring that refuses continuous readings.
                new AlertDeclaration(alertKey, EmergencyType.OTHER, Severity.CRITICAL, "", "", "", "", text));
    }

    private ClientMessage.Clear cleared() {
        return new ClientMessage.Clear(0, 0, ClientMessage.AlertName.key(alertKey));
    }
}
