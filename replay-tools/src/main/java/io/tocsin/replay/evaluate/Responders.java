package io.tocsin.replay.evaluate;

import io.tocsin.codecs.text.Degrees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The units that may be sent, and where they stand: {@code {"R1":[lat,lon],…}}. */
final class Responders {
    private static final int MAX_LATITUDE = 90;
    private static final int MAX_LONGITUDE = 180;
    private static final int MAX_ID_BYTES = 36;

    /**
     * One of them.
     *
     * @param id            1 to 36 bytes.
     * @param latitude      in ten-millionths of a degree.
     * @param longitude     in ten-millionths of a degree.
     * @param latitudeText  as the file has it.
     * @param longitudeText as the file has it.
     */
    record Responder(String id, int latitude, int longitude, String latitudeText, String longitudeText) {}

    private Responders() {}

    /**
     * Reads a file of units.
     *
     * @param file of JSON.
     * @return in file order, at least one.
     * @throws InputException if it is not that, or a coordinate is none; names the unit.
     */
    static List<Responder> read(final Path file) throws InputException {
        try {
            return parse(file, Files.readString(file, StandardCharsets.UTF_8));
        } catch (final IOException failed) {
            throw InputException.at(file, "cannot be read: " + failed);
        } catch (final JacksonException broken) {
            throw InputException.at(file, "is no JSON object of units: " + broken.getOriginalMessage());
        }
    }

    private static List<Responder> parse(final Path file, final String text) throws InputException {
        final List<Responder> units = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
            expect(file, json.nextToken() == JsonToken.START_OBJECT, "is no object of units");
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                final String id = json.currentName();
                final int bytes = id.getBytes(StandardCharsets.UTF_8).length;
                expect(file, bytes > 0 && bytes <= MAX_ID_BYTES, "unit '" + id + "': an id has 1 to 36 bytes");
                expect(
                        file,
                        units.stream().noneMatch(other -> other.id().equals(id)),
                        "unit '" + id + "' stands there twice");
                expect(file, json.nextToken() == JsonToken.START_ARRAY, "unit '" + id + "' is not [lat, lon]");
                final String latitude = number(file, json, id);
                final String longitude = number(file, json, id);
                expect(file, json.nextToken() == JsonToken.END_ARRAY, "unit '" + id + "' is not [lat, lon]");
                units.add(unit(file, id, latitude, longitude));
            }
        }
        expect(file, !units.isEmpty(), "names no unit");
        return units;
    }

    private static Responder unit(final Path file, final String id, final String latitude, final String longitude)
            throws InputException {
        try {
            final int north = Degrees.parse("the latitude", latitude, MAX_LATITUDE);
            final int east = Degrees.parse("the longitude", longitude, MAX_LONGITUDE);
            expect(file, north != 0 || east != 0, "unit '" + id + "' stands at 0,0, which is no position");
            return new Responder(id, north, east, latitude, longitude);
        } catch (final IllegalArgumentException wrong) {
            throw InputException.at(file, "unit '" + id + "': " + wrong.getMessage());
        }
    }

    private static String number(final Path file, final JsonParser json, final String id) throws InputException {
        final JsonToken token = json.nextToken();
        expect(file, token != null && token.isNumeric(), "unit '" + id + "' is not [lat, lon]");
        return json.getString();
    }

    private static void expect(final Path file, final boolean holds, final String otherwise) throws InputException {
        if (!holds) {
            throw InputException.at(file, otherwise);
        }
    }
}
