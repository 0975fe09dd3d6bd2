package io.tocsin.bench.load;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What is known of every raise of one run, in arrays that were there before it began: the schedule is never skipped, and what never came counts as too late. Any
 * thread; allocates nothing after its making.
 */
final class Ledger {
    private static final int UNSENT = 0;
    private static final int SENT = 1;
    private static final int ACKNOWLEDGED = 2;
    private static final int REFUSED = 3;
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final AtomicLongArray intendedNs;
    private final AtomicLongArray receivedNs;
    private final AtomicIntegerArray state;
    private final AtomicLong duplicates = new AtomicLong();
    private final AtomicLong settled = new AtomicLong();

    Ledger(final int raises) {
        intendedNs = new AtomicLongArray(raises);
        receivedNs = new AtomicLongArray(raises);
        state = new AtomicIntegerArray(raises);
    }

    /** Raises of the plan. */
    int size() {
        return state.length();
    }

    /** To be called before it is sent. */
    void sent(final int raise, final long atNs) {
        intendedNs.set(raise, atNs);
        state.compareAndSet(raise, UNSENT, SENT);
    }

    /** Its source was told that the router holds it. */
    void acknowledged(final int raise) {
        state.compareAndSet(raise, SENT, ACKNOWLEDGED);
    }

    /** Its source was told otherwise. */
    void refused(final int raise) {
        if (state.compareAndSet(raise, SENT, REFUSED)) {
            settled.incrementAndGet();
        }
    }

    /** Its clinician's client has it; only the first time counts. */
    boolean received(final int raise, final long atNs) {
        if (raise < 0 || raise >= receivedNs.length()) {
            return false;
        }
        if (!receivedNs.compareAndSet(raise, 0, atNs)) {
            duplicates.incrementAndGet();
            return false;
        }
        settled.incrementAndGet();
        return true;
    }

    /** Raises that are received or refused. */
    long settled() {
        return settled.get();
    }

    /** Counts; the run is over, or is declared to be. */
    LoadCounts counts(final long limitNs) {
        long sent = 0;
        long acknowledged = 0;
        long refused = 0;
        long received = 0;
        long lost = 0;
        long late = 0;
        for (int raise = 0; raise < size(); raise++) {
            final int known = state.get(raise);
            final boolean isReceived = receivedNs.get(raise) != 0;
            sent += known == UNSENT ? 0 : 1;
            acknowledged += known == ACKNOWLEDGED ? 1 : 0;
            refused += known == REFUSED ? 1 : 0;
            received += isReceived ? 1 : 0;
            lost += known == ACKNOWLEDGED && !isReceived ? 1 : 0;
            final boolean isLate = isReceived
                    ? receivedNs.get(raise) - intendedNs.get(raise) > limitNs
                    : known == SENT || known == ACKNOWLEDGED;
            late += isLate ? 1 : 0;
        }
        return new LoadCounts(
                size(),
                sent,
                acknowledged,
                refused,
                sent - acknowledged - refused,
                received,
                lost,
                duplicates.get(),
                late);
    }

    /** Latencies by the second after the beginning in which they were to begin. */
    LatencyWindows windows(final long beginNs) {
        final LatencyWindows windows = new LatencyWindows();
        for (int raise = 0; raise < size(); raise++) {
            if (receivedNs.get(raise) != 0) {
                final long begunNs = intendedNs.get(raise);
                windows.record((int) ((begunNs - beginNs) / NS_PER_SECOND), receivedNs.get(raise) - begunNs);
            }
        }
        return windows;
    }
}
