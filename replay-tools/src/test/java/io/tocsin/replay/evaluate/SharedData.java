package io.tocsin.replay.evaluate;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Where the shared data sets are. Absent: the test is skipped and says so; where {@code CI} is {@code true} it fails.
 */
public final class SharedData {
    private SharedData() {}

    public static Path require(final String name) {
        final Path path = Path.of(System.getProperty("tocsin.shared", "../shared"), "data", name);
        if (!Files.exists(path)) {
            final String message = "shared data " + path + " is absent; name its folder by -Dtocsin.shared=DIR";
            if ("true".equals(System.getenv("CI"))) {
                Assertions.fail(message);
            }
            System.err.println("SKIPPED: " + message);
            Assumptions.abort(message);
        }
        return path;
    }
}
