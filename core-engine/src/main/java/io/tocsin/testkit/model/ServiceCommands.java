package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.LoadReportedEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.ModeOrderedEncoder;
import io.tocsin.codecs.sbe.ServiceQueryEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/** Commands about the router itself, as bytes; values need not be valid. */
final class ServiceCommands {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    byte[] loadReported(final From from, final long connections, final int backlogPermille, final int cpuPermille) {
        final LoadReportedEncoder load = new LoadReportedEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(load.envelope());
        load.connections(connections).backlogPermille(backlogPermille).cpuPermille(cpuPermille);
        return bytes(load.limit());
    }

    byte[] modeOrdered(final From from, final int mode) {
        final ModeOrderedEncoder order = new ModeOrderedEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(order.envelope());
        buffer.putByte(HEADER + ModeOrderedEncoder.modeEncodingOffset(), (byte) mode);
        return bytes(order.limit());
    }

    byte[] serviceQuery(final From from) {
        final ServiceQueryEncoder query = new ServiceQueryEncoder().wrapAndApplyHeader(buffer, 0, header);
        from.write(query.envelope());
        return bytes(query.limit());
    }

    private byte[] bytes(final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        return bytes;
    }
}
