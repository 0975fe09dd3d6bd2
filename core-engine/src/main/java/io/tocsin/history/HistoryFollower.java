package io.tocsin.history;

import static java.util.Objects.requireNonNull;

import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalTail;
import io.tocsin.pipeline.JournalFollower;
import java.io.UncheckedIOException;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the history: reads the journal from 72 hours before its end to where it is recorded, and on, and answers queries between two stretches of it. So a restart
 * makes the same history again as long as the pool was not full, beside the router, which does not wait for it. What cannot be followed, at the start or later, ends
 * the history and nothing else. Every query that was taken is answered, after that too.
 */
public final class HistoryFollower implements JournalFollower {
    /** Fewest bytes of a pool: one subject never fills it. */
    public static final long LEAST_BYTES = 2L << 20;

    /** Records between two looks at the queries. */
    private static final int RECORDS_PER_CYCLE = 256;

    private static final int QUERIES_PER_CYCLE = 16;
    private static final int WAITING_QUERIES = 1_024;
    private static final long RETRY_NS = 1_000_000_000L;
    private static final long NS_PER_MINUTE = TimeUnit.MINUTES.toNanos(1);

    private static final Logger LOG = LoggerFactory.getLogger(HistoryFollower.class);

    private final HistoryStore store;
    private final BatchReader batches;
    private final SeriesReader series;
    private final NewestReader newest;
    private final Queue<Question> queries = new ManyToOneConcurrentArrayQueue<>(WAITING_QUERIES);
    private @Nullable JournalTail tail;
    private boolean catchingUp = true;
    private long unread;
    private long retryNs;
    private boolean waitsToRetry;
    private final AtomicLong refused = new AtomicLong();
    private volatile State state = State.WAITING;
    private volatile boolean isClosed;
    private volatile HistoryCounts counts;

    /** Where it is in its life. */
    public enum State {
        /** It has no journal yet. */
        WAITING,
        /** It follows and answers. */
        FOLLOWING,
        /** The journal keeps nothing that could be followed. */
        WITHOUT_JOURNAL,
        /** It could not follow any more. */
        FAILED,
        /** Its journal is closed. */
        CLOSED
    }

    /** What may be asked. */
    public sealed interface Question permits Query, Newest {
        /** Who hears of it. */
        Answer<?> answer();
    }

    /**
     * Asks for the newest readings of a subject.
     *
     * @param kind   letter of the engine's name for the subject.
     * @param id     of the subject; not changed any more.
     * @param fromNs UTC epoch ns: what was read before is left out.
     * @param answer hears of it.
     */
    public record Newest(byte kind, DirectBuffer id, long fromNs, Answer<NewestReadings> answer) implements Question {}

    /**
     * Asks for a series.
     *
     * @param kind      letter of the engine's name for the subject.
     * @param id        of the subject; not changed any more.
     * @param parameter value of the enum Parameter, from 1.
     * @param fromNs    UTC epoch ns: stretches that end at it or before are left out.
     * @param toNs      UTC epoch ns: stretches that begin at it or later are left out.
     * @param maxPoints of the answer, at least 1.
     * @param answer    hears of it.
     */
    public record Query(
            byte kind,
            DirectBuffer id,
            int parameter,
            long fromNs,
            long toNs,
            int maxPoints,
            Answer<HistorySeries> answer)
            implements Question {}

    /**
     * Hears what became of a question, once, on the follower's thread; it must not wait.
     *
     * @param <T> what was asked for.
     */
    public interface Answer<T> {
        /** It was found. */
        void onFound(T found);

        /** There will be none: why. */
        void onState(State state);
    }

    /**
     * A history that holds nothing. Takes memory a mebibyte at a time, when it is needed.
     *
     * @param bytes      of its pool at most, off the heap but for a sixtieth; {@link #LEAST_BYTES} at least.
     * @param maxDevices whose sequences are remembered, as the engine does: a hundred bytes each beside the pool.
     */
    public HistoryFollower(final long bytes, final int maxDevices) {
        if (bytes < LEAST_BYTES) {
            throw new IllegalArgumentException(
                    "a history of " + bytes + " bytes: it takes " + LEAST_BYTES + " at least");
        }
        store = new HistoryStore(HistoryStore.blocksIn(bytes));
        batches = new BatchReader(store, maxDevices);
        series = new SeriesReader(store);
        newest = new NewestReader(store);
        counts = counted();
    }

    @Override
    public void begin(final Journal journal, final long nowNs) {
        // The bucket in which the window begins is held whole.
        try {
            tail = journal.tail(Math.max(0, nowNs - (HistoryStore.WINDOW_MINUTES + 10) * NS_PER_MINUTE));
            state = tail == null ? State.WITHOUT_JOURNAL : State.FOLLOWING;
        } catch (final Throwable failed) {
            fail(failed);
        }
    }

    @Override
    public int doWork() {
        int done = 0;
        if (state == State.FOLLOWING) {
            try {
                done = follow(requireNonNull(tail));
            } catch (final Throwable failed) {
                fail(failed);
            }
        }
        return done + answerQueries();
    }

    @Override
    public String roleName() {
        return "tocsin-history";
    }

    @Override
    public void onClose() {
        if (state != State.FAILED) {
            state = State.CLOSED;
        }
        isClosed = true;
        if (tail != null) {
            tail.close();
        }
        answerQueries();
    }

    /** Where it is in its life. Any thread. */
    public State state() {
        return state;
    }

    /** What it has done and holds. Any thread; does not allocate. */
    public HistoryCounts counts() {
        return counts;
    }

    /**
     * Asks. Any thread; does not wait.
     *
     * @param question asked once.
     * @return {@code false}: too many queries wait already, and the answer hears nothing.
     */
    public boolean ask(final Question question) {
        final boolean taken = queries.offer(question);
        if (!taken) {
            refused.getAndIncrement();
        } else if (isClosed) {
            // Nobody else would any more.
            answerQueries();
        }
        return taken;
    }

    private int follow(final JournalTail following) {
        if (waitsToRetry && System.nanoTime() - retryNs < 0) {
            return 0;
        }
        waitsToRetry = false;
        try {
            final int records = following.poll(batches, RECORDS_PER_CYCLE);
            if (records > 0 || catchingUp) {
                catchingUp &= records > 0;
                counts = counted();
            }
            return records;
        } catch (final UncheckedIOException failed) {
            if (unread == 0) {
                LOG.warn("the history of readings cannot read the journal now; it tries again every second", failed);
            }
            unread++;
            waitsToRetry = true;
            retryNs = System.nanoTime() + RETRY_NS;
            counts = counted();
            return 0;
        }
    }

    private void fail(final Throwable failed) {
        state = State.FAILED;
        counts = counted();
        LOG.error("the history of readings has ended, the router goes on without it", failed);
    }

    private synchronized int answerQueries() {
        int answered = 0;
        for (Question question = queries.poll(); question != null; question = queries.poll()) {
            try {
                answer(question);
            } catch (final RuntimeException thrown) {
                LOG.error("who asked for a history threw at the answer; the next query follows", thrown);
            }
            if (++answered == QUERIES_PER_CYCLE && !isClosed) {
                break;
            }
        }
        return answered;
    }

    private void answer(final Question question) {
        if (state == State.FOLLOWING) {
            final Runnable answer;
            try {
                answer = found(question);
            } catch (final Throwable failed) {
                fail(failed);
                question.answer().onState(state);
                return;
            }
            answer.run();
        } else {
            question.answer().onState(state);
        }
    }

    /** Looks for it; the answer is given afterwards, as what is thrown then is not the history's fault. */
    private Runnable found(final Question question) {
        if (question instanceof Newest asked) {
            final NewestReadings found = new NewestReadings(
                    store.nowNs(), catchingUp, newest.read(asked.kind(), asked.id(), asked.fromNs()));
            return () -> asked.answer().onFound(found);
        }
        final Query asked = (Query) question;
        final HistorySeries found = new HistorySeries(
                store.nowNs(),
                catchingUp,
                series.read(
                        asked.kind(), asked.id(), asked.parameter(), asked.fromNs(), asked.toNs(), asked.maxPoints()));
        return () -> asked.answer().onFound(found);
    }

    private HistoryCounts counted() {
        return new HistoryCounts(
                batches.readings(),
                batches.passedOver(),
                store.subjects(),
                store.letGo(),
                store.usedBytes(),
                store.capacityBytes(),
                unread,
                refused.get(),
                store.nowNs(),
                catchingUp,
                state == State.FAILED);
    }
}
