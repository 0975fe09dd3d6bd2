package io.tocsin.transport.server.config;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files of the repository that tests read. */
public final class Examples {
    /** The top of the repository. */
    public static final Path TOP = top();

    /** The example that the README walks through. */
    public static final Path SMALL_HOSPITAL = TOP.resolve("examples/small-hospital.conf");

    /** The example of a cluster. */
    public static final Path THREE_NODES = TOP.resolve("examples/three-nodes.conf");

    private Examples() {}

    private static Path top() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("examples/small-hospital.conf"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("the tests run somewhere in the repository");
        }
        return folder;
    }
}
