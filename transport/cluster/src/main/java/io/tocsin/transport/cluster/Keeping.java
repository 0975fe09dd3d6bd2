package io.tocsin.transport.cluster;

import java.util.function.LongSupplier;

/** Before which place of the log no member needs it: each has two snapshots behind it, and its audit has come so far. One thread. */
final class Keeping {
    private final int self;
    private final long[] lastButOne;
    private final boolean[] isKnown;
    private final LongSupplier snapshotCount;
    private final LongSupplier ownLastButOne;
    private final LongSupplier followed;
    private long seenCount = -1;
    private long ownPosition;

    /**
     * @param snapshotCount rises with every snapshot of this node that is complete.
     * @param ownLastButOne where the last snapshot of this node but one stands; asked when there is a new one, and may wait for a disk.
     * @param followed      behind which place of the log somebody beside this node's engine still reads it; {@link Long#MAX_VALUE} = nobody does.
     */
    Keeping(
            final int self,
            final int members,
            final LongSupplier snapshotCount,
            final LongSupplier ownLastButOne,
            final LongSupplier followed) {
        this.followed = followed;
        this.self = self;
        this.snapshotCount = snapshotCount;
        this.ownLastButOne = ownLastButOne;
        lastButOne = new long[members];
        isKnown = new boolean[members];
    }

    /** What this node tells the others. */
    long own() {
        final long count = snapshotCount.getAsLong();
        if (count != seenCount) {
            seenCount = count;
            ownPosition = ownLastButOne.getAsLong();
        }
        said(self, Math.min(ownPosition, followed.getAsLong()));
        return lastButOne[self];
    }

    /** What a member has said of itself. */
    void said(final int member, final long position) {
        lastButOne[member] = position;
        isKnown[member] = true;
    }

    /** Before that nobody needs the log; 0 while it is not known of every member. */
    long needlessBefore() {
        long needless = Long.MAX_VALUE;
        for (int member = 0; member < isKnown.length; member++) {
            needless = Math.min(needless, isKnown[member] ? lastButOne[member] : 0);
        }
        return needless;
    }
}
