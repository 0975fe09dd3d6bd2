package io.tocsin.bench.report;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;

/** Lines on what is going on, with the seconds since the beginning; apart from the report, which is for the standard output. Any thread. */
public final class Progress implements Consumer<String> {
    private final PrintWriter err;
    private final long beginNs = System.nanoTime();

    /**
     * Begins to count.
     *
     * @param err where lines go.
     */
    public Progress(final PrintWriter err) {
        this.err = err;
    }

    @Override
    public void accept(final String line) {
        err.printf(Locale.ROOT, "%5.0f s  %s%n", (System.nanoTime() - beginNs) / 1e9, line);
        err.flush();
    }
}
