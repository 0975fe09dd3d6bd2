package io.tocsin.transport.cluster;

import io.tocsin.engine.semantics.Semantics;
import io.tocsin.pipeline.SlewedEpochClock;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.agrona.BitUtil;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.IdleStrategy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a context holds. */
abstract sealed class ClusterSettings permits ClusterNode.Context {
    /** Longer states are not written: every node stands still while they are. */
    static final long MAX_SNAPSHOT_BYTES = 32L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(ClusterNode.class);
    private static final long MAX_PATIENCE_NS = TimeUnit.SECONDS.toNanos(2);
    private static final int COMPARE_EVERY = 4_096;
    private static final long UNDECIDED_NS = TimeUnit.SECONDS.toNanos(10);
    private static final int MIN_TERM_LENGTH = 64 * 1024;
    private static final int MAX_TERM_LENGTH = 1 << 28;
    private static final int MAX_SEGMENT_LENGTH = 1 << 30;
    private static final int MIN_OUTPUT_BYTES = 1 << 16;
    private static final int MAX_OUTPUT_BYTES = 1 << 30;

    @Nullable
    Path folder;

    @Nullable
    Path driverFolder;

    List<ClusterMember> members = List.of();
    int memberId;
    boolean durable;
    AppliedAnswers applied = AppliedAnswers.ALERTS;
    boolean protectedTransport;
    boolean withoutSecret;
    boolean audited;
    List<byte[]> secrets = List.of();
    ClusterTiming timing = ClusterTiming.swift();
    long startupCanvassNs = TimeUnit.SECONDS.toNanos(2);
    long joinTimeoutNs = TimeUnit.SECONDS.toNanos(60);
    int termLength = 1 << 24;
    int segmentLength = 1 << 26;
    int outputCapacityBytes = 1 << 23;
    long maxSnapshotBytes = MAX_SNAPSHOT_BYTES;
    /** The newest engine version that the node's engine knows; less than the code does only to be like older code. */
    int knownEngineVersion = Semantics.NEWEST;

    /** How many commands apart engines are compared; the same on every node. */
    int compareEvery = COMPARE_EVERY;

    /** Of the log that snapshots begin; {@code null} = they are of this one. */
    @Nullable
    UUID newEpoch;

    EpochNanoClock clock = new SlewedEpochClock();
    EngineTap tap = new EngineTap() {};
    Supplier<IdleStrategy> idleStrategySupplier = ClusterSettings::backoff;
    Consumer<Throwable> onFatal = cause -> LOG.error("the node has stopped itself", cause);
    private boolean concluded;

    /**
     * Checks the settings.
     *
     * @throws IllegalStateException    if called before, or without folder or members.
     * @throws IllegalArgumentException if a setting is out of its range; the message names it.
     */
    final void checkAndSeal() {
        if (concluded) {
            throw new IllegalStateException("this context was used before: every node needs one of its own");
        }
        if (folder == null) {
            throw new IllegalStateException("no folder was given: say where the log is with Context.folder(Path)");
        }
        requireMembers();
        requirePowerOfTwo("termLength", termLength, MIN_TERM_LENGTH, MAX_TERM_LENGTH);
        requirePowerOfTwo("segmentLength", segmentLength, termLength, MAX_SEGMENT_LENGTH);
        requirePowerOfTwo("outputCapacityBytes", outputCapacityBytes, MIN_OUTPUT_BYTES, MAX_OUTPUT_BYTES);
        if (maxSnapshotBytes < 1 || maxSnapshotBytes > MAX_SNAPSHOT_BYTES) {
            throw new IllegalArgumentException(
                    "maxSnapshotBytes is " + maxSnapshotBytes + ": it must be from 1 to " + MAX_SNAPSHOT_BYTES);
        }
        if (startupCanvassNs < 2 * timing.heartbeatTimeoutNs()) {
            throw new IllegalArgumentException("startupCanvassNs is " + startupCanvassNs
                    + ": it must be twice the heartbeat timeout at least, " + timing.heartbeatTimeoutNs());
        }
        if (joinTimeoutNs <= 0) {
            throw new IllegalArgumentException("joinTimeoutNs is " + joinTimeoutNs + ": it must be above 0");
        }
        concluded = true;
    }

    /** Silence of another engine that is not usual. */
    final long patienceNs() {
        return Math.min(MAX_PATIENCE_NS, 4 * timing.heartbeatTimeoutNs());
    }

    /** How long engines may differ without a majority that says which is right. */
    final long undecidedNs() {
        return UNDECIDED_NS;
    }

    final ClusterMember member() {
        return members.get(memberId);
    }

    private void requireMembers() {
        if (members.isEmpty()) {
            throw new IllegalStateException("no members were given: say who they are with Context.members(List)");
        }
        if (members.size() % 2 == 0) {
            throw new IllegalArgumentException(
                    members.size() + " members: give an odd number, an even one survives no more than one fewer would");
        }
        for (int id = 0; id < members.size(); id++) {
            if (members.get(id).id() != id) {
                throw new IllegalArgumentException("member " + members.get(id).id() + " stands in place " + id
                        + ": ids are 0, 1, 2 … in this order, and the same in every node's configuration");
            }
            for (final ClusterMember before : members.subList(0, id)) {
                if (members.get(id).overlaps(before)) {
                    throw new IllegalArgumentException("member " + id + " has ports of member " + before.id()
                            + ": each takes " + ClusterMember.PORTS + " in a row from its base port");
                }
            }
            members.get(id).requireProtected(protectedTransport);
            if (secrets.isEmpty() && !withoutSecret && !members.get(id).isLoopback()) {
                throw new IllegalArgumentException(
                        "member " + id + " is at " + members.get(id).host()
                                + ", which other machines reach, and there is no secret by which members know each"
                                + " other: give one, or state that whoever reaches the ports may do anything");
            }
        }
        if (memberId < 0 || memberId >= members.size()) {
            throw new IllegalArgumentException(
                    "memberId is " + memberId + ": it must be from 0 to " + (members.size() - 1));
        }
    }

    private static void requirePowerOfTwo(final String name, final int value, final int least, final int most) {
        if (value < least || value > most || !BitUtil.isPowerOfTwo(value)) {
            throw new IllegalArgumentException(
                    name + " is " + value + ": it must be a power of two from " + least + " to " + most);
        }
    }

    private static IdleStrategy backoff() {
        return new BackoffIdleStrategy(10, 20, 1_000, 100_000);
    }
}
