package io.tocsin.transport.server;

import io.tocsin.AlertRouter;
import io.tocsin.AlertState;
import io.tocsin.ServiceCounts;
import io.tocsin.ServiceLevel;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.Mode;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.pipeline.Pipeline;
import io.tocsin.pipeline.Recovery;
import io.tocsin.transport.cluster.ClusterNode;
import io.tocsin.transport.gateway.GatewayCounters;
import io.tocsin.transport.gateway.GatewayMetric;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Whether the router keeps its promise, since this process started: four requirements, each with what is, what must be and whether it is, and the figures behind
 * them. Looking asks the engine for its counts, which is a command of its own; a router that does not answer in time shows the last it said. Any thread.
 */
final class SlaPage {
    private static final double PERCENT = 100.0;
    private static final double FOUR_NINES = 99.99;
    private static final double NS_PER_MS = 1e6;
    private static final long PATIENCE_MS = 250;

    // The health score: what is taken off 100. Described in the README.
    private static final double DOWN = 100;
    private static final double UNKEPT = 30;
    private static final double ELEVATED = 10;
    private static final double EMERGENCY = 25;
    private static final double BACKLOG = 20;
    private static final double ERRORS = 15;

    private final AlertRouter router;
    private final GatewayCounters gateway;
    private final JournalHost journal;
    private final LoadWatch watch;
    private final @Nullable ServiceLevel level;
    private final long startNs = System.nanoTime();
    private final ServiceCounts before;
    private volatile ServiceCounts counts;

    SlaPage(
            final AlertRouter router,
            final GatewayCounters gateway,
            final JournalHost journal,
            final LoadWatch watch,
            final @Nullable ServiceLevel level) {
        this.router = router;
        this.gateway = gateway;
        this.journal = journal;
        this.watch = watch;
        this.level = level;
        counts = ServiceCounts.NONE;
        before = ask();
    }

    /** As JSON. */
    String text() {
        final ServiceCounts now = ask();
        final long met = now.met() - before.met();
        final long late = now.late() - before.late();
        final long breached = now.breached() - before.breached();
        final long received = met + late;
        final long all = received + breached;
        final double meanMs = received == 0 ? 0 : (now.waitedNs() - before.waitedNs()) / NS_PER_MS / received;
        final double targetMs = level == null ? 0 : level.targetMs();
        final double response = share(met, all);
        final double delivery = share(received, all);
        final double availability = watch.availabilityPercent();
        final boolean isDamaged = !journal.damage().isEmpty();
        final double integrity = isDamaged || router.state() == Pipeline.State.FAILED ? 0 : PERCENT;
        final double errors = PERCENT - share(router.pipelineCounters().engineCommandSeq(), watch.attempts());
        final ClusterNode node = journal.node();
        final boolean isUp = router.state() == Pipeline.State.RUNNING
                && (node == null || (node.isTakingPart() && node.sideStream().reachesPeople()));

        final StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            final boolean responds = breached == 0 && meanMs <= targetMs;
            requirement(
                    json,
                    "emergencyResponse",
                    "alerts are received within " + (long) targetMs + " ms, none passes the breach line",
                    meanMs,
                    targetMs,
                    responds,
                    response);
            requirement(
                    json,
                    "delivery",
                    "99.99 % of alerts are received before the breach line",
                    delivery,
                    FOUR_NINES,
                    delivery >= FOUR_NINES,
                    delivery);
            requirement(
                    json,
                    "availability",
                    "commands are taken 99.99 % of the time",
                    availability,
                    FOUR_NINES,
                    availability >= FOUR_NINES,
                    availability);
            requirement(
                    json,
                    "integrity",
                    "what was recorded is whole wherever it was read again, and the engine has never contradicted"
                            + " itself",
                    integrity,
                    PERCENT,
                    integrity >= PERCENT,
                    integrity);
            json.writeBooleanProperty(
                    "compliant",
                    responds && delivery >= FOUR_NINES && availability >= FOUR_NINES && integrity >= PERCENT);
            json.writeObjectPropertyStart("metrics");
            json.writeNumberProperty("activeConnections", gateway.value(GatewayMetric.CONNECTIONS_OPEN));
            json.writeNumberProperty("messagesPerSecond", round(watch.messagesPerSecond()));
            json.writeNumberProperty("averageLatencyMs", round(meanMs));
            json.writeNumberProperty("longestLatencyMs", round(now.longestNs() / NS_PER_MS));
            json.writeNumberProperty("errorRatePercent", round(errors));
            final List<AlertState> open = router.openAlerts();
            json.writeNumberProperty("activeEmergencies", emergencies(open));
            json.writeNumberProperty("criticalBacklog", criticalBacklog(open));
            json.writeNumberProperty(
                    "healthScore", round(score(isUp, response, now.mode(), watch.backlogPermille(), errors)));
            json.writeNumberProperty("uptimeSeconds", (System.nanoTime() - startNs) / 1_000_000_000L);
            json.writeStringProperty("mode", now.mode().name());
            json.writeNumberProperty("met", met);
            json.writeNumberProperty("late", late);
            json.writeNumberProperty("breached", breached);
            json.writeNumberProperty("unneeded", now.unneeded() - before.unneeded());
            json.writeNumberProperty("running", now.running());
            json.writeNumberProperty("putOff", now.putOff() - before.putOff());
            json.writeNumberProperty("dropped", now.dropped() - before.dropped());
            final Recovery recovery = router.recovery();
            json.writeNumberProperty("commandsVerifiedAtStart", recovery == null ? 0 : recovery.commandsReplayed());
            json.writeNumberProperty("journalVerifiedBytes", journal.verifiedBytes());
            json.writeStringProperty("journalDamage", journal.damage());
            json.writeStringProperty("journalRoom", journal.room().name());
            if (node != null) {
                json.writeStringProperty("sideStream", node.sideStream().name());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void requirement(
            final JsonGenerator json,
            final String name,
            final String requirement,
            final double current,
            final double threshold,
            final boolean compliant,
            final double percentage) {
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("requirement", requirement);
        json.writeNumberProperty("current", round(current));
        json.writeNumberProperty("threshold", threshold);
        json.writeBooleanProperty("compliant", compliant);
        json.writeNumberProperty("compliancePercentage", round(percentage));
        json.writeEndObject();
    }

    private static double score(
            final boolean isUp,
            final double response,
            final Mode mode,
            final int backlogPermille,
            final double errors) {
        if (!isUp) {
            return PERCENT - DOWN;
        }
        final double ofMode = mode == Mode.EMERGENCY ? EMERGENCY : mode == Mode.ELEVATED ? ELEVATED : 0;
        return Math.max(
                0,
                PERCENT
                        - UNKEPT * (PERCENT - response) / PERCENT
                        - ofMode
                        - BACKLOG * backlogPermille / 1_000
                        - ERRORS * errors / PERCENT);
    }

    private static long emergencies(final List<AlertState> open) {
        return open.stream()
                .filter(alert -> alert.purpose() == Purpose.PRODUCTION && alert.condition() != Condition.INACTIVE)
                .filter(alert -> alert.severity() == Severity.CRITICAL || alert.severity() == Severity.EMERGENT)
                .count();
    }

    private static long criticalBacklog(final List<AlertState> open) {
        return open.stream()
                .filter(alert -> alert.purpose() == Purpose.PRODUCTION && alert.condition() != Condition.INACTIVE)
                .filter(alert -> alert.severity() == Severity.CRITICAL && alert.owner() == null)
                .count();
    }

    /** A share in per cent; of nothing all is well. */
    private static double share(final long part, final long all) {
        return all <= 0 ? PERCENT : PERCENT * Math.min(part, all) / all;
    }

    /** Four places behind the point: 99.99 % must show what is missing. */
    private static double round(final double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }

    private ServiceCounts ask() {
        try {
            counts = router.operation().service().get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (final ExecutionException | TimeoutException lastKnown) {
            // Closed, failed or busy: availability and mode tell which.
            return counts;
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return counts;
    }
}
