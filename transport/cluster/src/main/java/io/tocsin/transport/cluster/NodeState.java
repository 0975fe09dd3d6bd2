package io.tocsin.transport.cluster;

import io.aeron.cluster.service.Cluster;
import io.tocsin.engine.AlertEngine;
import io.tocsin.journal.StorageState;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;

/** How a node stands, as its service last saw it. Written by the service's thread, read by any; each value by itself is exact, several are not of one instant. */
final class NodeState {
    /** Of no term or leader yet. */
    static final int NONE = -1;

    private final AtomicLong commandSeq = new AtomicLong();
    private final AtomicLong eventSeq = new AtomicLong();
    private final AtomicLong eventHash = new AtomicLong();
    private final AtomicLong configurationHash = new AtomicLong();
    private final AtomicLong logPosition = new AtomicLong();
    private final AtomicLong passedOver = new AtomicLong();
    private final AtomicLong snapshotsNotTaken = new AtomicLong();
    private volatile long snapshotBytes;
    private volatile long snapshotNs;
    private volatile long termId = NONE;
    private volatile int leaderId = NONE;
    private volatile Cluster.Role role = Cluster.Role.FOLLOWER;
    private volatile boolean terminated;
    private volatile StorageState room = StorageState.AMPLE;
    private final StatePoints hashes = new StatePoints();
    private final StatePoints digests = new StatePoints();
    private final int compareEvery;
    private volatile int engineVersion;
    private volatile long auditNeeds = Long.MAX_VALUE;
    private LongPredicate caughtUpCheck = position -> false;
    private BooleanSupplier settledCheck = () -> false;
    private boolean caughtUp;

    /** @param compareEvery how many commands apart engines are compared. */
    NodeState(final int compareEvery) {
        this.compareEvery = compareEvery;
    }

    /** The rolling hash after every so many commands. */
    StatePoints hashes() {
        return hashes;
    }

    /** The digest of the state with every snapshot. */
    StatePoints digests() {
        return digests;
    }

    /** Which engine version the log is in, as far as the service is; 0 before it begins. */
    int engineVersion() {
        return engineVersion;
    }

    long commandSeq() {
        return commandSeq.get();
    }

    long eventSeq() {
        return eventSeq.get();
    }

    long eventHash() {
        return eventHash.get();
    }

    /** Of the configuration that is in force; 0 if there is none. */
    long configurationHash() {
        return configurationHash.get();
    }

    long logPosition() {
        return logPosition.get();
    }

    long passedOverCount() {
        return passedOver.get();
    }

    long snapshotsNotTaken() {
        return snapshotsNotTaken.get();
    }

    long snapshotBytes() {
        return snapshotBytes;
    }

    long snapshotNs() {
        return snapshotNs;
    }

    long termId() {
        return termId;
    }

    /**
     * Behind which place of the log the audit of this node reads it; {@link Long#MAX_VALUE} = there is none, or the disk has no room left for what an audit needs: new alerts
     * come first.
     */
    long auditNeeds() {
        return room == StorageState.AMPLE ? auditNeeds : Long.MAX_VALUE;
    }

    /** Any thread. */
    void auditNeeds(final long position) {
        auditNeeds = position;
    }

    StorageState room() {
        return room;
    }

    int leaderId() {
        return leaderId;
    }

    Cluster.Role role() {
        return role;
    }

    boolean isTerminated() {
        return terminated;
    }

    void entered(final AlertEngine engine, final long position) {
        eventSeq.lazySet(engine.eventSeq());
        eventHash.lazySet(engine.eventHash());
        configurationHash.lazySet(engine.configurationHash());
        logPosition.lazySet(position);
        if (engineVersion != engine.engineVersion()) {
            engineVersion = engine.engineVersion();
        }
        final long entered = engine.commandSeq();
        if (entered % compareEvery == 0 && entered > 0) {
            hashes.add(entered, engine.eventHash());
        }
        commandSeq.set(entered);
    }

    /** A snapshot was taken over: what it holds. */
    void restored(final AlertEngine engine) {
        digests.add(engine.commandSeq(), engine.stateDigest());
    }

    void passedOver() {
        passedOver.lazySet(passedOver.get() + 1);
    }

    void snapshotWritten(final long bytes, final long digest, final long durationNs) {
        digests.add(commandSeq.get(), digest);
        snapshotBytes = bytes;
        snapshotNs = durationNs;
    }

    void snapshotNotTaken() {
        snapshotsNotTaken.set(snapshotsNotTaken.get() + 1);
    }

    void enteredTerm(final long value, final int leader) {
        leaderId = leader;
        termId = value;
    }

    /** Any thread. */
    void room(final StorageState value) {
        room = value;
    }

    void role(final Cluster.Role value) {
        role = value;
    }

    /** Says how it is found out that the service has read what the log held when the node joined. Before the node starts. */
    void caughtUp(final LongPredicate check) {
        caughtUpCheck = check;
    }

    /** Whether the service has read what the log held when the node joined; stays so. Service thread. */
    boolean isCaughtUp(final long position) {
        if (!caughtUp) {
            caughtUp = caughtUpCheck.test(position);
        }
        return caughtUp;
    }

    /** Says how it is found out that the node takes part in the term that its engine is in. Before the node starts. */
    void settled(final BooleanSupplier check) {
        settledCheck = check;
    }

    /** Whether what the service reads was written just now, as far as one look tells. Service thread. */
    boolean isLive(final long position) {
        return isCaughtUp(position) && settledCheck.getAsBoolean();
    }

    /** It takes part no more: it leads nobody, and knows of nobody who does. Any thread. */
    void terminated() {
        terminated = true;
        role = Cluster.Role.FOLLOWER;
        leaderId = NONE;
    }
}
