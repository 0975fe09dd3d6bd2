package io.tocsin.engine.escalation;

/** Whom others than the policy want told of what is measured of a patient. */
public interface AlsoTold {
    /**
     * Names them in a fixed order, some perhaps more than once. Allocates nothing.
     *
     * @param subject index.
     * @param person  takes each.
     * @return there was somebody.
     */
    boolean forEach(int subject, People person);

    /** Takes people. */
    interface People {
        /**
         * One of them.
         *
         * @param person index.
         */
        void take(int person);
    }
}
