package io.tocsin.pipeline;

import io.tocsin.engine.AlertEngine;
import io.tocsin.engine.EngineLimits;
import io.tocsin.engine.EngineOutput;
import io.tocsin.journal.EventLog;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.SnapshotStore;
import io.tocsin.journal.StorageState;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.IdleStrategy;
import org.jspecify.annotations.Nullable;

/**
 * An engine with its ring, journal and threads: the host for embedding and for a single node. Commands, published by any thread, are recorded, then carried out;
 * what the engine says reaches the {@link OutputHandler}.
 *
 * <p>An unexpected exception of engine or journal stops it for good: {@link State#FAILED}, everything is answered {@link #CLOSED}, {@link Context#onFatal()} is
 * told once. To begin again is the business of whoever launched it.
 */
public final class Pipeline implements EngineHost {
    /** Answer to a command: no room for its class now; nothing was kept, try again later. */
    public static final long BUSY = CommandRing.BUSY;

    /** Answer to a command: the pipeline is closed or has failed. */
    public static final long CLOSED = CommandRing.CLOSED;

    /** Answer to a command: longer than {@link AlertEngine#MAX_COMMAND_LENGTH}. */
    public static final long TOO_LONG = CommandRing.TOO_LONG;

    /** Answer to a command: the journal has no room for its class; nothing was kept. */
    public static final long STORAGE_FULL = CommandRing.STORAGE_FULL;

    private final PipelineHost host;

    private Pipeline(final PipelineHost host) {
        this.host = host;
    }

    /**
     * Starts a pipeline. With an empty journal it publishes the Genesis of a new log: in {@link Threading#MANUAL} that has been carried out on return, otherwise
     * it soon will be, before anything published later. With a journal that holds records it recovers first, on the caller's thread: the newest usable snapshot,
     * the commands behind it, what the event log lacks, the state to the {@link OutputHandler}; {@link #recovery()} tells what happened.
     *
     * @param context used for this pipeline only.
     * @return a pipeline that takes commands.
     * @throws IllegalStateException    if the context was used before or lacks a journal, or a JVM flag is missing.
     * @throws IllegalArgumentException if a setting is out of its range; the message names it.
     * @throws JournalException         if there is no valid base to recover from; nothing was changed, and what was given stays open.
     */
    public static Pipeline launch(final Context context) {
        RuntimeFlags.require();
        context.checkAndSeal();
        final PipelineHost host = new PipelineHost(context);
        host.start();
        return new Pipeline(host);
    }

    /**
     * Publishes a command in the class that its content says. Any thread; never blocks; does not allocate.
     *
     * @param buffer holds the command; copied.
     * @param offset of the message header.
     * @param length of header and message, at least 1.
     * @return a positive ticket: the command will be recorded and carried out unless the node fails or dies before; or {@link #BUSY}, {@link #CLOSED}, {@link
     *     #TOO_LONG}, {@link #STORAGE_FULL}. Only the engine's answer, if the envelope asks for one, says that it was.
     */
    @Override
    public long tryPublish(final DirectBuffer buffer, final int offset, final int length) {
        return host.ring().tryPublish(AdmissionClass.of(buffer, offset, length), buffer, offset, length);
    }

    @Override
    public long tryPublish(
            final AdmissionClass admissionClass, final DirectBuffer buffer, final int offset, final int length) {
        return host.ring().tryPublish(admissionClass, buffer, offset, length);
    }

    /**
     * One duty cycle of journal and engine on the caller's thread; outputs gather until {@link #pollOutputs()}. {@link Threading#MANUAL} only, one thread at a time.
     *
     * @return how much was done; 0 = nothing to do, or nothing possible before the journal or the outputs move on.
     * @throws IllegalStateException if the pipeline has threads of its own, is closed or has failed, with the failure as cause.
     */
    @Override
    public int doWork() {
        return host.doWork();
    }

    /**
     * Gives the handler what is there, on the caller's thread. {@link Threading#MANUAL} only, one thread at a time; may be another one than that of {@link
     * #doWork()}.
     *
     * @return how many outputs the handler was given.
     * @throws IllegalStateException if the pipeline has threads of its own.
     */
    @Override
    public int pollOutputs() {
        return host.pollOutputs();
    }

    /**
     * The engine, to read from: in {@link Threading#MANUAL} on the thread of {@link #doWork()}, otherwise once the pipeline is closed.
     *
     * @return the engine; feeding it would part it from its journal.
     * @throws IllegalStateException if another thread may be in it.
     */
    @Override
    public AlertEngine engine() {
        return host.engine();
    }

    /**
     * Where the pipeline is in its life. Any thread.
     *
     * @return the state.
     */
    @Override
    public State state() {
        return host.agent().state();
    }

    /**
     * Why it has failed. Any thread.
     *
     * @return what was thrown; {@code null} unless {@link State#FAILED}.
     */
    public @Nullable Throwable failure() {
        return host.agent().failure();
    }

    /**
     * What has passed so far. Any thread.
     *
     * @return a view that stays current.
     */
    @Override
    public PipelineCounters counters() {
        return host.counters();
    }

    /** How the pipeline came back; {@code null} if its journal was empty. Any thread. */
    @Override
    public @Nullable Recovery recovery() {
        return host.recovery();
    }

    /**
     * How much room the journal has. Any thread.
     *
     * @return as the pipeline's thread last saw it.
     */
    @Override
    public StorageState storageState() {
        return host.ring().storageState();
    }

    /**
     * Refuses from now on, drains what was published through journal, engine and handler, ends the threads, takes a last snapshot and
     * closes journal, event log and snapshots. Waits, but only as long as
     * {@link Context#drainTimeoutNs()} says; what could not be drained by then is logged. A failed pipeline stays {@link State#FAILED}. Any thread, the callbacks'
     * own as well; outputs behind the one whose handler calls this may not be delivered. Does nothing the second time.
     */
    @Override
    public void close() {
        host.close();
    }

    /** Where a pipeline is in its life. */
    public enum State {
        /** The Genesis has not been carried out yet; commands are taken and follow it. */
        STARTING,
        /** Commands are carried out. */
        RUNNING,
        /** Stopped by an exception; refuses everything, for good. */
        FAILED,
        /** Closed in order. */
        CLOSED
    }

    /** Who does the work. */
    public enum Threading {
        /** Two threads of the pipeline's own. */
        THREADED,
        /** Whoever calls {@link Pipeline#doWork()} and {@link Pipeline#pollOutputs()}: for tests, and for embedders with a duty cycle of their own. */
        MANUAL
    }

    /** Settings of one pipeline. One thread; used once. */
    public static final class Context extends PipelineSettings {
        /**
         * Where commands are recorded. Must be given; if it holds records, the pipeline goes on with them. The pipeline closes it.
         *
         * @param value such as {@link io.tocsin.journal.InMemoryJournal}, or {@link io.tocsin.journal.NoJournal} for none.
         * @return this.
         */
        public Context journal(final Journal value) {
            journal = value;
            return this;
        }

        /**
         * Where events are kept beside the journal; without one they are not. The pipeline closes it.
         *
         * @param value belongs to the journal: started empty with it, or the one it always had.
         * @return this.
         */
        public Context eventLog(final EventLog value) {
            eventLog = value;
            return this;
        }

        /**
         * Where snapshots of the journal's states are kept; without one a start replays the whole journal. The pipeline closes it.
         *
         * @param value such as {@link io.tocsin.journal.FileSnapshotStore}.
         * @return this.
         */
        public Context snapshots(final SnapshotStore value) {
            snapshots = value;
            return this;
        }

        /**
         * After how many commands a snapshot is taken.
         *
         * @param value above 0; default 1,000,000.
         * @return this.
         */
        public Context snapshotIntervalCommands(final long value) {
            snapshotIntervalCommands = value;
            return this;
        }

        /**
         * After what time a snapshot is taken if anything has changed.
         *
         * @param value ns, above 0; default 10 minutes.
         * @return this.
         */
        public Context snapshotIntervalNs(final long value) {
            snapshotIntervalNs = value;
            return this;
        }

        /**
         * Capacities of the engine, written into the Genesis: a log that is gone on with keeps its own.
         *
         * @param value default {@link EngineLimits#hospital()}.
         * @return this.
         */
        public Context limits(final EngineLimits value) {
            limits = value;
            return this;
        }

        /**
         * Identity of the log, 128 bits.
         *
         * @param high upper 64 bits.
         * @param low  lower 64 bits; both 0, the default: minted at launch.
         * @return this.
         */
        public Context epoch(final long high, final long low) {
            epochHigh = high;
            epochLow = low;
            return this;
        }

        /**
         * What commands are stamped with; read by the pipeline's thread only.
         *
         * @param value UTC epoch ns; default a new {@link SlewedEpochClock}.
         * @return this.
         */
        public Context clock(final EpochNanoClock value) {
            clock = value;
            return this;
        }

        /**
         * How a thread waits when there is nothing to do; asked once per thread.
         *
         * @param value default a backoff of 10 spins, 20 yields, parking 1 to 100 µs.
         * @return this.
         */
        public Context idleStrategySupplier(final Supplier<IdleStrategy> value) {
            idleStrategySupplier = value;
            return this;
        }

        /**
         * Makes the threads; they are named {@code tocsin-pipeline} and {@code tocsin-delivery}.
         *
         * @param value default daemon threads.
         * @return this.
         */
        public Context threadFactory(final ThreadFactory value) {
            threadFactory = value;
            return this;
        }

        /**
         * Slots of the command ring, 1,024 bytes each; when they are taken, commands are answered {@link Pipeline#BUSY}.
         *
         * @param value a power of two from 16 to 65,536; default 8,192.
         * @return this.
         */
        public Context ringCapacity(final int value) {
            ringCapacity = value;
            return this;
        }

        /**
         * Size of the output ring; when it is full the engine waits for the handler, and then the command ring fills.
         *
         * @param value a power of two from 64 KiB to 1 GiB; default 8 MiB.
         * @return this.
         */
        public Context outputCapacityBytes(final int value) {
            outputCapacityBytes = value;
            return this;
        }

        /**
         * Who does the work.
         *
         * @param value default {@link Threading#THREADED}.
         * @return this.
         */
        public Context threading(final Threading value) {
            threading = value;
            return this;
        }

        /**
         * How long {@link Pipeline#close()} waits at most for each of commands, outputs, a last snapshot, and the end of each thread.
         *
         * @param value ns, above 0; default 5 s.
         * @return this.
         */
        public Context drainTimeoutNs(final long value) {
            drainTimeoutNs = value;
            return this;
        }

        /**
         * Told once, on the pipeline's thread, when the node has stopped itself; the pipeline refuses by then and can be closed from here.
         *
         * @param value default logs.
         * @return this.
         */
        public Context onFatal(final Consumer<Throwable> value) {
            onFatal = value;
            return this;
        }

        /**
         * Receives events and answers; without one they go nowhere.
         *
         * @param value called by one thread.
         * @return this.
         */
        public Context outputHandler(final OutputHandler value) {
            outputHandler = value;
            return this;
        }

        /**
         * Told what the output handler threw, on the delivery thread.
         *
         * @param value default logs.
         * @return this.
         */
        public Context deliveryErrorHandler(final ErrorHandler value) {
            deliveryErrorHandler = value;
            return this;
        }

        /**
         * Hears the engine directly, on the pipeline's thread in the midst of a command; what it throws stops the node. For tests, benchmarks and digests.
         *
         * @param value must neither block nor call the pipeline.
         * @return this.
         */
        public Context tap(final EngineOutput value) {
            tap = value;
            return this;
        }
    }
}
