package io.tocsin.transport.cluster;

import io.tocsin.engine.StateSink;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/** What an engine said that it holds, kept until its reader has read it. Written by one thread, then handed to another. */
final class StateReport implements StateSink {
    private final ExpandableArrayBuffer messages = new ExpandableArrayBuffer();
    private int end;

    @Override
    public void onState(final DirectBuffer buffer, final int offset, final int length) {
        messages.putInt(end, length);
        messages.putBytes(end + Integer.BYTES, buffer, offset, length);
        end += Integer.BYTES + length;
    }

    /** Whether there was no log yet. */
    boolean isEmpty() {
        return end == 0;
    }

    /** Says everything again. */
    void tell(final StateSink sink) {
        for (int at = 0; at < end; ) {
            final int length = messages.getInt(at);
            sink.onState(messages, at + Integer.BYTES, length);
            at += Integer.BYTES + length;
        }
    }
}
