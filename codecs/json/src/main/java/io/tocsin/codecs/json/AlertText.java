package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.Parameter;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a source says of an alert for people to read; it decides nothing but where that is said. What was not said is empty or 0.
 *
 * @param typeText            names the emergency when its type is OTHER.
 * @param description         for people.
 * @param device              that noticed.
 * @param location            where.
 * @param vitals              readings taken with the alert, in hundredths of their units: those that {@link VitalNames} has, consciousness and pain among them.
 * @param specializations     required of responders.
 * @param metadata            the source's own pairs, in its order.
 * @param estimatedResponseMs what the source expects responders to need; 0 = not stated.
 * @param createdAtNs         when it happened, as the source claims, epoch ns; 0 = not stated.
 * @param deviceCondition     what is the matter with the device: of the types DEVICE_TECHNICAL and DEVICE_THERAPY, and decides with them; else {@code null}.
 */
public record AlertText(
        String typeText,
        String description,
        String device,
        Location location,
        Map<Parameter, Integer> vitals,
        List<String> specializations,
        Map<String, String> metadata,
        long estimatedResponseMs,
        long createdAtNs,
        @Nullable DeviceCondition deviceCondition) {
    /** Nothing was said. */
    public static final AlertText NONE =
            new AlertText("", "", "", Location.UNKNOWN, Map.of(), List.of(), Map.of(), 0, 0);

    /** Of no device's condition. */
    public AlertText(
            final String typeText,
            final String description,
            final String device,
            final Location location,
            final Map<Parameter, Integer> vitals,
            final List<String> specializations,
            final Map<String, String> metadata,
            final long estimatedResponseMs,
            final long createdAtNs) {
        this(
                typeText,
                description,
                device,
                location,
                vitals,
                specializations,
                metadata,
                estimatedResponseMs,
                createdAtNs,
                null);
    }

    /** Keeps copies of the collections. */
    public AlertText {
        final Map<Parameter, Integer> ordered = new EnumMap<>(Parameter.class);
        ordered.putAll(vitals);
        ordered.forEach(VitalNames::check);
        vitals = Collections.unmodifiableMap(ordered);
        specializations = List.copyOf(specializations);
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }
}
