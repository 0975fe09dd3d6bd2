package io.tocsin.replay.demo;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;

/** One line of a console that is written over again and again. One thread. */
final class ProgressLine implements Progress {
    private final PrintWriter console;
    private final int seconds;
    private int width;

    /**
     * A line that is not there yet.
     *
     * @param console to write to.
     * @param seconds that the run is going to take.
     */
    ProgressLine(final PrintWriter console, final int seconds) {
        this.console = console;
        this.seconds = seconds;
    }

    /** Whether somebody is looking: with output into a file or a pipe nobody is. */
    @SuppressWarnings("SystemConsoleNull") // Both answers are asked for: that of JDK 17, and that of JDK 22 and later.
    static boolean isWatched() {
        final Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // From JDK 22 on there may be a console without a terminal; only it knows.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (final ReflectiveOperationException olderJdk) {
            return true;
        }
    }

    @Override
    public void on(final long elapsedMs, final Totals totals) {
        write(String.format(
                Locale.ROOT,
                "%3d s of %d   raised %,d   accepted %,d   escalated %,d   resolved %,d   open %,d",
                elapsedMs / 1_000,
                seconds,
                totals.raised(),
                totals.accepted(),
                totals.escalated(),
                totals.resolved(),
                totals.open()));
    }

    /** Wipes the line. */
    void end() {
        write("");
        console.print('\r');
        console.flush();
    }

    private void write(final String line) {
        console.print('\r' + line + " ".repeat(Math.max(0, width - line.length())));
        console.flush();
        width = line.length();
    }
}
