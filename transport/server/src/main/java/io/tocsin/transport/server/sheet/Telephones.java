package io.tocsin.transport.server.sheet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The site's list of telephone numbers: a line for each person, the id, a comma, and what is to be printed; lines that begin with # are remarks. One thread. */
final class Telephones {
    private static final long MOST_BYTES = 1 << 20;
    private static final int MOST_CHARACTERS = 120;

    private Telephones() {}

    /**
     * Reads it.
     *
     * @param warnings told what cannot be used; the rest is.
     * @return what is printed behind each person.
     */
    static Map<String, String> read(final Path file, final List<String> warnings) {
        final Map<String, String> people = new LinkedHashMap<>();
        try {
            if (Files.size(file) > MOST_BYTES) {
                warnings.add("the list of telephone numbers is longer than 1 MiB: none is printed");
                return people;
            }
            int number = 0;
            for (final String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\\R", -1)) {
                number++;
                final int comma = line.indexOf(',');
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                if (comma <= 0 || line.substring(comma + 1).isBlank()) {
                    warnings.add(
                            "line " + number + " of the list of telephone numbers has no comma, or nothing behind it");
                    continue;
                }
                final String text = line.substring(comma + 1).strip();
                people.put(
                        line.substring(0, comma).strip(),
                        text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…");
            }
        } catch (final IOException unreadable) {
            warnings.add("the list of telephone numbers cannot be read: none is printed");
        }
        return people;
    }
}
