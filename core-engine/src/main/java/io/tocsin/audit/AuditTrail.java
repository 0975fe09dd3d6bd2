package io.tocsin.audit;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.AuditKind;
import io.tocsin.codecs.sbe.EventHeaderDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.JournalReader;
import io.tocsin.journal.JournalTail;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** Makes records of commands and events, each of them once, and has them written. One thread; waits for the disk. */
final class AuditTrail implements AutoCloseable {
    private static final int PER_POLL = 16;
    private static final int POLLS = 32;

    private final AuditWriter writer;
    private final AuditPlace place;
    private final CommandTerms commandTerms;
    private final EventTerms eventTerms;
    private final EventHeaderDecoder stamp = new EventHeaderDecoder();
    private final AuditDraft draft = new AuditDraft();
    private final AuditDraft run = new AuditDraft();
    private final JournalTail commands;
    private final JournalTail events;
    private final JournalReader onCommand = this::command;
    private final JournalReader onEvent = this::event;
    /** The last command that was read: in a record, or in the run that is open. */
    private long commandSeq;

    private final long passOverThrough;
    private boolean isRunOpen;
    private boolean hasNews;
    private boolean hasSeenAll;

    private AuditTrail(
            final AuditWriter writer, final long before, final JournalTail commands, final JournalTail events) {
        this.writer = writer;
        this.commands = commands;
        this.events = events;
        place = writer.place();
        passOverThrough = place.passOverThrough();
        commandSeq = passOverThrough == 0 ? place.commandSeq : before;
        commandTerms = new CommandTerms(writer.context());
        eventTerms = new EventTerms(writer.context(), draft, this::append);
    }

    /**
     * Follows a log from where an audit has come to.
     *
     * @throws JournalException if it cannot be followed.
     */
    static AuditTrail of(final AuditWriter writer, final AuditFeed feed) {
        final AuditPlace place = writer.place();
        final JournalTail commands = required(feed.commands(place.commandNs));
        try {
            return new AuditTrail(writer, feed.commandsBefore(), commands, required(feed.events(place.eventSeq + 1)));
        } catch (final RuntimeException failed) {
            commands.close();
            throw failed;
        }
    }

    /** Whether the last command that there is a record of stands in the log, where the record says. */
    static boolean isInLog(final AuditPlace place, final AuditFeed feed) {
        if (place.position == 0) {
            return true;
        }
        // Nothing was sealed yet behind the snapshot with which it began: no command need end there.
        final AuditBeginning beginning = feed.beginning();
        if (beginning != null && beginning.position() == place.position && beginning.commandSeq() == place.commandSeq) {
            return true;
        }
        final boolean[] found = new boolean[1];
        final long[] at = new long[1];
        try (JournalTail tail = required(feed.commands(place.commandNs))) {
            int given = 1;
            while (given > 0 && at[0] < place.position) {
                given = tail.poll(
                        (position, timestampNs, buffer, offset, length) -> {
                            at[0] = position;
                            found[0] = position == place.position
                                    && TimeUnit.NANOSECONDS.toMicros(timestampNs)
                                            == TimeUnit.NANOSECONDS.toMicros(place.commandNs);
                        },
                        1);
            }
        }
        return found[0];
    }

    /** How many commands the log has from before, or at, an instant. */
    static long countUpTo(final long atNs, final AuditFeed feed) {
        final long[] counted = {feed.commandsBefore()};
        final long micros = TimeUnit.NANOSECONDS.toMicros(atNs);
        try (JournalTail tail = required(feed.commands(0))) {
            final JournalReader counting = (position, timestampNs, buffer, offset, length) ->
                    counted[0] += TimeUnit.NANOSECONDS.toMicros(timestampNs) <= micros ? 1 : 0;
            while (tail.poll(counting, PER_POLL) > 0) {
                // Counts on.
            }
        }
        return counted[0];
    }

    private static JournalTail required(final @Nullable JournalTail tail) {
        if (tail == null) {
            throw new JournalException("the router keeps nothing that an audit could follow");
        }
        return tail;
    }

    /** The last command that was read. */
    long commandSeq() {
        return commandSeq;
    }

    /** Of the log, behind the last command that was read. */
    long position() {
        return isRunOpen ? run.position : place.position;
    }

    /** Whether there is something that no seal covers, and that is worth one; not before all is passed over that is to be. */
    boolean hasNews() {
        return hasNews && (passOverThrough == 0 || hasSeenAll);
    }

    /** Says something of the audit itself. */
    void say(final AuditKind kind, final long nowNs) {
        draft.begin(kind, nowNs);
        draft.outcome = AuditDraft.SUCCESS;
        append(draft);
    }

    /** Reads on, and writes; answers whether there may be more. Events first: they are the later ones. */
    boolean follow() throws IOException {
        int given = 0;
        for (int i = 0; i < POLLS && !writer.isFull(); i++) {
            final int found =
                    events.poll(onEvent, PER_POLL) + (writer.isFull() ? 0 : commands.poll(onCommand, PER_POLL));
            given += found;
            if (found == 0) {
                break;
            }
        }
        writer.context().readUpTo(commandSeq);
        writer.flush();
        hasSeenAll |= given == 0;
        return given > 0;
    }

    /** Everything that was read stands in a record from here on. */
    void endRun() {
        if (isRunOpen) {
            isRunOpen = false;
            writer.append(run);
            place.commands(run.throughSeq, run.position, run.atNs);
        }
    }

    /** What there is is sealed. */
    void sealed() {
        hasNews = false;
    }

    @Override
    public void close() {
        commands.close();
        events.close();
    }

    private void command(
            final long position,
            final long timestampNs,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        if (position <= position()) {
            // The tail begins earlier than it was asked to.
            return;
        }
        commandSeq++;
        if (commandSeq <= passOverThrough) {
            return;
        }
        final CommandTerms.Routine routine = commandTerms.read(draft, timestampNs, buffer, offset, length);
        hasNews |= routine == CommandTerms.Routine.TRAFFIC;
        if (routine == CommandTerms.Routine.NOT) {
            endRun();
            draft.commandSeq = commandSeq;
            draft.throughSeq = commandSeq;
            draft.position = position;
            append(draft);
            place.commands(commandSeq, position, timestampNs);
            return;
        }
        if (!isRunOpen) {
            isRunOpen = true;
            run.begin(AuditKind.ROUTINE, timestampNs);
            run.commandSeq = commandSeq;
        }
        run.atNs = timestampNs;
        run.throughSeq = commandSeq;
        run.position = position;
    }

    private void event(
            final long position, final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
        if (eventSeq <= place.eventSeq) {
            return;
        }
        if (eventSeq != place.eventSeq + 1) {
            throw new JournalException("event " + eventSeq + " follows event " + place.eventSeq);
        }
        if (passOverThrough == 0
                || stamp.wrap(buffer, offset + MessageHeaderDecoder.ENCODED_LENGTH)
                                .commandSeq()
                        > passOverThrough) {
            eventTerms.read(buffer, offset);
        }
        place.eventSeq = eventSeq;
    }

    private void append(final AuditDraft record) {
        writer.append(requireNonNull(record));
        hasNews = true;
    }
}
