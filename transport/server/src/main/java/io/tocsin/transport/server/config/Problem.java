package io.tocsin.transport.server.config;

import com.typesafe.config.ConfigOrigin;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong in a configuration.
 *
 * @param file    where; as it was named on the command line or by an include.
 * @param line    where in it, from 1; 0 = the file as a whole.
 * @param key     the full path of the key; empty = none in particular.
 * @param message what is wrong, and what would be right.
 */
public record Problem(String file, int line, String key, String message) implements Comparable<Problem> {
    static Problem at(final @Nullable ConfigOrigin origin, final String key, final String message) {
        if (origin == null) {
            return new Problem("configuration", 0, key, message);
        }
        final String file = origin.filename() == null ? origin.description() : origin.filename();
        return new Problem(file, Math.max(0, origin.lineNumber()), key, message);
    }

    @Override
    public int compareTo(final Problem other) {
        final int byFile = file.compareTo(other.file);
        return byFile != 0 ? byFile : Integer.compare(line, other.line);
    }

    @Override
    public String toString() {
        return file + (line == 0 ? "" : ":" + line) + ": " + (key.isEmpty() ? "" : key + ": ") + message;
    }
}
