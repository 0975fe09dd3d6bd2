package io.tocsin.engine.config;

import io.tocsin.engine.Inside;
import io.tocsin.engine.store.Due;

/** Looks at what is collected between ConfigBegin and ConfigCommit, and at what is proposed. */
public final class ConfigView {
    private ConfigView() {}

    /**
     * How much of a configuration is collected.
     *
     * @param configuration of an engine.
     * @return bytes; 0 if none is open.
     */
    public static int collectedBytes(final Configuration configuration) {
        final Object stage = Inside.field(configuration, "stage");
        return isProposed(configuration) ? 0 : (int) Inside.field(stage, "used");
    }

    /**
     * Whether a configuration waits for a second person.
     *
     * @param configuration of an engine.
     * @return it is due to end some time.
     */
    public static boolean isProposed(final Configuration configuration) {
        return configuration.firstNs() != Due.NEVER;
    }
}
