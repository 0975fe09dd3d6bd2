package io.tocsin.transport.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.RouterEvent;
import io.tocsin.SilenceScope;
import io.tocsin.SilenceWindow;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SilenceOrigin;
import io.tocsin.schedule.Window;
import io.tocsin.schedule.WindowTimes;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server tells its router of windows before it takes clients, each once, over a restart too. */
final class WindowKeeperTest {
    @TempDir
    private Path folder;

    /** Open at every time of the day. */
    private static SilenceWindow window(final String unit) {
        final Window always = new Window(EnumSet.allOf(DayOfWeek.class), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);
        return new SilenceWindow(
                "rounds",
                SilenceOrigin.MAINTENANCE,
                new SilenceScope(unit, "", "", null, Severity.URGENT, null, null),
                WindowTimes.weekly(always, ZoneId.of("UTC")),
                "rounds");
    }

    @Test
    void shouldMakeEachOnceOverARestart() throws Exception {
        final ServerConfig config = Wards.inMemory()
                .journal(JournalSettings.defaults().at(Level.OS).in(folder))
                .windows(List.of(window("icu")))
                .build();
        final List<Long> ids;
        try (Server server = Server.launch(config)) {
            ids = numbers(server);
            assertThat(ids).hasSizeGreaterThanOrEqualTo(2);
        }

        try (Server server = Server.launch(config)) {
            assertThat(numbers(server)).startsWith(ids.get(0), ids.get(1));
            assertThat(server.router().view().silences().stream()
                            .map(RouterEvent.SilenceChanged::endNs)
                            .toList())
                    .doesNotHaveDuplicates();
        }

        try (Server server = Server.launch(config.toBuilder().windows(List.of()).build())) {
            assertThat(numbers(server)).isEmpty();
        }
    }

    @Test
    void shouldStartThoughAWindowIsOver() throws Exception {
        final LocalDateTime longAgo = LocalDateTime.of(2020, 1, 1, 7, 0);
        final SilenceWindow over = new SilenceWindow(
                "move",
                SilenceOrigin.MAINTENANCE,
                new SilenceScope("icu", "", "", null, Severity.URGENT, null, null),
                WindowTimes.once(longAgo, longAgo.plusHours(1), ZoneId.of("UTC")),
                "moved");
        final ServerConfig config = Wards.inMemory().windows(List.of(over)).build();

        try (Server server = Server.launch(config)) {
            assertThat(numbers(server)).isEmpty();
            assertThat(server.isReady()).isTrue();
        }
    }

    @Test
    void shouldStartThoughAWindowIsRefused() throws Exception {
        final ServerConfig config =
                Wards.inMemory().windows(List.of(window("attic"))).build();

        try (Server server = Server.launch(config)) {
            assertThat(numbers(server)).isEmpty();
            assertThat(server.isReady()).isTrue();
        }
    }

    @Test
    void shouldTryAgainToEndWhatNoWindowHasAnyMore() throws Exception {
        final AtomicInteger times = new AtomicInteger();
        final CountDownLatch again = new CountDownLatch(2);
        final Supplier<CompletableFuture<Void>> refusedOnce = () -> {
            again.countDown();
            return times.getAndIncrement() == 0
                    ? CompletableFuture.failedFuture(new IllegalStateException("silence 3 goes on"))
                    : CompletableFuture.completedFuture(null);
        };
        try (WindowKeeper keeper =
                new WindowKeeper(refusedOnce, () -> {}, false, Duration.ofMillis(1), Turn.always())) {
            assertThat(times).hasValue(1);
            keeper.start();

            assertThat(again.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Of what is held once everything before was told. */
    private static List<Long> numbers(final Server server) throws Exception {
        server.router().counters().get(5, TimeUnit.SECONDS);
        return server.router().view().silences().stream()
                .map(RouterEvent.SilenceChanged::silenceId)
                .toList();
    }
}
