package io.tocsin.transport.server;

import com.sun.management.OperatingSystemMXBean;
import io.tocsin.AlertRouter;
import io.tocsin.ServiceLevel;
import io.tocsin.ServiceLevel.LoadLimit;
import io.tocsin.journal.StorageState;
import io.tocsin.pipeline.AdmissionClass;
import io.tocsin.pipeline.Pipeline;
import io.tocsin.pipeline.PipelineCounters;
import io.tocsin.transport.gateway.GatewayCounters;
import io.tocsin.transport.gateway.GatewayMetric;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the router once a second: whether it takes commands, how much passes, how loaded it is. Figures that come near a limit of the site, and those that
 * follow until the mode has had time to fall, are told to the router, which is a command each; calm ones are not. A thread of its own, which survives what fails; what it saw, any thread.
 */
final class LoadWatch implements AutoCloseable {
    private static final long PERIOD_MS = 1_000;
    private static final double NS_PER_S = 1e9;
    private static final double PERCENT = 100.0;
    private static final double PERMILLE = 1_000.0;
    private static final long NS_PER_MS = 1_000_000L;
    private static final long AFTER_HOLD_NS = 10_000_000_000L;

    private final AlertRouter router;
    private final GatewayCounters gateway;
    private final @Nullable ServiceLevel level;
    private final BooleanSupplier isTakingPart;
    private final Repeating repeating;
    private volatile double messagesPerSecond;
    private volatile int backlogPermille;
    private final AtomicLong upLooks = new AtomicLong();
    private final AtomicLong looks = new AtomicLong();
    private long lastNs = System.nanoTime();
    private long lastMessages;
    private long reportUntilNs;

    /** @param isTakingPart whether what the router takes is carried out, and not kept until a majority is there. */
    LoadWatch(
            final AlertRouter router,
            final GatewayCounters gateway,
            final @Nullable ServiceLevel level,
            final BooleanSupplier isTakingPart) {
        this.router = router;
        this.gateway = gateway;
        this.level = level;
        this.isTakingPart = isTakingPart;
        // A mode that was in force when the router stopped must be able to fall.
        reportUntilNs = level == null ? lastNs : lastNs + level.holdMs() * NS_PER_MS + AFTER_HOLD_NS;
        lastMessages = messages();
        repeating = new Repeating("tocsin-load-watch", PERIOD_MS, this::look);
    }

    /** Share of its looks at which the router took commands. */
    double availabilityPercent() {
        final long all = looks.get();
        return all == 0 ? PERCENT : PERCENT * Math.min(all, upLooks.get()) / all;
    }

    /** Commands and outputs in the last second. */
    double messagesPerSecond() {
        return messagesPerSecond;
    }

    /** Most of the ring that was taken in the last second. */
    int backlogPermille() {
        return backlogPermille;
    }

    /** Commands that were carried out, and those that found no room. */
    long attempts() {
        final PipelineCounters pipeline = router.pipelineCounters();
        long refused = 0;
        for (final AdmissionClass admission : AdmissionClass.values()) {
            refused += pipeline.refusedBusy(admission);
        }
        return pipeline.engineCommandSeq() + refused;
    }

    @Override
    public void close() {
        repeating.close();
    }

    private void look() {
        final long nowNs = System.nanoTime();
        final long messages = messages();
        messagesPerSecond = (messages - lastMessages) * NS_PER_S / Math.max(1, nowNs - lastNs);
        lastNs = nowNs;
        lastMessages = messages;
        backlogPermille = router.pipelineCounters().takeHighestBacklogPermille();
        final boolean isUp = router.state() == Pipeline.State.RUNNING
                && router.storageState() != StorageState.FULL
                && isTakingPart.getAsBoolean();
        upLooks.addAndGet(isUp ? 1 : 0);
        looks.incrementAndGet();
        if (level != null && isUp) {
            report(level, nowNs);
        }
    }

    private void report(final ServiceLevel promised, final long nowNs) {
        final int connections = (int) Math.min(Integer.MAX_VALUE, gateway.value(GatewayMetric.CONNECTIONS_OPEN));
        final int cpuPermille = cpuPermille();
        if (isNear(promised.elevated(), connections, cpuPermille)
                || isNear(promised.emergency(), connections, cpuPermille)) {
            reportUntilNs = nowNs + promised.holdMs() * NS_PER_MS + AFTER_HOLD_NS;
        }
        if (reportUntilNs - nowNs > 0) {
            // If there is no room even for this, the next second's figures are told instead.
            router.operation().reportLoad(connections, backlogPermille, cpuPermille);
        }
    }

    /** From half of a limit on. */
    private boolean isNear(final LoadLimit limit, final int connections, final int cpuPermille) {
        return isNear(limit.connections(), connections)
                || isNear(limit.backlogPermille(), backlogPermille)
                || isNear(limit.cpuPermille(), cpuPermille);
    }

    private static boolean isNear(final int limit, final int figure) {
        return limit > 0 && 2L * figure >= limit;
    }

    private static int cpuPermille() {
        final double load = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getCpuLoad()
                : 0;
        return (int) Math.round(PERMILLE * Math.max(0, Math.min(1, load)));
    }

    private long messages() {
        final PipelineCounters pipeline = router.pipelineCounters();
        return pipeline.published() + pipeline.delivered();
    }
}
