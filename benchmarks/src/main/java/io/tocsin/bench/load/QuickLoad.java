package io.tocsin.bench.load;

import io.tocsin.bench.report.Figure;
import io.tocsin.bench.report.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** The load rig in short, for {@code bench --quick}. One thread. */
public final class QuickLoad {
    private static final int WARM_UP = 12;

    private final LoadResult result;

    private QuickLoad(final LoadResult result) {
        this.result = result;
    }

    /**
     * Runs it; waits for the end.
     *
     * @param perSecond  raises.
     * @param seconds    that count.
     * @param clinicians connected.
     * @param level      what an answer means.
     * @param folder     exists, and is its caller's to delete.
     * @param progress   is told lines for people.
     * @return what it has shown.
     * @throws IOException          if a process does not start, or fails.
     * @throws InterruptedException if this thread is interrupted.
     */
    public static QuickLoad run(
            final int perSecond,
            final int seconds,
            final int clinicians,
            final JournalLevel level,
            final Path folder,
            final Consumer<String> progress)
            throws IOException, InterruptedException {
        final LoadSettings settings = LoadSettings.of(perSecond, seconds, clinicians, level);
        return new QuickLoad(new LoadRun(settings.warmUp(WARM_UP).inRounds(2), folder, progress).run());
    }

    /** Against two seconds. */
    public Verdict verdict() {
        return result.verdict();
    }

    /** Each beside the bare relay's. */
    public List<Figure> figures() {
        return result.figures();
    }

    /** To be read with the figures. */
    public List<String> notes() {
        return result.notes();
    }
}
