package io.tocsin.schedule;

/** A schedule that cannot be used; the message names the schedule, the field and what is wrong with it, and nothing was taken over. */
public final class ScheduleException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * A refusal.
     *
     * @param where the schedule or the file.
     * @param field path of the field in it.
     * @param what  is wrong.
     */
    public ScheduleException(final String where, final String field, final String what) {
        super(where + ": " + field + ": " + what);
        this.field = field;
    }

    /**
     * The field that is wrong.
     *
     * @return its path, such as {@code layers[1].people}.
     */
    public String field() {
        return field;
    }
}
