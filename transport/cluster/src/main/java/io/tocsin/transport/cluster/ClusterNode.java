package io.tocsin.transport.cluster;

import static java.util.Objects.requireNonNull;

import io.aeron.cluster.service.Cluster;
import io.tocsin.AlertRouter;
import io.tocsin.audit.AuditFeed;
import io.tocsin.journal.StorageState;
import io.tocsin.pipeline.EngineHost;
import io.tocsin.pipeline.RuntimeFlags;
import io.tocsin.transport.aeron.ChecksumFlag;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.IdleStrategy;
import org.jspecify.annotations.Nullable;

/**
 * One node of a cluster of one, three or more: media driver, archive, consensus module and the engine in its service, in this process. The nodes elect a leader, every
 * command is in the log of a majority before any engine carries it out, and every engine carries out the same.
 *
 * <p>A node that can no longer keep up its part stops itself: {@link Context#onFatal} is told once, and whoever runs it closes it and starts another on the same folder,
 * which catches up. The others go on meanwhile.
 */
public final class ClusterNode implements AutoCloseable {
    /** Shortest secret that members may have, bytes. */
    public static final int MIN_SECRET_BYTES = NodeSecret.MIN_BYTES;

    private final ClusterHost host;
    private final NodeState state;
    private final NodeOutputs outputs;
    private final IngressProgress progress;
    private volatile Supplier<@Nullable RuntimeException> refusal = () -> null;

    private ClusterNode(
            final ClusterHost host, final NodeState state, final NodeOutputs outputs, final IngressProgress progress) {
        this.host = host;
        this.state = state;
        this.outputs = outputs;
        this.progress = progress;
    }

    /**
     * Starts a node. Returns once its parts run; whether there is a leader, {@link #leaderId()} says.
     *
     * @param context used for this node only.
     * @return a node that takes part.
     * @throws IllegalStateException                 if the context was used before or lacks something, or a JVM flag is missing.
     * @throws IllegalArgumentException              if a setting is out of its range, or other machines reach a member's address and nothing is stated about it.
     * @throws io.tocsin.journal.JournalException if the folder cannot be used or is in use.
     */
    public static ClusterNode launch(final Context context) {
        RuntimeFlags.require();
        ChecksumFlag.require();
        context.checkAndSeal();
        final NodeState state = new NodeState(context.compareEvery);
        if (context.audited) {
            state.auditNeeds(0);
        }
        final AppliedQuorum quorum = new AppliedQuorum(context.members.size(), context.memberId);
        final NodeOutputs outputs = new NodeOutputs(context.outputCapacityBytes, quorum, context.patienceNs());
        final IngressProgress progress = new IngressProgress(IngressProgress.newId());
        return new ClusterNode(new ClusterHost(context, state, outputs, progress, quorum), state, outputs, progress);
    }

    /** Whether a folder is kept for examination, because the engine of the node that had it differed from a majority: no node starts on it. */
    public static boolean hasDiverged(final Path folder) {
        return DivergedFile.isThere(folder);
    }

    /** Which member it is. */
    public int memberId() {
        return host.member().id();
    }

    /** Whether it leads, as its service last heard. Any thread. */
    public boolean isLeader() {
        return state.role() == Cluster.Role.LEADER;
    }

    /**
     * Whether it takes part now: it leads a majority, or follows who does, and its leader takes commands of it. Not while it starts, elects, has no majority, is refused
     * for its secret, or has stopped itself; commands wait meanwhile. Any thread.
     */
    public boolean isTakingPart() {
        return host.isTakingPart() && refusal.get() == null;
    }

    /** Whose commands the leader may refuse from here on. */
    void asks(final Supplier<@Nullable RuntimeException> refused) {
        refusal = refused;
    }

    /** Who leads in the term that its engine is in; -1 before the first. Any thread. */
    public int leaderId() {
        return state.leaderId();
    }

    /** The leadership term that its engine is in; -1 before the first. Any thread. */
    public long leadershipTermId() {
        return state.termId();
    }

    /** Commands and ticks that its engine has carried out. Any thread. */
    public long commandSeq() {
        return state.commandSeq();
    }

    /** The rolling hash of what its engine has said. Any thread; of the same instant as {@link #commandSeq()} only while nothing comes. */
    public long eventHash() {
        return state.eventHash();
    }

    /** How far in the log its engine is, bytes. Any thread. */
    public long logPosition() {
        return state.logPosition();
    }

    /** Bytes of answers that wait until a majority of engines has carried out what they answer, about 140 for each. Any thread. */
    public int heldAnswerBytes() {
        return outputs.heldBytes();
    }

    /** Answers that waited in vain for a majority of engines and were given at {@link AlertRouter#level()}, or not at all if they were asked to wait. Any thread. */
    public long answersNotAwaited() {
        return outputs.notAwaited();
    }

    /** Whether it has heard lately how far the engines of a majority are. If not while it takes part, answers at APPLIED wait in vain. Any thread. */
    public boolean hearsEngines() {
        return host.applied().hearsMajority();
    }

    /** How what stands beside the log keeps up: what the router on this node reads of its engine, and what it hears of the engines of others. Any thread. */
    public SideStreamState sideStream() {
        return host.applied().side();
    }

    /** How often somebody who did not know the members' secret asked for a session or the archive, or said something. Any thread. */
    public long strangersRefused() {
        return host.secret().refusedCount();
    }

    /** Which engine version the log is in, as far as this node is; 0 before it begins. Any thread. */
    public int engineVersion() {
        return state.engineVersion();
    }

    /** The newest engine version that this node's code knows. */
    public int knownEngineVersion() {
        return host.settings().knownEngineVersion;
    }

    /** Which engine version somebody on this machine asks for, until {@link #answer} is called; 0 = none. Any thread. */
    public int askedEngineVersion() {
        return host.applied().signs().asked();
    }

    /** Says what came of {@link #askedEngineVersion}. Any thread. */
    public void answer(final LocalNode.SwitchResult result) {
        host.applied().signs().answer(result);
    }

    /** The last command after which a majority of engines, this node's among them, was seen to be the same; 0 before the first. Any thread. */
    public long agreedCommandSeq() {
        return host.applied().agreedCommandSeq();
    }

    /** How often other members were lately seen to be other than this node and the majority: they stop themselves. Any thread. */
    public int differing() {
        return host.applied().differing();
    }

    /** Messages of the log that no ingress of a Tocsin sent, passed over alike on every node. Any thread. */
    public long passedOverCount() {
        return state.passedOverCount();
    }

    /** Snapshots of this node that are complete and known to its consensus module, since its launch. Any thread. */
    public long snapshotsTaken() {
        return host.snapshotsTaken();
    }

    /** Snapshots that were not written, because the state was too long or the recording took nothing. Any thread. */
    public long snapshotsNotTaken() {
        return state.snapshotsNotTaken();
    }

    /** Bytes of the last snapshot's state; 0 before the first. Any thread. */
    public long snapshotBytes() {
        return state.snapshotBytes();
    }

    /** How long the engine stood still for the last snapshot, ns; 0 before the first. Any thread. */
    public long snapshotNs() {
        return state.snapshotNs();
    }

    /**
     * Asks for a snapshot of the whole cluster, which only its leader can do. Any thread; does not wait for it.
     *
     * @return whether it was asked for: not if this node does not lead, or is busy with such a request.
     */
    public boolean takeSnapshot() {
        return isLeader() && host.askForSnapshot();
    }

    /**
     * Deletes the recordings of this node's snapshots but for the last ones, and of those that were not completed. Any thread, not one of the node's; waits for the archive.
     *
     * @param keep how many stay, from 2.
     * @return recordings that were deleted.
     * @throws RuntimeException if the archive cannot be asked; nothing else is the matter then.
     */
    public int purgeSnapshots(final int keep) {
        if (keep < 2) {
            throw new IllegalArgumentException("keep is " + keep + ": two snapshots stay at least");
        }
        return host.purgeSnapshots(keep);
    }

    /** How much what it stamps with as a leader is ahead of its own clock, ns, because the log was; given back by half a millisecond a second. Any thread. */
    public long clockAheadNs() {
        return host.clockAheadNs();
    }

    /** How far its own clock is ahead of the log's, ns, as it last saw while it took part; negative = behind. If it leads one day, every deadline comes so much early. Any thread. */
    public long clockApartNs() {
        return host.clockApartNs();
    }

    /**
     * Says how much room there is for the log: commands of classes that do not fit are refused here from then on, with {@code STORAGE_FULL}, and nothing is kept for an
     * audit that has not come so far. Default AMPLE. Any thread.
     *
     * @param value as whoever watches the disk found it.
     */
    public void room(final StorageState value) {
        state.room(requireNonNull(value, "value"));
    }

    /** How much room there is for the log, as was said. Any thread. */
    public StorageState room() {
        return state.room();
    }

    /** Why it has stopped itself; {@code null} unless it has. Any thread. */
    public @Nullable Throwable failure() {
        return host.failure();
    }

    /** Takes part no more. The others elect another leader if this node led. Waits, seconds at most; does nothing the second time. */
    @Override
    public void close() {
        host.close();
    }

    /**
     * What a router on this node stands on: {@code new AlertRouter.Context().site(site).host(node.router())}. One router at a time; close it before the node.
     *
     * @return where its commands go to the log of all, and what this node's engine says comes back.
     */
    public EngineHost.Launcher router() {
        return new ClusterRouter.Launcher(this, state);
    }

    /**
     * What an audit on this node follows: {@code AuditLog.start(settings, node.auditFeed(router))}. It reads the log in the node's files as far as that is committed, and
     * has an engine of its own, so that the node never waits for it. Asks for {@link Context#audited}.
     *
     * @param router on this node, closed after the audit.
     * @return a feed.
     */
    public AuditFeed auditFeed(final AlertRouter router) {
        if (!host.settings().audited) {
            throw new IllegalStateException("Context.audited(true) was not said: the log may be deleted before it");
        }
        return new NodeAuditFeed(this, router);
    }

    /** What is behind this place of the log the audit would read again if it had to begin anew: it is kept. */
    void auditNeeds(final long position) {
        state.auditNeeds(position);
    }

    NodeOutputs outputs() {
        return outputs;
    }

    IngressProgress progress() {
        return progress;
    }

    ClusterHost host() {
        return host;
    }

    /** Settings of one node. One thread; used once. */
    public static final class Context extends ClusterSettings {
        /** Where log and snapshots are kept; one node at a time has it. Must be given. Returns this. */
        public Context folder(final Path value) {
            folder = requireNonNull(value, "folder");
            return this;
        }

        /**
         * Below which the media driver has a folder of its own for what does not outlive the process, and which is emptied at start and stop; memory such as /dev/shm is
         * best. Neither {@link #folder} nor above or below it. Default in that. Returns this.
         */
        public Context driverFolder(final Path value) {
            driverFolder = requireNonNull(value, "driverFolder");
            return this;
        }

        /** All members in the order of their ids, the same on every node. Must be given. Returns this. */
        public Context members(final List<ClusterMember> value) {
            members = List.copyOf(value);
            return this;
        }

        /** Which of them this is; default 0. Returns this. */
        public Context memberId(final int value) {
            memberId = value;
            return this;
        }

        /** Whether a node counts a command as held only once it is forced to the disk: level DURABLE instead of COMMITTED. Default false. Returns this. */
        public Context durable(final boolean value) {
            durable = value;
            return this;
        }

        /**
         * Which answers wait until a majority of engines has carried the command out, so that not even a member with a log of its own makes them untrue; each may differ.
         * Default {@link AppliedAnswers#ALERTS}. Returns this.
         */
        public Context applied(final AppliedAnswers value) {
            applied = requireNonNull(value, "applied");
            return this;
        }

        /** States that nobody but the members reaches their ports, so that other addresses than this machine's own may be used; default false. Returns this. */
        public Context protectedTransport(final boolean value) {
            protectedTransport = value;
            return this;
        }

        /**
         * What the members know and nobody else, 16 bytes at least each: the first is shown to others, every one is accepted of them, so that it can be changed while nodes
         * run. Without one nobody is asked. Returns this.
         */
        public Context secrets(final List<byte[]> values) {
            secrets = values.stream().map(byte[]::clone).toList();
            return this;
        }

        /** States that whoever reaches the members' ports may do anything, so that other addresses than this machine's own may be used without a secret; default false. Returns this. */
        public Context withoutSecret(final boolean value) {
            withoutSecret = value;
            return this;
        }

        /** How soon a leader is believed dead; the same on every node. Default {@link ClusterTiming#swift()}. Returns this. */
        public Context timing(final ClusterTiming value) {
            timing = requireNonNull(value, "timing");
            return this;
        }

        /** How long a node that starts waits for the others before a majority elects without them; default 2 s, so that two that come back need not stand still for a third that is dead. Safe however short: whoever is elected has what a majority has. Returns this. */
        public Context startupCanvass(final Duration value) {
            startupCanvassNs = value.toNanos();
            return this;
        }

        /** How long a router that is launched on the node waits for a leader, and for the log to begin; default a minute. Returns this. */
        public Context joinTimeout(final Duration value) {
            joinTimeoutNs = value.toNanos();
            return this;
        }

        /** Bytes of a term of the log, a power of two from 64 KiB; default 16 MiB. The same on every node. Returns this. */
        public Context termLength(final int value) {
            termLength = value;
            return this;
        }

        /** Bytes of a file of the log, a power of two from a term's length; default 64 MiB. Returns this. */
        public Context segmentLength(final int value) {
            segmentLength = value;
            return this;
        }

        /** Bytes of the way to the reader of this node's outputs, a power of two from 64 KiB; when it is full the reader is marked as lagging. Default 8 MiB. Returns this. */
        public Context outputCapacityBytes(final int value) {
            outputCapacityBytes = value;
            return this;
        }

        /** Longest state that is written into a snapshot; default and most 32 MiB. Returns this. */
        public Context maxSnapshotBytes(final long value) {
            maxSnapshotBytes = value;
            return this;
        }

        /** What commands are stamped with while this node leads; read by one thread. UTC epoch ns, default a new slewed clock. Returns this. */
        public Context clock(final EpochNanoClock value) {
            clock = requireNonNull(value, "clock");
            return this;
        }

        /** States that an audit follows the node: neither log nor snapshots that it still needs are deleted, on any member. Default false. Returns this. */
        public Context audited(final boolean value) {
            audited = value;
            return this;
        }

        /** Hears what the engine is fed; default nobody. Returns this. */
        public Context tap(final EngineTap value) {
            tap = requireNonNull(value, "tap");
            return this;
        }

        /** How each of its five threads waits; default a backoff of 10 spins, 20 yields, parking 1 to 100 µs. Returns this. */
        public Context idleStrategySupplier(final Supplier<IdleStrategy> value) {
            idleStrategySupplier = requireNonNull(value, "idleStrategySupplier");
            return this;
        }

        /** Told once, on a thread of the node, when it has stopped itself; must not close it there. Default logs. Returns this. */
        public Context onFatal(final Consumer<Throwable> value) {
            onFatal = requireNonNull(value, "onFatal");
            return this;
        }
    }
}
