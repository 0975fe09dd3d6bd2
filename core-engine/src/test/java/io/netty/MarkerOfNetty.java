package io.netty;

/** Stands for Netty, which is not on this module's class path, so that the rule against it can be seen to fail. */
public final class MarkerOfNetty {
    /** Something to depend on. */
    public static final MarkerOfNetty INSTANCE = new MarkerOfNetty();

    private MarkerOfNetty() {}
}
