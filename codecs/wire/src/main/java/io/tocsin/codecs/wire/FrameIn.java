package io.tocsin.codecs.wire;

import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.ProtocolException;
import io.tocsin.codecs.text.EdgeText;
import io.tocsin.codecs.wire.frames.MessageHeaderDecoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.sbe.MessageDecoderFlyweight;
import org.jspecify.annotations.Nullable;

/**
 * One message of a frame, or one inside another, as it is read: every length in it is looked at before anything behind it is, so that no frame, however wrong, makes a
 * reader leave it; and what is refused is refused with the code and the path that JSON has for it. One thread.
 */
final class FrameIn {
    private static final int MAX_TEXT = 8_192;
    private static final int MAX_NAME = 256;
    private static final int LENGTH_BYTES = Short.BYTES;
    private static final int GROUP_BYTES = 2 * Short.BYTES;
    private static final int WORD = 0xFFFF;
    /** Of a group whose entries have names in JSON. */
    static final int NO_INDEX = -1;

    /** No bound but that of the frame. */
    static final int ANY = WORD;
    /** The highest count: above it is the null value. */
    static final long MAX_UINT32 = 0xFFFF_FFFEL;

    private final DirectBuffer buffer;
    private final int offset;
    private final int end;
    private final @Nullable FrameIn outer;
    private final String within;
    private final int templateId;
    private final int blockLength;
    private final int version;
    /** Of the schema as this reader has it. */
    private final int own;

    private @Nullable MessageDecoderFlyweight decoder;
    private int entryLength;
    private String group = "";
    private int index;

    private FrameIn(
            final DirectBuffer buffer,
            final int offset,
            final int end,
            final @Nullable FrameIn outer,
            final String within,
            final int own)
            throws ProtocolException {
        this.buffer = buffer;
        this.offset = offset;
        this.end = end;
        this.outer = outer;
        this.within = within;
        this.own = own;
        if (end - offset < MessageHeaderDecoder.ENCODED_LENGTH) {
            throw broken("a message begins with a header of " + MessageHeaderDecoder.ENCODED_LENGTH + " bytes");
        }
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
        templateId = header.templateId();
        blockLength = header.blockLength();
        version = header.version();
        if (header.schemaId() != MessageHeaderDecoder.SCHEMA_ID) {
            throw broken("schema " + header.schemaId() + " is another: this one is " + MessageHeaderDecoder.SCHEMA_ID);
        }
        if (version == 0) {
            throw broken("the versions of the schema count from 1");
        }
    }

    /** The message of a frame, all of the buffer, for a reader that has this version of the schema. */
    static FrameIn of(final DirectBuffer frame, final int own) throws ProtocolException {
        return new FrameIn(frame, 0, frame.capacity(), null, "", own);
    }

    int templateId() {
        return templateId;
    }

    /**
     * The message as what it says to be. Of this reader's version its block is as long as it must be; of a later one longer, perhaps, and the rest is skipped; of an
     * earlier one it holds what the first version had, and the flyweight knows what came later.
     */
    <D extends MessageDecoderFlyweight> D as(final D flyweight) throws ProtocolException {
        final int block = offset + MessageHeaderDecoder.ENCODED_LENGTH;
        final int least = version < own ? FirstVersion.blockLength(templateId) : flyweight.sbeBlockLength();
        if (isOfAnotherLength(blockLength, least) || blockLength > end - block) {
            throw broken("the block of template " + templateId + " has " + least + " bytes, within its frame");
        }
        flyweight.wrap(buffer, block, blockLength, version);
        decoder = flyweight;
        return flyweight;
    }

    private boolean isOfAnotherLength(final int length, final int least) {
        return version == own ? length != least : length < least;
    }

    /** A message that has been read: in this reader's version nothing follows it. */
    <T> T whole(final T message) throws ProtocolException {
        if (version == own && limit() != end) {
            throw broken("something follows the message of template " + templateId);
        }
        return message;
    }

    /** Looks at the head of the group that is next; answers how many entries it has. An entry without texts is there, wholly; one with texts is asked for by {@link #entry}. */
    int group(final String name, final int leastLength, final int most) throws ProtocolException {
        final int at = limit();
        if (end - at < GROUP_BYTES) {
            throw broken("the frame ends before the group " + path(name));
        }
        entryLength = buffer.getShort(at, ByteOrder.LITTLE_ENDIAN) & WORD;
        final int count = buffer.getShort(at + LENGTH_BYTES, ByteOrder.LITTLE_ENDIAN) & WORD;
        if (isOfAnotherLength(entryLength, leastLength)) {
            throw broken("an entry of " + path(name) + " has " + leastLength + " bytes");
        }
        if (count > most) {
            throw invalid(name, "has at most " + most + " entries");
        }
        if ((long) count * entryLength > end - at - GROUP_BYTES) {
            throw broken("the frame ends within the group " + path(name));
        }
        return count;
    }

    /** Looks whether the block of the next entry of the group is there. */
    void entry(final String name) throws ProtocolException {
        if (end - limit() < entryLength) {
            throw broken("the frame ends within the group " + path(name));
        }
    }

    /** The next text; may be empty. */
    String text(final String name) throws ProtocolException {
        return text(name, MAX_TEXT);
    }

    /** The next text, a name of a pair. */
    String name(final String name) throws ProtocolException {
        return text(name, MAX_NAME);
    }

    /** The next text, which must not be empty. */
    String requiredText(final String name) throws ProtocolException {
        final String text = text(name);
        if (text.isEmpty()) {
            throw missing(name);
        }
        return text;
    }

    /** The next text, which is an id; may be empty. */
    String id(final String name) throws ProtocolException {
        final String id = text(name);
        final int bytes = id.length() * 3 <= EdgeText.MAX_ID_BYTES ? 0 : EdgeText.utf8Length(id);
        if (bytes > EdgeText.MAX_ID_BYTES) {
            throw invalid(name, "is " + bytes + " bytes long: an id has at most " + EdgeText.MAX_ID_BYTES);
        }
        return id;
    }

    /** The next text, which is an id and must not be empty. */
    String requiredId(final String name) throws ProtocolException {
        final String id = id(name);
        if (id.isEmpty()) {
            throw missing(name);
        }
        return id;
    }

    /** Ids of a group that has nothing else, none of them empty. */
    List<String> ids(final String name, final int count, final Runnable next) throws ProtocolException {
        final List<String> ids = new ArrayList<>(Math.min(count, MAX_NAME));
        for (int i = 0; i < count; i++) {
            entry(name);
            next.run();
            final String id = id(name);
            if (id.isEmpty()) {
                throw invalid(name, "an empty id");
            }
            ids.add(id);
        }
        return ids;
    }

    /** Texts of a group that has nothing else. */
    List<String> texts(final String name, final int count, final Runnable next) throws ProtocolException {
        final List<String> texts = new ArrayList<>(Math.min(count, MAX_NAME));
        for (int i = 0; i < count; i++) {
            entry(name);
            next.run();
            at(name, i);
            texts.add(text(""));
            leave();
        }
        return texts;
    }

    /** The next message inside this one, of this template, whose fields are called as if they were of this one; {@code null} if there is none. */
    @Nullable
    FrameIn message(final String name, final int template, final String within) throws ProtocolException {
        final int length = length(name);
        final int from = limit() + LENGTH_BYTES;
        requireDecoder().limit(from + length);
        if (length == 0) {
            return null;
        }
        final FrameIn message = new FrameIn(buffer, from, from + length, this, within, own);
        if (message.templateId != template) {
            throw invalid(name, "is a message of template " + template);
        }
        return message;
    }

    /** The same, which must be there. */
    FrameIn requiredMessage(final String name, final int template, final String within) throws ProtocolException {
        final FrameIn message = message(name, template, within);
        if (message == null) {
            throw missing(name);
        }
        return message;
    }

    /** What follows is of this entry of a group: refusals say so. */
    void at(final String name, final int entry) {
        group = name;
        index = entry;
    }

    /** What follows is of the message again. */
    void leave() {
        group = "";
    }

    /** A 64-bit id that must be there: 0 is not stated. */
    long unsigned(final String name, final long value) throws ProtocolException {
        if (value == 0) {
            throw missing(name);
        }
        return value;
    }

    /** An instant; 0 if it is not stated. */
    long instant(final String name, final long epochNs) throws ProtocolException {
        if (epochNs < 0) {
            throw invalid(name, "lies before the year 1970");
        }
        return epochNs;
    }

    /** A number within its range. */
    long number(final String name, final long value, final long least, final long most) throws ProtocolException {
        if (value < least || value > most) {
            throw invalid(name, "is a whole number from " + least + " to " + most);
        }
        return value;
    }

    /** A number that must be there, and is not 0. */
    long required(final String name, final long value, final long least, final long most) throws ProtocolException {
        if (value == 0) {
            throw missing(name);
        }
        return number(name, value, least, most);
    }

    /** A 32-bit count whose highest value is none. */
    long count(final String name, final long value) throws ProtocolException {
        return number(name, value, 0, MAX_UINT32);
    }

    /** How many at most; as many as there may be if it is not stated. */
    int most(final String name, final int value, final int most) throws ProtocolException {
        return value == Words.ABSENT ? most : (int) number(name, value, 1, most);
    }

    /** Yes or no; no if it is not stated. */
    boolean flag(final String name, final int raw) throws ProtocolException {
        if (raw > 1 && raw != Words.ABSENT) {
            throw invalid(name, "is true or false");
        }
        return raw == 1;
    }

    /** Hundredths that must be there. */
    int hundredths(final String name, final int value) throws ProtocolException {
        if (value == Integer.MIN_VALUE) {
            throw missing(name);
        }
        return value;
    }

    /** A word that must be there. */
    <E extends Enum<E>> E word(final String name, final Words<?, E> words, final int raw) throws ProtocolException {
        final E constant = optionalWord(name, words, raw);
        if (constant == null) {
            throw missing(name);
        }
        return constant;
    }

    /** A word, or the one that stands for none. */
    <E extends Enum<E>> E word(final String name, final Words<?, E> words, final int raw, final E absent)
            throws ProtocolException {
        final E constant = optionalWord(name, words, raw);
        return constant == null ? absent : constant;
    }

    /** A word, if it is stated. */
    <E extends Enum<E>> @Nullable E optionalWord(final String name, final Words<?, E> words, final int raw)
            throws ProtocolException {
        if (raw == Words.ABSENT) {
            return null;
        }
        final E constant = words.find(raw);
        if (constant == null) {
            throw invalid(name, "is one of " + words);
        }
        return constant;
    }

    /** The commandId of a message that begins with it, for a refusal; 0 if it cannot be read. */
    long commandId() {
        final int block = offset + MessageHeaderDecoder.ENCODED_LENGTH;
        return blockLength < Long.BYTES || end - block < Long.BYTES
                ? 0
                : buffer.getLong(block, ByteOrder.LITTLE_ENDIAN);
    }

    /** The reference of a message, its first text behind so many groups without texts, for a refusal; empty if it cannot be read. */
    String reference(final int groups) {
        int at = offset + MessageHeaderDecoder.ENCODED_LENGTH + blockLength;
        group = "";
        for (int i = 0; i < groups; i++) {
            if (end - at < GROUP_BYTES) {
                return "";
            }
            final int entry = buffer.getShort(at, ByteOrder.LITTLE_ENDIAN) & WORD;
            final int count = buffer.getShort(at + LENGTH_BYTES, ByteOrder.LITTLE_ENDIAN) & WORD;
            if ((long) entry * count > end - at - GROUP_BYTES) {
                return "";
            }
            at += GROUP_BYTES + entry * count;
        }
        if (end - at < LENGTH_BYTES) {
            return "";
        }
        final int length = buffer.getShort(at, ByteOrder.LITTLE_ENDIAN) & WORD;
        if (length > EdgeText.MAX_ID_BYTES || length > end - at - LENGTH_BYTES) {
            return "";
        }
        final byte[] bytes = new byte[length];
        buffer.getBytes(at + LENGTH_BYTES, bytes);
        try {
            return decoded("ref", bytes);
        } catch (final ProtocolException unreadable) {
            return "";
        }
    }

    ProtocolException missing(final String name) {
        return new ProtocolException(ErrorCode.MISSING_FIELD, path(name), path(name) + " must be there");
    }

    ProtocolException invalid(final String name, final String why) {
        return new ProtocolException(ErrorCode.INVALID_FIELD, path(name), path(name) + ' ' + why);
    }

    static ProtocolException broken(final String why) {
        return new ProtocolException(ErrorCode.NOT_SBE, "", why);
    }

    /** How the fields of this message begin in refusals; made only when there is one. */
    private String path() {
        return outer == null ? within : outer.path(within);
    }

    private String path(final String name) {
        final String entry = index == NO_INDEX ? group : group + '[' + index + ']';
        final String own = group.isEmpty() ? name : name.isEmpty() ? entry : entry + '.' + name;
        final String above = path();
        return above.isEmpty() || own.isEmpty() ? above + own : above + '.' + own;
    }

    private int limit() {
        return requireDecoder().limit();
    }

    private MessageDecoderFlyweight requireDecoder() {
        if (decoder == null) {
            throw new IllegalStateException("a message is read as something first");
        }
        return decoder;
    }

    private int length(final String name) throws ProtocolException {
        final int at = limit();
        if (end - at < LENGTH_BYTES) {
            throw broken("the frame ends before " + path(name));
        }
        final int length = buffer.getShort(at, ByteOrder.LITTLE_ENDIAN) & WORD;
        if (length > end - at - LENGTH_BYTES) {
            throw broken("the frame ends within " + path(name));
        }
        return length;
    }

    private String text(final String name, final int most) throws ProtocolException {
        final int length = length(name);
        final int from = limit() + LENGTH_BYTES;
        requireDecoder().limit(from + length);
        if (length == 0) {
            return "";
        }
        final byte[] bytes = new byte[length];
        buffer.getBytes(from, bytes);
        final String text = decoded(name, bytes);
        if (text.length() > most) {
            throw new ProtocolException(
                    ErrorCode.TOO_LARGE, "", "a text has at most " + MAX_TEXT + " characters, a name " + MAX_NAME);
        }
        return text;
    }

    private String decoded(final String name, final byte[] bytes) throws ProtocolException {
        boolean isAscii = true;
        for (final byte next : bytes) {
            if (next == 0) {
                throw invalid(name, "contains NUL");
            }
            isAscii &= next > 0;
        }
        if (isAscii) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        try {
            // Strict: no replacement characters.
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (final CharacterCodingException notUtf8) {
            throw invalid(name, "is not UTF-8");
        }
    }
}
