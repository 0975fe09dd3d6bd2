package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.EndSnoozeEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.SnoozeAlertEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/** Commands of people who put alerts off, as bytes; values need not be valid. */
final class SnoozeCommands {
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[128]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    byte[] snooze(final From from, final long alertId, final long forMs) {
        final SnoozeAlertEncoder snooze = new SnoozeAlertEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(snooze.envelope());
        snooze.alertId(alertId).forMs(forMs);
        return bytes(snooze.limit());
    }

    byte[] endSnooze(final From from, final long alertId) {
        final EndSnoozeEncoder end = new EndSnoozeEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(end.envelope());
        end.alertId(alertId);
        return bytes(end.limit());
    }

    private byte[] bytes(final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        return bytes;
    }
}
