package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.RaiseAlertDecoder;
import io.tocsin.codecs.sbe.Severity;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** What decides in a valid {@code RaiseAlert}, and how two stored messages compare. */
record OracleRaise(
        long sourceId,
        int purpose,
        EmergencyType type,
        Severity severity,
        String alertKey,
        String patientId,
        String deviceId,
        String unitId,
        String bedId,
        long createdAtNs,
        OracleReadings readings,
        @Nullable Integer deviceCondition) {

    private static final Duration AHEAD = Duration.ofSeconds(10);
    private static final Duration BEHIND = Duration.ofMinutes(5);
    private static final int BLOCK = MessageHeaderDecoder.ENCODED_LENGTH;

    /** Whether the source's clock is too far from this one. */
    boolean isClockOff(final long nowNs) {
        final boolean isNear = createdAtNs <= nowNs + AHEAD.toNanos() && createdAtNs >= nowNs - BEHIND.toNanos();
        return createdAtNs != 0 && !isNear;
    }

    /** Whether two raises say the same apart from who sent them, when they were created, and how severe it is. */
    static boolean sameButForSeverity(final byte[] a, final byte[] b) {
        return Arrays.equals(masked(a), masked(b));
    }

    private static byte[] masked(final byte[] content) {
        final byte[] masked = content.clone();
        Arrays.fill(masked, BLOCK, BLOCK + EnvelopeDecoder.ENCODED_LENGTH, (byte) 0);
        masked[BLOCK + RaiseAlertDecoder.severityEncodingOffset()] = 0;
        final int created = BLOCK + RaiseAlertDecoder.createdAtNsEncodingOffset();
        Arrays.fill(masked, created, created + Long.BYTES, (byte) 0);
        return masked;
    }

    static String descriptionOf(final byte[] content) {
        if (content.length == 0) {
            return "";
        }
        final int at = descriptionOffset(content);
        return new String(content, at + 1, content[at] & 0xFF, StandardCharsets.ISO_8859_1);
    }

    /** The same raise with another description. */
    static byte[] withDescription(final byte[] content, final String description) {
        final int at = descriptionOffset(content);
        final int after = at + 1 + (content[at] & 0xFF);
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(content, 0, at);
        out.write(description.length());
        out.writeBytes(description.getBytes(StandardCharsets.ISO_8859_1));
        out.write(content, after, content.length - after);
        final byte[] changed = out.toByteArray();
        // What was cut was the description that is replaced.
        changed[BLOCK + RaiseAlertDecoder.contentFlagsEncodingOffset()] &= ~1;
        return changed;
    }

    private static int descriptionOffset(final byte[] content) {
        final RaiseAlertDecoder raise = new RaiseAlertDecoder();
        raise.wrapAndApplyHeader(new UnsafeBuffer(content), 0, new MessageHeaderDecoder());
        for (final RaiseAlertDecoder.SpecializationsDecoder each : raise.specializations()) {
            each.skipName();
        }
        raise.skipAlertKey();
        raise.skipPatientId();
        raise.skipDeviceId();
        raise.skipFacilityName();
        raise.skipBuilding();
        raise.skipFloor();
        raise.skipDepartment();
        raise.skipUnitId();
        raise.skipRoom();
        raise.skipBedId();
        raise.skipAddress();
        raise.skipTypeText();
        return raise.limit();
    }
}
