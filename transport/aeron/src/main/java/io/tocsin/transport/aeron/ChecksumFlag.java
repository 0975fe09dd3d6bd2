package io.tocsin.transport.aeron;

import io.aeron.archive.Archive;

/** The JVM flag that the archive's checksums need, asked for before they do: their own complaint does not say what to add. */
final class ChecksumFlag {
    static final String REQUIRED = "--add-opens java.base/java.util.zip=ALL-UNNAMED";

    private ChecksumFlag() {}

    /** Stops a start that could not succeed; the message is one line and names the flag. */
    static void require() {
        if (!Object.class.getModule().isOpen("java.util.zip", Archive.class.getModule())) {
            throw new IllegalStateException(
                    "this JVM was started without " + REQUIRED + ": add it to the command line");
        }
    }
}
