package io.tocsin.engine.config;

import io.tocsin.engine.Inside;

/** Looks at what is collected between ConfigBegin and ConfigCommit. */
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
        return (boolean) Inside.field(stage, "isOpen") ? (int) Inside.field(stage, "used") : 0;
    }
}
