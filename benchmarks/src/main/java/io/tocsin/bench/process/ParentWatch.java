package io.tocsin.bench.process;

import java.io.IOException;

/** Ends this process when whoever started it is gone: its end of the standard input closes then, even after kill −9. */
public final class ParentWatch {
    private static final int ORPHANED = 75;

    private ParentWatch() {}

    /** Begins to watch, on a daemon thread. For the main methods of children. */
    public static void start() {
        final Thread watch = new Thread(ParentWatch::watch, "bench-parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private static void watch() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever said there.
            }
        } catch (final IOException gone) {
            // As good as the end.
        }
        Runtime.getRuntime().halt(ORPHANED);
    }
}
