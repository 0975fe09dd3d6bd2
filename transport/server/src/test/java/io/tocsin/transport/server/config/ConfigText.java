package io.tocsin.transport.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A configuration as text, in a folder of a test. */
final class ConfigText {
    /** Of a site, all that has to be said. Four lines. */
    static final String LEAST = """
            site {
              desks = [ desk ]
              policies.all.fail-safe = desk
            }
            """;

    private final Path file;

    ConfigText(final Path folder) {
        file = folder.resolve("test.conf");
    }

    Path file() {
        return file;
    }

    ConfigFile read(final String text) throws IOException, ConfigProblemsException {
        Files.writeString(file, text);
        return ConfigFile.read(file);
    }

    /** What is wrong with it; fails if nothing is. */
    ConfigProblemsException refused(final String text) throws IOException {
        Files.writeString(file, text);
        final ConfigProblemsException refused =
                catchThrowableOfType(ConfigProblemsException.class, () -> ConfigFile.read(file));
        assertThat(refused).as("nothing was wrong with: " + text).isNotNull();
        return refused;
    }
}
