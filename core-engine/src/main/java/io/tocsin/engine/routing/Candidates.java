package io.tocsin.engine.routing;

/** Who of the people who are somewhere can come to an alert. */
interface Candidates {
    /**
     * Whether a person can come.
     *
     * @param person index.
     * @return they are qualified and free to.
     */
    boolean canCome(int person);
}
