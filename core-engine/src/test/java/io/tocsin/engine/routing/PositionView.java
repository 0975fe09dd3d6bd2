package io.tocsin.engine.routing;

/** Looks into positions, for tests of snapshots. */
public final class PositionView {
    private PositionView() {}

    /** Whether somebody is somewhere. */
    public static boolean hasAny(final Positions positions) {
        return positions.count() > 0;
    }
}
