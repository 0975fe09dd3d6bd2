package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.Location;
import io.tocsin.codecs.text.Degrees;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where somebody or something is, beyond unit and bed. */
final class LocationOptions {
    private static final int MAX_LATITUDE = 90;
    private static final int MAX_LONGITUDE = 180;

    @Option(names = "--facility", paramLabel = "NAME", description = "Which hospital or site.")
    private String facility = "";

    @Option(names = "--building", paramLabel = "NAME", description = "Which building.")
    private String building = "";

    @Option(names = "--floor", paramLabel = "NAME", description = "Which floor.")
    private String floor = "";

    @Option(names = "--room", paramLabel = "NAME", description = "Which room.")
    private String room = "";

    @Option(names = "--latitude", paramLabel = "DEGREES", description = "WGS84, with the longitude.")
    private @Nullable Double latitude;

    @Option(names = "--longitude", paramLabel = "DEGREES", description = "WGS84, with the latitude.")
    private @Nullable Double longitude;

    /** For picocli. */
    LocationOptions() {}

    /** What was said; throws IllegalArgumentException if a coordinate is out of range or alone. */
    Location location() {
        return new Location(
                facility,
                building,
                floor,
                "",
                room,
                "",
                latitude == null ? null : (Integer) Degrees.of("--latitude", latitude, MAX_LATITUDE),
                longitude == null ? null : (Integer) Degrees.of("--longitude", longitude, MAX_LONGITUDE));
    }
}
