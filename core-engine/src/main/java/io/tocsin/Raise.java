package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.Consciousness;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.router.EdgeText;
import io.tocsin.router.Hundredths;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An emergency, as a source declares it. Key, type and severity are needed, the rest helps people. Ids longer than 36 bytes of UTF-8 are refused with an
 * {@code IllegalArgumentException}; all other text may have any length and is cut to what its method says, behind a whole character, and {@link AlertDetails} says
 * that it was. One thread at a time; {@link AlertRouter#raise} reads it and keeps nothing, so it may be changed and used again.
 */
public final class Raise {
    static final int MAX_SPECIALIZATIONS = 4;

    final String alertKey;
    final Map<Text, String> texts = new EnumMap<>(Text.class);
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
    Purpose purpose = Purpose.PRODUCTION;

    @Nullable
    Level level;

    @Nullable
    CommandKey key;

    private Raise(final String alertKey) {
        this.alertKey = alertKey;
    }

    /**
     * Begins an alert.
     *
     * @param alertKey the source's name for it, not empty: raising the same key while the alert is open updates it and pages nobody twice. One longer than 36 bytes
     *     is replaced by a 128-bit hash of it.
     * @return a raise that still needs type and severity.
     */
    public static Raise alert(final String alertKey) {
        return new Raise(EdgeText.alertKey(alertKey));
    }

    /** What kind of emergency; needed. Returns this. */
    public Raise type(final EmergencyType value) {
        if (requireNonNull(value, "type") == EmergencyType.NULL_VAL) {
            throw new IllegalArgumentException("type is NULL_VAL: an alert has a type, OTHER if none fits");
        }
        type = value;
        return this;
    }

    /** How severe; needed. Returns this. */
    public Raise severity(final Severity value) {
        severity = Checks.severity(value);
        return this;
    }

    /** The patient; empty or not given: bed or device stand for the patient. Returns this. */
    public Raise patient(final String id) {
        patientId = EdgeText.optionalId("patientId", id);
        return this;
    }

    /** The device that noticed. Returns this. */
    public Raise device(final String id) {
        deviceId = EdgeText.optionalId("deviceId", id);
        return this;
    }

    /** The unit, if it is not that of bed or patient. Returns this. */
    public Raise unit(final String id) {
        unitId = EdgeText.optionalId("unitId", id);
        return this;
    }

    /** The bed, if it is not the patient's. Returns this. */
    public Raise bed(final String id) {
        bedId = EdgeText.optionalId("bedId", id);
        return this;
    }

    /** For people; kept to 160 bytes. Returns this. */
    public Raise description(final String value) {
        return text(Text.DESCRIPTION, value);
    }

    /** Names the emergency when the type is OTHER; kept to 48 bytes. Returns this. */
    public Raise typeText(final String value) {
        return text(Text.TYPE_TEXT, value);
    }

    /** Name of the hospital or site; kept to 36 bytes. Returns this. */
    public Raise facilityName(final String value) {
        return text(Text.FACILITY_NAME, value);
    }

    /** Name of the building; kept to 24 bytes. Returns this. */
    public Raise building(final String value) {
        return text(Text.BUILDING, value);
    }

    /** Name of the floor; kept to 8 bytes. Returns this. */
    public Raise floor(final String value) {
        return text(Text.FLOOR, value);
    }

    /** Name of the department; kept to 24 bytes. Returns this. */
    public Raise department(final String value) {
        return text(Text.DEPARTMENT, value);
    }

    /** Name of the room; kept to 16 bytes. Returns this. */
    public Raise room(final String value) {
        return text(Text.ROOM, value);
    }

    /** Address of a place outside; kept to 72 bytes. Returns this. */
    public Raise address(final String value) {
        return text(Text.ADDRESS, value);
    }

    /** Personal data in clear, never deciding anything; kept to 96 bytes. Returns this. */
    public Raise personal(final String value) {
        sealed = null;
        sealKeyId = 0;
        return text(Text.PERSONAL, value);
    }

    /**
     * Personal data that the source has sealed.
     *
     * @param bytes at most 96: half a seal would open nothing, so more is refused.
     * @param keyId of the key that sealed it, 1 to 4,294,967,295.
     * @return this.
     */
    public Raise personal(final byte[] bytes, final long keyId) {
        if (bytes.length > Text.PERSONAL.maxBytes()) {
            throw new IllegalArgumentException(
                    "personal is " + bytes.length + " sealed bytes: at most " + Text.PERSONAL.maxBytes() + " fit");
        }
        if (keyId < 1 || keyId > 0xFFFF_FFFEL) {
            throw new IllegalArgumentException("keyId is " + keyId + ": the key that sealed it is 1 to 4,294,967,294");
        }
        texts.remove(Text.PERSONAL);
        sealed = bytes.clone();
        sealKeyId = keyId;
        return this;
    }

    /** One more pair of the source's own; as many whole pairs as fit 96 bytes are kept, in this order. Returns this. */
    public Raise metadata(final String name, final String value) {
        metadata.put(requireNonNull(name, "name"), requireNonNull(value, "value"));
        return this;
    }

    /** One more skill required of responders, kept to 20 bytes; the first four are kept. Returns this. */
    public Raise specialization(final String name) {
        specializations.add(requireNonNull(name, "name"));
        return this;
    }

    /**
     * A reading taken with the alert; it informs people and decides nothing ({@link Readings} do).
     *
     * @param parameter one of systolic, diastolic, heart rate, respiratory rate, temperature, SpO2 and glucose.
     * @param value     in its unit; rounded to hundredths as {@link Readings#value(Parameter, double)} says.
     * @return this.
     */
    public Raise vital(final Parameter parameter, final double value) {
        switch (requireNonNull(parameter, "parameter")) {
            case SYSTOLIC, DIASTOLIC, HEART_RATE, RESPIRATORY_RATE, TEMPERATURE, SPO2, GLUCOSE ->
                vitals.put(parameter, Hundredths.of(parameter.name(), value));
            default ->
                throw new IllegalArgumentException(parameter + " does not travel with an alert: use the method of its"
                        + " own, or send it as a reading");
        }
        return this;
    }

    /** How awake the patient is. Returns this. */
    public Raise consciousness(final Consciousness value) {
        if (requireNonNull(value, "consciousness") == Consciousness.NULL_VAL) {
            throw new IllegalArgumentException("consciousness is NULL_VAL: leave it out if it is not known");
        }
        consciousness = value;
        return this;
    }

    /** Pain, 0 to 10. Returns this. */
    public Raise pain(final int value) {
        if (value < 0 || value > 10) {
            throw new IllegalArgumentException("pain is " + value + ": the scale goes from 0 to 10");
        }
        pain = value;
        return this;
    }

    /** Where on earth, WGS84 degrees within ±90 and ±180. Returns this. */
    public Raise position(final double latitudeDegrees, final double longitudeDegrees) {
        latitude = Checks.degrees("latitude", latitudeDegrees, 90);
        longitude = Checks.degrees("longitude", longitudeDegrees, 180);
        return this;
    }

    /** What the source expects responders to need, up to 49 days; informs people. Returns this. */
    public Raise estimatedResponse(final Duration value) {
        estimatedResponseMs = Checks.millis("estimatedResponse", value, 1, 0xFFFF_FFFEL);
        return this;
    }

    /** When it happened, as the source claims; recorded, never obeyed. Returns this. */
    public Raise createdAt(final Instant value) {
        createdAtNs = Checks.epochNs("createdAt", value);
        return this;
    }

    /** Test and training traffic is recorded and reaches nobody; default PRODUCTION. Returns this. */
    public Raise purpose(final Purpose value) {
        purpose = Checks.purpose(value);
        return this;
    }

    /** What the answer must mean; default {@link AlertRouter.Context#level}. Returns this. */
    public Raise level(final Level value) {
        level = Checks.level(value);
        return this;
    }

    /** The caller's own source and idempotency key, {@link CommandKey}; otherwise the router makes one. Returns this. */
    public Raise from(final long sourceId, final long commandId) {
        key = new CommandKey(sourceId, commandId);
        return this;
    }

    private Raise text(final Text field, final String value) {
        texts.put(field, requireNonNull(value, field.fieldName()));
        return this;
    }
}
