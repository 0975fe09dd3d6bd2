package io.tocsin.engine.monitoring;

import java.util.Arrays;

/** Who looks at rules once they are all there: to take what memory they need of it then, so that no reading does. */
public final class RulesLoaded {
    private Listener[] listeners = {};

    RulesLoaded() {}

    /** Looks at rules. */
    interface Listener {
        /** Other rules are in force, with their tables. */
        void rulesLoaded();
    }

    /** One more; before the first rules. Allocates. */
    void add(final Listener listener) {
        listeners = Arrays.copyOf(listeners, listeners.length + 1);
        listeners[listeners.length - 1] = listener;
    }

    /** Everything of a version is applied. Allocates the first time that something is needed. */
    public void tell() {
        for (final Listener each : listeners) {
            each.rulesLoaded();
        }
    }
}
