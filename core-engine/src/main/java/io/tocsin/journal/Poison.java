package io.tocsin.journal;

import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A command that an engine cannot carry out.
 *
 * @param position    where it ends in the log.
 * @param commandSeq  of the command before it.
 * @param timestampNs as it was stamped, UTC epoch ns.
 * @param isOfTime    whether time that passed was what could not be carried out, and not what the command says: passing it over would not help.
 * @param command     its bytes, in hexadecimal, so that somebody can see what is lost; empty of time that passed without a command.
 * @param reason      what was thrown, or why it is passed over; one line.
 */
public record Poison(
        long position, long commandSeq, long timestampNs, boolean isOfTime, String command, String reason) {
    private static final Pattern LINE = Pattern.compile(
            "position (\\d+) behind-command (\\d+) stamped (-?\\d+) of (command|time) bytes ([0-9a-f]*) because (.*)");
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
     * @param isOfTime    whether it was not what the command says.
     * @param buffer      holds it.
     * @param offset      of it.
     * @param length      of it; 0 = there was no command.
     * @param thrown      by the engine.
     * @return the note of it.
     */
    public static Poison of(
            final long position,
            final long commandSeq,
            final long timestampNs,
            final boolean isOfTime,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final Throwable thrown) {
        return new Poison(position, commandSeq, timestampNs, isOfTime, hex(buffer, offset, length), thrown.toString());
    }

    /** Its bytes, a copy. */
    public DirectBuffer bytes() {
        return new UnsafeBuffer(HexFormat.of().parseHex(command));
    }

    /** Bytes of it, header included. */
    public int length() {
        return command.length() / 2;
    }

    /** As its header says; -1 = it is shorter than one. */
    public int templateId() {
        return length() < MessageHeaderDecoder.ENCODED_LENGTH
                ? -1
                : bytes().getShort(MessageHeaderDecoder.templateIdEncodingOffset(), ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    /** SHA-256 of it, 64 digits: the same on every member of a cluster. */
    public String sha256() {
        return HexFormat.of().formatHex(sha256(HexFormat.of().parseHex(command)));
    }

    /** First 8 bytes of the SHA-256: names the command in what the engine tells of it. */
    public long commandHash() {
        return ByteBuffer.wrap(sha256(HexFormat.of().parseHex(command))).getLong();
    }

    /** Whether these are its bytes. */
    boolean isOf(final DirectBuffer buffer, final int offset, final int length) {
        return hex(buffer, offset, length).equals(command);
    }

    Poison because(final String why) {
        return new Poison(position, commandSeq, timestampNs, isOfTime, command, why);
    }

    String line() {
        return "position " + position + " behind-command " + commandSeq + " stamped " + timestampNs + " of "
                + (isOfTime ? "time" : "command") + " bytes " + command + " because " + reason;
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
                matcher.group(4).equals("time"),
                matcher.group(5),
                matcher.group(6));
    }

    static byte[] sha256(final byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (final NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String hex(final DirectBuffer buffer, final int offset, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
