package io.tocsin.engine.semantics;

/** The log is of an engine version that this code does not know. Nothing was carried out of it; start a version of Tocsin that knows it on the same folder. */
public final class UnknownSemanticsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long engineVersion;

    UnknownSemanticsException(final long engineVersion, final int oldest, final int newest) {
        super("the log is of engine version " + engineVersion + " from here on, and this Tocsin knows " + oldest
                + " to "
                + newest + ": nothing of it was carried out; start a " + (engineVersion > newest ? "newer" : "older")
                + " Tocsin on the same folder");
        this.engineVersion = engineVersion;
    }

    /** The version of the log. */
    public long engineVersion() {
        return engineVersion;
    }
}
