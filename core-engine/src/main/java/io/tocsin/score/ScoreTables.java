package io.tocsin.score;

import io.tocsin.engine.monitoring.score.ScoreTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The score tables that come with Tocsin, and the reading of others. Starting values: who answers for them clinically changes the text and its version. Any thread;
 * reads and allocates.
 */
public final class ScoreTables {
    private static final List<String> BUNDLED = List.of("news2", "mews", "qsofa", "sirs", "shock-index", "pews");

    private ScoreTables() {}

    /** Ids of the tables that come with Tocsin. */
    public static List<String> bundled() {
        return BUNDLED;
    }

    /**
     * A table that comes with Tocsin.
     *
     * @param id one of {@link #bundled()}.
     * @return the table.
     * @throws IllegalArgumentException if there is none of this id.
     */
    public static ScoreTable bundled(final String id) {
        return read(id + ".txt", textOf(id));
    }

    /**
     * The text of a table that comes with Tocsin, to be changed.
     *
     * @param id one of {@link #bundled()}.
     * @return all of it.
     * @throws IllegalArgumentException if there is none of this id.
     */
    public static String textOf(final String id) {
        if (!BUNDLED.contains(id)) {
            throw new IllegalArgumentException("there is no score table '" + id + "'; there is: " + BUNDLED);
        }
        try (InputStream text = ScoreTables.class.getResourceAsStream(id + ".txt")) {
            if (text == null) {
                throw new IllegalStateException("the score table " + id + " is not packed with Tocsin");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * Reads a table.
     *
     * @param where named by a refusal, such as the file.
     * @param text  as the package says.
     * @return the table.
     * @throws ScoreException if it cannot be used as it is.
     */
    public static ScoreTable read(final String where, final String text) {
        return new ScoreText(where).read(text);
    }
}
