package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The fixed scripts are worth comparing: together they see every event, clause, answer, state and refusal that the engine has. */
final class ScriptCoverageTest {
    private static final Map<String, Integer> SEEN = new TreeMap<>();

    @BeforeAll
    static void playAll() {
        for (final long seed : ModelTest.alwaysPlayed().toArray()) {
            final Side side = new OracleEngine(Set.of());
            final ScriptGenerator script = new ScriptGenerator(seed);
            for (int i = 0; i < ModelTest.STEPS; i++) {
                final ScriptStep step = script.next();
                final byte[] message = step.message();
                final List<Line> lines =
                        message == null ? side.onTick(step.timestampNs()) : side.onCommand(step.timestampNs(), message);
                lines.forEach(ScriptCoverageTest::count);
                script.observe(lines, side.nextDeadlineNs());
            }
        }
        System.out.println(SEEN);
    }

    private static void count(final Line line) {
        SEEN.merge(line.name(), 1, Integer::sum);
        line.fields().forEach((field, value) -> {
            if (Set.of("result", "refusal", "response", "kind", "outcome", "phase", "to", "band", "cause", "lane")
                    .contains(field)) {
                SEEN.merge(line.name() + "." + field + "=" + value, 1, Integer::sum);
            }
            if (field.equals("clauses")) {
                final StringTokenizer clauses = new StringTokenizer(value, "[], ");
                while (clauses.hasMoreTokens()) {
                    SEEN.merge(line.name() + "/" + clauses.nextToken(), 1, Integer::sum);
                }
            }
            if (line.is("CommandAnswered") && field.equals("detail") && !value.equals("0")) {
                SEEN.merge(line.text("result") + ":" + value, 1, Integer::sum);
            }
        });
    }

    @Test
    void shouldSeeEverything() {
        assertThat(SEEN)
                .containsKeys(
                        "SessionLimited",
                        "CommandAnswered.result=SCOPE_MISSING",
                        "INVALID_FIELD:42",
                        "AccessRefused/UNIT_NOT_OF_SESSION");
    }
}
