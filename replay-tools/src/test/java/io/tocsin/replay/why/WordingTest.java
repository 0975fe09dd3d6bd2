package io.tocsin.replay.why;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Clause;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class WordingTest {
    /** Write it beside the clause: {@code <validValue name="…" description="A sentence that a nurse understands.">}. */
    @TestFactory
    Stream<DynamicTest> shouldHaveASentenceForEveryClauseOfTheSchema() {
        final Map<String, String> clauses = Wording.current().clauses();
        return Stream.of(Clause.values())
                .filter(clause -> clause != Clause.NONE && clause != Clause.NULL_VAL)
                .map(clause -> DynamicTest.dynamicTest(clause.name(), () -> {
                    assertThat(clauses.getOrDefault(clause.name(), ""))
                            .as("the description of clause %s in tocsin-v1.xml", clause)
                            .matches("[A-Z0-9].*\\.");
                    assertThat(Wording.current().id(clause.name())).isEqualTo(clause.value());
                }));
    }

    @Test
    void shouldNameAClauseItDoesNotKnowByItsNumber() {
        assertThat(Wording.current().id("?199")).isEqualTo(199);
        assertThat(Wording.current().clause("?199")).isEqualTo("Clause 199, which this version does not know.");
    }

    @Test
    void shouldTellTimesAsAHandoverDoes() {
        assertThat(Since.raised(1_000, 1_000)).isEqualTo("+0.000 s");
        assertThat(Since.raised(0, 12_345_678_901L)).isEqualTo("+12.346 s");
        assertThat(Since.raised(0, 182_000_000_000L)).isEqualTo("+3 min 02 s");
        assertThat(Since.raised(0, 7_500_000_000_000L)).isEqualTo("+2 h 05 min");
    }
}
