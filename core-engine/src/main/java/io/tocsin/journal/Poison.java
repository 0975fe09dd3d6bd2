package io.tocsin.journal;

import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.DirectBuffer;

/**
 * A command that an engine cannot carry out.
 *
 * @param position    where it ends in the log.
 * @param commandSeq  of the command before it.
 * @param timestampNs as it was stamped, UTC epoch ns.
 * @param length      bytes, header included.
 * @param templateId  as its header says; -1 = it is shorter than one.
 * @param sha256      of it, 64 digits.
 * @param reason      what was thrown, or why it is passed over; one line.
 */
public record Poison(
        long position, long commandSeq, long timestampNs, int length, int templateId, String sha256, String reason) {
    private static final Pattern LINE =
            Pattern.compile("position (\\d+) behind-command (\\d+) stamped (-?\\d+) length (\\d+)"
                    + " template (-?\\d+) sha256 ([0-9a-f]{64}) because (.*)");
    private static final int MAX_REASON_LENGTH = 400;

    /** Keeps the reason on one line of a sensible length. */
    public Poison {
        final String line = reason.replaceAll("\\R", " ");
        reason = line.substring(0, Math.min(line.length(), MAX_REASON_LENGTH));
    }

    /**
     * What the engine tripped over.
     *
     * @param position    where it ends in the log.
     * @param commandSeq  of the command before it.
     * @param timestampNs as it was stamped.
     * @param buffer      holds it.
     * @param offset      of it.
     * @param length      of it.
     * @param thrown      by the engine.
     * @return the note of it.
     */
    public static Poison of(
            final long position,
            final long commandSeq,
            final long timestampNs,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final Throwable thrown) {
        final byte[] bytes = bytes(buffer, offset, length);
        final int template = length < MessageHeaderDecoder.ENCODED_LENGTH
                ? -1
                : java.nio.ByteBuffer.wrap(bytes)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .getShort(MessageHeaderDecoder.templateIdEncodingOffset())
                        & 0xFFFF;
        return new Poison(
                position,
                commandSeq,
                timestampNs,
                length,
                template,
                HexFormat.of().formatHex(sha256(bytes)),
                thrown.toString());
    }

    /** First 8 bytes of the SHA-256: names the command in what the engine tells of it. */
    public long commandHash() {
        return Long.parseUnsignedLong(sha256.substring(0, 16), 16);
    }

    /** Whether these are its bytes. */
    boolean isOf(final DirectBuffer buffer, final int offset, final int actualLength) {
        return actualLength == length
                && HexFormat.of()
                        .formatHex(sha256(bytes(buffer, offset, actualLength)))
                        .equals(sha256);
    }

    Poison because(final String why) {
        return new Poison(position, commandSeq, timestampNs, length, templateId, sha256, why);
    }

    String line() {
        return "position " + position + " behind-command " + commandSeq + " stamped " + timestampNs + " length "
                + length + " template " + templateId + " sha256 " + sha256 + " because " + reason;
    }

    static Poison parse(final String line) {
        final Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + line + "' says nothing of a command");
        }
        return new Poison(
                Long.parseLong(matcher.group(1)),
                Long.parseLong(matcher.group(2)),
                Long.parseLong(matcher.group(3)),
                Integer.parseInt(matcher.group(4)),
                Integer.parseInt(matcher.group(5)),
                matcher.group(6),
                matcher.group(7));
    }

    static byte[] sha256(final byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (final NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] bytes(final DirectBuffer buffer, final int offset, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        return bytes;
    }
}
