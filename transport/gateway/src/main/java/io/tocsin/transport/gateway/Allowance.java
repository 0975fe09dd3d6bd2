package io.tocsin.transport.gateway;

import io.github.bucket4j.Bucket;
import org.jspecify.annotations.Nullable;

/**
 * How often one connection may do what most never do: so many at once, and so many a second on average. It takes no memory until the first time, since thousands of
 * connections idle. One loop.
 */
final class Allowance {
    private final int perSecond;
    private final int atOnce;
    private @Nullable Bucket bucket;

    /**
     * Nothing was done.
     *
     * @param perSecond that come back.
     * @param atOnce    that there are at most, and at first.
     */
    Allowance(final int perSecond, final int atOnce) {
        this.perSecond = perSecond;
        this.atOnce = atOnce;
    }

    /** Takes one; false, and nothing taken, if there is none. */
    boolean take() {
        Bucket drawn = bucket;
        if (drawn == null) {
            drawn = Budgets.perSecond(perSecond, atOnce);
            bucket = drawn;
        }
        return drawn.tryConsume(1);
    }
}
