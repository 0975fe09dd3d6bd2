package io.tocsin.pipeline;

/**
 * The JVM flag without which no router can run, asked for before the first buffer is touched: the JVM's own complaint is
 * an {@code IllegalAccessError} that does not say what to add.
 */
public final class RuntimeFlags {
    /** What must stand on the command line, or as {@code Add-Opens} in the manifest of the jar started. */
    public static final String REQUIRED = "--add-opens java.base/jdk.internal.misc=ALL-UNNAMED";

    private RuntimeFlags() {}

    /**
     * Whether this JVM was started with {@link #REQUIRED}. Any thread; does not block.
     *
     * @return {@code true} if buffers can be used.
     */
    public static boolean present() {
        return Object.class.getModule().isOpen("jdk.internal.misc", RuntimeFlags.class.getModule());
    }

    /**
     * Stops a start that could not succeed. Any thread; does not block; changes nothing.
     *
     * @throws IllegalStateException if {@link #REQUIRED} is missing; the message is one line and names the flag.
     */
    public static void require() {
        if (!present()) {
            throw new IllegalStateException(
                    "this JVM was started without " + REQUIRED + ": add it to the command line");
        }
    }
}
