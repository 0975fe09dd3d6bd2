package io.tocsin.transport.server;

import io.tocsin.AlertRouter;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whether a router answers: asks it for its counts, which is a command that goes the way of all, through ring, journal and engine and back, at most once in two seconds
 * and only when somebody wants to know. A disk that hangs, or a thread that stands still, shows in nothing else. Any thread; does not wait.
 */
final class Answering {
    private static final long EVERY_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(3);

    private final AlertRouter router;
    private boolean isAsked;
    private boolean isUnanswered;
    private long askedNs;
    private long unansweredNs;

    Answering(final AlertRouter router) {
        this.router = router;
    }

    /** What is wrong; {@code null} if it has answered, or may yet. */
    synchronized @Nullable String problem() {
        final long nowNs = System.nanoTime();
        if (isUnanswered && nowNs - unansweredNs > PATIENCE_NS) {
            ask(nowNs);
            return "a command has not been answered for " + TimeUnit.NANOSECONDS.toSeconds(nowNs - unansweredNs) + " s";
        }
        ask(nowNs);
        return null;
    }

    private void ask(final long nowNs) {
        if (isAsked || (askedNs != 0 && nowNs - askedNs < EVERY_NS)) {
            return;
        }
        isAsked = true;
        askedNs = nowNs;
        if (!isUnanswered) {
            isUnanswered = true;
            unansweredNs = nowNs;
        }
        router.counters().whenComplete((counts, failure) -> answered(failure == null));
    }

    /** One that was refused, as by a full ring, is no answer: it is asked again. */
    private synchronized void answered(final boolean isAnswer) {
        isAsked = false;
        isUnanswered &= !isAnswer;
    }
}
