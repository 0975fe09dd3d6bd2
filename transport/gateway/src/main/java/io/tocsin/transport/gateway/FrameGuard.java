package io.tocsin.transport.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;

/**
 * Looks at frames before they are put together. It refuses text that is not UTF-8, as Netty's own validator does, which takes bytes one by one: a tenth of what a message
 * costs. Most messages are whole and ASCII, which is seen eight bytes at a time, and need no more. And it ends who sends pings, pongs or fragments without end: they are no
 * messages, so no budget of messages bounds them, and each takes time of the loop that is everybody's. Loop only.
 */
final class FrameGuard extends Utf8FrameValidator {
    /** Frames other than whole messages that a client may send from one look to the next, a second: a message of 64 KiB may come in pieces of 8 bytes. */
    static final int MOST_IN_A_SECOND = 10_000;

    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private int frames;

    FrameGuard() {
        super(false);
    }

    /** Too many frames that are no messages. */
    static final class FloodException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FloodException() {
            super("too many frames that are no messages", null, false, false);
        }
    }

    /** A second is over. */
    void second() {
        frames = 0;
    }

    @Override
    public void channelRead(final ChannelHandlerContext ctx, final Object message) throws Exception {
        if (message instanceof TextWebSocketFrame text && text.isFinalFragment() && isAscii(text.content())) {
            ctx.fireChannelRead(message);
        } else if (isNoMessage(message) && ++frames > MOST_IN_A_SECOND) {
            ReferenceCountUtil.release(message);
            if (frames == MOST_IN_A_SECOND + 1) {
                ctx.fireExceptionCaught(new FloodException());
            }
        } else {
            super.channelRead(ctx, message);
        }
    }

    private static boolean isNoMessage(final Object message) {
        return message instanceof WebSocketFrame frame
                && (!frame.isFinalFragment()
                        || !(frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame));
    }

    private static boolean isAscii(final ByteBuf bytes) {
        int index = bytes.readerIndex();
        final int end = bytes.writerIndex();
        long seen = 0;
        for (; index <= end - Long.BYTES; index += Long.BYTES) {
            seen |= bytes.getLong(index);
        }
        for (; index < end; index++) {
            seen |= bytes.getByte(index) & 0x80;
        }
        return (seen & HIGH_BITS) == 0;
    }
}
