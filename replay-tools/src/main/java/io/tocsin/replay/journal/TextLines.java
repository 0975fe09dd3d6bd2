package io.tocsin.replay.journal;

import io.tocsin.atrest.PatientTexts;
import java.io.PrintWriter;
import org.agrona.DirectBuffer;

/** Lines for people. An event is indented below its command. */
final class TextLines implements LineWriter {
    private final PrintWriter out;
    private final MessageReader reader;
    private final LineSink sink = new LineSink();

    /**
     * Writes nothing yet.
     *
     * @param out      to write to.
     * @param personal whether personal data is written.
     * @param texts    opens what was typed about patients, if it can.
     */
    TextLines(final PrintWriter out, final boolean personal, final PatientTexts texts) {
        this.out = out;
        reader = new MessageReader(personal, texts);
    }

    @Override
    public void command(
            final long seq,
            final long position,
            final long timestampNs,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        write("command " + seq + " @" + position, timestampNs, buffer, offset, length);
    }

    @Override
    public void event(final long eventSeq, final long commandSeq, final long timestampNs, final DirectBuffer event) {
        write("  event " + eventSeq + " of " + commandSeq, timestampNs, event, 0, event.capacity());
    }

    private void write(
            final String place, final long timestampNs, final DirectBuffer buffer, final int offset, final int length) {
        final String wrong = reader.read(buffer, offset, length, sink);
        out.print(place);
        out.print(' ');
        out.print(Instants.text(timestampNs));
        out.print(' ');
        out.print(Schema.current().name(MessageReader.templateId(buffer, offset, length)));
        out.print(sink.take());
        if (wrong != null) {
            out.print(" (" + length + " bytes, " + wrong + ")");
        }
        out.print('\n');
    }
}
