package io.tocsin.transport.server.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.Locale;

/**
 * How the process logs.
 *
 * @param format of a line.
 * @param level  the least that is logged.
 */
public record LogSettings(Format format, Threshold level) {
    /** Lines for people, level INFO. */
    static final LogSettings DEFAULT = new LogSettings(Format.TEXT, Threshold.INFO);

    /** Of a line. */
    public enum Format {
        /** For people. */
        TEXT,
        /** One JSON object a line, with the names of the Elastic Common Schema. */
        JSON
    }

    /** The least that is logged. */
    public enum Threshold {
        /** Only what stopped something. */
        ERROR,
        /** What needs attention. */
        WARN,
        /** What happened. */
        INFO,
        /** What it was made of. */
        DEBUG
    }

    /**
     * What a file says of the log, and nothing else: a log has to be set up before the classes are touched that write to it. What is wrong is a default here;
     * {@link ConfigFile#read} tells it.
     *
     * @param file HOCON.
     * @return never fails.
     */
    public static LogSettings peek(final Path file) {
        try {
            final Config config = ConfigFactory.parseFile(file.toFile()).resolve();
            return new LogSettings(
                    Format.valueOf(word(config, "log.format", DEFAULT.format)),
                    Threshold.valueOf(word(config, "log.level", DEFAULT.level)));
        } catch (final ConfigException | IllegalArgumentException wrong) {
            return DEFAULT;
        }
    }

    private static String word(final Config config, final String path, final Enum<?> fallback) {
        return config.hasPath(path) ? config.getString(path).toUpperCase(Locale.ROOT) : fallback.name();
    }
}
