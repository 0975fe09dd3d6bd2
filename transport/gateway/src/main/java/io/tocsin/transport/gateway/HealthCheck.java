package io.tocsin.transport.gateway;

import org.jspecify.annotations.Nullable;

/** One thing that must hold for a process to be alive, or ready. Asked by the management listener's thread; answers at once. */
@FunctionalInterface
public interface HealthCheck {
    /**
     * Looks.
     *
     * @return what is wrong, for people; {@code null} if nothing is.
     */
    @Nullable
    String problem();
}
