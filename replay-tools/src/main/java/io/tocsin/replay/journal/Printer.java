package io.tocsin.replay.journal;

import io.tocsin.codecs.sbe.EventHeaderDecoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Walks over a log and gives a {@link LineWriter} what is wanted of it: each command, and behind it the events that it led to. A command concerns an alert if it
 * names it or if one of its events does.
 */
final class Printer {
    private final KeptLog log;
    private final Selection selection;
    private final LineWriter writer;
    private final Events events;
    private final Concern concern;
    private final List<UnsafeBuffer> wanted = new ArrayList<>();
    private long seq;
    private long printed;

    /**
     * Has printed nothing.
     *
     * @param log       to walk over.
     * @param selection of what is wanted.
     * @param writer    of lines.
     */
    Printer(final KeptLog log, final Selection selection, final LineWriter writer) {
        this.log = log;
        this.selection = selection;
        this.writer = writer;
        events = new Events(log);
        concern = selection.concern();
    }

    /**
     * Prints.
     *
     * @return how many lines.
     * @throws io.tocsin.journal.JournalException where the log cannot be read further.
     */
    long print() {
        try {
            log.commands(0, this::onCommand);
            onEventsBehindTheLastCommand();
        } catch (final End reached) {
            // What is wanted ends before the log does.
        }
        return printed;
    }

    private void onCommand(
            final long position,
            final long timestampNs,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        seq++;
        if (selection.to().isBefore(seq, position, timestampNs)) {
            throw new End();
        }
        final int led = eventsOf(seq);
        if (selection.from().isBehind(seq, position, timestampNs)) {
            return;
        }
        if (selection.commands()
                && (led > 0 || concern.isOfCommand(buffer, offset, length))
                && selection.isType(name(buffer, offset, length))) {
            writer.command(seq, position, timestampNs, buffer, offset, length);
            printed++;
        }
        wanted.forEach(this::print);
    }

    /** Gathers what is wanted of the events that a command led to, and answers how many of them concern what is. */
    private int eventsOf(final long commandSeq) {
        wanted.clear();
        if (selection.events() || !concern.isAnything()) {
            for (UnsafeBuffer event = events.nextOf(commandSeq); event != null; event = events.nextOf(commandSeq)) {
                if (concern.isOfEvent(event)) {
                    wanted.add(event);
                }
            }
        }
        return wanted.size();
    }

    /** There are none, unless the journal has lost its end: then they are all that tells of it. */
    private void onEventsBehindTheLastCommand() {
        eventsOf(Long.MAX_VALUE);
        wanted.forEach(this::print);
    }

    private void print(final UnsafeBuffer event) {
        if (selection.events() && selection.isType(name(event, 0, event.capacity()))) {
            final EventHeaderDecoder header = Events.header(event);
            writer.event(header.eventSeq(), header.commandSeq(), header.timestampNs(), event);
            printed++;
        }
    }

    private static String name(final DirectBuffer buffer, final int offset, final int length) {
        return Schema.current().name(MessageReader.templateId(buffer, offset, length));
    }

    /** Ends a reading. */
    private static final class End extends RuntimeException {
        private static final long serialVersionUID = 1L;

        End() {
            super("end", null, false, false);
        }
    }
}
