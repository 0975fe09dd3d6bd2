package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.atrest.PatientTexts;
import io.tocsin.engine.semantics.Semantics;
import io.tocsin.history.HistoryFollower;
import io.tocsin.pipeline.AnswerLevels;
import io.tocsin.pipeline.EngineHost;
import io.tocsin.pipeline.Pipeline;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Puts a router together and waits until its site is in force. */
final class RouterLauncher {
    private static final long TIMEOUT_NS = 30_000_000_000L;
    private static final long NS_PER_MS = 1_000_000L;
    private static final long PARK_NS = 50_000;

    private RouterLauncher() {}

    static AlertRouter launch(final RouterSettings settings) {
        settings.checkAndSeal();
        final EngineHost.Launcher given = settings.host;
        final AnswerLevels levels =
                given == null ? AnswerLevels.of(settings.journal.level().schemaLevel()) : given;
        if (!levels.gives(settings.level)) {
            throw new RefusedException(
                    Refusal.LEVEL_UNAVAILABLE,
                    settings.level.value(),
                    "LEVEL_UNAVAILABLE: level " + settings.level + " is asked, the "
                            + (given == null ? "journal" : "host") + " gives " + levels.level());
        }
        final EngineHost.Seat seat = given == null ? EngineHost.Seat.only(settings.sourceId) : given.seat();
        final CommandGate gate = new CommandGate(seat.sourceId(), settings.level, levels);
        final RouterHub hub = new RouterHub(
                gate,
                settings.listener,
                settings.errorHandler,
                settings.scaleUpHook,
                seat,
                given == null ? Semantics.NEWEST : given.knownEngineVersion(),
                given == null ? () -> -1 : given::unheardMember,
                settings.patientTexts);
        final HistoryFollower history = settings.historyBytes == 0
                ? null
                : new HistoryFollower(settings.historyBytes, settings.limits.maxDevices());
        final EngineHost own = given == null
                ? Pipeline.launch(pipelineContext(settings, hub, history))
                : given.launch(settings.limits, hub, settings.errorHandler, cause -> failed(settings, hub, cause));
        final PatientTexts texts = settings.patientTexts;
        final EngineHost host = texts == null ? own : new SealedEntrance(own, texts, hub.patients());
        gate.open(host);
        final AlertRouter router = new AlertRouter(host, gate, hub, new ReadingHistory(history));
        try {
            // Nobody of the process before is connected any more. The answer says that the engine knows it, too.
            hub.desk().closeFormer();
            gate.continueAfter(await(
                    router,
                    gate.sendAndAsk(CommandEncoding.sourceQuery().neededToLaunch(), Answer::highestCommandId),
                    settings.threading));
            final Site.Builder site = requireNonNull(settings.site).toBuilder();
            seat.sourceIds().forEach(site::interfaceSource);
            await(router, hub.configs().configure(site.build()), settings.threading);
        } catch (final Throwable thrown) {
            router.close();
            throw thrown;
        }
        return router;
    }

    private static Pipeline.Context pipelineContext(
            final RouterSettings settings, final RouterHub hub, final @Nullable HistoryFollower history) {
        final Pipeline.Context context = new Pipeline.Context()
                .journal(settings.journal)
                .limits(settings.limits)
                .ringCapacity(settings.ringCapacity)
                .threading(settings.threading)
                .drainTimeoutNs(settings.drainTimeoutMs * NS_PER_MS)
                .snapshotIntervalCommands(settings.snapshotIntervalCommands)
                .snapshotIntervalNs(settings.snapshotIntervalMs * NS_PER_MS)
                .outputHandler(hub)
                .deliveryErrorHandler(settings.errorHandler)
                .onFatal(cause -> failed(settings, hub, cause));
        if (settings.eventLog != null) {
            context.eventLog(settings.eventLog);
        }
        if (settings.snapshots != null) {
            context.snapshots(settings.snapshots);
        }
        if (history != null) {
            context.follower(history);
        }
        if (settings.clock != null) {
            context.clock(settings.clock);
        }
        if (settings.idleStrategySupplier != null) {
            context.idleStrategySupplier(settings.idleStrategySupplier);
        }
        if (settings.threadFactory != null) {
            context.threadFactory(settings.threadFactory);
        }
        return context;
    }

    private static void failed(final RouterSettings settings, final RouterHub hub, final Throwable cause) {
        hub.markFailed();
        settings.onFatal.accept(cause);
    }

    private static <T> T await(
            final AlertRouter router, final CompletableFuture<T> future, final Pipeline.Threading threading) {
        try {
            if (threading == Pipeline.Threading.MANUAL) {
                drive(router, future);
            }
            return future.get(TIMEOUT_NS, TimeUnit.NANOSECONDS);
        } catch (final ExecutionException failed) {
            throw failed.getCause() instanceof RefusedException refused
                    ? refused
                    : new IllegalStateException("the site could not be put in force", failed.getCause());
        } catch (final TimeoutException late) {
            throw new IllegalStateException("the site was not in force after " + TIMEOUT_NS + " ns", late);
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the site was put in force", interrupted);
        }
    }

    private static void drive(final AlertRouter router, final CompletableFuture<?> future) {
        final long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        while (!future.isDone() && System.nanoTime() - deadlineNs < 0) {
            if (router.doWork() == 0) {
                // A journal that records asynchronously needs a moment.
                LockSupport.parkNanos(PARK_NS);
            }
        }
    }
}
