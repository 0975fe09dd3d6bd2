package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.Consciousness;
import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.text.Degrees;
import io.tocsin.codecs.text.Hundredths;
import io.tocsin.codecs.text.RaiseContent;
import io.tocsin.codecs.text.TextLimit;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An emergency, as a source declares it. Key, type and severity are needed, the rest helps people. Ids longer than 36 bytes of UTF-8 are refused with an
 * {@code IllegalArgumentException}; all other text may have any length and is cut to what its method says, behind a whole character, and {@link AlertDetails} says
 * that it was. One thread at a time; {@link AlertRouter#raise} reads it and keeps nothing, so it may be changed and used again.
 */
public final class Raise {
    final RaiseContent content;
    Purpose purpose = Purpose.PRODUCTION;

    @Nullable
    Level level;

    @Nullable
    CommandKey key;

    private Raise(final String alertKey) {
        content = new RaiseContent(alertKey);
    }

    /**
     * Begins an alert.
     *
     * @param alertKey the source's name for it, not empty: raising the same key while the alert is open updates it and pages nobody twice. One longer than 36 bytes
     *     is replaced by a 128-bit hash of it.
     * @return a raise that still needs type and severity.
     */
    public static Raise alert(final String alertKey) {
        return new Raise(alertKey);
    }

    /** What kind of emergency; needed. Returns this. */
    public Raise type(final EmergencyType value) {
        content.type(value);
        return this;
    }

    /** How severe; needed. Returns this. */
    public Raise severity(final Severity value) {
        content.severity(value);
        return this;
    }

    /** The patient; empty or not given: bed or device stand for the patient. Returns this. */
    public Raise patient(final String id) {
        content.patient(id);
        return this;
    }

    /** The device that noticed. Returns this. */
    public Raise device(final String id) {
        content.device(id);
        return this;
    }

    /** What is the matter with the device: needed for the types DEVICE_TECHNICAL, then up to SWITCHED_OFF, and DEVICE_THERAPY, and for no other. Returns this. */
    public Raise deviceCondition(final DeviceCondition value) {
        content.deviceCondition(value);
        return this;
    }

    /** The unit, if it is not that of bed or patient. Returns this. */
    public Raise unit(final String id) {
        content.unit(id);
        return this;
    }

    /** The bed, if it is not the patient's. Returns this. */
    public Raise bed(final String id) {
        content.bed(id);
        return this;
    }

    /** For people; kept to 160 bytes. Returns this. */
    public Raise description(final String value) {
        return text(TextLimit.DESCRIPTION, value);
    }

    /** Names the emergency when the type is OTHER; kept to 48 bytes. Returns this. */
    public Raise typeText(final String value) {
        return text(TextLimit.TYPE_TEXT, value);
    }

    /** Name of the hospital or site; kept to 36 bytes. Returns this. */
    public Raise facilityName(final String value) {
        return text(TextLimit.FACILITY_NAME, value);
    }

    /** Name of the building; kept to 24 bytes. Returns this. */
    public Raise building(final String value) {
        return text(TextLimit.BUILDING, value);
    }

    /** Name of the floor; kept to 8 bytes. Returns this. */
    public Raise floor(final String value) {
        return text(TextLimit.FLOOR, value);
    }

    /** Name of the department; kept to 24 bytes. Returns this. */
    public Raise department(final String value) {
        return text(TextLimit.DEPARTMENT, value);
    }

    /** Name of the room; kept to 16 bytes. Returns this. */
    public Raise room(final String value) {
        return text(TextLimit.ROOM, value);
    }

    /** Address of a place outside; kept to 72 bytes. Returns this. */
    public Raise address(final String value) {
        return text(TextLimit.ADDRESS, value);
    }

    /** Personal data in clear, never deciding anything; kept to 96 bytes. Returns this. */
    public Raise personal(final String value) {
        return text(TextLimit.PERSONAL, value);
    }

    /**
     * Personal data that the source has sealed.
     *
     * @param bytes at most 96: half a seal would open nothing, so more is refused.
     * @param keyId of the key that sealed it, 1 to 4,294,967,295.
     * @return this.
     */
    public Raise personal(final byte[] bytes, final long keyId) {
        content.personal(bytes, keyId);
        return this;
    }

    /** One more pair of the source's own; as many whole pairs as fit 96 bytes are kept, in this order. Returns this. */
    public Raise metadata(final String name, final String value) {
        content.metadata(name, value);
        return this;
    }

    /** One more skill required of responders, kept to 20 bytes; the first four are kept. Returns this. */
    public Raise specialization(final String name) {
        content.specialization(name);
        return this;
    }

    /**
     * A reading taken with the alert; it informs people, and of decisions only triage asks for it
     * ({@link TriageRules}); limits and scores are held against {@link Readings}.
     *
     * @param parameter one of systolic, diastolic, heart rate, respiratory rate, temperature, SpO2 and glucose.
     * @param value     in its unit; rounded to hundredths as {@link Readings#value(Parameter, double)} says.
     * @return this.
     */
    public Raise vital(final Parameter parameter, final double value) {
        content.vital(
                parameter, Hundredths.of(requireNonNull(parameter, "parameter").name(), value));
        return this;
    }

    /** How awake the patient is. Returns this. */
    public Raise consciousness(final Consciousness value) {
        content.consciousness(value);
        return this;
    }

    /** Pain, 0 to 10. Returns this. */
    public Raise pain(final int value) {
        content.pain(value);
        return this;
    }

    /** Where on earth, WGS84 degrees within ±90 and ±180. Returns this. */
    public Raise position(final double latitudeDegrees, final double longitudeDegrees) {
        content.position(Degrees.of("latitude", latitudeDegrees, 90), Degrees.of("longitude", longitudeDegrees, 180));
        return this;
    }

    /** What the source expects responders to need, up to 49 days; informs people. Returns this. */
    public Raise estimatedResponse(final Duration value) {
        content.estimatedResponseMs(Checks.millis("estimatedResponse", value, 1, 0xFFFF_FFFEL));
        return this;
    }

    /** When it happened, as the source claims; recorded, never obeyed. Returns this. */
    public Raise createdAt(final Instant value) {
        content.createdAtNs(Checks.epochNs("createdAt", value));
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

    private Raise text(final TextLimit field, final String value) {
        content.text(field, value);
        return this;
    }
}
