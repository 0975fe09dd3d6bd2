package com.fasterxml.jackson;

/** Stands for Jackson 2, which is not on this module's class path, so that the rule against it can be seen to fail. */
public final class MarkerOfOldJackson {
    /** Something to depend on. */
    public static final MarkerOfOldJackson INSTANCE = new MarkerOfOldJackson();

    private MarkerOfOldJackson() {}
}
