package io.tocsin.transport.cluster;

import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.cluster.client.ClusterEvent;
import io.aeron.cluster.codecs.CloseReason;
import io.aeron.cluster.service.ClientSession;
import io.aeron.cluster.service.Cluster;
import io.aeron.cluster.service.ClusteredService;
import io.aeron.logbuffer.Header;
import io.tocsin.engine.AlertEngine;
import io.tocsin.engine.semantics.UnknownSemanticsException;
import io.tocsin.flight.CommandTook;
import io.tocsin.flight.RoleTaken;
import io.tocsin.flight.SnapshotTook;
import io.tocsin.journal.Poison;
import io.tocsin.journal.Quarantine;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the engine what the cluster's log holds, and nothing else: commands and ticks with the leader's time, and its snapshots. Sends nothing: outputs wait in the engine
 * for receipts, and every node's own gateway hears its own engine, so there is neither {@code Cluster.offer} nor {@code ClientSession.offer} here to be retried for ever
 * for a client that is gone.
 *
 * <p>Aeron drops a message whose handler throws and goes on with the next, each node for itself. So whatever is thrown here ends the node.
 *
 * <p>Time is an input: one cluster timer is armed for the engine's next deadline. It may fire early, late, twice or for nothing; a tick that finds nothing due does
 * nothing, and it comes out of the log, so it does so on every node.
 */
final class ClusteredAlertService implements ClusteredService {
    private static final Logger LOG = LoggerFactory.getLogger(ClusteredAlertService.class);
    private static final DirectBuffer NO_COMMAND = new UnsafeBuffer(new byte[0]);
    private static final long UNARMED = Long.MAX_VALUE;
    private static final long STALLED_NS = 5_000_000_000L;
    private static final long REPORT_INTERVAL_NS = 1_000_000_000L;

    /** A timer that engine time has passed by so much will not come. */
    private static final long OVERDUE_NS = 1_000_000_000L;

    private final NodeOutputs outputs;
    private final IngressProgress progress;
    private final NodeState state;
    private final LogClock clock;
    private final NodeLevels levels;
    private final EngineTap tap;
    private final Consumer<Throwable> onFatal;
    private final long maxSnapshotBytes;
    private final Quarantine quarantine;
    private final @Nullable UUID newEpoch;
    private final AlertEngine engine;
    private final CommandTook commandTook = new CommandTook();
    private @Nullable Cluster cluster;
    private long armedNs = UNARMED;
    /** Of the timer that is armed, or was last: every arming has a number of its own, the same on every node, because a consensus module remembers by number. */
    private long armedId;

    private boolean isInside;
    private long reportedNs;

    ClusteredAlertService(
            final NodeOutputs outputs,
            final IngressProgress progress,
            final NodeState state,
            final LogClock clock,
            final NodeLevels levels,
            final ClusterSettings settings,
            final Quarantine quarantine,
            final Consumer<Throwable> onFatal) {
        this.outputs = outputs;
        this.progress = progress;
        this.state = state;
        this.clock = clock;
        this.levels = levels;
        tap = settings.tap;
        this.quarantine = quarantine;
        this.onFatal = onFatal;
        maxSnapshotBytes = settings.maxSnapshotBytes;
        newEpoch = settings.newEpoch;
        engine = new AlertEngine(outputs, settings.knownEngineVersion);
    }

    @Override
    public void onStart(final Cluster cluster, final @Nullable Image snapshotImage) {
        this.cluster = cluster;
        isInside = true;
        try {
            cluster.forEachClientSession(session -> progress.opened(session.id()));
            if (snapshotImage != null) {
                final SnapshotImage image = SnapshotImage.of(snapshotImage, cluster.idleStrategy());
                image.restore(engine);
                armedId = image.armedId();
                armedNs = image.armedNs();
                clock.onStamp(engine.nowNs(), false);
                progress.enteredTerm(image.termId());
                state.enteredTerm(image.termId(), image.leaderId());
                tap.onEntered(engine);
                quarantine.passed(cluster.logPosition());
                // Snapshots are at places that all pass: what this node comes back with is compared at once.
                state.restored(engine);
            }
            state.entered(engine, cluster.logPosition());
        } catch (final Throwable thrown) {
            throw fatal(thrown);
        }
        isInside = false;
    }

    @Override
    public void onSessionOpen(final ClientSession session, final long timestamp) {
        progress.opened(session.id());
    }

    @Override
    public void onSessionClose(final ClientSession session, final long timestamp, final CloseReason closeReason) {
        progress.closed(session.id());
    }

    @Override
    public void onSessionMessage(
            final @Nullable ClientSession session,
            final long timestamp,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final Header header) {
        if (!IngressFrame.isAt(buffer, offset, length)) {
            // No ingress of ours sent it. Every node sees the same bytes and passes them over alike.
            state.passedOver();
            return;
        }
        requireGoingOn();
        final boolean isOwn = IngressFrame.ingressId(buffer, offset) == progress.ingressId();
        final int at = offset + IngressFrame.LENGTH;
        final int commandLength = length - IngressFrame.LENGTH;
        isInside = true;
        try {
            clock.onStamp(timestamp, state.isLive(started().logPosition()));
            final Poison passedOver = quarantine.at(header.position(), buffer, at, commandLength);
            if (passedOver == null) {
                tap.onCommand(timestamp, buffer, at, commandLength);
                outputs.begin(isOwn, isOwn ? levels.waitFor(buffer, at, commandLength) : NodeLevels.Wait.NOT);
                commandTook.begin();
                carryOut(timestamp, buffer, at, commandLength, header.position());
                commandTook.over(engine.commandSeq(), buffer, at, commandLength);
            } else {
                LOG.warn("the command that ends at position {} is passed over", header.position());
                outputs.begin(false, NodeLevels.Wait.NOT);
                engine.onQuarantined(timestamp, header.position(), passedOver.commandHash(), passedOver.bytes());
            }
            leave();
            quarantine.passed(header.position());
        } catch (final Throwable thrown) {
            throw fatal(thrown);
        }
        isInside = false;
        if (isOwn) {
            progress.applied(IngressFrame.sequence(buffer, offset));
        }
    }

    /** What the engine itself throws here it throws at every start, and on every node; what else goes wrong with a node is no fault of the command. */
    private void carryOut(
            final long timestamp, final DirectBuffer buffer, final int offset, final int length, final long position) {
        try {
            engine.onCommand(timestamp, buffer, offset, length);
        } catch (final UnknownSemanticsException newer) {
            throw newer;
        } catch (final RuntimeException thrown) {
            throw poisoned(thrown, timestamp, buffer, offset, length, position);
        }
    }

    private RuntimeException poisoned(
            final RuntimeException thrown,
            final long timestamp,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final long position) {
        final AgentTerminationException end = fatal(thrown);
        // Not before the node has stopped: it may take long, and may fail as well.
        if (!engine.isOutside()) {
            final boolean isOfTime = engine.isInTime();
            quarantine.note(
                    () -> Poison.of(position, state.commandSeq(), timestamp, isOfTime, buffer, offset, length, thrown));
        }
        return end;
    }

    @Override
    public void onTimerEvent(final long correlationId, final long timestamp) {
        requireGoingOn();
        isInside = true;
        try {
            clock.onStamp(timestamp, state.isLive(started().logPosition()));
            if (correlationId == armedId) {
                armedNs = UNARMED;
            }
            if (engine.eventSeq() > 0) {
                tap.onTick(timestamp);
                outputs.begin(false, NodeLevels.Wait.NOT);
                tick(timestamp);
            }
            leave();
        } catch (final Throwable thrown) {
            throw fatal(thrown);
        }
        isInside = false;
    }

    private void tick(final long timestamp) {
        try {
            engine.onTick(timestamp);
        } catch (final RuntimeException thrown) {
            throw poisoned(thrown, timestamp, NO_COMMAND, 0, 0, started().logPosition());
        }
    }

    /**
     * Writes the state. Every node stands still meanwhile, so a state beyond the limit is not written: the node says so and goes on with the snapshot before, and with a
     * log that has everything.
     */
    @Override
    public void onTakeSnapshot(final ExclusivePublication snapshotPublication) {
        requireGoingOn();
        isInside = true;
        try {
            final long startNs = System.nanoTime();
            final SnapshotTook took = new SnapshotTook();
            took.begin();
            if (newEpoch != null) {
                engine.beginLog(newEpoch.getMostSignificantBits(), newEpoch.getLeastSignificantBits());
            }
            final SnapshotPublication snapshot =
                    new SnapshotPublication(snapshotPublication, started().idleStrategy(), maxSnapshotBytes);
            final long bytes = snapshot.write(engine, armedId, armedNs, state.termId(), state.leaderId());
            state.snapshotWritten(bytes, snapshot.digest(), System.nanoTime() - startNs);
            took.commandSeq = engine.commandSeq();
            took.eventSeq = engine.eventSeq();
            took.commit();
        } catch (final SnapshotNotTaken refused) {
            state.snapshotNotTaken();
            isInside = false;
            // Not an end: the consensus module hears that there is none, and goes on.
            throw new ClusterEvent("no snapshot was taken: " + refused.getMessage());
        } catch (final Throwable thrown) {
            throw fatal(thrown);
        }
        isInside = false;
    }

    @Override
    public void onRoleChange(final Cluster.Role newRole) {
        state.role(newRole);
        LOG.info("member {} is {} now", started().memberId(), newRole);
    }

    @Override
    public void onNewLeadershipTermEvent(
            final long leadershipTermId,
            final long logPosition,
            final long timestamp,
            final long termBaseLogPosition,
            final int leaderMemberId,
            final int logSessionId,
            final TimeUnit timeUnit,
            final int appVersion) {
        if (timeUnit != TimeUnit.NANOSECONDS) {
            throw fatal(new IllegalStateException(
                    "the cluster counts time in " + timeUnit + ": every member must count nanoseconds"));
        }
        isInside = true;
        try {
            // Anew, lest what an election did to the one before it should count.
            disarm();
            arm();
        } catch (final Throwable thrown) {
            throw fatal(thrown);
        }
        isInside = false;
        progress.enteredTerm(leadershipTermId);
        state.enteredTerm(leadershipTermId, leaderMemberId);
        final RoleTaken taken = new RoleTaken();
        taken.member = started().memberId();
        taken.leader = leaderMemberId;
        taken.term = leadershipTermId;
        taken.logPosition = logPosition;
        taken.commit();
    }

    @Override
    public void onTerminate(final Cluster cluster) {
        state.terminated();
    }

    /** Nothing that decides: a reader that asked is told the state, between two entrances. Aeron calls this within its own waiting as well; then there is nothing. */
    @Override
    public int doBackgroundWork(final long nowNs) {
        if (isInside
                || !outputs.isAsked()
                || nowNs - reportedNs < REPORT_INTERVAL_NS
                || !state.isCaughtUp(started().logPosition())) {
            return 0;
        }
        reportedNs = nowNs;
        try {
            return outputs.serve(engine);
        } catch (final Throwable thrown) {
            throw fatal(thrown);
        }
    }

    private void leave() {
        outputs.end(started().logPosition());
        arm();
        tap.onEntered(engine);
        state.entered(engine, started().logPosition());
    }

    /** Sees to it that a tick comes at the engine's next deadline, or before. */
    private void arm() {
        if (armedNs != UNARMED && engine.nowNs() - armedNs > OVERDUE_NS) {
            disarm();
        }
        final long deadlineNs = engine.nextDeadlineNs();
        if (deadlineNs == AlertEngine.NO_DEADLINE || armedNs <= deadlineNs) {
            // One that fires early is armed anew then: cheaper than after every command.
            return;
        }
        disarm();
        armedId++;
        // What is due by engine time is due by any clock.
        final long atNs = deadlineNs <= engine.nowNs() ? 0 : deadlineNs;
        final Cluster target = started();
        if (!target.scheduleTimer(armedId, atNs)) {
            awaitModule(target, () -> target.scheduleTimer(armedId, atNs));
        }
        armedNs = deadlineNs;
    }

    private void disarm() {
        if (armedNs != UNARMED) {
            final Cluster target = started();
            if (!target.cancelTimer(armedId)) {
                awaitModule(target, () -> target.cancelTimer(armedId));
            }
            armedNs = UNARMED;
        }
    }

    private static void awaitModule(final Cluster target, final BooleanSupplier attempt) {
        final IdleStrategy idleStrategy = target.idleStrategy();
        final long giveUpNs = System.nanoTime() + STALLED_NS;
        idleStrategy.reset();
        do {
            if (System.nanoTime() - giveUpNs > 0) {
                throw new IllegalStateException("the consensus module took no timer for " + STALLED_NS + " ns");
            }
            idleStrategy.idle();
        } while (!attempt.getAsBoolean());
    }

    private Cluster started() {
        if (cluster == null) {
            throw new IllegalStateException("the service has not been started");
        }
        return cluster;
    }

    /** A node that has stopped itself carries nothing out any more, and writes no snapshot of what it has come to. */
    private void requireGoingOn() {
        if (state.isTerminated()) {
            throw new AgentTerminationException("the node has stopped itself");
        }
    }

    private AgentTerminationException fatal(final Throwable cause) {
        if (cause instanceof AgentTerminationException end) {
            return end;
        }
        outputs.discard();
        onFatal.accept(cause);
        return new AgentTerminationException(cause);
    }
}
