package io.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.testkit.model.RecordedScript;
import io.tocsin.testkit.model.RecordedScript.Entrance;
import io.tocsin.testkit.model.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The diagrams of {@code STATES.md} are what the engine does: it makes every transition that is drawn, and no other, and none for a reason that is not drawn. What is drawn as
 * {@value #RARELY} need not be seen. {@code -Dseeds=} plays so many fresh seeds as well.
 */
final class StateDiagramTest implements EngineOutput {
    private static final String RARELY = "rarely";
    private static final Path PAGE = Path.of("STATES.md");
    private static final int LEAST_SEEDS = 40;
    private static final int MOST_SEEDS = 400;
    private static final int STEPS = 400;
    private static final Transitions SEEN = new Transitions();

    /** As many seeds as it takes to see everything that is drawn; fresh ones must show nothing else. */
    @BeforeAll
    static void play() throws IOException {
        final Diagrams drawn = Diagrams.of(PAGE);
        for (long seed = 1; seed <= LEAST_SEEDS || (seed <= MOST_SEEDS && !isAllSeen(drawn)); seed++) {
            new StateDiagramTest().play(seed);
        }
        final Random random = new Random();
        for (int i = 0; i < Integer.getInteger("seeds", 0); i++) {
            new StateDiagramTest().play(random.nextLong());
        }
    }

    private static boolean isAllSeen(final Diagrams drawn) {
        return Stream.of(
                        Transitions.CONDITION,
                        Transitions.RESPONSE,
                        Transitions.PAGING,
                        Transitions.SILENCE,
                        Transitions.TIMED_LIMIT,
                        Transitions.PATIENT_LIMIT,
                        Transitions.MONITORING)
                .allMatch(machine -> SEEN.of(machine).keySet().containsAll(expected(drawn.under(machine))));
    }

    /** The transitions that must be seen. */
    private static Set<String> expected(final SortedMap<String, SortedSet<String>> drawn) {
        return drawn.entrySet().stream()
                .filter(edge -> !edge.getValue().contains(RARELY))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void play(final long seed) {
        final AlertEngine engine = new AlertEngine(this);
        SEEN.begin();
        for (final Entrance entrance : RecordedScript.of(seed, STEPS)) {
            final byte[] message = entrance.message();
            if (message == null) {
                engine.onTick(entrance.timestampNs());
            } else {
                engine.onCommand(entrance.timestampNs(), new UnsafeBuffer(message), 0, message.length);
            }
            if (Inside.hasBegun(engine)) {
                SEEN.look(Inside.of(engine));
            }
        }
    }

    @Override
    public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
        SEEN.tell(Schema.TOCSIN.line(buffer, offset, length));
    }

    @Override
    public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
        // No answer changes a state.
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                Transitions.CONDITION,
                Transitions.RESPONSE,
                Transitions.PAGING,
                Transitions.SILENCE,
                Transitions.TIMED_LIMIT,
                Transitions.PATIENT_LIMIT,
                Transitions.MONITORING,
                Transitions.PROPOSAL
            })
    void shouldDrawWhatTheEngineDoes(final String machine) throws IOException {
        final SortedMap<String, SortedSet<String>> drawn = Diagrams.of(PAGE).under(machine);
        final SortedMap<String, SortedSet<String>> seen = SEEN.of(machine);

        assertThat(seen.keySet()).as("transitions").containsAll(expected(drawn));
        seen.forEach((edge, reasons) -> {
            assertThat(drawn).as("transitions").containsKey(edge);
            // Where no reason is drawn none is looked at.
            if (!drawn.getOrDefault(edge, new TreeSet<>()).stream().allMatch(RARELY::equals)) {
                assertThat(drawn.get(edge)).as(edge).containsAll(reasons);
            }
        });
    }
}
