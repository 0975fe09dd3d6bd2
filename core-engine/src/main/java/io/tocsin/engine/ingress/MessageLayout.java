package io.tocsin.engine.ingress;

import io.tocsin.codecs.sbe.AcceptAlertDecoder;
import io.tocsin.codecs.sbe.BedEntryDecoder;
import io.tocsin.codecs.sbe.CancelAlertDecoder;
import io.tocsin.codecs.sbe.CareEntryDecoder;
import io.tocsin.codecs.sbe.ClearAlertDecoder;
import io.tocsin.codecs.sbe.ConfigBeginDecoder;
import io.tocsin.codecs.sbe.ConfigCommitDecoder;
import io.tocsin.codecs.sbe.ConfigPartDecoder;
import io.tocsin.codecs.sbe.CountersQueryDecoder;
import io.tocsin.codecs.sbe.CreditEntryDecoder;
import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.GenesisDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.PatientEntryDecoder;
import io.tocsin.codecs.sbe.PersonEntryDecoder;
import io.tocsin.codecs.sbe.PolicyEntryDecoder;
import io.tocsin.codecs.sbe.RaiseAlertDecoder;
import io.tocsin.codecs.sbe.ReceiptBatchDecoder;
import io.tocsin.codecs.sbe.RejectAlertDecoder;
import io.tocsin.codecs.sbe.ResolveAlertDecoder;
import io.tocsin.codecs.sbe.RoleEntryDecoder;
import io.tocsin.codecs.sbe.RulesEntryDecoder;
import io.tocsin.codecs.sbe.SessionClosedDecoder;
import io.tocsin.codecs.sbe.SessionOpenedDecoder;
import io.tocsin.codecs.sbe.SourceEntryDecoder;
import io.tocsin.codecs.sbe.SourceQueryDecoder;
import io.tocsin.codecs.sbe.TickDecoder;
import io.tocsin.codecs.sbe.UnitEntryDecoder;
import io.tocsin.codecs.sbe.UpdateAlertDecoder;
import io.tocsin.codecs.sbe.VitalsBatchDecoder;
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

    private static final int TEMPLATES = 70;
    private static final int LAST_COMMAND = SourceQueryDecoder.TEMPLATE_ID;
    private static final int MOST_TEXTS = 15;
    private static final int HEADER_BYTES = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int GROUP_HEADER_BYTES = 3;

    // By template, as in version 1: least block, least block of a group's element (-1: no group), texts of an element,
    // texts with one byte of length, texts with two. What version 2 added to the blocks stands behind it.
    private static final int[] BLOCK = new int[TEMPLATES];
    private static final int[] GROUP_BLOCK = new int[TEMPLATES];
    private static final int[] GROUP_TEXTS = new int[TEMPLATES];
    private static final int[] TEXTS = new int[TEMPLATES];
    private static final int[] LONG_TEXTS = new int[TEMPLATES];
    private static final int[] BLOCK_SINCE_2 = new int[TEMPLATES];
    private static final int[] GROUP_BLOCK_SINCE_2 = new int[TEMPLATES];

    static {
        java.util.Arrays.fill(BLOCK, -1);
        plain(GenesisDecoder.TEMPLATE_ID, GenesisDecoder.BLOCK_LENGTH, 0);
        plain(TickDecoder.TEMPLATE_ID, TickDecoder.BLOCK_LENGTH, 0);
        plain(ConfigBeginDecoder.TEMPLATE_ID, ConfigBeginDecoder.BLOCK_LENGTH, 0);
        plain(ConfigPartDecoder.TEMPLATE_ID, ConfigPartDecoder.BLOCK_LENGTH, 0);
        LONG_TEXTS[ConfigPartDecoder.TEMPLATE_ID] = 1;
        plain(ConfigCommitDecoder.TEMPLATE_ID, ConfigCommitDecoder.BLOCK_LENGTH, 0);
        grouped(RaiseAlertDecoder.TEMPLATE_ID, RaiseAlertDecoder.BLOCK_LENGTH, 0, 1, MOST_TEXTS);
        plain(UpdateAlertDecoder.TEMPLATE_ID, UpdateAlertDecoder.BLOCK_LENGTH, 2);
        plain(ClearAlertDecoder.TEMPLATE_ID, ClearAlertDecoder.BLOCK_LENGTH, 1);
        grouped(VitalsBatchDecoder.TEMPLATE_ID, VitalsBatchDecoder.BLOCK_LENGTH, 5, 0, 3);
        plain(CancelAlertDecoder.TEMPLATE_ID, CancelAlertDecoder.BLOCK_LENGTH, 1);
        plain(AcceptAlertDecoder.TEMPLATE_ID, AcceptAlertDecoder.BLOCK_LENGTH, 0);
        plain(RejectAlertDecoder.TEMPLATE_ID, RejectAlertDecoder.BLOCK_LENGTH, 0);
        plain(ResolveAlertDecoder.TEMPLATE_ID, ResolveAlertDecoder.BLOCK_LENGTH, 0);
        plain(SessionOpenedDecoder.TEMPLATE_ID, SessionOpenedDecoder.capabilitiesEncodingOffset(), 1);
        BLOCK_SINCE_2[SessionOpenedDecoder.TEMPLATE_ID] = SessionOpenedDecoder.capabilitiesEncodingLength();
        plain(SessionClosedDecoder.TEMPLATE_ID, SessionClosedDecoder.BLOCK_LENGTH, 0);
        grouped(ReceiptBatchDecoder.TEMPLATE_ID, ReceiptBatchDecoder.BLOCK_LENGTH, 9, 0, 0);
        plain(CountersQueryDecoder.TEMPLATE_ID, CountersQueryDecoder.BLOCK_LENGTH, 0);
        plain(SourceQueryDecoder.TEMPLATE_ID, SourceQueryDecoder.BLOCK_LENGTH, 0);
        plain(PersonEntryDecoder.TEMPLATE_ID, PersonEntryDecoder.BLOCK_LENGTH, 1);
        plain(UnitEntryDecoder.TEMPLATE_ID, UnitEntryDecoder.BLOCK_LENGTH, 1);
        plain(BedEntryDecoder.TEMPLATE_ID, BedEntryDecoder.BLOCK_LENGTH, 2);
        plain(PatientEntryDecoder.TEMPLATE_ID, PatientEntryDecoder.BLOCK_LENGTH, 3);
        grouped(RoleEntryDecoder.TEMPLATE_ID, RoleEntryDecoder.BLOCK_LENGTH, 0, 1, 2);
        grouped(CareEntryDecoder.TEMPLATE_ID, CareEntryDecoder.BLOCK_LENGTH, 0, 1, 1);
        grouped(PolicyEntryDecoder.TEMPLATE_ID, PolicyEntryDecoder.BLOCK_LENGTH, 5, 1, 1);
        GROUP_BLOCK_SINCE_2[PolicyEntryDecoder.TEMPLATE_ID] = 1;
        grouped(RulesEntryDecoder.TEMPLATE_ID, RulesEntryDecoder.BLOCK_LENGTH, 7, 0, 0);
        plain(CreditEntryDecoder.TEMPLATE_ID, CreditEntryDecoder.BLOCK_LENGTH, 0);
        plain(SourceEntryDecoder.TEMPLATE_ID, SourceEntryDecoder.BLOCK_LENGTH, 0);
    }

    private final int[] textOffset = new int[MOST_TEXTS];
    private final int[] textLength = new int[MOST_TEXTS];
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
        return walk(buffer, offset, totalLength, LAST_COMMAND);
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
        return walk(buffer, offset, totalLength, TEMPLATES - 1);
    }

    private int walk(final DirectBuffer buffer, final int offset, final int totalLength, final int lastTemplate) {
        if (totalLength < HEADER_BYTES || uint16(buffer, offset + 4) != MessageHeaderDecoder.SCHEMA_ID) {
            return MALFORMED;
        }
        blockLength = uint16(buffer, offset);
        templateId = uint16(buffer, offset + 2);
        version = uint16(buffer, offset + 6);
        if (templateId > lastTemplate || BLOCK[templateId] < 0) {
            return UNKNOWN;
        }
        blockOffset = offset + HEADER_BYTES;
        final int end = offset + totalLength;
        int at = blockOffset + blockLength;
        if (blockLength < BLOCK[templateId] + (version < 2 ? 0 : BLOCK_SINCE_2[templateId]) || at > end) {
            return MALFORMED;
        }
        groupCount = 0;
        if (GROUP_BLOCK[templateId] >= 0) {
            at = walkGroup(buffer, at, end);
        }
        for (int i = 0; i < TEXTS[templateId] && at >= 0; i++) {
            at = walkText(buffer, at, end, i, 1);
        }
        for (int i = 0; i < LONG_TEXTS[templateId] && at >= 0; i++) {
            at = walkText(buffer, at, end, TEXTS[templateId] + i, 2);
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
        if (groupElementBytes < GROUP_BLOCK[templateId] + (version < 2 ? 0 : GROUP_BLOCK_SINCE_2[templateId])) {
            return -1;
        }
        for (int i = 0; i < groupCount; i++) {
            at += groupElementBytes;
            for (int j = 0; j < GROUP_TEXTS[templateId]; j++) {
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

    private static void plain(final int template, final int block, final int texts) {
        grouped(template, block, -1, 0, texts);
    }

    private static void grouped(
            final int template, final int block, final int groupBlock, final int groupTexts, final int texts) {
        BLOCK[template] = block;
        GROUP_BLOCK[template] = groupBlock;
        GROUP_TEXTS[template] = groupTexts;
        TEXTS[template] = texts;
    }
}
