package io.tocsin.testkit;

import static java.util.Objects.requireNonNull;

import io.tocsin.AlertRouter;
import io.tocsin.RefusedException;
import io.tocsin.RouterEvent;
import io.tocsin.Site;
import io.tocsin.pipeline.Pipeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A router to test a policy with: one thread, the test's; time moves only when the test says so, and then from deadline to deadline, so that every step ends at its
 * very instant. The same test gives the same events every time.
 *
 * <pre>{@code
 * try (RouterTestKit kit = RouterTestKit.launch(site)) {
 *     final List<Offer> nurse = new ArrayList<>();
 *     kit.router().connect("bob", nurse::add);
 *     kit.router().raise(Raise.alert("bed-1/asystole").type(CARDIAC_ARREST).severity(CRITICAL).patient("p-17"));
 *     kit.advance(Duration.ofSeconds(10));
 *     assertThat(nurse).hasSize(1);
 * }
 * }</pre>
 *
 * <p>One thread only. Futures of the router complete inside {@link #settle()}, {@link #advance} and {@link #answer}.
 */
public final class RouterTestKit implements AutoCloseable {
    /** When every kit begins: 2026-01-01T00:00:00Z. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final long NS_PER_MS = 1_000_000L;
    private static final int MAX_CYCLES = 1_000_000;

    private final ManualClock clock;
    private final List<RouterEvent> events = new ArrayList<>();
    private final Queue<Throwable> errors = new ArrayDeque<>();
    private final AlertRouter router;

    private RouterTestKit(final AlertRouter.Context context, final long startNs) {
        clock = new ManualClock(startNs);
        router = AlertRouter.launch(context.threading(Pipeline.Threading.MANUAL)
                .clock(clock)
                .listener(events::add)
                .errorHandler(errors::add));
    }

    /**
     * Starts a router with this site and otherwise the defaults.
     *
     * @param site to test.
     * @return a kit at {@link #START}.
     */
    public static RouterTestKit launch(final Site site) {
        return launch(new AlertRouter.Context().site(site));
    }

    /**
     * Starts a router with other settings.
     *
     * @param context whose threading, clock, listener and error handler are replaced by the kit's.
     * @return a kit at {@link #START}.
     */
    public static RouterTestKit launch(final AlertRouter.Context context) {
        return launch(context, START.toEpochMilli() * NS_PER_MS);
    }

    /**
     * Starts a router at another time, such as the {@link #nowNs()} of the kit whose journal it goes on with.
     *
     * @param context as in {@link #launch(AlertRouter.Context)}.
     * @param startNs UTC epoch ns, above 0.
     * @return a kit at that instant.
     */
    public static RouterTestKit launch(final AlertRouter.Context context, final long startNs) {
        return new RouterTestKit(requireNonNull(context, "context"), startNs);
    }

    /** The router under test; what it is told is carried out by {@link #settle()}. */
    public AlertRouter router() {
        return router;
    }

    /** Engine time, UTC epoch ns. */
    public long nowNs() {
        return clock.nanoTime();
    }

    /** Everything the router has said so far, in order. */
    public List<RouterEvent> events() {
        return List.copyOf(events);
    }

    /** The events of one kind, in order. */
    public <T extends RouterEvent> List<T> events(final Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /**
     * Has everything carried out that can be without time passing: commands, what listeners answered to them, receipts.
     *
     * @throws IllegalStateException if a listener threw (the cause) or the router has failed; an {@code Error}, such as a failed assertion, is thrown as it is.
     */
    public void settle() {
        int idle = 0;
        for (int cycle = 0; idle < 2; cycle++) {
            if (cycle == MAX_CYCLES) {
                throw new IllegalStateException("the router does not come to rest: a listener answers its own answers");
            }
            // What a listener answers in one cycle is found by the next.
            idle = router.doWork() == 0 ? idle + 1 : 0;
        }
        rethrow();
    }

    /**
     * Lets time pass, from deadline to deadline, settling at each.
     *
     * @param time not negative.
     */
    public void advance(final Duration time) {
        final long targetNs = Math.addExact(clock.nanoTime(), time.toNanos());
        settle();
        long nextNs = router.nextDeadlineNs();
        while (nextNs <= targetNs) {
            clock.moveTo(Math.max(nextNs, clock.nanoTime()));
            settle();
            nextNs = router.nextDeadlineNs();
        }
        clock.moveTo(targetNs);
        settle();
    }

    /**
     * Settles, then reads an answer.
     *
     * @param future from the router.
     * @param <T>    of the answer.
     * @return the answer.
     * @throws RefusedException      if the router refused.
     * @throws IllegalStateException if there is no answer.
     */
    public <T> T answer(final CompletableFuture<T> future) {
        settle();
        if (!future.isDone()) {
            throw new IllegalStateException("the router has settled without completing this future");
        }
        try {
            return future.join();
        } catch (final CompletionException failed) {
            throw failed.getCause() instanceof RefusedException refused ? refused : failed;
        }
    }

    @Override
    public void close() {
        router.close();
    }

    private void rethrow() {
        final Throwable first = errors.poll();
        if (first instanceof Error error) {
            throw error;
        }
        if (first != null) {
            throw new IllegalStateException("a listener threw, or a session was refused", first);
        }
    }
}
