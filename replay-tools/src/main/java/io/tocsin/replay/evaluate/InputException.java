package io.tocsin.replay.evaluate;

import java.io.Serial;
import java.nio.file.Path;

/**
 * Input that cannot be used at all: nothing is fed and no report is written. Its message is one line that names file,
 * line and column.
 */
public final class InputException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private InputException(final String message) {
        super(message);
    }

    /**
     * @param file   as given.
     * @param line   from 1.
     * @param column number of the field in the line, from 1.
     * @param what   is wrong.
     */
    static InputException at(final Path file, final long line, final int column, final String what) {
        return new InputException(file + ", line " + line + ", column " + column + ": " + what);
    }

    /**
     * An argument that is missing or unsuitable.
     *
     * @param what one line that names it.
     * @return to be thrown.
     */
    public static InputException because(final String what) {
        return new InputException(what);
    }

    /** A file that is wrong as a whole. */
    static InputException at(final Path file, final String what) {
        return at(file, 1, 1, what);
    }
}
