package io.tocsin.transport.gateway;

import io.netty.channel.EventLoop;
import io.tocsin.codecs.json.CloseCode;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** How a gateway leaves its clients: says so, lets what is on its way arrive, closes, and waits until every session's end has entered the ring. The closer's thread. */
final class Farewell {
    private static final int RETRY_LEAST_MS = 200;
    private static final int RETRY_MOST_MS = 2_000;
    private static final long LOOK_MS = 5;
    private static final long LEAVE_NS = 2_000_000_000L;

    private final List<LoopDesk> desks;
    private final long drainNs;

    Farewell(final List<LoopDesk> desks, final long drainNs) {
        this.desks = desks;
        this.drainNs = drainNs;
    }

    /** Says good-bye. Waits. */
    void run() {
        everywhere(desk -> {
            desk.connections()
                    .forEach(connection ->
                            connection.drain(ThreadLocalRandom.current().nextInt(RETRY_LEAST_MS, RETRY_MOST_MS)));
            desk.pumpTouched();
            return true;
        });
        await(drainNs, LoopDesk::owesNothing);
        everywhere(desk -> {
            desk.connections().forEach(connection -> connection.out().close(CloseCode.RESTART));
            return true;
        });
        await(
                LEAVE_NS,
                desk -> desk.connections().isEmpty() && desk.departures().isEmpty());
    }

    /** Closes everybody who is connected, who finds another gateway. Any thread; does not wait. */
    static void sendElsewhere(final List<LoopDesk> desks) {
        for (final LoopDesk desk : desks) {
            desk.loop()
                    .execute(() -> desk.connections()
                            .forEach(connection -> connection.out().close(CloseCode.RESTART)));
        }
    }

    private void await(final long timeoutNs, final Predicate<LoopDesk> isDone) {
        final long deadlineNs = System.nanoTime() + timeoutNs;
        while (!everywhere(isDone) && System.nanoTime() - deadlineNs < 0) {
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            } catch (final InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Asks on every loop; whether all answered yes. */
    private boolean everywhere(final Predicate<LoopDesk> question) {
        boolean all = true;
        for (final LoopDesk desk : desks) {
            final EventLoop loop = desk.loop();
            all &= loop.submit(() -> question.test(desk)).awaitUninterruptibly().getNow();
        }
        return all;
    }
}
