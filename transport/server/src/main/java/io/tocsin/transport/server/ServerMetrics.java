package io.tocsin.transport.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tocsin.AlertRouter;
import io.tocsin.Channel;
import io.tocsin.Counters;
import io.tocsin.RouterOperation;
import io.tocsin.atrest.PatientTexts;
import io.tocsin.audit.AuditLog;
import io.tocsin.codecs.sbe.GateReason;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.history.HistoryCounts;
import io.tocsin.journal.StorageState;
import io.tocsin.pipeline.AdmissionClass;
import io.tocsin.pipeline.Pipeline;
import io.tocsin.pipeline.PipelineCounters;
import io.tocsin.pipeline.Recovery;
import io.tocsin.transport.cluster.ClusterNode;
import io.tocsin.transport.gateway.GatewayCounters;
import io.tocsin.transport.gateway.GatewayMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a server. They are read when somebody looks; nothing that carries alerts knows of them. Looking asks the engine for its totals, which is a command of
 * its own, and waits a moment for them; a router that does not answer in time shows the last it said. Any thread.
 */
final class ServerMetrics {
    private static final String PREFIX = "tocsin_";
    private static final String TOTAL = "_total";
    private static final double NS_PER_S = 1e9;
    private static final long PATIENCE_MS = 250;
    private static final Counters NONE = new Counters(0, 0, 0, 0, 0, 0, 0, Map.of(), Map.of());

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AlertRouter router;
    // The registry holds what its counters read by weak references only: whoever is not kept here counts 0 after a
    // garbage collection.
    private final List<Supplier<Long>> counted = new ArrayList<>();
    private volatile Counters counters = NONE;

    ServerMetrics(
            final AlertRouter router,
            final GatewayCounters gateway,
            final WouldSend wouldSend,
            final DutyKeeper duty,
            final JournalHost journal,
            final @Nullable DirectoryKeeper directory,
            final @Nullable AuditLog audit,
            final Pulse pulse,
            final @Nullable SheetKeeper sheets) {
        this.router = router;
        engine();
        versions(router.operation());
        pipeline(router.pipelineCounters());
        journal(journal);
        if (router.history().counts() != null) {
            history();
        }
        if (directory != null) {
            new DirectoryMetrics(directory).addTo((name, help, value) -> number(name, help, Tags.empty(), value));
        }
        if (audit != null) {
            new AuditMetrics(audit).addTo((name, help, value) -> number(name, help, Tags.empty(), value));
        }
        final KeyWatch keys = journal.keys();
        if (keys != null) {
            new AtRestMetrics(keys).addTo((name, help, value) -> number(name, help, Tags.empty(), value));
        }
        final PatientTexts texts = journal.texts();
        if (texts != null) {
            new PatientKeyMetrics(texts).addTo((name, help, value) -> number(name, help, Tags.empty(), value));
        }
        final ClusterNode node = journal.node();
        if (node != null) {
            new ClusterMetrics(node).addTo((name, help, value) -> number(name, help, Tags.empty(), value));
        }
        for (final GatewayMetric metric : GatewayMetric.values()) {
            number(metric.metricName(), metric.help(), Tags.empty(), () -> gateway.value(metric));
        }
        number(
                "downtime_sheet_age_seconds",
                "Since the last downtime sheet was made, or since the start if none was; 0 where none is made",
                Tags.empty(),
                () -> sheets == null ? 0L : sheets.ageS());
        number(
                "downtime_sheet_failures_total",
                "Downtime sheets that could not be written",
                Tags.empty(),
                () -> sheets == null ? 0L : sheets.failures());
        number("heartbeats_total", "Times that somebody outside was told that it is ready", Tags.empty(), pulse::sent);
        number(
                "heartbeats_failed_total",
                "Times that somebody outside could not be told that it is ready",
                Tags.empty(),
                pulse::failed);
        number(
                "duty_refused",
                "1 = the rota could not be told when it was last tried here",
                Tags.empty(),
                () -> duty.isRefused() ? 1L : 0L);
        for (final Channel channel : Channel.values()) {
            if (channel != Channel.WEBSOCKET) {
                number(
                        "would_send_total",
                        "What would have been sent by channels that do not exist yet",
                        Tags.of("channel", word(channel)),
                        () -> wouldSend.count(channel));
            }
        }
    }

    /** In the Prometheus text format. */
    String text() {
        refresh();
        return registry.scrape();
    }

    private void engine() {
        total("commands_total", "Commands and ticks that the engine has carried out", Counters::commands);
        total("commands_refused_total", "Commands that the engine has refused", Counters::refused);
        total("alerts_raised_total", "Alerts opened", Counters::alertsRaised);
        total("alerts_open", "Alerts open now", Counters::alertsOpen);
        total("offers_waiting", "Offers that wait until somebody has room for them", Counters::waiting);
        total("subjects", "Patients, and beds or devices that stand for unidentified ones", Counters::subjects);
        total("outputs_total", "Deliveries decided, one for each recipient", Counters::outputs);
        for (final Parameter parameter : Parameter.values()) {
            if (parameter != Parameter.NULL_VAL) {
                number(
                        "readings_total",
                        "Readings held against limits and scores",
                        Tags.of("parameter", word(parameter)),
                        () -> counters.readings().getOrDefault(parameter, 0L));
            }
        }
        for (final GateReason reason : GateReason.values()) {
            if (reason != GateReason.NULL_VAL) {
                number(
                        "readings_gated_total",
                        "Readings that did not count as they came, or were told of",
                        Tags.of("reason", word(reason)),
                        () -> counters.gated().getOrDefault(reason, 0L));
            }
        }
    }

    private void versions(final RouterOperation operation) {
        number("engine_version", "Engine version that the log is in", Tags.empty(), () ->
                (long) operation.engineVersion());
        number("engine_version_known", "Newest engine version that this code knows", Tags.empty(), () ->
                (long) operation.knownEngineVersion());
    }

    private void pipeline(final PipelineCounters pipeline) {
        number(
                "router_up",
                "1 = running, 0 = closed, or stopped by itself",
                Tags.empty(),
                () -> router.state() == Pipeline.State.RUNNING ? 1L : 0L);
        number("ring_published_total", "Slots of the ring ever taken", Tags.empty(), pipeline::published);
        for (final AdmissionClass admission : AdmissionClass.values()) {
            number(
                    "ring_refused_total",
                    "Commands answered BUSY at the ring",
                    Tags.of("class", word(admission)),
                    () -> pipeline.refusedBusy(admission));
        }
        number("journal_records_total", "Commands that the journal has taken", Tags.empty(), pipeline::journaled);
        number(
                "outputs_delivered_total",
                "Events and answers given to the front door",
                Tags.empty(),
                pipeline::delivered);
        number(
                "delivery_failures_total",
                "Events and answers at which a listener threw",
                Tags.empty(),
                pipeline::deliveryErrors);
    }

    private void journal(final JournalHost journal) {
        final Recovery recovery = router.recovery();
        final long replayed = recovery == null ? 0 : recovery.commandsReplayed();
        final long recoveryNs = recovery == null ? 0 : recovery.durationNs();
        number("recovery_commands", "Commands carried out again at the start", Tags.empty(), () -> replayed);
        Gauge.builder(PREFIX + "recovery_seconds", () -> recoveryNs / NS_PER_S)
                .description("How long the start took to carry them out")
                .strongReference(true)
                .register(registry);
        if (journal.usableBytes() != JournalHost.UNKNOWN) {
            number(
                    "journal_room",
                    "What is still taken: 2 = everything, 1 = what is critical, 0 = nothing",
                    Tags.empty(),
                    () -> taken(journal.room()));
            number("journal_free_bytes", "Room left on the journal's disk", Tags.empty(), journal::usableBytes);
            number(
                    "journal_verified_bytes_total",
                    "Bytes that were recorded, read again and whole",
                    Tags.empty(),
                    journal::verifiedBytes);
            number(
                    "journal_verify_failures_total",
                    "Looks at what was recorded that could not read it, damaged or not",
                    Tags.empty(),
                    journal::failedLooks);
            number(
                    "journal_damaged",
                    "1 if something that was recorded is damaged",
                    Tags.empty(),
                    () -> journal.damage().isEmpty() ? 0L : 1L);
        }
    }

    private void history() {
        history("history_up", "1 = the history of readings follows the journal", counts -> counts.stopped() ? 0 : 1);
        history(
                "history_catching_up",
                "1 = it reads what was recorded before the start",
                counts -> counts.catchingUp() ? 1 : 0);
        history(
                "history_as_of_seconds",
                "How far it has come, epoch seconds of engine time",
                counts -> counts.asOfNs() / (long) NS_PER_S);
        history(
                "history_readings_total",
                "Readings that it took, those of before the start among them",
                HistoryCounts::readings);
        history(
                "history_batches_passed_over_total",
                "Batches of readings that it did not take, as the engine did not",
                HistoryCounts::passedOver);
        history("history_subjects", "Subjects whose readings it holds", HistoryCounts::subjects);
        history("history_subjects_let_go_total", "Subjects that it dropped because it was full", HistoryCounts::letGo);
        history("history_used_bytes", "Of its pool", HistoryCounts::usedBytes);
        history("history_pool_bytes", "Of its pool, in all", HistoryCounts::poolBytes);
        history(
                "history_read_failures_total",
                "Times that it could not read the journal, and tried again",
                HistoryCounts::unread);
        history("history_queries_refused_total", "Queries that found too many before them", HistoryCounts::refused);
    }

    private void history(final String name, final String help, final ToLongFunction<HistoryCounts> value) {
        number(name, help, Tags.empty(), () -> {
            final HistoryCounts counts = router.history().counts();
            return counts == null ? 0L : value.applyAsLong(counts);
        });
    }

    private void total(final String name, final String help, final ToLongFunction<Counters> value) {
        number(name, help, Tags.empty(), () -> value.applyAsLong(counters));
    }

    private void number(final String name, final String help, final Tags tags, final Supplier<Long> value) {
        final ToDoubleFunction<Supplier<Long>> read = Supplier::get;
        if (name.endsWith(TOTAL)) {
            counted.add(value);
            // The registry writes the ending itself.
            final String counter = name.substring(0, name.length() - TOTAL.length());
            FunctionCounter.builder(PREFIX + counter, value, read)
                    .description(help)
                    .tags(tags)
                    .register(registry);
        } else {
            Gauge.builder(PREFIX + name, value, read)
                    .description(help)
                    .tags(tags)
                    .strongReference(true)
                    .register(registry);
        }
    }

    private void refresh() {
        try {
            counters = router.counters().get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (final ExecutionException | TimeoutException lastKnown) {
            // Closed, failed or busy: router_up and the ring's figures tell which.
            return;
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static long taken(final StorageState room) {
        return switch (room) {
            case AMPLE -> 2L;
            case LOW -> 1L;
            case FULL -> 0L;
        };
    }

    private static String word(final Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
