package io.tocsin.atrest;

import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.RaiseAlertDecoder;
import io.tocsin.codecs.sbe.UpdateAlertDecoder;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** A message that holds what somebody typed, taken apart into what stands before its texts and the texts, and put together again. One thread; keeps its arrays. */
final class TextFields {
    static final int MOST_FIELDS = 15;
    private static final byte[] ELLIPSIS = {(byte) 0xE2, (byte) 0x80, (byte) 0xA6};
    private static final int MOST_TEXT_BYTES = 255;
    private static final int MOST_MESSAGE_BYTES = 2_048;

    final byte[][] text = new byte[MOST_FIELDS][MOST_TEXT_BYTES];
    final int[] length = new int[MOST_FIELDS];
    int count;
    int template;

    private final byte[] start = new byte[MOST_MESSAGE_BYTES];
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private int startBytes;
    private int blockBytes;

    /** How many texts messages of a template have; 0 = they hold nothing that is sealed. */
    static int countOf(final int template) {
        return switch (template) {
            case RaiseAlertDecoder.TEMPLATE_ID -> 15;
            case UpdateAlertDecoder.TEMPLATE_ID -> 2;
            default -> {
                final TypedComment comment = TypedComment.of(template);
                yield comment == null ? 0 : comment.texts;
            }
        };
    }

    /** Whether one of its texts begins with a byte that begins none, where sealed texts stand. */
    static boolean isSealed(final DirectBuffer buffer, final int offset, final int messageBytes) {
        if (messageBytes < MessageHeaderDecoder.ENCODED_LENGTH) {
            return false;
        }
        final int of = buffer.getShort(offset + MessageHeaderDecoder.templateIdEncodingOffset()) & 0xFFFF;
        int at = MessageHeaderDecoder.ENCODED_LENGTH + (buffer.getShort(offset) & 0xFFFF);
        if (of == RaiseAlertDecoder.TEMPLATE_ID) {
            at = behindGroup(buffer, offset, at, messageBytes);
        }
        for (int i = 0; i < countOf(of) && at >= 0 && at + 1 < messageBytes; i++) {
            final int bytes = buffer.getByte(offset + at) & 0xFF;
            if (bytes >= TextSeal.HEAD_BYTES && buffer.getByte(offset + at + 1) == TextSeal.MARK) {
                return true;
            }
            at += 1 + bytes;
        }
        return false;
    }

    /** Whether it is such a message, and whole. What is not goes its way as it is, and is refused by the engine. */
    boolean read(final DirectBuffer buffer, final int offset, final int messageBytes) {
        if (messageBytes < MessageHeaderDecoder.ENCODED_LENGTH || messageBytes > MOST_MESSAGE_BYTES) {
            return false;
        }
        header.wrap(buffer, offset);
        template = header.templateId();
        blockBytes = header.blockLength();
        count = countOf(template);
        if (count == 0 || header.schemaId() != RaiseAlertDecoder.SCHEMA_ID) {
            return false;
        }
        int at = MessageHeaderDecoder.ENCODED_LENGTH + blockBytes;
        if (template == RaiseAlertDecoder.TEMPLATE_ID) {
            at = behindGroup(buffer, offset, at, messageBytes);
        }
        if (at < 0 || at > messageBytes) {
            return false;
        }
        startBytes = at;
        buffer.getBytes(offset, start, 0, at);
        for (int i = 0; i < count; i++) {
            if (at >= messageBytes) {
                return false;
            }
            length[i] = buffer.getByte(offset + at) & 0xFF;
            at++;
            if (at + length[i] > messageBytes) {
                return false;
            }
            buffer.getBytes(offset + at, text[i], 0, length[i]);
            at += length[i];
        }
        return at == messageBytes;
    }

    /** Puts it together. */
    int write(final MutableDirectBuffer into, final int offset) {
        into.putBytes(offset, start, 0, startBytes);
        int at = offset + startBytes;
        for (int i = 0; i < count; i++) {
            into.putByte(at, (byte) length[i]);
            into.putBytes(at + 1, text[i], 0, length[i]);
            at += 1 + length[i];
        }
        return at - offset;
    }

    /** A byte of the message's block; {@code false} if it is not there. */
    byte blockByte(final int blockOffset) {
        return blockOffset < blockBytes ? start[MessageHeaderDecoder.ENCODED_LENGTH + blockOffset] : 0;
    }

    void blockByte(final int blockOffset, final int value) {
        start[MessageHeaderDecoder.ENCODED_LENGTH + blockOffset] = (byte) value;
    }

    int blockInt(final int blockOffset) {
        final int at = MessageHeaderDecoder.ENCODED_LENGTH + blockOffset;
        return (start[at] & 0xFF)
                | (start[at + 1] & 0xFF) << 8
                | (start[at + 2] & 0xFF) << 16
                | (start[at + 3] & 0xFF) << 24;
    }

    long blockLong(final int blockOffset) {
        return Integer.toUnsignedLong(blockInt(blockOffset)) | (long) blockInt(blockOffset + Integer.BYTES) << 32;
    }

    void blockInt(final int blockOffset, final int value) {
        final int at = MessageHeaderDecoder.ENCODED_LENGTH + blockOffset;
        start[at] = (byte) value;
        start[at + 1] = (byte) (value >>> 8);
        start[at + 2] = (byte) (value >>> 16);
        start[at + 3] = (byte) (value >>> 24);
    }

    /** Keeps as many whole characters of a text as fit; whether it had to be cut. */
    boolean cut(final int field, final int mostBytes) {
        if (length[field] <= mostBytes) {
            return false;
        }
        int kept = mostBytes;
        while (kept > 0 && (text[field][kept] & 0xC0) == 0x80) {
            kept--;
        }
        length[field] = kept;
        return true;
    }

    /** The same, and what was cut ends in an ellipsis: whoever reads it sees that there was more. */
    boolean cutVisibly(final int field, final int mostBytes) {
        if (length[field] <= mostBytes) {
            return false;
        }
        cut(field, mostBytes - ELLIPSIS.length);
        System.arraycopy(ELLIPSIS, 0, text[field], length[field], ELLIPSIS.length);
        length[field] += ELLIPSIS.length;
        return true;
    }

    /** Another text. */
    void put(final int field, final byte[] bytes) {
        length[field] = Math.min(bytes.length, MOST_TEXT_BYTES);
        System.arraycopy(bytes, 0, text[field], 0, length[field]);
    }

    /** Nothing of what was read stays in memory that is used again. */
    void clear() {
        for (int i = 0; i < MOST_FIELDS; i++) {
            Arrays.fill(text[i], (byte) 0);
        }
    }

    private static int behindGroup(
            final DirectBuffer buffer, final int offset, final int groupAt, final int messageBytes) {
        final int headBytes = RaiseAlertDecoder.SpecializationsDecoder.sbeHeaderSize();
        if (groupAt + headBytes > messageBytes) {
            return -1;
        }
        final int elementBytes = buffer.getShort(offset + groupAt) & 0xFFFF;
        final int elements = buffer.getByte(offset + groupAt + Short.BYTES) & 0xFF;
        int at = groupAt + headBytes;
        for (int i = 0; i < elements; i++) {
            at += elementBytes;
            if (at >= messageBytes) {
                return -1;
            }
            at += 1 + (buffer.getByte(offset + at) & 0xFF);
        }
        return at;
    }
}
