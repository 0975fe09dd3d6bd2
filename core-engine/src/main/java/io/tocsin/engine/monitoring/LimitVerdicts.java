package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.Clause;

/** What becomes of a violation of a timed rule that counts, and of its end. */
interface LimitVerdicts {
    /** A violation of a limit ({@link ComparedLimit}) that counts; the clause says what else there is to say, or is NONE. */
    void violated(int subject, int bed, int value, int rule, long limit, boolean isFirst, Clause also);

    /** It ended. */
    void left(int subject, int rule);
}
