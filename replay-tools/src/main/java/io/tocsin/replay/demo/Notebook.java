package io.tocsin.replay.demo;

import java.io.PrintStream;

/** Where the hospital's process writes its notes. Any thread; a note leaves with the next {@link #flush()} at the latest. */
final class Notebook {
    private final PrintStream out;

    /**
     * An empty one.
     *
     * @param out buffered; written to by nobody else.
     */
    Notebook(final PrintStream out) {
        this.out = out;
    }

    synchronized void write(final Note note) {
        out.print(note.line());
        out.print('\n');
    }

    synchronized void flush() {
        out.flush();
    }
}
