package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** A client on a bare socket, which can say anything, and stop reading. */
final class RawPeer implements AutoCloseable {
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CONTINUATION = 0;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int PATIENCE_MS = 60_000;
    private static final byte[] MASK = {1, 2, 3, 4};

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final OutputStream out;

    RawPeer(final int port) {
        this(port, 65_536);
    }

    /** With so many bytes that the system keeps for it unread. */
    RawPeer(final int port, final int receiveBufferBytes) {
        try {
            socket.setReceiveBufferSize(receiveBufferBytes);
            socket.setSoTimeout(PATIENCE_MS);
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MS);
            in = new DataInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A frame as it came.
     *
     * @param opcode  of it.
     * @param payload of it.
     */
    record Frame(int opcode, String payload) {
        int closeCode() {
            assertThat(opcode).as(payload).isEqualTo(CLOSE);
            return payload.charAt(0) << 8 | payload.charAt(1);
        }

        String text() {
            assertThat(opcode).isEqualTo(TEXT);
            return new String(payload.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        }
    }

    RawPeer send(final String text) {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    RawPeer send(final byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
            return this;
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Becomes a WebSocket. */
    RawPeer upgrade() {
        return upgrade("/ws", "alert.v1.json");
    }

    /** The same, somewhere else. */
    RawPeer upgrade(final String path) {
        return upgrade(path, "alert.v1.json");
    }

    /** Becomes a WebSocket of this subprotocol. */
    RawPeer upgradeTo(final String subprotocol) {
        return upgrade("/ws", subprotocol);
    }

    private RawPeer upgrade(final String path, final String subprotocol) {
        final List<String> lines = List.of(
                "GET " + path + " HTTP/1.1",
                "Host: localhost",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Protocol: " + subprotocol);
        send(String.join("\r\n", lines) + "\r\n\r\n");
        final String head = head();
        assertThat(head).startsWith("HTTP/1.1 101").containsIgnoringCase("sec-websocket-protocol: " + subprotocol);
        assertThat(head).contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        return this;
    }

    /** Becomes a WebSocket of a person and waits for the welcome. */
    RawPeer greet(final String person) {
        upgrade();
        text("{\"type\":\"hello\",\"role\":\"clinician\",\"person\":\"" + person + "\",\"client\":\"raw\"}");
        assertThat(frame().text()).contains("\"type\":\"welcome\"");
        return this;
    }

    RawPeer text(final String text) {
        return frame(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a masked frame. */
    RawPeer frame(final int opcode, final boolean isLast, final byte[] payload) {
        return send(encoded(opcode | (isLast ? 0x80 : 0), payload, true));
    }

    static byte[] encoded(final int firstByte, final byte[] payload, final boolean masked) {
        final ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(firstByte);
        final int maskBit = masked ? 0x80 : 0;
        if (payload.length < 126) {
            frame.write(maskBit | payload.length);
        } else if (payload.length < 65_536) {
            frame.write(maskBit | 126);
            frame.write(payload.length >>> 8);
            frame.write(payload.length);
        } else {
            frame.write(maskBit | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >>> shift));
            }
        }
        if (masked) {
            frame.writeBytes(MASK);
        }
        for (int i = 0; i < payload.length; i++) {
            frame.write(masked ? payload[i] ^ MASK[i % 4] : payload[i]);
        }
        return frame.toByteArray();
    }

    /** Reads a frame that is neither a heartbeat nor a ping, which is answered. */
    Frame frame() {
        try {
            Frame frame = read();
            while (frame.opcode() == PING || frame.payload().contains("\"heartbeat\"")) {
                if (frame.opcode() == PING) {
                    frame(PONG, true, new byte[0]);
                }
                frame = read();
            }
            return frame;
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Reads a frame, whatever it is. */
    Frame anyFrame() {
        try {
            return read();
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Reads until the server closes, and answers its code. */
    int closeCode() {
        Frame frame = frame();
        while (frame.opcode() != CLOSE) {
            frame = frame();
        }
        return frame.closeCode();
    }

    /** Reads the head of an HTTP response. */
    String head() {
        final StringBuilder head = new StringBuilder();
        try {
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readUnsignedByte());
            }
        } catch (final EOFException closed) {
            return head.append("<closed>").toString();
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return head.toString();
    }

    /** Reads an HTTP response with a body of known length. */
    String response() {
        final String head = head();
        final int length = head.toLowerCase(Locale.ROOT).indexOf("content-length: ");
        if (length < 0) {
            return head;
        }
        final int start = length + "content-length: ".length();
        final int bytes = Integer.parseInt(head.substring(start, head.indexOf('\r', start)));
        try {
            return head + new String(in.readNBytes(bytes), StandardCharsets.UTF_8);
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Whether the server has ended the connection; waits for it. */
    boolean isEnded() {
        try {
            while (in.read() >= 0) {
                // What was on its way.
            }
            return true;
        } catch (final SocketException reset) {
            return true;
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
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

    private Frame read() throws IOException {
        final int opcode = in.readUnsignedByte() & 0x0F;
        int length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = (int) in.readLong();
        }
        return new Frame(opcode, new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
    }
}
