package io.tocsin.engine.ingress;

import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Walks over a message once before any decoder touches it: header, block, group, texts. What does not fit its own length is found here and nowhere else, so that
 * decoders never read beyond the message, whatever a sender wrote. Remembers where the group and the texts are. A block must be as long as in the version that the
 * sender states, or in ours if that is older; what is behind it is stepped over.
 */
public final class MessageLayout {
    /** The message fits. */
    public static final int FITS = 0;

    /** The message does not fit its own length, or is of another schema. */
    public static final int MALFORMED = 1;

    /** The template is not one of ours. */
    public static final int UNKNOWN = 2;

    private static final int HEADER_BYTES = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int GROUP_HEADER_BYTES = 3;

    private final int[] textOffset = new int[Templates.MOST_TEXTS];
    private final int[] textLength = new int[Templates.MOST_TEXTS];
    private int templateId;
    private int blockOffset;
    private int blockLength;
    private int version;
    private int groupCount;
    private int groupElementBytes;
    private int groupOffset;
    private int length;

    /**
     * Walks over a command.
     *
     * @param buffer      holds it.
     * @param offset      of its header.
     * @param totalLength bytes there are.
     * @return {@link #FITS}, {@link #MALFORMED} or {@link #UNKNOWN}.
     */
    public int walkCommand(final DirectBuffer buffer, final int offset, final int totalLength) {
        return walk(buffer, offset, totalLength, false);
    }

    /**
     * Walks over a command, or an entry of a configuration.
     *
     * @param buffer      holds it.
     * @param offset      of its header.
     * @param totalLength bytes there are.
     * @return {@link #FITS}, {@link #MALFORMED} or {@link #UNKNOWN}.
     */
    public int walk(final DirectBuffer buffer, final int offset, final int totalLength) {
        return walk(buffer, offset, totalLength, true);
    }

    private int walk(final DirectBuffer buffer, final int offset, final int totalLength, final boolean takesEntries) {
        if (totalLength < HEADER_BYTES || uint16(buffer, offset + 4) != MessageHeaderDecoder.SCHEMA_ID) {
            return MALFORMED;
        }
        blockLength = uint16(buffer, offset);
        templateId = uint16(buffer, offset + 2);
        version = uint16(buffer, offset + 6);
        if (!Templates.isKnown(templateId) || (!takesEntries && Templates.isEntry(templateId))) {
            return UNKNOWN;
        }
        blockOffset = offset + HEADER_BYTES;
        final int end = offset + totalLength;
        int at = blockOffset + blockLength;
        if (blockLength < Templates.leastBlock(templateId, version) || at > end) {
            return MALFORMED;
        }
        groupCount = 0;
        if (Templates.hasGroup(templateId)) {
            at = walkGroup(buffer, at, end);
        }
        for (int i = 0; i < Templates.texts(templateId) && at >= 0; i++) {
            at = walkText(buffer, at, end, i, 1);
        }
        for (int i = 0; i < Templates.longTexts(templateId) && at >= 0; i++) {
            final int text = Templates.texts(templateId) + i;
            if (Templates.isLater(templateId, text)
                    && (at == end || blockLength < Templates.blockOfLater(templateId))) {
                textOffset[text] = at;
                textLength[text] = 0;
            } else {
                at = walkText(buffer, at, end, text, 2);
            }
        }
        length = totalLength;
        return at < 0 ? MALFORMED : FITS;
    }

    /**
     * Whether a message that is refused has an envelope all the same, so that its sender can be told: it is of this schema, and its block holds one.
     *
     * @param buffer holds it.
     * @param offset of its header.
     * @param totalLength bytes there are.
     * @return the envelope may be read.
     */
    public static boolean hasEnvelope(final DirectBuffer buffer, final int offset, final int totalLength) {
        return totalLength >= HEADER_BYTES + EnvelopeDecoder.ENCODED_LENGTH
                && uint16(buffer, offset + 4) == MessageHeaderDecoder.SCHEMA_ID
                && uint16(buffer, offset) >= EnvelopeDecoder.ENCODED_LENGTH;
    }

    /**
     * The template of the message.
     *
     * @return id.
     */
    public int templateId() {
        return templateId;
    }

    /**
     * Where the block starts.
     *
     * @return offset.
     */
    public int blockOffset() {
        return blockOffset;
    }

    /**
     * How long the block is as sent.
     *
     * @return bytes.
     */
    public int blockLength() {
        return blockLength;
    }

    /**
     * The schema's version at the sender.
     *
     * @return version.
     */
    public int version() {
        return version;
    }

    /**
     * How long the message is, header included.
     *
     * @return bytes.
     */
    public int length() {
        return length;
    }

    /**
     * How many elements the group has.
     *
     * @return 0 to 254.
     */
    public int groupCount() {
        return groupCount;
    }

    /**
     * Where an element of a group without texts starts.
     *
     * @param index of the element.
     * @return offset.
     */
    public int elementOffset(final int index) {
        return groupOffset + index * groupElementBytes;
    }

    /**
     * Where the first element of the group starts; in a group with texts the next follows the last text.
     *
     * @return offset.
     */
    public int groupOffset() {
        return groupOffset;
    }

    /**
     * How long the block of an element is as sent.
     *
     * @return bytes.
     */
    public int elementBytes() {
        return groupElementBytes;
    }

    /**
     * Where a text starts.
     *
     * @param index of the text in the order of the schema.
     * @return offset of its first byte.
     */
    public int textOffset(final int index) {
        return textOffset[index];
    }

    /**
     * How long a text is.
     *
     * @param index of the text in the order of the schema.
     * @return bytes.
     */
    public int textLength(final int index) {
        return textLength[index];
    }

    private int walkGroup(final DirectBuffer buffer, final int start, final int end) {
        if (start + GROUP_HEADER_BYTES > end) {
            return -1;
        }
        groupElementBytes = uint16(buffer, start);
        groupCount = buffer.getByte(start + 2) & 0xFF;
        groupOffset = start + GROUP_HEADER_BYTES;
        int at = groupOffset;
        if (groupElementBytes < Templates.leastElement(templateId, version)) {
            return -1;
        }
        for (int i = 0; i < groupCount; i++) {
            at += groupElementBytes;
            for (int j = 0; j < Templates.elementTexts(templateId); j++) {
                if (at >= end) {
                    return -1;
                }
                at += 1 + (buffer.getByte(at) & 0xFF);
            }
            if (at > end) {
                return -1;
            }
        }
        return at;
    }

    private int walkText(
            final DirectBuffer buffer, final int start, final int end, final int index, final int lengthBytes) {
        if (start + lengthBytes > end) {
            return -1;
        }
        final int bytes = lengthBytes == 1 ? buffer.getByte(start) & 0xFF : uint16(buffer, start);
        textOffset[index] = start + lengthBytes;
        textLength[index] = bytes;
        final int at = start + lengthBytes + bytes;
        return at > end ? -1 : at;
    }

    private static int uint16(final DirectBuffer buffer, final int offset) {
        return buffer.getShort(offset, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }
}
