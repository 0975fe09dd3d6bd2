package io.tocsin;

import org.jspecify.annotations.Nullable;

/**
 * Where it happens, as the source said; what it did not say is empty.
 *
 * @param facilityName name of the hospital or site.
 * @param building     name of the building.
 * @param floor        name of the floor.
 * @param department   name of the department.
 * @param unitId       id of the site's configuration.
 * @param room         name of the room.
 * @param bedId        id of the site's configuration.
 * @param address      of places outside.
 * @param latitude     WGS84 degrees; {@code null} if not stated.
 * @param longitude    WGS84 degrees; {@code null} if not stated.
 */
public record Place(
        String facilityName,
        String building,
        String floor,
        String department,
        String unitId,
        String room,
        String bedId,
        String address,
        @Nullable Double latitude,
        @Nullable Double longitude) {
    /** Nothing is known. */
    static final Place UNKNOWN = new Place("", "", "", "", "", "", "", "", null, null);
}
