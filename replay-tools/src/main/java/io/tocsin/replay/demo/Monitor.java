package io.tocsin.replay.demo;

import org.jspecify.annotations.Nullable;

/** What stands at a bed and measures. One thread, except {@link #treat()}. */
interface Monitor {
    /** The next sample; {@code null} if nothing was measured. */
    @Nullable
    Sample next();

    /** Whether there is something to come. */
    boolean goesOn();

    /** Somebody treats whoever lies in the bed. Any thread. */
    void treat();
}
