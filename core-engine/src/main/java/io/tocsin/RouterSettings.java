package io.tocsin;

import io.tocsin.codecs.sbe.Level;
import io.tocsin.engine.EngineLimits;
import io.tocsin.journal.Journal;
import io.tocsin.journal.NoJournal;
import io.tocsin.pipeline.Pipeline;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.IdleStrategy;
import org.jspecify.annotations.Nullable;

/** What a context holds. */
abstract sealed class RouterSettings permits AlertRouter.Context {
    private static final int DEFAULT_RING_CAPACITY = 8_192;

    @Nullable
    Site site;

    EngineLimits limits = RouterDefaults.limits();
    Journal journal = new NoJournal();
    Level level = Level.MEMORY;

    @Nullable
    EpochNanoClock clock;

    @Nullable
    Supplier<IdleStrategy> idleStrategySupplier;

    @Nullable
    ThreadFactory threadFactory;

    Pipeline.Threading threading = Pipeline.Threading.THREADED;
    int ringCapacity = DEFAULT_RING_CAPACITY;
    Consumer<Throwable> onFatal = RouterDefaults::logFatal;

    @Nullable
    RouterListener listener;

    ErrorHandler errorHandler = RouterDefaults::logError;
    long sourceId = 1;
    long drainTimeoutMs = 5_000;
    private boolean concluded;

    final void checkAndSeal() {
        if (concluded) {
            throw new IllegalStateException("this context was used before: every router needs one of its own");
        }
        if (site == null) {
            throw new IllegalStateException("no site was given: say who is told with Context.site(Site)");
        }
        concluded = true;
    }

    final String text() {
        return "site: " + (site == null ? "none" : site)
                + "\nlimits: " + limits
                + "\njournal: " + journal.getClass().getSimpleName() + ", level "
                + journal.level().schemaLevel()
                + "\nlevel asked: " + level
                + "\nclock: "
                + (clock == null ? "system, slewed" : clock.getClass().getName())
                + "\nidle strategy: " + (idleStrategySupplier == null ? "backoff" : "given")
                + "\nthreads: " + threading + (threadFactory == null ? "" : ", factory given")
                + "\nring: " + ringCapacity + " slots"
                + "\ndrain timeout: " + drainTimeoutMs + " ms"
                + "\nlistener: "
                + (listener == null ? "none" : listener.getClass().getName())
                + "\nsource: " + Long.toUnsignedString(sourceId);
    }
}
