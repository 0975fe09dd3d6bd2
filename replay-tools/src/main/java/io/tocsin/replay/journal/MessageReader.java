package io.tocsin.replay.journal;

import io.tocsin.atrest.PatientTexts;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.SessionOpenedDecoder;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import uk.co.real_logic.sbe.ir.Encoding;
import uk.co.real_logic.sbe.ir.Token;
import uk.co.real_logic.sbe.otf.OtfMessageDecoder;
import uk.co.real_logic.sbe.otf.TokenListener;
import uk.co.real_logic.sbe.otf.Types;

/**
 * Takes messages of the schema apart, of this version and of older ones, and gives a sink every field that is there. Messages inside messages, the content of an
 * alert and the entries of a configuration, are taken apart as well. It never reads beyond the bytes it was given. One thread; allocates.
 */
final class MessageReader {
    private static final int LENGTH_BYTES = Short.BYTES;

    private static final int OPENED_BYTES = 2_048;

    private final boolean personal;
    private final PatientTexts texts;

    /**
     * A reader.
     *
     * @param personal whether personal data is given to the sink; otherwise how long it is.
     * @param texts    opens what was typed about patients, if it can.
     */
    MessageReader(final boolean personal, final PatientTexts texts) {
        this.personal = personal;
        this.texts = texts;
    }

    /**
     * Takes a message apart.
     *
     * @param buffer holds it.
     * @param offset of its header.
     * @param length of header and message.
     * @param sink   is given its fields.
     * @return what is wrong with it, for people; {@code null} if nothing is. What came before was given to the sink.
     */
    @Nullable
    String read(final DirectBuffer buffer, final int offset, final int length, final FieldSink sink) {
        final UnsafeBuffer opened = new UnsafeBuffer(new byte[OPENED_BYTES]);
        final int clear = texts.open(buffer, offset, length, opened);
        return clear == 0 ? readClear(buffer, offset, length, sink) : readClear(opened, 0, clear, sink);
    }

    private @Nullable String readClear(
            final DirectBuffer buffer, final int offset, final int length, final FieldSink sink) {
        final UnsafeBuffer message = whole(buffer, offset, length);
        if (length < MessageHeaderDecoder.ENCODED_LENGTH) {
            return "shorter than its header";
        }
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(message, 0);
        if (header.schemaId() != MessageHeaderDecoder.SCHEMA_ID) {
            return "of schema " + header.schemaId() + ", not " + MessageHeaderDecoder.SCHEMA_ID;
        }
        final List<Token> tokens = Schema.current().message(header.templateId());
        if (tokens == null) {
            return "not known to this version, whose schema is " + MessageHeaderDecoder.SCHEMA_VERSION + "; it is of "
                    + header.version();
        }
        try {
            OtfMessageDecoder.decode(
                    message,
                    MessageHeaderDecoder.ENCODED_LENGTH,
                    header.version(),
                    header.blockLength(),
                    tokens,
                    new Listener(sink, tokens.get(0).name(), header.blockLength()));
            return null;
        } catch (final IndexOutOfBoundsException beyond) {
            return "does not fit its own length";
        }
    }

    /** A session's message may end before its units: they are none then. What is behind a message is not looked at. */
    private static UnsafeBuffer whole(final DirectBuffer buffer, final int offset, final int length) {
        if (templateId(buffer, offset, length) != SessionOpenedDecoder.TEMPLATE_ID) {
            return new UnsafeBuffer(buffer, offset, length);
        }
        final UnsafeBuffer longer = new UnsafeBuffer(new byte[length + LENGTH_BYTES]);
        longer.putBytes(0, buffer, offset, length);
        return longer;
    }

    /** The template of a message; 0 if it is too short to have one. */
    static int templateId(final DirectBuffer buffer, final int offset, final int length) {
        return length < MessageHeaderDecoder.ENCODED_LENGTH
                ? 0
                : new MessageHeaderDecoder().wrap(buffer, offset).templateId();
    }

    /** Hears one message. */
    private final class Listener implements TokenListener {
        private final FieldSink sink;
        private final String message;
        private final int blockEnd;
        private String lastWord = "";
        private boolean inComposite;
        private boolean inGroup;

        Listener(final FieldSink sink, final String message, final int blockLength) {
            this.sink = sink;
            this.message = message;
            blockEnd = MessageHeaderDecoder.ENCODED_LENGTH + blockLength;
        }

        /** Whether a sender's version had a field, and its block did not end before, as it may before what came late in a version. */
        private boolean isThere(final Token field, final Token type, final int index, final int actingVersion) {
            return Math.max(field.version(), type.version()) <= actingVersion && (inGroup || index < blockEnd);
        }

        @Override
        public void onBeginMessage(final Token token) {
            // The caller knows what it gave.
        }

        @Override
        public void onEndMessage(final Token token) {
            // The same.
        }

        @Override
        public void onEncoding(
                final Token fieldToken,
                final DirectBuffer buffer,
                final int index,
                final Token typeToken,
                final int actingVersion) {
            if (!isThere(fieldToken, typeToken, index, actingVersion)) {
                return;
            }
            final Encoding encoding = typeToken.encoding();
            final long value = Types.getLong(buffer, index, encoding);
            final String name = fieldToken.name();
            if (isOptional(fieldToken, typeToken)
                    && value == encoding.applicableNullValue().longValue()) {
                return;
            }
            if (!personal && PersonalData.isField(name)) {
                sink.withheld(name, encoding.primitiveType().size());
            } else if (name.endsWith("Ns")) {
                sink.instant(name, value);
            } else {
                final boolean unsigned = encoding.primitiveType().name().startsWith("UINT");
                sink.number(
                        name,
                        unsigned ? Long.toUnsignedString(value) : Long.toString(value),
                        encoding.primitiveType().size() == Long.BYTES);
            }
        }

        @Override
        public void onEnum(
                final Token fieldToken,
                final DirectBuffer buffer,
                final int index,
                final List<Token> tokens,
                final int fromIndex,
                final int toIndex,
                final int actingVersion) {
            final Token type = tokens.get(fromIndex);
            if (!isThere(fieldToken, type, index, actingVersion)) {
                return;
            }
            // An enum inside a composite comes with the composite's field, and has a name of its own.
            final String name = inComposite ? type.name() : fieldToken.name();
            final Encoding encoding = tokens.get(fromIndex + 1).encoding();
            final long value = Types.getLong(buffer, index, encoding);
            for (int i = fromIndex + 1; i < toIndex; i++) {
                if (value == tokens.get(i).encoding().constValue().longValue()) {
                    lastWord = tokens.get(i).name();
                    sink.word(name, lastWord);
                    return;
                }
            }
            if (value != type.encoding().applicableNullValue().longValue()) {
                sink.word(name, "?" + value);
            }
        }

        @Override
        public void onBitSet(
                final Token fieldToken,
                final DirectBuffer buffer,
                final int index,
                final List<Token> tokens,
                final int fromIndex,
                final int toIndex,
                final int actingVersion) {
            throw new IllegalStateException("the schema has no sets; " + fieldToken.name() + " is one");
        }

        @Override
        public void onBeginComposite(
                final Token fieldToken, final List<Token> tokens, final int fromIndex, final int toIndex) {
            inComposite = true;
            sink.begin(fieldToken.name());
        }

        @Override
        public void onEndComposite(
                final Token fieldToken, final List<Token> tokens, final int fromIndex, final int toIndex) {
            inComposite = false;
            sink.end();
        }

        @Override
        public void onGroupHeader(final Token token, final int numInGroup) {
            sink.beginList(token.name());
            if (numInGroup == 0) {
                sink.endList();
            }
        }

        @Override
        public void onBeginGroup(final Token token, final int groupIndex, final int numInGroup) {
            inGroup = true;
            sink.begin("");
        }

        @Override
        public void onEndGroup(final Token token, final int groupIndex, final int numInGroup) {
            inGroup = false;
            sink.end();
            if (groupIndex == numInGroup - 1) {
                sink.endList();
            }
        }

        @Override
        public void onVarData(
                final Token fieldToken,
                final DirectBuffer buffer,
                final int index,
                final int length,
                final Token typeToken) {
            final String name = fieldToken.name();
            if (isText(typeToken)) {
                text(name, buffer, index, length);
            } else if (name.equals("units")) {
                units(name, buffer, index, length);
            } else if (name.equals("entries")) {
                entries(name, buffer, index, length);
            } else if (length > 0) {
                inner(name, buffer, index, length);
            }
        }

        private void text(final String name, final DirectBuffer buffer, final int index, final int length) {
            final byte[] bytes = new byte[length];
            buffer.getBytes(index, bytes);
            final String text = new String(bytes, StandardCharsets.UTF_8);
            final boolean hidden =
                    PersonalData.isField(name) || PersonalData.isInternedPatient(message, name, lastWord, text);
            if (hidden && !personal && length > 0) {
                sink.withheld(name, length);
            } else {
                sink.text(name, text);
            }
        }

        /** How many there are, then each behind its length; none at all means all, and is left out. */
        private void units(final String name, final DirectBuffer buffer, final int index, final int length) {
            if (length > 0) {
                sink.beginList(name);
                int at = index + 1;
                while (at < index + length) {
                    final int idLength = Math.min(buffer.getByte(at) & 0xFF, index + length - at - 1);
                    sink.begin("");
                    text("unitId", buffer, at + 1, idLength);
                    sink.end();
                    at += 1 + idLength;
                }
                sink.endList();
            }
        }

        /** Entries one after the other, each behind its length. */
        private void entries(final String name, final DirectBuffer buffer, final int index, final int length) {
            sink.beginList(name);
            int at = index;
            final int end = index + length;
            while (end - at > LENGTH_BYTES) {
                final int entryLength = buffer.getShort(at, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
                at += LENGTH_BYTES;
                inner("", buffer, at, Math.min(entryLength, end - at));
                at += entryLength;
            }
            sink.endList();
        }

        private void inner(final String name, final DirectBuffer buffer, final int index, final int length) {
            sink.beginMessage(name, Schema.current().name(templateId(buffer, index, length)));
            final String wrong = read(buffer, index, length, sink);
            if (wrong != null) {
                sink.text("wrong", wrong);
            }
            sink.end();
        }

        private boolean isOptional(final Token fieldToken, final Token typeToken) {
            return fieldToken.isOptionalEncoding() || typeToken.isOptionalEncoding();
        }

        private boolean isText(final Token typeToken) {
            return "UTF-8".equals(typeToken.encoding().characterEncoding());
        }
    }
}
