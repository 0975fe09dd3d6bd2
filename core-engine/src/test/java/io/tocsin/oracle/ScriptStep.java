package io.tocsin.oracle;

import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** One entrance of a script: a message, or a tick without one. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares steps
record ScriptStep(long timestampNs, byte @Nullable [] message) {

    @Override
    public String toString() {
        if (message == null) {
            return "at " + timestampNs + ": onTick";
        }
        final UnsafeBuffer buffer = new UnsafeBuffer(message);
        return "at " + timestampNs + ": " + message.length + " bytes, " + Schema.TOCSIN.line(buffer, 0, message.length);
    }
}
