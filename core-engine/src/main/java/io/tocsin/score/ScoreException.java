package io.tocsin.score;

/** A score table that cannot be used: the message names file, line, field and reason. Nothing of it was taken over. */
public final class ScoreException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * A refusal.
     *
     * @param where  the file.
     * @param line   in it, from 1.
     * @param field  of the table.
     * @param reason what is wrong.
     */
    public ScoreException(final String where, final int line, final String field, final String reason) {
        super(where + ", line " + line + ", " + field + ": " + reason + "; nothing was taken over");
        this.field = field;
    }

    /**
     * What is wrong.
     *
     * @return such as {@code item systolic}.
     */
    public String field() {
        return field;
    }
}
