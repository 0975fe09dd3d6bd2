package io.tocsin.pipeline;

import io.tocsin.journal.InMemoryJournal;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalReader;
import io.tocsin.journal.Level;
import io.tocsin.journal.StorageState;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** A journal that refuses, holds back and fails when a test says so, over one that keeps everything. */
final class ScriptedJournal implements Journal {
    /** Correlations of the queries offered, refused or not; -1 for other commands. */
    final List<Long> offered = new ArrayList<>();

    /** Positions after the records kept, in order. */
    final List<Long> positions = new ArrayList<>();

    final InMemoryJournal kept;

    /** How many of the next appends to refuse. */
    int refusals;

    /** While set, nothing more counts as recorded. */
    boolean holding;

    /** What the next append throws. */
    @Nullable
    RuntimeException failure;

    boolean closed;
    StorageState storageState = StorageState.AMPLE;

    private long told;

    ScriptedJournal() {
        this(new InMemoryJournal());
    }

    ScriptedJournal(final InMemoryJournal kept) {
        this.kept = kept;
    }

    /** What it last called recorded, without asking again. */
    long told() {
        return told;
    }

    /** Correlations of the queries kept, in order; -1 for other commands. */
    List<Long> correlations() {
        final List<Long> correlations = new ArrayList<>();
        kept.replay(
                0,
                (position, timestampNs, buffer, offset, length) ->
                        correlations.add(Commands.correlationOf(buffer, offset)));
        return correlations;
    }

    @Override
    public long append(final long timestampNs, final DirectBuffer buffer, final int offset, final int length) {
        if (failure != null) {
            throw failure;
        }
        offered.add(Commands.correlationOf(buffer, offset));
        if (refusals > 0) {
            refusals--;
            return BACK_PRESSURED;
        }
        final long position = kept.append(timestampNs, buffer, offset, length);
        if (position > 0) {
            positions.add(position);
        }
        return position;
    }

    @Override
    public long recordedPosition() {
        if (!holding) {
            told = kept.recordedPosition();
        }
        return told;
    }

    @Override
    public void replay(final long fromPosition, final JournalReader reader) {
        kept.replay(fromPosition, reader);
    }

    @Override
    public Level level() {
        return kept.level();
    }

    @Override
    public StorageState storageState() {
        return storageState;
    }

    @Override
    public void close() {
        closed = true;
        kept.close();
    }
}
