package io.tocsin.transport.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.DutyPlace;
import io.tocsin.OnDuty;
import io.tocsin.Rota;
import io.tocsin.schedule.Duty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
    void shouldNotStartWithSomebodyNobodyKnows() {
        final DutySettings duty = onDuty("zoe", Instant.now(), HOUR);

        assertThatThrownBy(() -> Server.launch(Wards.inMemory().duty(duty).build()))
                .hasMessageContaining("UNKNOWN_PERSON");
    }
}
