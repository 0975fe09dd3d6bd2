package io.tocsin.transport.gateway;

import io.github.bucket4j.Bucket;
import io.netty.channel.Channel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has tokens verified on threads of their own, so that a storm of logins delays no alert, and as many at once as there is room for: one more is refused and counted.
 * Any thread.
 */
final class Authentication implements AutoCloseable {
    /** Longest token. */
    static final int MAX_CHARS = 8_192;

    private static final Logger LOG = LoggerFactory.getLogger(Authentication.class);
    private static final long PATIENCE_MS = 5_000;
    private static final int LOGGED_PER_SECOND = 2;
    private static final int LOGGED_AT_ONCE = 20;

    private final @Nullable Authenticator authenticator;
    private final @Nullable Certificates certificates;
    private final GatewayCounters counters;
    private final int most;
    private final ThreadPoolExecutor threads;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Bucket logged = Budgets.perSecond(LOGGED_PER_SECOND, LOGGED_AT_ONCE);

    /**
     * Nobody waits.
     *
     * @param authenticator knows whose token it is; {@code null} = no token is good.
     * @param certificates  knows whose certificate it is; {@code null} = no certificate is good.
     * @param threads       to verify on.
     * @param most          tokens that wait or are verified at once.
     * @param counters      of the gateway.
     */
    Authentication(
            final @Nullable Authenticator authenticator,
            final @Nullable Certificates certificates,
            final int threads,
            final int most,
            final GatewayCounters counters) {
        this.authenticator = authenticator;
        this.certificates = certificates;
        this.counters = counters;
        this.most = most;
        this.threads = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(most),
                new DefaultThreadFactory("tocsin-gateway-auth", true));
    }

    /** Who has shown a certificate on this connection, as it is seen now; {@code null} = nobody, or somebody who is not known. */
    @Nullable
    Principal certified(final Channel channel) {
        return certificates == null ? null : certificates.find(channel);
    }

    /** Has a token verified; the verdict is told on the loop, in every case once. */
    void verify(final String token, final EventExecutor loop, final Verdict verdict) {
        final Authenticator verifier = authenticator;
        if (verifier == null) {
            tell(loop, verdict, null, TokenFault.ISSUER);
        } else if (token.length() > MAX_CHARS) {
            tell(loop, verdict, null, TokenFault.TOO_LONG);
        } else if (waiting.incrementAndGet() > most) {
            waiting.decrementAndGet();
            counters.increment(GatewayMetric.TOKENS_BUSY);
            tell(loop, verdict, null, TokenFault.BUSY);
        } else {
            try {
                threads.execute(() -> authenticate(verifier, token, loop, verdict));
            } catch (final RejectedExecutionException closing) {
                waiting.decrementAndGet();
                tell(loop, verdict, null, TokenFault.BUSY);
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void authenticate(
            final Authenticator verifier, final String token, final EventExecutor loop, final Verdict verdict) {
        CompletableFuture<Principal> answer;
        try {
            answer = verifier.authenticate(token).toCompletableFuture();
        } catch (final Throwable failed) {
            // Whatever it is: somebody waits for the verdict, and others for the place.
            answer = CompletableFuture.failedFuture(failed);
        }
        answer.orTimeout(PATIENCE_MS, TimeUnit.MILLISECONDS).whenComplete((principal, thrown) -> {
            waiting.decrementAndGet();
            if (thrown != null) {
                tell(loop, verdict, null, fault(thrown));
            } else if (principal == null || (principal.isDeveloper() && !(verifier instanceof PrintedToken))) {
                tell(loop, verdict, null, TokenFault.CLAIMS);
            } else {
                tell(loop, verdict, principal, null);
            }
        });
    }

    private TokenFault fault(final Throwable thrown) {
        final Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof TokenRefusedException refused) {
            return refused.fault();
        }
        if (!(cause instanceof TimeoutException)) {
            counters.increment(GatewayMetric.INTERNAL_ERRORS);
            LOG.error("a token could not be verified; whoever sent it is asked to come again", cause);
        }
        return TokenFault.UNAVAILABLE;
    }

    private void tell(
            final EventExecutor loop,
            final Verdict verdict,
            final @Nullable Principal principal,
            final @Nullable TokenFault fault) {
        if (fault == null) {
            counters.increment(GatewayMetric.TOKENS_ACCEPTED);
        } else {
            counters.increment(GatewayMetric.TOKENS_REFUSED);
            log(fault);
        }
        try {
            loop.execute(() -> verdict.is(principal, fault));
        } catch (final RejectedExecutionException closed) {
            LOG.debug("the loop is closed; nobody waits for the verdict");
        }
    }

    /** Some of them: all are counted. */
    private void log(final TokenFault fault) {
        if (logged.tryConsume(1)) {
            LOG.info("a token was refused: it {}", fault.meaning());
        }
    }

    /** Takes who it is, or why the token proves nothing: one of both is {@code null}. */
    interface Verdict {
        void is(@Nullable Principal principal, @Nullable TokenFault fault);
    }
}
