package io.tocsin.bench.load;

import io.tocsin.bench.report.LatencyWindows;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What is known of every raise of one run, in arrays that were there before it began: the schedule is never skipped, and what never came counts as too late. Any
 * thread; allocates nothing after its making.
 */
final class Ledger implements Target.Listener {
    private static final int UNSENT = 0;
    private static final int SENT = 1;
    private static final int ACKNOWLEDGED = 2;
    private static final int REFUSED = 3;
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final AtomicLongArray intendedNs;
    private final AtomicLongArray acknowledgedNs;
    private final AtomicLongArray receivedNs;
    private final AtomicIntegerArray state;
    private final AtomicLong duplicates = new AtomicLong();
    private final AtomicLong settled = new AtomicLong();
    private final Map<String, Long> refusals = new ConcurrentHashMap<>();

    Ledger(final int raises) {
        intendedNs = new AtomicLongArray(raises);
        acknowledgedNs = new AtomicLongArray(raises);
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

    @Override
    public void acknowledged(final int raise, final long atNs) {
        if (isMine(raise) && state.compareAndSet(raise, SENT, ACKNOWLEDGED)) {
            acknowledgedNs.set(raise, atNs);
        }
    }

    @Override
    public void refused(final int raise, final String why) {
        if (isMine(raise) && state.compareAndSet(raise, SENT, REFUSED)) {
            settled.incrementAndGet();
            refusals.merge(why, 1L, Long::sum);
        }
    }

    /** Only the first time counts; every other one is a duplicate. */
    @Override
    public void received(final int raise, final long atNs) {
        if (!isMine(raise)) {
            return;
        }
        if (receivedNs.compareAndSet(raise, 0, atNs)) {
            settled.incrementAndGet();
        } else {
            duplicates.incrementAndGet();
        }
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

    /** What was answered instead of OK, and how often. */
    Map<String, Long> refusals() {
        return new TreeMap<>(refusals);
    }

    /** Until the clinician's client had it, by the second after the beginning in which it was to begin. */
    LatencyWindows untilReceived(final long beginNs) {
        return windows(receivedNs, beginNs);
    }

    /** Until the source was answered, in the same windows. */
    LatencyWindows untilAcknowledged(final long beginNs) {
        return windows(acknowledgedNs, beginNs);
    }

    private LatencyWindows windows(final AtomicLongArray endNs, final long beginNs) {
        final LatencyWindows windows = new LatencyWindows();
        for (int raise = 0; raise < size(); raise++) {
            if (endNs.get(raise) != 0) {
                final long begunNs = intendedNs.get(raise);
                windows.record((int) ((begunNs - beginNs) / NS_PER_SECOND), endNs.get(raise) - begunNs);
            }
        }
        return windows;
    }

    private boolean isMine(final int raise) {
        return raise >= 0 && raise < size();
    }
}
