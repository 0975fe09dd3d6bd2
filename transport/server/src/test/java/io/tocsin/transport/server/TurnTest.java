package io.tocsin.transport.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class TurnTest {
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();
    private final AtomicInteger seen = new AtomicInteger();
    private final AtomicBoolean leads = new AtomicBoolean();

    @Test
    void shouldTellOnceItLeadsAndAnewWheneverItLeadsAgain() {
        final Turn turn = Turn.whenever(() -> {
            looks.incrementAndGet();
            return leads.get();
        });
        try (Repeating repeating = turn.repeat("turn", 20, told::incrementAndGet, seen::incrementAndGet)) {
            assertThat(repeating).isNotNull();
            awaitLooks();
            assertThat(told).hasValue(0);

            leads.set(true);
            await().until(() -> told.get() > 1);
            leads.set(false);
            awaitLooks();
            final int before = told.get();
            awaitLooks();
            assertThat(told).hasValue(before);
            assertThat(seen).hasPositiveValue();
        }
    }

    @Test
    void shouldTellWhoStandsAloneAlways() {
        assertThat(Turn.always().isMine()).isTrue();
        assertThat(Turn.always().isShared()).isFalse();
        try (Repeating repeating = Turn.always().repeat("turn", 1, told::incrementAndGet, seen::incrementAndGet)) {
            assertThat(repeating).isNotNull();
            await().until(() -> told.get() > 1);
        }
    }

    private void awaitLooks() {
        final int before = looks.get();
        await().until(() -> looks.get() > before + 2);
    }
}
