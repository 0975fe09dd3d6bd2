package io.tocsin;

/** A command was not carried out; nothing was changed. Completes the futures of {@link AlertRouter}. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;
    private final long detail;

    RefusedException(final Refusal refusal, final long detail, final String message) {
        super(message);
        this.refusal = refusal;
        this.detail = detail;
    }

    static RefusedException of(final Refusal refusal, final long detail) {
        final String where = detail == 0 ? "" : ", detail " + detail;
        return new RefusedException(
                refusal, detail, refusal + where + ": " + refusal.meaning() + "; nothing was changed");
    }

    /**
     * Why.
     *
     * @return the code.
     */
    public Refusal refusal() {
        return refusal;
    }

    /**
     * More about it, as the code says.
     *
     * @return 0 if there is nothing to say.
     */
    public long detail() {
        return detail;
    }
}
