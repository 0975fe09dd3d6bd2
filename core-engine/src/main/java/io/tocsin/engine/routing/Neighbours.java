package io.tocsin.engine.routing;

/** Who asks the grid for neighbours: told of the near ones first, until it wants no more. */
interface Neighbours {
    /**
     * Whether somebody so near, with so low an index, could still change the answer; of two that are as near the lower index is before the other.
     *
     * @param squared least square of the chord, in centimetres.
     * @param person  lowest index.
     * @return false if nobody farther need be shown.
     */
    boolean wants(long squared, int person);

    /**
     * Takes a neighbour into account who was wanted.
     *
     * @param person  index.
     * @param squared of the chord.
     */
    void neighbour(int person, long squared);
}
