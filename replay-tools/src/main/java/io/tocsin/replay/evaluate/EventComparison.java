package io.tocsin.replay.evaluate;

import io.tocsin.codecs.sbe.EventHeaderDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.engine.EngineOutput;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Compares what an engine says with what was kept, event by event, and remembers the first difference. */
final class EventComparison implements EngineOutput {
    private final List<byte[]> kept = new ArrayList<>();
    private int replayed;
    private @Nullable String difference;

    EventComparison(final EventLog log) {
        log.records().replay(0, (position, timestampNs, buffer, offset, length) -> {
            final byte[] event = new byte[length];
            buffer.getBytes(offset, event);
            kept.add(event);
        });
    }

    @Override
    public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
        if (difference == null) {
            if (replayed == kept.size()) {
                difference = "event " + eventSeq + " (" + nameOf(buffer, offset)
                        + ") is said in the replay, but kept are only " + kept.size() + " events";
            } else {
                compare(eventSeq, kept.get(replayed), buffer, offset, length);
            }
        }
        replayed++;
    }

    @Override
    public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
        // Answers are part of the event hash.
    }

    /** To be called at the end: the first difference in one line, or {@code null}. */
    @Nullable
    String finish() {
        if (difference == null && replayed < kept.size()) {
            final UnsafeBuffer missing = new UnsafeBuffer(kept.get(replayed));
            difference =
                    "event " + (replayed + 1) + " (" + nameOf(missing, 0) + ") is kept, but the replay ends before it";
        }
        return difference;
    }

    /** How many events were compared. */
    int count() {
        return replayed;
    }

    private void compare(
            final long eventSeq, final byte[] expected, final DirectBuffer buffer, final int offset, final int length) {
        for (int i = 0; i < Math.min(length, expected.length); i++) {
            if (buffer.getByte(offset + i) != expected[i]) {
                difference = "event " + eventSeq + ": byte " + i + " is " + (expected[i] & 0xFF) + " as kept ("
                        + nameOf(new UnsafeBuffer(expected), 0) + "), " + (buffer.getByte(offset + i) & 0xFF)
                        + " replayed ("
                        + nameOf(buffer, offset) + ")";
                return;
            }
        }
        if (length != expected.length) {
            difference = "event " + eventSeq + " (" + nameOf(buffer, offset) + ") has " + expected.length
                    + " bytes as kept, " + length + " replayed";
        }
    }

    private static String nameOf(final DirectBuffer event, final int offset) {
        final int templateId = new MessageHeaderDecoder().wrap(event, offset).templateId();
        final long commandSeq = new EventHeaderDecoder()
                .wrap(event, offset + MessageHeaderDecoder.ENCODED_LENGTH)
                .commandSeq();
        return "template " + templateId + " of command " + commandSeq;
    }
}
