package io.tocsin.bench.crowd;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One client on a bare socket: frames and nothing more, so that the crowd takes as little as possible of the machine that it measures. It confirms each delivery, or whatever
 * a bare server sends, with a frame of some 40 bytes, answers pings, and checks that its deliveries come one after the other. Its loop only, except as said.
 */
final class Seat {
    static final String PATH = "/ws";
    static final String SUBPROTOCOL = "alert.v1.json";

    private static final byte[] REQUEST = String.join(
                    "\r\n",
                    "GET " + PATH + " HTTP/1.1",
                    "Host: localhost",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Protocol: " + SUBPROTOCOL,
                    "",
                    "")
            .getBytes(US_ASCII);
    private static final byte[] DELIVERY = "{\"type\":\"delivery\",\"seq\":\"".getBytes(US_ASCII);
    private static final byte[] PREV = "\",\"prev\":\"".getBytes(US_ASCII);
    private static final byte[] WELCOME = "{\"type\":\"welcome\"".getBytes(US_ASCII);
    private static final byte[] ANSWER = "{\"type\":\"answer\"".getBytes(US_ASCII);
    private static final byte[] HEARTBEAT = "{\"type\":\"heartbeat\"".getBytes(US_ASCII);
    private static final String EPOCH = "\"epoch\":\"";
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int LENGTH_OF_16 = 126;
    private static final int LENGTH_OF_64 = 127;
    private static final int LAST = 0x80;
    private static final int MASKED = 0x80;
    private static final int MASK_BYTES = 4;
    private static final int HEAD_BYTES = 10;

    private final Crowd crowd;
    private final int number;
    /** What it says when it is let in; {@code null} = to a bare server nothing. */
    private final @Nullable Hello hello;

    private @Nullable Channel channel;
    private String epoch = "";
    private long last;

    /** Makes what a client says first. */
    interface Hello {
        /**
         * In JSON.
         *
         * @param epoch of what it has; empty = nothing.
         * @param last  of the lane CRITICAL that it has.
         */
        byte[] text(String epoch, long last);
    }

    /** Who is told of its life. Any loop. */
    interface Crowd {
        /** It may stay. */
        void welcomed(Seat seat, boolean isResumed);

        /** It has a delivery, or a frame of a bare server, of so many bytes. */
        void told(int bytes);

        /** A delivery did not follow on the one before: it is missing something, or has it twice. */
        void outOfOrder(boolean isGap);

        /** A command of its own was answered. */
        void answered(Seat seat);

        /** The connection has ended, whoever ended it. */
        void over(Seat seat, boolean wasWelcomed);
    }

    Seat(final Crowd crowd, final int number, final @Nullable Hello hello) {
        this.crowd = crowd;
        this.number = number;
        this.hello = hello;
    }

    int number() {
        return number;
    }

    /** Highest sequence of the lane CRITICAL that it has. Exact once nothing is on its way. */
    long last() {
        return last;
    }

    /** Cuts the connection. Any thread. */
    void cut() {
        final Channel open = channel;
        if (open != null) {
            open.close();
        }
    }

    /** Sends a text. Any thread. */
    void say(final byte[] text) {
        final Channel open = channel;
        if (open != null) {
            open.writeAndFlush(frame(open, TEXT, text), open.voidPromise());
        }
    }

    /** For a new connection. */
    Frames handler() {
        return new Frames();
    }

    private static ByteBuf frame(final Channel to, final int opcode, final byte[] payload) {
        final ByteBuf frame = to.alloc().buffer(HEAD_BYTES + payload.length);
        frame.writeByte(LAST | opcode);
        if (payload.length < LENGTH_OF_16) {
            frame.writeByte(MASKED | payload.length);
        } else {
            frame.writeByte(MASKED | LENGTH_OF_16).writeShort(payload.length);
        }
        // A mask of zeros is one, too.
        return frame.writeZero(MASK_BYTES).writeBytes(payload);
    }

    /** What comes on one connection. */
    final class Frames extends ByteToMessageDecoder {
        private boolean isUpgraded;
        private boolean isWelcomed;

        @Override
        public void channelActive(final ChannelHandlerContext context) {
            channel = context.channel();
            context.writeAndFlush(context.alloc().buffer(REQUEST.length).writeBytes(REQUEST), context.voidPromise());
        }

        @Override
        protected void decode(final ChannelHandlerContext context, final ByteBuf in, final List<Object> out) {
            if (!isUpgraded && !upgraded(context, in)) {
                return;
            }
            while (in.readableBytes() >= 2) {
                final int start = in.readerIndex();
                final int opcode = in.getByte(start) & 0x0F;
                final int first = in.getByte(start + 1);
                int head = 2;
                int length = first;
                if (first == LENGTH_OF_16 && in.readableBytes() >= 4) {
                    head = 4;
                    length = in.getUnsignedShort(start + 2);
                } else if (first == LENGTH_OF_64 && in.readableBytes() >= HEAD_BYTES) {
                    head = HEAD_BYTES;
                    length = (int) in.getLong(start + 2);
                } else if (first >= LENGTH_OF_16) {
                    return;
                }
                if (in.readableBytes() < head + length) {
                    return;
                }
                in.skipBytes(head);
                heard(context, opcode, in, length);
                in.readerIndex(start + head + length);
            }
        }

        private boolean upgraded(final ChannelHandlerContext context, final ByteBuf in) {
            final int end = in.readableBytes();
            final String head = in.toString(in.readerIndex(), end, US_ASCII);
            final int over = head.indexOf("\r\n\r\n");
            if (over < 0) {
                return false;
            }
            if (!head.startsWith("HTTP/1.1 101")) {
                throw new IllegalStateException(head);
            }
            in.skipBytes(over + 4);
            isUpgraded = true;
            if (hello == null) {
                isWelcomed = true;
                crowd.welcomed(Seat.this, false);
            } else {
                context.writeAndFlush(frame(context.channel(), TEXT, hello.text(epoch, last)), context.voidPromise());
            }
            return true;
        }

        private void heard(final ChannelHandlerContext context, final int opcode, final ByteBuf in, final int length) {
            if (opcode == PING) {
                final byte[] same = new byte[length];
                in.getBytes(in.readerIndex(), same);
                context.writeAndFlush(frame(context.channel(), PONG, same), context.voidPromise());
            } else if (opcode == CLOSE) {
                context.close();
            } else if (hello == null) {
                last++;
                confirm(context, length);
            } else if (starts(in, DELIVERY)) {
                delivered(context, in, length);
            } else if (starts(in, WELCOME)) {
                final String text = in.toString(in.readerIndex(), length, UTF_8);
                final int at = text.indexOf(EPOCH) + EPOCH.length();
                epoch = text.substring(at, text.indexOf('"', at));
                isWelcomed = true;
                crowd.welcomed(Seat.this, text.contains("\"RESUMED\""));
            } else if (starts(in, ANSWER)) {
                crowd.answered(Seat.this);
            } else if (!starts(in, HEARTBEAT)) {
                throw new IllegalStateException(in.toString(in.readerIndex(), length, UTF_8));
            }
        }

        private void delivered(final ChannelHandlerContext context, final ByteBuf in, final int length) {
            int at = in.readerIndex() + DELIVERY.length;
            final long seq = number(in, at);
            at = in.indexOf(at, at + HEAD_BYTES * 2, (byte) '"') + PREV.length;
            final long prev = number(in, at);
            if (seq <= last) {
                crowd.outOfOrder(false);
                return;
            }
            if (prev > last) {
                crowd.outOfOrder(true);
            }
            last = seq;
            confirm(context, length);
        }

        private void confirm(final ChannelHandlerContext context, final int length) {
            final byte[] receipt = ("{\"type\":\"receipts\",\"critical\":\"" + last + "\"}").getBytes(US_ASCII);
            context.writeAndFlush(frame(context.channel(), TEXT, receipt), context.voidPromise());
            crowd.told(length);
        }

        private static boolean starts(final ByteBuf in, final byte[] with) {
            final int start = in.readerIndex();
            for (int i = 0; i < with.length; i++) {
                if (in.getByte(start + i) != with[i]) {
                    return false;
                }
            }
            return true;
        }

        private static long number(final ByteBuf in, final int from) {
            long number = 0;
            for (int at = from; in.getByte(at) != '"'; at++) {
                number = 10 * number + in.getByte(at) - '0';
            }
            return number;
        }

        @Override
        public void channelInactive(final ChannelHandlerContext context) {
            channel = null;
            crowd.over(Seat.this, isWelcomed);
        }

        @Override
        public void exceptionCaught(final ChannelHandlerContext context, final Throwable cause) {
            System.err.println("seat " + number + ": " + cause);
            context.close();
        }
    }
}
