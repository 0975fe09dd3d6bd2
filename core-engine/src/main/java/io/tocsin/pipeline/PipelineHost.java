package io.tocsin.pipeline;

import static java.util.Objects.requireNonNull;

import io.tocsin.engine.AlertEngine;
import io.tocsin.journal.EventLog;
import io.tocsin.journal.Journal;
import io.tocsin.journal.SnapshotStore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the parts of a pipeline together, starts them and brings them down in order. */
final class PipelineHost {
    private static final Logger LOG = LoggerFactory.getLogger(PipelineHost.class);
    private static final long PARK_NS = 50_000;

    private final Journal journal;
    private final @Nullable EventLog eventLog;
    private final @Nullable SnapshotStore snapshots;
    private final @Nullable Recovery recovery;
    private final CommandRing ring;
    private final AlertEngine engine;
    private final PipelineAgent agent;
    private final @Nullable Delivery delivery;
    private final @Nullable AgentThread agentThread;
    private final @Nullable AgentThread deliveryThread;
    private final @Nullable JournalFollower follower;
    private final @Nullable AgentThread followerThread;
    private final UnsafeBuffer genesis = new UnsafeBuffer(new byte[GenesisMessage.LENGTH]);
    private final long drainTimeoutNs;
    private final PipelineCounters counters = new HostCounters(this);
    private final AtomicBoolean closing = new AtomicBoolean();

    PipelineHost(final Pipeline.Context context) {
        journal = requireNonNull(context.journal);
        eventLog = context.eventLog;
        snapshots = context.snapshots;
        drainTimeoutNs = context.drainTimeoutNs;
        GenesisMessage.encode(context.limits, context.epochHigh, context.epochLow, genesis, 0);
        ring = new CommandRing(context.ringCapacity);

        final OutputHandler handler = context.outputHandler;
        final OneToOneRingBuffer outputRing = handler == null ? null : OutputStage.newRing(context.outputCapacityBytes);
        delivery = handler == null || outputRing == null
                ? null
                : new Delivery(outputRing, handler, context.deliveryErrorHandler);
        final OutputStage outputs = new OutputStage(context.tap, eventLog, outputRing);
        final Recoverer recoverer = new Recoverer(journal, eventLog, snapshots, outputs, context.limits);
        recovery = recoverer.recover();
        engine = recoverer.engine();
        agent = new PipelineAgent(
                ring, journal, engine, outputs, requireNonNull(context.clock), snapshotTaker(context), context.onFatal);
        if (recovery != null) {
            agent.resume(journal.recordedPosition(), recovery.journalRecords());
        }

        final boolean threaded = context.threading == Pipeline.Threading.THREADED;
        agentThread =
                threaded ? new AgentThread(agent, context.idleStrategySupplier.get(), context.threadFactory) : null;
        deliveryThread = threaded && delivery != null
                ? new AgentThread(delivery, context.idleStrategySupplier.get(), context.threadFactory)
                : null;
        follower = context.follower;
        followerThread = threaded && follower != null
                ? new AgentThread(follower, PipelineDefaults.followerIdle(), context.threadFactory)
                : null;
        if (follower != null) {
            follower.begin(journal, recovery == null ? 0 : engine.nowNs());
        }
    }

    void start() {
        if (recovery == null) {
            final long ticket = ring.tryPublish(AdmissionClass.SYSTEM, genesis, 0, genesis.capacity());
            if (agentThread == null) {
                driveGenesis(ticket - 1);
            }
        }
        if (recovery != null && delivery != null) {
            // Not through the ring, which may be smaller than what there is to say; nobody else is running yet.
            engine.report(delivery);
        }
        if (agentThread == null) {
            return;
        }
        agentThread.start();
        if (deliveryThread != null) {
            deliveryThread.start();
        }
        if (followerThread != null) {
            followerThread.start();
        }
    }

    CommandRing ring() {
        return ring;
    }

    PipelineCounters counters() {
        return counters;
    }

    PipelineAgent agent() {
        return agent;
    }

    @Nullable
    Recovery recovery() {
        return recovery;
    }

    AlertEngine engine() {
        if (agentThread != null && agentThread.isAlive() && !agentThread.isCurrent()) {
            throw new IllegalStateException("the pipeline's thread is in the engine: close the pipeline first");
        }
        return engine;
    }

    int doWork() {
        requireManual("doWork");
        if (agent.state() == Pipeline.State.CLOSED) {
            throw new IllegalStateException("the pipeline is closed");
        }
        try {
            return agent.doWork() + (follower == null ? 0 : follower.doWork());
        } catch (final AgentTerminationException terminated) {
            throw new IllegalStateException("the pipeline has failed and refuses everything", terminated.getCause());
        }
    }

    int pollOutputs() {
        requireManual("pollOutputs");
        return delivery == null ? 0 : delivery.doWork();
    }

    long delivered() {
        return delivery == null ? 0 : delivery.delivered();
    }

    long deliveryErrors() {
        return delivery == null ? 0 : delivery.errors();
    }

    void close() {
        final boolean onAgentThread = agentThread != null && agentThread.isCurrent();
        if (onAgentThread && agent.state() != Pipeline.State.FAILED) {
            throw new IllegalStateException("a tap must not close the pipeline that is calling it");
        }
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        ring.close();
        final boolean drained = drainCommands();
        if (!drained) {
            LOG.warn(
                    "closing with commands that were published but not carried out: {} published, {} journaled,"
                            + " the engine is at {}",
                    ring.claimed(),
                    agent.journaled(),
                    agent.engineCommandSeq());
        }
        final boolean agentEnded = stop(agentThread);
        if (!drainOutputs()) {
            LOG.warn("closing with outputs that the handler has not taken; it has taken {}", delivered());
        }
        if (!stop(deliveryThread)) {
            LOG.error("the output handler does not return: its thread is left behind");
        }
        endFollower();
        if (agentEnded) {
            if (drained && agent.state() != Pipeline.State.FAILED) {
                takeLastSnapshot();
            }
            closeStores();
            agent.markClosed();
        } else {
            LOG.error("the pipeline's thread does not end: it is left behind with its journal open");
        }
    }

    private @Nullable SnapshotTaker snapshotTaker(final Pipeline.Context context) {
        return snapshots == null
                ? null
                : new SnapshotTaker(
                        snapshots,
                        eventLog,
                        engine,
                        context.snapshotIntervalCommands,
                        context.snapshotIntervalNs,
                        recovery == null ? null : recovery.snapshot());
    }

    private void takeLastSnapshot() {
        try {
            agent.finishSnapshots(drainTimeoutNs);
        } catch (final RuntimeException failed) {
            LOG.error("closing without a last snapshot: the next start replays from the one before", failed);
        }
    }

    private void endFollower() {
        if (follower != null && stop(followerThread)) {
            follower.onClose();
        } else if (follower != null) {
            LOG.error("what follows the journal does not return: its thread is left behind");
        }
    }

    private void closeStores() {
        // The journal last: what is kept beside it is never newer.
        if (snapshots != null) {
            snapshots.close();
        }
        if (eventLog != null) {
            eventLog.close();
        }
        journal.close();
    }

    private void driveGenesis(final long sequence) {
        final long deadlineNs = System.nanoTime() + drainTimeoutNs;
        while (!agent.hasPassed(sequence)) {
            if (doWork() == 0) {
                if (System.nanoTime() - deadlineNs > 0) {
                    throw new IllegalStateException(
                            "the journal did not record the Genesis in " + drainTimeoutNs + " ns");
                }
                LockSupport.parkNanos(PARK_NS);
            }
        }
    }

    private boolean drainCommands() {
        final long deadlineNs = System.nanoTime() + drainTimeoutNs;
        long end = CommandRing.BUSY;
        while (agent.state() != Pipeline.State.FAILED) {
            if (end == CommandRing.BUSY) {
                end = ring.tryMarkEnd();
            }
            if (end != CommandRing.BUSY && agent.hasPassed(end)) {
                return true;
            }
            if (System.nanoTime() - deadlineNs > 0) {
                return false;
            }
            if (driveOnce() == 0) {
                LockSupport.parkNanos(PARK_NS);
            }
        }
        return true;
    }

    private boolean drainOutputs() {
        if (delivery == null || (deliveryThread != null && deliveryThread.isCurrent())) {
            return true;
        }
        final long deadlineNs = System.nanoTime() + drainTimeoutNs;
        while (!delivery.isDrained()) {
            if (System.nanoTime() - deadlineNs > 0) {
                return false;
            }
            if (deliveryThread != null) {
                LockSupport.parkNanos(PARK_NS);
            } else {
                delivery.doWork();
            }
        }
        return true;
    }

    /** In manual mode nobody else does the work: one cycle of everything. */
    private int driveOnce() {
        if (agentThread != null) {
            return 0;
        }
        try {
            return agent.doWork() + (delivery == null ? 0 : delivery.doWork());
        } catch (final AgentTerminationException failed) {
            return 0;
        }
    }

    private boolean stop(final @Nullable AgentThread thread) {
        if (thread == null) {
            return true;
        }
        thread.stop();
        return thread.join(drainTimeoutNs);
    }

    private void requireManual(final String method) {
        if (agentThread != null) {
            throw new IllegalStateException(method + " is for manual pipelines: this one has threads of its own");
        }
    }
}
