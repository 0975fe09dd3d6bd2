package io.tocsin.transport.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RepeatingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AtomicInteger times = new AtomicInteger();

    @Test
    void shouldGoOnAfterItFailed() {
        try (Repeating repeating = new Repeating("repeating-test", 1, () -> {
            if (times.incrementAndGet() < 3) {
                throw new IllegalStateException("planted");
            }
        })) {
            await().atMost(PATIENCE).until(() -> times.get() > 3);
            assertThat(repeating).isNotNull();
        }
    }

    @Test
    void shouldBeginNothingAnyMoreOnceItIsClosed() throws InterruptedException {
        final Thread[] runner = new Thread[1];
        final Repeating repeating = new Repeating("repeating-test", 1, () -> {
            runner[0] = Thread.currentThread();
            times.incrementAndGet();
        });
        await().atMost(PATIENCE).until(() -> times.get() > 0);
        repeating.close();
        runner[0].join(PATIENCE.toMillis());

        assertThat(runner[0].isAlive()).isFalse();
    }
}
