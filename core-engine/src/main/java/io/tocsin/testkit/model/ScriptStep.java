package io.tocsin.testkit.model;

import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One entrance of a script.
 *
 * @param timestampNs as the host would stamp it, UTC epoch ns; may lie before the step that went before.
 * @param message     the command; null for a tick without one.
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares steps
public record ScriptStep(long timestampNs, byte @Nullable [] message) {

    @Override
    public String toString() {
        if (message == null) {
            return "at " + timestampNs + ": onTick";
        }
        final UnsafeBuffer buffer = new UnsafeBuffer(message);
        return "at " + timestampNs + ": " + message.length + " bytes, " + Schema.TOCSIN.line(buffer, 0, message.length);
    }
}
