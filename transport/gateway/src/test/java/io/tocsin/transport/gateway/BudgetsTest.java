package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.Bucket;
import io.tocsin.codecs.json.Role;
import org.junit.jupiter.api.Test;

/** Who says too much is slowed down, over how many connections they say it. */
final class BudgetsTest {
    private static final long SECOND_NS = 1_000_000_000L;

    private final TurnedClock clock = new TurnedClock();
    private final Budgets budgets = new Budgets(10, clock);

    @Test
    void shouldCountAPersonsClientsTogether() {
        final Bucket phone = budgets.enter(clinician("ann", "phone"));
        final Bucket tablet = budgets.enter(clinician("ann", "tablet"));
        final Bucket bob = budgets.enter(clinician("bob", "phone"));

        assertThat(phone.tryConsume(6)).isTrue();
        assertThat(tablet.tryConsume(6)).isFalse();
        assertThat(tablet.tryConsume(4)).isTrue();
        assertThat(bob.tryConsume(10)).isTrue();
        clock.nowNs += SECOND_NS / 10;
        assertThat(phone.tryConsume(1)).isTrue();
        assertThat(tablet.tryConsume(1)).isFalse();
    }

    @Test
    void shouldGiveNoMoreToWhoComesAnew() {
        final Peer monitor = new Peer(Role.SOURCE, "", "m3", 7, 0);
        assertThat(budgets.enter(monitor).tryConsume(10)).isTrue();
        budgets.leave(monitor);

        assertThat(budgets.enter(monitor).tryConsume(1)).isFalse();
    }

    @Test
    void shouldForgetWhatNobodyUsesAndIsFullAgain() {
        final Peer monitor = new Peer(Role.SOURCE, "", "m3", 7, 0);
        final Peer ann = clinician("ann", "phone");
        budgets.enter(ann);
        budgets.enter(monitor).tryConsume(10);
        budgets.leave(monitor);
        clock.nowNs += SECOND_NS / 2;
        budgets.forget();
        assertThat(budgets.kept()).isEqualTo(2);

        clock.nowNs += SECOND_NS;
        budgets.forget();
        assertThat(budgets.kept()).as("Ann is still there").isEqualTo(1);
        budgets.leave(ann);
        assertThat(budgets.kept()).isZero();
    }

    @Test
    void shouldTellAPersonFromAClientOfTheSameName() {
        assertThat(budgets.enter(clinician("ann", "x")).tryConsume(10)).isTrue();
        assertThat(budgets.enter(new Peer(Role.SOURCE, "", "ann", 8, 0)).tryConsume(10))
                .isTrue();
        assertThat(budgets.enter(new Peer(Role.OPERATOR, "", "ann", 9, 0)).tryConsume(10))
                .isTrue();
    }

    private static Peer clinician(final String person, final String client) {
        return new Peer(Role.CLINICIAN, person, client, 7, 1);
    }
}
