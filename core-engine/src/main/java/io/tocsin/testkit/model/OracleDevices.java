package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.RaiseAlertDecoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TechnicalCondition;
import java.nio.ByteOrder;
import java.util.Objects;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Alerts about devices: section 36. */
final class OracleDevices {
    private static final int NULL = 255;
    /** Up to SWITCHED_OFF: of any device. */
    private static final int LAST_TECHNICAL = 7;

    private static final int LAST = 22;

    private OracleDevices() {}

    /** What a device says of itself is for whoever looks after devices. */
    static EmergencyType typeOf(final TechnicalCondition condition) {
        return switch (condition) {
            case BATTERY_LOW, BATTERY_EMPTY, CALIBRATION, DEVICE_SILENT, READINGS_INACCURATE ->
                EmergencyType.DEVICE_TECHNICAL;
            default -> EmergencyType.OTHER;
        };
    }

    static boolean isType(final EmergencyType type) {
        return type == EmergencyType.DEVICE_TECHNICAL || type == EmergencyType.DEVICE_THERAPY;
    }

    /** Whether a raise states a condition if it has to, and one that its type may have. */
    static boolean mayBe(final RaiseAlertDecoder raise) {
        final Integer condition = conditionOf(raise);
        return switch (raise.emergencyType()) {
            case DEVICE_TECHNICAL -> condition != null && condition >= 1 && condition <= LAST_TECHNICAL;
            case DEVICE_THERAPY -> condition != null && condition >= 1 && condition <= LAST;
            default -> condition == null;
        };
    }

    /** Whether what is open under a raise's key is active and not for who looks after devices, as the raise is. */
    static boolean isOfOthers(final @Nullable OracleAlert open, final EmergencyType type) {
        return open != null
                && open.condition != Condition.INACTIVE
                && type == EmergencyType.DEVICE_TECHNICAL
                && open.type != type;
    }

    /** What a raise of the key of an open alert makes of it. */
    enum Becomes {
        UPDATED,
        REFUSED,
        REPLACED
    }

    static Becomes become(final OracleAlert open, final OracleRaise raise, final Severity severity) {
        if (!isAnother(open, raise)) {
            return Becomes.UPDATED;
        }
        if (open.condition == Condition.INACTIVE) {
            return Becomes.REPLACED;
        }
        final boolean hasName = raise.type().compareTo(EmergencyType.OTHER) < 0;
        if (!hasName && severity.compareTo(open.severity) > 0) {
            return Becomes.REFUSED;
        }
        final boolean isAlike = open.type == raise.type() && open.severity == severity && !open.hasOwner();
        return isAlike ? Becomes.UPDATED : Becomes.REPLACED;
    }

    /** Whether something else is the matter than what an open alert says. */
    private static boolean isAnother(final OracleAlert open, final OracleRaise raise) {
        if (!isType(open.type)) {
            return isType(raise.type()) && open.condition == Condition.INACTIVE;
        }
        final RaiseAlertDecoder said = new RaiseAlertDecoder();
        said.wrapAndApplyHeader(new UnsafeBuffer(open.content), 0, new MessageHeaderDecoder());
        return open.type != raise.type() || !Objects.equals(conditionOf(said), raise.deviceCondition());
    }

    /** What the site holds the condition for; null if nothing. */
    static @Nullable Severity floor(final OracleSite site, final OracleRaise raise) {
        return site.devices == null || raise.deviceCondition() == null
                ? null
                : site.devices.floors().get(raise.deviceCondition());
    }

    /** Null if it states none, or its block ends before. */
    static @Nullable Integer conditionOf(final RaiseAlertDecoder raise) {
        final int blockLength =
                raise.buffer().getShort(raise.offset() - MessageHeaderDecoder.ENCODED_LENGTH, ByteOrder.LITTLE_ENDIAN);
        final boolean isThere =
                raise.actingVersion() >= 3 && blockLength > RaiseAlertDecoder.deviceConditionEncodingOffset();
        return isThere && raise.deviceConditionRaw() != NULL ? (int) raise.deviceConditionRaw() : null;
    }
}
