package io.tocsin.transport.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tocsin.DutyPlace;
import io.tocsin.OnDuty;
import io.tocsin.Rota;
import io.tocsin.schedule.Duty;
import io.tocsin.schedule.Rotation;
import io.tocsin.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A server tells its router who is on duty before it takes clients, and goes on telling it. */
final class DutyKeeperTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private static DutySettings onDuty(final String person, final Instant from, final Duration every) {
        final Duty duty = new Duty("icu", "watch", person, from, from.plus(HOUR));
        return new DutySettings(new Rota(List.of(), List.of(duty), false), HOUR.multipliedBy(2), every);
    }

    @Test
    void shouldKnowWhoIsOnDutyWhenItIsReady() throws Exception {
        final DutySettings duty = onDuty("ann", Instant.now().minusSeconds(60), HOUR);
        try (Server server = Server.launch(Wards.inMemory().duty(duty).build())) {
            for (int i = 0; i < 500 && server.router().view().duties().isEmpty(); i++) {
                TimeUnit.MILLISECONDS.sleep(10);
            }

            assertThat(server.router().duty().places()).containsExactly(DutyPlace.role("icu", "watch"));
            assertThat(server.router().view().duties())
                    .extracting(OnDuty::person)
                    .containsExactly("ann");
        }
    }

    @Test
    void shouldGoOnTelling() throws Exception {
        final DutySettings duty = onDuty("ann", Instant.now().minusSeconds(60), Duration.ofMillis(20));
        try (Server server = Server.launch(Wards.inMemory().duty(duty).build())) {
            final long before =
                    server.router().counters().get(5, TimeUnit.SECONDS).commands();
            long after = before;
            for (int i = 0; i < 500 && after < before + 20; i++) {
                TimeUnit.MILLISECONDS.sleep(10);
                after = server.router().counters().get(5, TimeUnit.SECONDS).commands() - i;
            }

            assertThat(after).isGreaterThanOrEqualTo(before + 20);
        }
    }

    @Test
    void shouldStartAndGoOnThoughAScheduleHasEnded() throws Exception {
        final LocalDate start = LocalDate.of(2025, 12, 1);
        final Schedule ended = Schedule.named("old", "icu", "watch", ZoneOffset.UTC)
                .layer(Rotation.of(start, LocalTime.of(7, 0), Duration.ofHours(12), "ann"))
                .valid(null, LocalDateTime.of(2026, 1, 1, 0, 0));
        final DutySettings duty = new DutySettings(
                new Rota(List.of(ended), List.of(), false), HOUR.multipliedBy(2), Duration.ofMillis(20));
        try (Server server = Server.launch(Wards.inMemory().duty(duty).build())) {
            final long before =
                    server.router().counters().get(5, TimeUnit.SECONDS).commands();
            long after = before;
            for (int i = 0; i < 500 && after < before + 20; i++) {
                TimeUnit.MILLISECONDS.sleep(10);
                after = server.router().counters().get(5, TimeUnit.SECONDS).commands() - i;
            }

            assertThat(after).as("the rota is told again and again").isGreaterThanOrEqualTo(before + 20);
            assertThat(server.router().duty().places()).containsExactly(DutyPlace.role("icu", "watch"));
            assertThat(server.router().view().duties()).isEmpty();
        }
    }

    /** Of several nodes the one that comes to lead finds out. */
    @Test
    void shouldSayThatItsRotaIsRefusedOnceItIsItsTurn() {
        final DutySettings wrong = onDuty("nobody", Instant.now().minusSeconds(60), Duration.ofMillis(20));
        final AtomicBoolean leads = new AtomicBoolean();
        try (Server server = Server.launch(Wards.inMemory().build());
                DutyKeeper keeper = new DutyKeeper(server.router(), wrong, Turn.whenever(leads::get)).start()) {
            assertThat(keeper.isRefused()).isFalse();
            leads.set(true);
            await().until(keeper::isRefused);
            leads.set(false);
            await().until(() -> !keeper.isRefused());
        }
    }

    @Test
    void shouldNotStartWithSomebodyNobodyKnows() {
        final DutySettings duty = onDuty("zoe", Instant.now(), HOUR);

        assertThatThrownBy(() -> Server.launch(Wards.inMemory().duty(duty).build()))
                .hasMessageContaining("UNKNOWN_PERSON");
    }
}
