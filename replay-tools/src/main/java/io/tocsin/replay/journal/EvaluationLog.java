package io.tocsin.replay.journal;

import io.tocsin.journal.EventLogReader;
import io.tocsin.journal.InMemoryJournal;
import io.tocsin.journal.JournalReader;
import io.tocsin.journal.StoredSnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code evaluate --journal} kept: a file of commands, one of events beside it, and no snapshots. A file is read whole, when it is first asked for. */
final class EvaluationLog implements KeptLog {
    private static final String JOURNAL = "journal.bin";
    private static final String EVENTS = "events.bin";
    private static final byte[] MAGIC = "TOCSINJ\0".getBytes(StandardCharsets.US_ASCII);

    private final Path commandsFile;
    private final Path eventsFile;
    private @Nullable InMemoryJournal commands;
    private @Nullable InMemoryJournal events;

    private EvaluationLog(final Path commandsFile, final Path eventsFile) {
        this.commandsFile = commandsFile;
        this.eventsFile = eventsFile;
    }

    /** Whether a folder keeps one. */
    static boolean isIn(final Path folder) {
        return Files.isRegularFile(folder.resolve(JOURNAL));
    }

    /** Whether a file is a journal of this kind, whole or not. */
    static boolean isJournal(final Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
        } catch (final IOException unreadable) {
            return false;
        }
    }

    /**
     * Of a folder, or of a single file of commands.
     *
     * @param path of either; events are those of the folder.
     */
    static EvaluationLog open(final Path path) {
        return Files.isDirectory(path)
                ? new EvaluationLog(path.resolve(JOURNAL), path.resolve(EVENTS))
                : new EvaluationLog(path, path.resolveSibling(EVENTS));
    }

    @Override
    public void commands(final long fromPosition, final JournalReader reader) {
        if (commands == null) {
            commands = InMemoryJournal.readFrom(commandsFile);
        }
        commands.replay(fromPosition, reader);
    }

    @Override
    public boolean keepsEvents() {
        return Files.exists(eventsFile);
    }

    @Override
    public void events(final long fromEventSeq, final EventLogReader reader) {
        if (events == null) {
            events = keepsEvents() ? InMemoryJournal.readFrom(eventsFile) : new InMemoryJournal();
        }
        final long[] eventSeq = new long[1];
        events.replay(0, (position, timestampNs, buffer, offset, length) -> {
            eventSeq[0]++;
            if (eventSeq[0] >= fromEventSeq) {
                reader.onEvent(eventSeq[0], buffer, offset, length);
            }
        });
    }

    @Override
    public List<StoredSnapshot> snapshots() {
        return List.of();
    }

    @Override
    public List<String> problems() {
        return List.of();
    }

    @Override
    public void close() {
        if (commands != null) {
            commands.close();
        }
        if (events != null) {
            events.close();
        }
    }
}
