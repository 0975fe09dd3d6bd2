package io.tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.bench.report.Figure;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rig itself; asserts no times. */
final class DeadlineRunTest {
    @Test
    void shouldSeeEveryDeadlineFireOnceAndNoneEarlyAlsoOverARestart() {
        final DeadlineRun run = new DeadlineRun(300, 200, 1);

        run.measure();

        final Map<String, Double> figures =
                run.figures().stream().collect(Collectors.toMap(Figure::name, Figure::value));
        assertThat(figures)
                .containsEntry("deadlines-early", 0.0)
                .containsEntry("deadlines-missed", 0.0)
                .containsEntry("deadlines-lost-over-restart", 0.0)
                .containsKeys("deadline-offer-p99-best", "deadline-offer-p50");
    }
}
