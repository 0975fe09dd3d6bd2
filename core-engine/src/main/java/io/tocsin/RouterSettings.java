package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.atrest.PatientTexts;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.engine.EngineLimits;
import io.tocsin.history.HistoryFollower;
import io.tocsin.journal.EventLog;
import io.tocsin.journal.Journal;
import io.tocsin.journal.NoJournal;
import io.tocsin.journal.SnapshotStore;
import io.tocsin.pipeline.EngineHost;
import io.tocsin.pipeline.Pipeline;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.IdleStrategy;
import org.jspecify.annotations.Nullable;

/** What a context holds, and how the pipeline below is set. */
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

    @Nullable
    ScaleUpHook scaleUpHook;

    ErrorHandler errorHandler = RouterDefaults::logError;
    long sourceId = 1;

    EngineHost.@Nullable Launcher host;

    long drainTimeoutMs = 5_000;

    @Nullable
    EventLog eventLog;

    @Nullable
    SnapshotStore snapshots;

    @Nullable
    PatientTexts patientTexts;

    long snapshotIntervalCommands = 1_000_000;
    long snapshotIntervalMs = 600_000;
    long historyBytes;
    private boolean concluded;

    /** Where events are kept beside the journal; belongs to it, the router closes it. Default nowhere. Returns this. */
    public final AlertRouter.Context eventLog(final EventLog value) {
        eventLog = requireNonNull(value, "eventLog");
        return self();
    }

    /** Where snapshots are kept, which spare a start the whole journal; the router closes it. Default nowhere. Returns this. */
    public final AlertRouter.Context snapshots(final SnapshotStore value) {
        snapshots = requireNonNull(value, "snapshots");
        return self();
    }

    /**
     * What the router stands on in the place of a pipeline of its own, such as a node of a cluster. Journal, event log, snapshots, clock, source and threads are its
     * business then, and there is no history. Default a pipeline. Returns this.
     */
    public final AlertRouter.Context host(final EngineHost.Launcher value) {
        host = requireNonNull(value, "host");
        return self();
    }

    /**
     * Seals what is typed about patients, each with a key of their own, so that a patient can be forgotten. The caller closes it after the router. Default: it is kept as it comes. Returns
     * this.
     */
    public final AlertRouter.Context patientTexts(final PatientTexts value) {
        patientTexts = requireNonNull(value, "patientTexts");
        return self();
    }

    /** After how many commands a snapshot is taken, above 0; default 1,000,000. Returns this. */
    public final AlertRouter.Context snapshotIntervalCommands(final long value) {
        if (value < 1) {
            throw new IllegalArgumentException("snapshotIntervalCommands is " + value + ": it must be at least 1");
        }
        snapshotIntervalCommands = value;
        return self();
    }

    /** After what time a snapshot is taken if anything has changed, 1 s to a day; default 10 minutes. Returns this. */
    public final AlertRouter.Context snapshotInterval(final Duration value) {
        snapshotIntervalMs = Checks.millis("snapshotInterval", value, 1_000, 86_400_000);
        return self();
    }

    /**
     * How much memory a history of readings may take, beside a hundred bytes for each device that the limits name; default 0, none. A subject with five parameters read every minute takes about
     * 100 KB, one with five read every six hours 6 KB. When it is full, the subject is let go whose last reading is the oldest. Needs a journal that
     * keeps its records: without one, queries are refused {@link Refusal#NO_HISTORY}.
     *
     * @param value bytes; {@link HistoryFollower#LEAST_BYTES} at least, or 0.
     * @return this.
     */
    public final AlertRouter.Context historyBytes(final long value) {
        if (value != 0 && value < HistoryFollower.LEAST_BYTES) {
            throw new IllegalArgumentException("historyBytes is " + value + ": it must be at least "
                    + HistoryFollower.LEAST_BYTES + ", or 0 for none");
        }
        historyBytes = value;
        return self();
    }

    /** Told when the mode changes, on a thread of its own; default nobody. Returns this. */
    public final AlertRouter.Context scaleUpHook(final ScaleUpHook value) {
        scaleUpHook = requireNonNull(value, "scaleUpHook");
        return self();
    }

    /** How a thread waits when there is nothing to do, asked once per thread; default spins, yields, then parks up to 100 µs. Returns this. */
    public final AlertRouter.Context idleStrategySupplier(final Supplier<IdleStrategy> value) {
        idleStrategySupplier = requireNonNull(value, "idleStrategySupplier");
        return self();
    }

    /** Makes the two threads; default daemons named tocsin-pipeline and tocsin-delivery. Returns this. */
    public final AlertRouter.Context threadFactory(final ThreadFactory value) {
        threadFactory = requireNonNull(value, "threadFactory");
        return self();
    }

    /** Who does the work; default two threads of the router's own, MANUAL: whoever calls {@link AlertRouter#doWork()}. Returns this. */
    public final AlertRouter.Context threading(final Pipeline.Threading value) {
        threading = requireNonNull(value, "threading");
        return self();
    }

    /** Slots of the command ring, a power of two from 16 to 65,536; default 8,192. Returns this. */
    public final AlertRouter.Context ringCapacity(final int value) {
        ringCapacity = value;
        return self();
    }

    /** How long {@link AlertRouter#close()} waits at most for each of commands, deliveries and threads to end, 1 ms to an hour; default 5 s. Returns this. */
    public final AlertRouter.Context drainTimeout(final Duration value) {
        drainTimeoutMs = Checks.millis("drainTimeout", value, 1, 3_600_000);
        return self();
    }

    /** Told once when the router has stopped itself, on the pipeline's thread; default logs. Returns this. */
    public final AlertRouter.Context onFatal(final Consumer<Throwable> value) {
        onFatal = requireNonNull(value, "onFatal");
        return self();
    }

    final void checkAndSeal() {
        if (concluded) {
            throw new IllegalStateException("this context was used before: every router needs one of its own");
        }
        if (site == null) {
            throw new IllegalStateException("no site was given: say who is told with Context.site(Site)");
        }
        if (host != null && patientTexts != null) {
            throw new IllegalStateException("patientTexts: keys of patients are of one router alone, and a host was"
                    + " given that shares its log with others");
        }
        if (host != null && historyBytes != 0) {
            throw new IllegalStateException("historyBytes is " + historyBytes
                    + ": a history follows the journal of the router's own pipeline, and a host was given");
        }
        concluded = true;
    }

    final String text() {
        return "site: " + (site == null ? "none" : site)
                + "\nlimits: " + limits
                + (host == null ? "" : "\nhost: " + host)
                + "\njournal: " + journal.getClass().getSimpleName() + ", level "
                + journal.level().schemaLevel()
                + "\nevent log: "
                + (eventLog == null ? "none" : eventLog.getClass().getSimpleName())
                + "\nsnapshots: "
                + (snapshots == null
                        ? "none"
                        : snapshots.getClass().getSimpleName() + ", every " + snapshotIntervalCommands + " commands or "
                                + snapshotIntervalMs + " ms")
                + "\nhistory: " + (historyBytes == 0 ? "none" : historyBytes + " bytes")
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

    private AlertRouter.Context self() {
        return (AlertRouter.Context) this;
    }
}
