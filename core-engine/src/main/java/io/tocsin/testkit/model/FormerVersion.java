package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.PatientEntryEncoder;
import io.tocsin.codecs.sbe.PolicyEntryEncoder;
import io.tocsin.codecs.sbe.RulesEntryEncoder;
import io.tocsin.codecs.sbe.SessionOpenedEncoder;
import io.tocsin.codecs.sbe.VitalsBatchEncoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Writes a message as a sender of version 1 of the schema does: without what later versions added to its blocks. */
public final class FormerVersion {
    private static final int HEADER = 8;
    /** Capabilities and scopes of a session. */
    private static final int SESSION_BYTES = 10;
    /** Treatment limits, age group and date of birth. */
    private static final int PATIENT_BYTES = 6;

    /** Channels, needed, same, slot, asks, order and capable. */
    private static final int CHANNELS_BYTES = 7;

    private static final int PERSISTENCE_BYTES = 11;
    /** Whether limits are taken as stated; personal limits. */
    private static final int RULES_BYTES = 16;

    /** When readings were measured, how the sensor was, and how the device. */
    private static final int QUALITY_BYTES = 14;

    private FormerVersion() {}

    /**
     * The message of the former version.
     *
     * @param message a {@code SessionOpened}, a {@code PatientEntry}, a {@code RulesEntry}, a {@code VitalsBatch} or a {@code PolicyEntry} of this version, with its header.
     * @return shorter, and stating version 1.
     */
    public static byte[] of(final byte[] message) {
        final ByteBuffer from = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        final ByteBuffer to = ByteBuffer.allocate(message.length).order(ByteOrder.LITTLE_ENDIAN);
        final int block = from.getShort();
        final int template = from.getShort();
        final int appended = switch (template) {
            case SessionOpenedEncoder.TEMPLATE_ID -> SESSION_BYTES;
            case PatientEntryEncoder.TEMPLATE_ID -> PATIENT_BYTES;
            case RulesEntryEncoder.TEMPLATE_ID -> RULES_BYTES;
            case VitalsBatchEncoder.TEMPLATE_ID -> QUALITY_BYTES;
            case PolicyEntryEncoder.TEMPLATE_ID -> PERSISTENCE_BYTES;
            default -> throw new IllegalArgumentException("nothing was added to template " + template);
        };
        to.putShort((short) (block - appended));
        to.putShort((short) template).putShort(from.getShort()).putShort((short) 1);
        from.position(HEADER);
        copy(from, to, block - appended);
        from.position(from.position() + appended);
        if (template == PolicyEntryEncoder.TEMPLATE_ID) {
            steps(from, to);
        }
        // Of a session the person alone: units were added behind.
        final boolean isSession = template == SessionOpenedEncoder.TEMPLATE_ID;
        copy(from, to, isSession ? 1 + (from.get(from.position()) & 0xFF) : from.remaining());
        return Arrays.copyOf(to.array(), to.position());
    }

    private static void steps(final ByteBuffer from, final ByteBuffer to) {
        final int element = from.getShort() - CHANNELS_BYTES;
        final int count = from.get();
        to.putShort((short) element).put((byte) count);
        for (int i = 0; i < count; i++) {
            copy(from, to, element);
            from.position(from.position() + CHANNELS_BYTES);
            copy(from, to, 1 + (from.get(from.position()) & 0xFF));
        }
    }

    private static void copy(final ByteBuffer from, final ByteBuffer to, final int length) {
        final byte[] bytes = new byte[length];
        from.get(bytes);
        to.put(bytes);
    }
}
