package io.tocsin.codecs.wire;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.JsonCodec;
import io.tocsin.codecs.json.MessageCodec;
import io.tocsin.codecs.json.ProtocolException;
import io.tocsin.codecs.json.ServerMessage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * What a fuzzer throws octets at: the first says which reader takes the rest. It is a message or a typed refusal that can be told; and a message is the same when it is
 * written in JSON or in SBE and read again.
 */
public final class FuzzTarget {
    /** The first octet of what a client says in JSON. */
    static final byte JSON_CLIENT = 0;

    /** Added: in SBE. */
    static final byte SBE = 1;

    /** Added: of the router. */
    static final byte ROUTER = 2;

    private static final List<MessageCodec> CODECS = List.of(JsonCodec.INSTANCE, SbeCodec.INSTANCE);

    private FuzzTarget() {}

    /**
     * Reads one input. Any thread; does not wait.
     *
     * @param input which reader, and what it reads.
     * @throws IllegalStateException if the same message is not read again.
     */
    public static void fuzzerTestOneInput(final byte[] input) {
        if (input.length == 0) {
            return;
        }
        final boolean isOfRouter = (input[0] & ROUTER) != 0;
        final MessageCodec taker = CODECS.get(input[0] & SBE);
        final Object taken;
        try {
            taken = read(taker, isOfRouter, Arrays.copyOfRange(input, 1, input.length));
        } catch (final ProtocolException refused) {
            shouldBeTellable(refused);
            return;
        }
        // JSON takes words that mean nothing beside others, such as whether an answer is of a new alert if it is of
        // none; they are not written.
        final Object message = taker.isBinary() ? taken : readAgain(taker, isOfRouter, taken);
        for (final MessageCodec codec : CODECS) {
            shouldReadAgain(codec, isOfRouter, message);
        }
    }

    private static void shouldBeTellable(final ProtocolException refused) {
        for (final MessageCodec codec : CODECS) {
            shouldReadAgain(codec, true, refused.toMessage());
        }
    }

    private static void shouldReadAgain(final MessageCodec codec, final boolean isOfRouter, final Object message) {
        final Object again = readAgain(codec, isOfRouter, message);
        if (!again.equals(message)) {
            throw new IllegalStateException(codec.subprotocol() + ": " + message + " is read again as " + again);
        }
    }

    private static Object readAgain(final MessageCodec codec, final boolean isOfRouter, final Object message) {
        try {
            return read(codec, isOfRouter, write(codec, message));
        } catch (final ProtocolException refused) {
            throw new IllegalStateException(codec.subprotocol() + ": " + message + " is not read again", refused);
        }
    }

    private static Object read(final MessageCodec codec, final boolean isOfRouter, final byte[] bytes)
            throws ProtocolException {
        final ByteBuffer exact = ByteBuffer.wrap(bytes);
        return isOfRouter ? codec.readServer(exact) : codec.readClient(exact);
    }

    /** As one frame. */
    static byte[] write(final MessageCodec codec, final Object message) {
        return message instanceof ClientMessage client ? codec.write(client) : codec.write((ServerMessage) message);
    }
}
