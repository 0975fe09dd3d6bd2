package io.tocsin.replay.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.testkit.model.Line;
import io.tocsin.testkit.model.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What is sent at the end of a run so that every alert comes to an owner or an end. */
class HealingTest {
    private static final int ROUNDS = 60;
    private static final long POLICY_CONFIGS = 1_000_000;
    private static final long AUTHORITY_CONFIGS = 2_000_000;

    private final Healing healing = new Healing();

    HealingTest() {
        tell("AlertRaised", Map.of("alertId", "7", "sourceId", "12"));
    }

    @Test
    void shouldTakeBackWhatNoPolicyCanCoverThoughOtherConfigurationIsTaken() {
        hasADesk();

        assertThat(cancelled("ConfigRefused")).contains("12");
    }

    @Test
    void shouldTakeNothingBackThatAPolicyCovers() {
        hasADesk();

        assertThat(cancelled("ConfigApplied")).isEmpty();
    }

    @Test
    void shouldTakeBackEverythingWhereThereIsNobody() {
        assertThat(cancelled("ConfigApplied")).contains("12");
    }

    private void hasADesk() {
        tell("IdInterned", Map.of("table", "PERSON", "index", "0", "value", "desk"));
    }

    /** The sources of what is taken back, when each round's configuration of policies ends so and that of roles is taken. */
    private List<String> cancelled(final String policies) {
        final List<String> sources = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            healing.round().stream()
                    .map(command -> Schema.TOCSIN.line(new UnsafeBuffer(command), 0, command.length))
                    .filter(line -> line.is("CancelAlert"))
                    .forEach(line -> sources.add(line.text("sourceId")));
            tell(policies, Map.of("configId", Long.toString(POLICY_CONFIGS + round)));
            tell("ConfigApplied", Map.of("configId", Long.toString(AUTHORITY_CONFIGS + round)));
        }
        return sources;
    }

    private void tell(final String name, final Map<String, String> fields) {
        healing.observe(List.of(new Line(name, fields)));
    }
}
