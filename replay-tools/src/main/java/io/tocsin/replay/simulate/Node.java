package io.tocsin.replay.simulate;

import io.tocsin.testkit.model.Side;
import java.util.SplittableRandom;

/** What is put to the test: it carries commands out, and can be killed and started again. */
interface Node extends Side {
    /**
     * Killed, and started again from what it had kept.
     *
     * @param random decides which snapshot is whole.
     * @throws Fault if it is not what it was.
     */
    void restart(SplittableRandom random);

    /** Keeps a snapshot. */
    void snapshot();

    /**
     * Looks at what it holds, if it can say.
     *
     * @param watch to be told of everything.
     * @param full  whether all of it is compared with what events told, or invariants only.
     */
    void report(Watch watch, boolean full);
}
