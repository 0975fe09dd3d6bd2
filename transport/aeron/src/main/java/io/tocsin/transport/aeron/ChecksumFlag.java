package io.tocsin.transport.aeron;

import io.aeron.archive.Archive;

/** The JVM flag that the archive's checksums need, asked for before they do: their own complaint does not say what to add. */
public final class ChecksumFlag {
    /** What must stand on the command line, or as {@code Add-Opens} in the manifest of the jar started. */
    public static final String REQUIRED = "--add-opens java.base/java.util.zip=ALL-UNNAMED";

    private ChecksumFlag() {}

    /**
     * Stops a start that could not succeed. Any thread; does not block; changes nothing.
     *
     * @throws IllegalStateException if {@link #REQUIRED} is missing; the message is one line and names the flag.
     */
    public static void require() {
        if (!Object.class.getModule().isOpen("java.util.zip", Archive.class.getModule())) {
            throw new IllegalStateException(
                    "this JVM was started without " + REQUIRED + ": add it to the command line");
        }
    }
}
