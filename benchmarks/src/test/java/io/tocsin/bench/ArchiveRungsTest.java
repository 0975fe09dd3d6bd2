package io.tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.bench.report.Figure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the rungs compare what they say they compare; no rate is asserted. */
class ArchiveRungsTest {
    private static final int PATIENTS = 1_300;

    @TempDir
    Path folder;

    @Test
    void shouldMeasureEveryLoadBesideBareRecordings() throws IOException {
        final List<Figure> figures = new ArchiveRungs(1, 20_000_000, PATIENTS, folder).measure();

        assertThat(figures)
                .extracting(Figure::name)
                .containsExactly("archive-readings", "archive-raises", "archive-readings-in-batches-of-32");
        assertThat(figures).allMatch(Figure::hasRaw).allMatch(figure -> figure.value() > 0);
        assertThat(folder.resolve("archive-readings/ours")).isNotEmptyDirectory();
        assertThat(folder.resolve("archive-readings/raw/raw-archive")).isNotEmptyDirectory();
    }

    @Test
    void shouldHandTheBareRecordingsWhatThePipelineRecords() {
        final int[] visits = Hospital.visits(PATIENTS);

        final SameBytes raises = SameBytes.of(ArchiveLoad.raises(visits), visits);

        int commands = 0;
        for (int i = 0; i < raises.count(); i++) {
            commands += raises.isCommand(i) ? 1 : 0;
            assertThat(raises.length(i)).isPositive();
        }
        assertThat(raises.isCommand(0)).isTrue();
        assertThat(commands).isEqualTo(ArchiveLoad.raises(visits).most());
        // A raise is told, and offered to somebody, at least.
        assertThat(raises.count() - commands).isGreaterThan(2 * commands);
    }
}
