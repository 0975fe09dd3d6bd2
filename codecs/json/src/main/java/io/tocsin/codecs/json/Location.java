package io.tocsin.codecs.json;

import org.jspecify.annotations.Nullable;

/**
 * Where it happens, beyond unit and bed; what was not said is empty. Texts are cut when they become a command.
 *
 * @param facility    name of the hospital or site.
 * @param building    name of the building.
 * @param floor       name of the floor.
 * @param department  name of the department.
 * @param room        name of the room.
 * @param address     of a place outside.
 * @param latitudeE7  WGS84 degrees times 10,000,000; {@code null} if not stated, together with the longitude.
 * @param longitudeE7 WGS84 degrees times 10,000,000.
 */
public record Location(
        String facility,
        String building,
        String floor,
        String department,
        String room,
        String address,
        @Nullable Integer latitudeE7,
        @Nullable Integer longitudeE7) {
    /** Nothing is known. */
    public static final Location UNKNOWN = new Location("", "", "", "", "", "", null, null);

    /** Checks that a position is whole. */
    public Location {
        if ((latitudeE7 == null) != (longitudeE7 == null)) {
            throw new IllegalArgumentException("a position has a latitude and a longitude");
        }
    }
}
