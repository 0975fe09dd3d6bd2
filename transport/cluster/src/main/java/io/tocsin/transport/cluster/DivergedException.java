package io.tocsin.transport.cluster;

/** This node's engine is not what the others are, or it cannot be known which of them is right: it must not go on. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean isMinority;

    DivergedException(
            final int member,
            final String what,
            final long commandSeq,
            final long own,
            final long others,
            final boolean isMinority) {
        super("member " + member + " DIVERGED: after command " + commandSeq + " " + what + " is "
                + Long.toHexString(own) + " here and " + Long.toHexString(others)
                + (isMinority
                        ? " with a majority of the members: what this node shows and answers is wrong, so it stops"
                        : " with others, and no majority says which is right: this node stops, as the others do"));
        this.isMinority = isMinority;
    }

    /** Whether a majority is the same and this node is not; else nobody knows who is right. */
    public boolean isMinority() {
        return isMinority;
    }
}
