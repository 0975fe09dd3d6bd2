package io.aeron;

/** Stands for Aeron, which is not on this module's class path, so that the rule against it can be seen to fail. */
public final class MarkerOfAeron {
    /** Something to depend on. */
    public static final MarkerOfAeron INSTANCE = new MarkerOfAeron();

    private MarkerOfAeron() {}
}
