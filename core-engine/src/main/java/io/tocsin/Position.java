package io.tocsin;

import io.tocsin.codecs.text.Degrees;
import io.tocsin.codecs.text.EdgeText;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a person, or a unit such as an ambulance, is: coordinates, a place, or both. Places are compared by name with what an alert says of its own, from the room to
 * the campus; who shares the narrowest one is the nearest, then who has the fewest metres. Immutable.
 *
 * @param latitude  WGS84 degrees; {@code null} if not stated.
 * @param longitude WGS84 degrees; {@code null} if not stated.
 * @param room      at most 16 bytes; empty = not stated, as in the others.
 * @param unitId    of the site's configuration, at most 36 bytes.
 * @param floor     at most 8 bytes.
 * @param building  at most 24 bytes.
 * @param campus    at most 36 bytes; what a raise calls the facility's name.
 */
public record Position(
        @Nullable Double latitude,
        @Nullable Double longitude,
        String room,
        String unitId,
        String floor,
        String building,
        String campus) {
    /** Nothing is known: a start for {@link #in}. */
    private static final Position NOWHERE = new Position(null, null, "", "", "", "", "");

    private static final int MAX_LATITUDE = 90;
    private static final int MAX_LONGITUDE = 180;
    private static final int MAX_ROOM_BYTES = 16;
    private static final int MAX_FLOOR_BYTES = 8;
    private static final int MAX_BUILDING_BYTES = 24;
    private static final int MAX_CAMPUS_BYTES = 36;

    /** Checks lengths, ranges, and that neither half a coordinate nor 0,0 is stated. */
    public Position {
        if ((latitude == null) != (longitude == null)) {
            throw new IllegalArgumentException((latitude == null ? "latitude" : "longitude") + " is missing");
        }
        if (latitude != null && longitude != null) {
            final int north = Degrees.of("latitude", latitude, MAX_LATITUDE);
            final int east = Degrees.of("longitude", longitude, MAX_LONGITUDE);
            if (north == 0 && east == 0) {
                throw new IllegalArgumentException("latitude and longitude are 0: that is no position");
            }
        }
        require("room", room, MAX_ROOM_BYTES);
        unitId = EdgeText.optionalId("unitId", unitId);
        require("floor", floor, MAX_FLOOR_BYTES);
        require("building", building, MAX_BUILDING_BYTES);
        require("campus", campus, MAX_CAMPUS_BYTES);
    }

    /** On the map. */
    public static Position at(final double latitude, final double longitude) {
        return new Position(latitude, longitude, "", "", "", "", "");
    }

    /** In a place; empty = not stated. */
    public static Position in(
            final String campus, final String building, final String floor, final String unitId, final String room) {
        return NOWHERE.and(campus, building, floor, unitId, room);
    }

    /** On the map and in a place; empty = not stated. */
    public Position and(
            final String inCampus,
            final String inBuilding,
            final String onFloor,
            final String inUnit,
            final String inRoom) {
        return new Position(latitude, longitude, inRoom, inUnit, onFloor, inBuilding, inCampus);
    }

    private static void require(final String what, final String text, final int maxBytes) {
        final int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > maxBytes) {
            throw new IllegalArgumentException(what + " has " + bytes + " bytes: at most " + maxBytes);
        }
    }
}
