package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Section 5: an event has four clauses, whoever tells it and however many there are. */
final class OracleStateTest {
    @Test
    void shouldNotTellAFifthClause() {
        final OracleState state = new OracleState(Set.of());
        state.event(
                "AlertUpdated",
                List.of(
                        Clause.SAME_KEY,
                        Clause.TRIAGE_NEWS2,
                        Clause.DEVICE_FLOOR,
                        Clause.TRIAGE_DANGER_ZONE,
                        Clause.SEVERITY_FELL));
        assertThat(state.out.get(0).fields())
                .containsEntry("clauses", "[SAME_KEY, TRIAGE_NEWS2, DEVICE_FLOOR, TRIAGE_DANGER_ZONE]");
    }
}
