package io.tocsin.audit;

import static java.util.Objects.requireNonNull;

import io.tocsin.Refusal;
import io.tocsin.RefusedException;
import io.tocsin.codecs.sbe.AuditKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit of a router: a thread that follows its log, writes records of it, and once a second, if there is something new, signs how far it has come and has that put
 * into the log. The router waits for nothing of it, and its faults stop no alert: {@link #isUp()} says whether who reads of patients may be served.
 *
 * <p>Any thread; none waits, except {@link #close()}.
 */
public final class AuditLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final long IDLE_NS = 10_000_000;
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST_DOUBLINGS = 5;
    /** What is kept of the log cannot be read: it may take a person. */
    private static final long RETRY_LOG_NS = TimeUnit.MINUTES.toNanos(1);

    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(10);
    /** An answer that has not come by then is asked for again. */
    private static final long LOST_NS = TimeUnit.SECONDS.toNanos(30);

    private static final long SEAL_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long PURGE_NS = TimeUnit.HOURS.toNanos(1);
    private static final long CLOCKS_AGREE_NS = TimeUnit.DAYS.toNanos(1);
    private static final long CLOSE_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long CLOSE_MS = 5_000;
    private static final String STARTING = "it has not begun yet";

    private final AuditSettings settings;
    private final AuditFeed feed;
    private final Thread thread;
    private volatile boolean stopping;
    /** When its last turn was over; a disk that does not answer holds it up. */
    private volatile long turnNs = System.nanoTime();
    /** Since when the log has not taken the last seal; 0 = it has. */
    private volatile long waitingSinceNs;

    private volatile AuditCounts counts = new AuditCounts(false, STARTING, 0, 0, 0, 0);

    // Its thread only.
    private @Nullable AuditKey key;
    private @Nullable AuditWriter writer;
    private @Nullable AuditTrail trail;
    private @Nullable CompletableFuture<?> checkpoint;
    private long acknowledgedSeq;
    /** Of the log, behind the last command that the last seal covers. */
    private long sealedPosition;

    private long sealedEventSeq;

    private long sealedNs = System.nanoTime() - SEAL_NS;
    private long purgedNs = System.nanoTime();
    /** In a row: whoever fails again and again waits longer, up to a minute. */
    private int failures;

    private AuditLog(final AuditSettings settings, final AuditFeed feed) {
        this.settings = requireNonNull(settings, "settings");
        this.feed = requireNonNull(feed, "feed");
        thread = new Thread(this::run, "tocsin-audit");
        thread.setDaemon(true);
    }

    /**
     * Begins, or goes on with, an audit; comes back at once. What cannot be opened is tried again every second.
     *
     * @param settings how it is kept.
     * @param feed     what it follows.
     * @return to be closed before what it follows.
     */
    public static AuditLog start(final AuditSettings settings, final AuditFeed feed) {
        final AuditLog log = new AuditLog(settings, feed);
        log.thread.start();
        return log;
    }

    /** Whether it follows, writes, and is heard by the log: if not, or if that takes longer than ten seconds, nothing of patients is read or exported. */
    public boolean isUp() {
        final long nowNs = System.nanoTime();
        final long waitingNs = waitingSinceNs;
        return counts.isUp() && nowNs - turnNs < PATIENCE_NS && (waitingNs == 0 || nowNs - waitingNs < PATIENCE_NS);
    }

    /** What it has done. */
    public AuditCounts counts() {
        return counts;
    }

    /** Ends it: what is recorded by now is written, sealed and told the log. Waits, some seconds at most; what is missing then, the next start writes. */
    @Override
    public void close() {
        stopping = true;
        LockSupport.unpark(thread);
        try {
            thread.join(CLOSE_MS);
            if (thread.isAlive()) {
                LOG.warn("the audit is still being written; what is cut off is written at the next start");
            }
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!stopping) {
            try {
                final AuditTrail following = open();
                final boolean more = following.follow();
                seal(following);
                told("");
                failures = 0;
                if (!more) {
                    LockSupport.parkNanos(IDLE_NS);
                }
            } catch (final IOException | UncheckedIOException failed) {
                again(failed, Math.min(RETRY_LOG_NS, RETRY_NS << Math.min(failures, MOST_DOUBLINGS)));
            } catch (final RefusedByLogException failed) {
                LOG.error("the audit has ended", failed);
                told(String.valueOf(failed.getMessage()));
                release();
                return;
            } catch (final RuntimeException | Error failed) {
                LOG.error("the audit could not go on", failed);
                again(failed, RETRY_LOG_NS);
            }
        }
        finish();
    }

    /** What was not sealed is written anew. */
    private void again(final Throwable failed, final long pauseNs) {
        failures++;
        told(failed.toString());
        release();
        final long untilNs = System.nanoTime() + pauseNs;
        while (!stopping && System.nanoTime() - untilNs < 0) {
            LockSupport.parkNanos(Math.min(pauseNs, RETRY_NS));
        }
    }

    private AuditTrail open() throws IOException {
        final AuditTrail known = trail;
        if (known != null) {
            return known;
        }
        final AuditKey signing = AuditKey.in(settings.keyFile(), !AuditReader.isIn(settings.folder()));
        key = signing;
        final AuditWriter opened =
                AuditWriter.open(settings.folder(), signing, settings.atRest(), settings.fileBytes(), feed, nowNs());
        writer = opened;
        final AuditTrail following = AuditTrail.of(opened, feed);
        trail = following;
        acknowledgedSeq = 0;
        sealedPosition = opened.place().position;
        sealedEventSeq = opened.place().eventSeq;
        following.say(AuditKind.AUDIT_STARTED, nowNs());
        LOG.info(
                "the audit goes on at record {}, signed with key {}: {}",
                opened.seq() + 1,
                AuditKey.hex(signing.id()),
                signing.publicText());
        return following;
    }

    /** What the log was not told is told first: it may have been lost on its way, and twice is as once. */
    private void seal(final AuditTrail following) throws IOException {
        final AuditWriter to = requireNonNull(writer);
        if (!isAnswered(to) || System.nanoTime() - sealedNs < SEAL_NS) {
            return;
        }
        sealedNs = System.nanoTime();
        if (to.sealed().seq() == acknowledgedSeq) {
            feed.sealedUpTo(sealedPosition, sealedEventSeq);
            if (following.hasNews() && (to.isFileFull() || to.isOfAnotherKey())) {
                following.endRun();
                to.roll(nowNs());
                sealed(following, to);
            } else if (isKeepingDue()) {
                following.endRun();
                keep(to);
                sealed(following, to);
            } else if (following.hasNews() || feed.wantsSeal(sealedPosition, following.position())) {
                following.endRun();
                to.seal(nowNs());
                sealed(following, to);
            }
        }
        tell(to);
    }

    private void sealed(final AuditTrail following, final AuditWriter to) {
        following.sealed();
        sealedPosition = to.place().position;
        sealedEventSeq = to.place().eventSeq;
    }

    /** Tells the log of the last seal, unless it was told. */
    private void tell(final AuditWriter to) {
        if (to.sealed().seq() != acknowledgedSeq) {
            if (waitingSinceNs == 0) {
                waitingSinceNs = System.nanoTime() | 1;
            }
            checkpoint = feed.checkpoint(to.sealed());
        }
    }

    /** Whether no checkpoint is on its way; what is refused for the moment is sent again. */
    private boolean isAnswered(final AuditWriter to) {
        final CompletableFuture<?> sent = checkpoint;
        if (sent == null) {
            return true;
        }
        if (!sent.isDone()) {
            final long sinceNs = waitingSinceNs;
            if (sinceNs == 0 || System.nanoTime() - sinceNs < LOST_NS) {
                return false;
            }
            // The answer may have been lost with a leader, or with whoever reads what the engine says; twice is as
            // once.
            checkpoint = null;
            waitingSinceNs = System.nanoTime() - PATIENCE_NS;
            return true;
        }
        checkpoint = null;
        try {
            sent.join();
            acknowledgedSeq = to.sealed().seq();
            waitingSinceNs = 0;
        } catch (final CompletionException failed) {
            if (failed.getCause() instanceof RefusedException refused && refused.refusal() == Refusal.INVALID_FIELD) {
                throw new RefusedByLogException(
                        "the log says that the audit was shortened or rewritten: field " + refused.detail()
                                + " does not go on from the last checkpoint. Put " + settings.folder()
                                + " aside and look at it with ./tocsin audit verify; a start without it begins another"
                                + " chain");
            }
            LOG.debug("the log takes no checkpoint now; it is sent again", failed);
        }
        return true;
    }

    /** Once an hour, for the first time an hour after the start: by then whoever sets the clock has set it. */
    private boolean isKeepingDue() {
        return !settings.hold() && System.nanoTime() - purgedNs >= PURGE_NS;
    }

    private void keep(final AuditWriter to) throws IOException {
        purgedNs = System.nanoTime();
        final long nowNs = nowNs();
        if (Math.abs(nowNs - to.place().commandNs) > CLOCKS_AGREE_NS) {
            LOG.warn("nothing of the audit is deleted: the clock and the log are more than a day apart");
            return;
        }
        final int gone = to.purge(nowNs - settings.keep().toNanos(), nowNs);
        if (gone > 0) {
            LOG.info(
                    "{} files of the audit are older than {} days, and were deleted",
                    gone,
                    settings.keep().toDays());
        }
    }

    private void told(final String fault) {
        turnNs = System.nanoTime();
        final AuditCounts before = counts;
        final AuditWriter to = writer;
        final AuditTrail following = trail;
        final AuditKey signing = key;
        counts = new AuditCounts(
                fault.isEmpty(),
                fault,
                to == null ? before.records() : to.seq(),
                acknowledgedSeq == 0 ? before.sealed() : acknowledgedSeq,
                following == null ? before.commandSeq() : following.commandSeq(),
                signing == null ? 0 : signing.id());
        if (!fault.isEmpty() && !fault.equals(before.fault())) {
            LOG.error("nothing of patients can be read or exported, alerts go on: the audit is at fault: {}", fault);
        } else if (fault.isEmpty() && !before.isUp() && !before.fault().equals(STARTING)) {
            LOG.info("the audit goes on");
        }
    }

    /** Writes what is recorded, and seals it; the router still runs. */
    private void finish() {
        final AuditTrail following = trail;
        final AuditWriter to = writer;
        if (following != null && to != null) {
            final long untilNs = System.nanoTime() + CLOSE_NS;
            try {
                boolean more = true;
                while (more && System.nanoTime() < untilNs) {
                    more = following.follow();
                }
                while (!isAnswered(to) && System.nanoTime() < untilNs) {
                    LockSupport.parkNanos(IDLE_NS);
                }
                if (to.sealed().seq() == acknowledgedSeq) {
                    following.endRun();
                    following.say(AuditKind.AUDIT_STOPPED, nowNs());
                    to.seal(nowNs());
                    sealed(following, to);
                }
                tell(to);
                while (!isAnswered(to) && System.nanoTime() < untilNs) {
                    LockSupport.parkNanos(IDLE_NS);
                }
            } catch (final IOException | RuntimeException failed) {
                LOG.warn("the audit was not ended in order; the next start writes what is missing", failed);
            }
        }
        release();
        final AuditCounts last = counts;
        counts = new AuditCounts(false, "it is closed", last.records(), last.sealed(), last.commandSeq(), last.keyId());
    }

    private void release() {
        if (trail != null) {
            trail.close();
        }
        try {
            if (writer != null) {
                writer.close();
            }
        } catch (final IOException failed) {
            LOG.warn("the audit's file was not closed in order", failed);
        }
        trail = null;
        writer = null;
        checkpoint = null;
    }

    private static long nowNs() {
        return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    }

    /** Nothing is written any more: whoever looks after the router has to look at it. */
    private static final class RefusedByLogException extends RuntimeException {
        private static final long serialVersionUID = 1;

        RefusedByLogException(final String message) {
            super(message);
        }
    }
}
