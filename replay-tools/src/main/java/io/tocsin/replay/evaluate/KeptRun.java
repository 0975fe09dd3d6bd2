package io.tocsin.replay.evaluate;

import io.tocsin.engine.AlertEngine;
import io.tocsin.journal.InMemoryJournal;
import io.tocsin.journal.JournalException;
import io.tocsin.pipeline.JournalReplay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A folder that keeps a run: {@code journal.bin} and {@code events.bin} in the file form of {@link InMemoryJournal},
 * and {@code digest.txt}, one line with state digest and event hash, written last.
 */
final class KeptRun {
    private static final String JOURNAL = "journal.bin";
    private static final String EVENTS = "events.bin";
    private static final String DIGEST = "digest.txt";

    private final Path folder;

    KeptRun(final Path folder) {
        this.folder = folder;
    }

    /**
     * Writes a run, over the one that was there.
     *
     * @throws EvaluationException if it cannot be written.
     */
    void write(final InMemoryJournal journal, final EventLog events, final EvaluationResult result) {
        try {
            Files.createDirectories(folder);
            // Without it a run that was cut short in the writing counts as none.
            Files.deleteIfExists(folder.resolve(DIGEST));
            journal.writeTo(folder.resolve(JOURNAL));
            events.writeTo(folder.resolve(EVENTS));
            Files.writeString(
                    folder.resolve(DIGEST),
                    digestLine(result.stateDigest(), result.eventHash()) + System.lineSeparator());
        } catch (final IOException | JournalException failed) {
            throw new EvaluationException("the run cannot be kept in " + folder + ": " + failed.getMessage(), failed);
        }
    }

    /**
     * Replays the journal into a bare engine and compares what it says, byte by byte, and what it ends as.
     *
     * @return what differs first, in one line; {@code null} if nothing does.
     * @throws EvaluationException if the folder cannot be read.
     */
    @Nullable
    String firstDifference() {
        try {
            final List<String> digest = Files.readAllLines(folder.resolve(DIGEST), StandardCharsets.US_ASCII);
            final InMemoryJournal journal = InMemoryJournal.readFrom(folder.resolve(JOURNAL));
            final EventComparison comparison = new EventComparison(EventLog.readFrom(folder.resolve(EVENTS)));
            final AlertEngine engine = new AlertEngine(comparison);
            JournalReplay.into(journal, engine);
            final String difference = comparison.finish();
            if (difference != null) {
                return difference;
            }
            final String replayed = digestLine(engine.stateDigest(), engine.eventHash());
            final String kept = digest.isEmpty() ? "" : digest.get(0);
            return kept.equals(replayed)
                    ? null
                    : "events are equal, but kept is '" + kept + "', replayed '" + replayed + "'";
        } catch (final NoSuchFileException absent) {
            throw new EvaluationException(folder + " keeps no run: there is no " + absent.getMessage(), absent);
        } catch (final IOException | JournalException failed) {
            throw new EvaluationException(folder + " keeps no run that can be read: " + failed.getMessage(), failed);
        }
    }

    private static String digestLine(final long stateDigest, final long eventHash) {
        return "stateDigest " + JsonReport.hex(stateDigest) + " eventHash " + JsonReport.hex(eventHash);
    }
}
