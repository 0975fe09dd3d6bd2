package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A WebSocket client of bare bytes. It writes whatever it is told, and reads frames as strictly as RFC 6455 demands of a server's: unmasked, no reserved bits, shortest
 * length, control frames whole and short.
 */
final class WireSocket implements AutoCloseable {
    static final int PATIENCE_MS = 20_000;

    /** The example of RFC 6455, section 1.3. */
    static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final OutputStream out;
    private int nextMask = 0x1234_5678;

    WireSocket(final int port) {
        try {
            socket.setSoTimeout(PATIENCE_MS);
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MS);
            in = new DataInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A frame of the server; a character of its payload is an octet. */
    record Frame(int opcode, String octets) {
        String text() {
            return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        }

        int closeCode() {
            return octets.length() < 2 ? 0 : octets.charAt(0) << 8 | octets.charAt(1);
        }
    }

    /** An open WebSocket of our subprotocol. */
    static WireSocket upgraded(final int port) {
        final WireSocket wire = new WireSocket(port);
        wire.send(String.join(
                        "\r\n",
                        "GET /ws HTTP/1.1",
                        "Host: localhost",
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Key: " + KEY,
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Protocol: " + HttpFront.SUBPROTOCOL,
                        "",
                        "")
                .getBytes(StandardCharsets.US_ASCII));
        assertThat(wire.head()).startsWith("HTTP/1.1 101 ");
        return wire;
    }

    /** An open WebSocket whose client was welcomed. */
    static WireSocket greeted(final int port) {
        final WireSocket wire = upgraded(port);
        wire.send(wire.masked(
                0x81, "{\"type\":\"hello\",\"role\":\"source\",\"client\":\"wire\"}".getBytes(StandardCharsets.UTF_8)));
        assertThat(wire.frame().text()).contains("welcome");
        return wire;
    }

    /** A character is an octet. */
    void send(final String octets) {
        send(octets.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(final byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A masked frame with the shortest length. */
    byte[] masked(final int firstByte, final byte[] payload) {
        final ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(firstByte);
        length(frame, 0x80, payload.length);
        return masked(frame, payload);
    }

    /** A masked frame whose length takes eight bytes, needed or not. */
    byte[] maskedLong(final int firstByte, final long length, final byte[] payload) {
        final ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(firstByte);
        frame.write(0x80 | 127);
        for (int shift = 56; shift >= 0; shift -= 8) {
            frame.write((int) (length >>> shift));
        }
        return masked(frame, payload);
    }

    /** A masked frame whose length takes two bytes, needed or not. */
    byte[] maskedShort(final int firstByte, final byte[] payload) {
        final ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(firstByte);
        frame.write(0x80 | 126);
        frame.write(payload.length >>> 8);
        frame.write(payload.length);
        return masked(frame, payload);
    }

    /** A frame that no client may send. */
    static byte[] unmasked(final int firstByte, final byte[] payload) {
        final ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(firstByte);
        length(frame, 0, payload.length);
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    private byte[] masked(final ByteArrayOutputStream frame, final byte[] payload) {
        // Zero is a mask too.
        nextMask = nextMask == 0 ? 0x89AB_CDEF : nextMask == 0x1234_5678 ? 0 : nextMask * 31 + 7;
        for (int shift = 24; shift >= 0; shift -= 8) {
            frame.write(nextMask >>> shift);
        }
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ (nextMask >>> (24 - 8 * (i % 4))));
        }
        return frame.toByteArray();
    }

    private static void length(final ByteArrayOutputStream frame, final int mask, final int length) {
        if (length < 126) {
            frame.write(mask | length);
        } else if (length < 65_536) {
            frame.write(mask | 126);
            frame.write(length >>> 8);
            frame.write(length);
        } else {
            frame.write(mask | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) length >>> shift));
            }
        }
    }

    /** The next frame that is no heartbeat. */
    Frame frame() {
        try {
            Frame frame = readFrame();
            while (frame.opcode() == 1 && frame.text().contains("\"heartbeat\"")) {
                frame = readFrame();
            }
            return frame;
        } catch (final IOException failed) {
            throw new UncheckedIOException("no frame came", failed);
        }
    }

    private Frame readFrame() throws IOException {
        final int first = in.readUnsignedByte();
        assertThat(first & 0x70).as("reserved bits").isZero();
        final int opcode = first & 0x0F;
        assertThat(opcode).as("opcode").isIn(0, 1, 2, 8, 9, 10);
        final int second = in.readUnsignedByte();
        assertThat(second & 0x80).as("a server does not mask").isZero();
        long length = second;
        if (second == 126) {
            length = in.readUnsignedShort();
            assertThat(length).as("shortest length").isGreaterThan(125);
        } else if (second == 127) {
            length = in.readLong();
            assertThat(length).as("shortest length").isGreaterThan(65_535);
        }
        if (opcode >= 8) {
            assertThat(first & 0x80).as("a control frame is whole").isNotZero();
            assertThat(length).as("a control frame is short").isLessThan(126);
        }
        return new Frame(opcode, new String(in.readNBytes((int) length), StandardCharsets.ISO_8859_1));
    }

    /** The head of an HTTP response. */
    String head() {
        final ByteArrayOutputStream head = new ByteArrayOutputStream();
        try {
            while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
                head.write(in.readUnsignedByte());
            }
        } catch (final IOException failed) {
            throw new UncheckedIOException("got only: " + head, failed);
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    /** Everything until the server closes; a character is an octet. */
    String rest() {
        try {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The values of a header in a head. */
    static List<String> header(final String head, final String name) {
        final List<String> values = new ArrayList<>();
        for (final String line : head.split("\r\n", -1)) {
            if (line.regionMatches(true, 0, name + ':', 0, name.length() + 1)) {
                values.add(line.substring(name.length() + 1).strip());
            }
        }
        return values;
    }

    /** Drops what comes until the server ends the connection. */
    void ended() {
        try {
            while (in.read() >= 0) {
                // Dropped.
            }
        } catch (final java.net.SocketException reset) {
            // Ended too, if not politely.
        } catch (final IOException failed) {
            throw new UncheckedIOException("the connection did not end", failed);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
