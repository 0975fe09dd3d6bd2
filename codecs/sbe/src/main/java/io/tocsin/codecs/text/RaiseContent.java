package io.tocsin.codecs.text;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.Consciousness;
import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a raise says, apart from who sends it. Ids that are too long and numbers that mean nothing are refused with an {@code IllegalArgumentException} that names
 * the field; all other text may have any length and is cut when it is encoded. One thread at a time; allocates.
 */
public final class RaiseContent {
    /** Bit of contentFlags: the description was cut. */
    public static final int DESCRIPTION_CUT = 1;

    /** Bit of contentFlags: metadata was cut. */
    public static final int METADATA_CUT = 1 << 1;

    /** Bit of contentFlags: another text was cut, or there were more specializations. */
    public static final int TEXT_CUT = 1 << 2;

    /** Skills that are kept, in the order they were named. */
    public static final int MAX_SPECIALIZATIONS = 4;

    private static final int MAX_PAIN = 10;
    private static final long MAX_UINT32 = 0xFFFF_FFFEL;

    final String alertKey;
    final Map<TextLimit, String> texts = new EnumMap<>(TextLimit.class);
    final Map<String, String> metadata = new LinkedHashMap<>();
    final Map<Parameter, Integer> vitals = new EnumMap<>(Parameter.class);
    final List<String> specializations = new ArrayList<>();

    @Nullable
    EmergencyType type;

    @Nullable
    Severity severity;

    String patientId = "";
    String deviceId = "";
    String unitId = "";
    String bedId = "";

    @Nullable
    DeviceCondition deviceCondition;

    @Nullable
    Consciousness consciousness;

    @Nullable
    Integer pain;

    @Nullable
    Integer latitude;

    @Nullable
    Integer longitude;

    byte @Nullable [] sealed;
    long sealKeyId;
    long estimatedResponseMs;
    long createdAtNs;

    /**
     * Begins an alert.
     *
     * @param alertKey the source's name for it, not empty; one that is longer than 36 bytes is hashed, {@link EdgeText#alertKey}.
     */
    public RaiseContent(final String alertKey) {
        this.alertKey = EdgeText.alertKey(alertKey);
    }

    /** What kind of emergency; needed. Returns this. */
    public RaiseContent type(final EmergencyType value) {
        if (requireNonNull(value, "type") == EmergencyType.NULL_VAL) {
            throw new IllegalArgumentException("type is NULL_VAL: an alert has a type, OTHER if none fits");
        }
        type = value;
        return this;
    }

    /** How severe; needed. Returns this. */
    public RaiseContent severity(final Severity value) {
        if (requireNonNull(value, "severity") == Severity.NULL_VAL) {
            throw new IllegalArgumentException("severity is NULL_VAL: an alert has a severity");
        }
        severity = value;
        return this;
    }

    /** The patient; empty: bed or device stand for the patient. Returns this. */
    public RaiseContent patient(final String id) {
        patientId = EdgeText.optionalId("patientId", id);
        return this;
    }

    /** The device that noticed. Returns this. */
    public RaiseContent device(final String id) {
        deviceId = EdgeText.optionalId("deviceId", id);
        return this;
    }

    /** What is the matter with the device; needed if the type is DEVICE_TECHNICAL, then up to SWITCHED_OFF, or DEVICE_THERAPY, and for no other. Returns this. */
    public RaiseContent deviceCondition(final DeviceCondition value) {
        if (requireNonNull(value, "deviceCondition") == DeviceCondition.NULL_VAL) {
            throw new IllegalArgumentException("deviceCondition is NULL_VAL: leave it out if nothing is the matter");
        }
        deviceCondition = value;
        return this;
    }

    /** The unit, if it is not that of bed or patient. Returns this. */
    public RaiseContent unit(final String id) {
        unitId = EdgeText.optionalId("unitId", id);
        return this;
    }

    /** The bed, if it is not the patient's. Returns this. */
    public RaiseContent bed(final String id) {
        bedId = EdgeText.optionalId("bedId", id);
        return this;
    }

    /** One of the texts of a raise, of any length; one of those that stand for themselves, not for metadata or specializations. Returns this. */
    public RaiseContent text(final TextLimit field, final String value) {
        if (field == TextLimit.PERSONAL) {
            sealed = null;
            sealKeyId = 0;
        }
        texts.put(field, requireNonNull(value, field.fieldName()));
        return this;
    }

    /**
     * Personal data that the source has sealed.
     *
     * @param bytes at most 96: half a seal would open nothing, so more is refused.
     * @param keyId of the key that sealed it, 1 to 4,294,967,294.
     * @return this.
     */
    public RaiseContent personal(final byte[] bytes, final long keyId) {
        if (bytes.length > TextLimit.PERSONAL.maxBytes()) {
            throw new IllegalArgumentException(
                    "personal is " + bytes.length + " sealed bytes: at most " + TextLimit.PERSONAL.maxBytes() + " fit");
        }
        if (keyId < 1 || keyId > MAX_UINT32) {
            throw new IllegalArgumentException("keyId is " + keyId + ": the key that sealed it is 1 to 4,294,967,294");
        }
        texts.remove(TextLimit.PERSONAL);
        sealed = bytes.clone();
        sealKeyId = keyId;
        return this;
    }

    /** One more pair of the source's own; as many whole pairs as fit are kept, in this order. Returns this. */
    public RaiseContent metadata(final String name, final String value) {
        metadata.put(requireNonNull(name, "name"), requireNonNull(value, "value"));
        return this;
    }

    /** One more skill required of responders; the first {@value #MAX_SPECIALIZATIONS} are kept. Returns this. */
    public RaiseContent specialization(final String name) {
        specializations.add(requireNonNull(name, "name"));
        return this;
    }

    /**
     * A reading taken with the alert.
     *
     * @param parameter  one of systolic, diastolic, heart rate, respiratory rate, temperature, SpO2 and glucose.
     * @param hundredths of its unit; {@code Integer.MIN_VALUE} would mean not measured and is refused.
     * @return this.
     */
    public RaiseContent vital(final Parameter parameter, final int hundredths) {
        if (!travels(requireNonNull(parameter, "parameter"))) {
            throw new IllegalArgumentException(parameter + " does not travel with an alert: use the method of its"
                    + " own, or send it as a reading");
        }
        if (hundredths == Integer.MIN_VALUE) {
            throw new IllegalArgumentException(parameter + " is out of range: what was not measured is left out");
        }
        vitals.put(parameter, hundredths);
        return this;
    }

    /**
     * Whether a reading of a parameter can be part of an alert as a number.
     *
     * @param parameter any.
     * @return whether {@link #vital} takes it.
     */
    public static boolean travels(final Parameter parameter) {
        return switch (parameter) {
            case SYSTOLIC, DIASTOLIC, HEART_RATE, RESPIRATORY_RATE, TEMPERATURE, SPO2, GLUCOSE -> true;
            default -> false;
        };
    }

    /** How awake the patient is. Returns this. */
    public RaiseContent consciousness(final Consciousness value) {
        if (requireNonNull(value, "consciousness") == Consciousness.NULL_VAL) {
            throw new IllegalArgumentException("consciousness is NULL_VAL: leave it out if it is not known");
        }
        consciousness = value;
        return this;
    }

    /** Pain, 0 to 10. Returns this. */
    public RaiseContent pain(final int value) {
        if (value < 0 || value > MAX_PAIN) {
            throw new IllegalArgumentException("pain is " + value + ": the scale goes from 0 to 10");
        }
        pain = value;
        return this;
    }

    /** Where on earth: WGS84 degrees times 10,000,000, as {@link Degrees} makes them. Returns this. */
    public RaiseContent position(final int latitudeE7, final int longitudeE7) {
        latitude = latitudeE7;
        longitude = longitudeE7;
        return this;
    }

    /** What the source expects responders to need, 1 to 4,294,967,294 ms. Returns this. */
    public RaiseContent estimatedResponseMs(final long value) {
        if (value < 1 || value > MAX_UINT32) {
            throw new IllegalArgumentException(
                    "estimatedResponse is " + value + " ms: it must be from 1 to " + MAX_UINT32 + " ms");
        }
        estimatedResponseMs = value;
        return this;
    }

    /** When it happened, as the source claims, epoch ns; 0 = not stated. Returns this. */
    public RaiseContent createdAtNs(final long value) {
        createdAtNs = value;
        return this;
    }

    /**
     * Encodes a RaiseAlert with its message header. Of the envelope only {@code keyId} is written, the rest is the caller's.
     *
     * @param buffer with room for 1,024 bytes.
     * @param offset of the message header.
     * @return bytes of header and message.
     * @throws IllegalArgumentException if type or severity is missing.
     */
    public int encode(final MutableDirectBuffer buffer, final int offset) {
        return new RaiseEncoding(this).encode(buffer, offset);
    }
}
