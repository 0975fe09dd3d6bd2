package net.openhft;

/** Stands for Chronicle, which is not on this module's class path, so that the rule against it can be seen to fail. */
public final class MarkerOfChronicle {
    /** Something to depend on. */
    public static final MarkerOfChronicle INSTANCE = new MarkerOfChronicle();

    private MarkerOfChronicle() {}
}
