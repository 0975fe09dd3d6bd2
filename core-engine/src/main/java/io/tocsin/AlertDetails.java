package io.tocsin;

import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.Parameter;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a source said about an alert; alerts that the engine raised itself have {@link #NONE}. Text that was not given is empty.
 *
 * @param typeText            names the emergency when its type is OTHER.
 * @param description         for people.
 * @param deviceId            the device that raised it.
 * @param place               where.
 * @param vitals              readings taken with the alert, in hundredths of the parameter's unit; consciousness and pain among them.
 * @param specializations     required of responders.
 * @param metadata            the source's own pairs, in its order.
 * @param estimatedResponseMs what the source expects responders to need; 0 = not stated.
 * @param createdAtNs         as the source claims, epoch ns; 0 = not stated.
 * @param descriptionCut      the description was longer.
 * @param metadataCut         there were more pairs.
 * @param textCut             another text was longer, or there were more specializations.
 * @param deviceCondition     what is the matter with the device, of the types DEVICE_TECHNICAL and DEVICE_THERAPY; else {@code null}.
 */
public record AlertDetails(
        String typeText,
        String description,
        String deviceId,
        Place place,
        Map<Parameter, Integer> vitals,
        List<String> specializations,
        Map<String, String> metadata,
        long estimatedResponseMs,
        long createdAtNs,
        boolean descriptionCut,
        boolean metadataCut,
        boolean textCut,
        @Nullable DeviceCondition deviceCondition) {
    /** Nothing was said. */
    public static final AlertDetails NONE =
            new AlertDetails("", "", "", Place.UNKNOWN, Map.of(), List.of(), Map.of(), 0, 0, false, false, false, null);

    /** Keeps copies of the collections. */
    public AlertDetails {
        final Map<Parameter, Integer> ordered = new EnumMap<>(Parameter.class);
        ordered.putAll(vitals);
        vitals = Collections.unmodifiableMap(ordered);
        specializations = List.copyOf(specializations);
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }
}
