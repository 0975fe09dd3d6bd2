package io.tocsin;

import io.tocsin.codecs.sbe.Outcome;
import java.util.Set;

/**
 * One person's client. Called on the delivery thread, in the order of each lane, each delivery once; one that was sent before to another session of the person says
 * so, {@link Offer#redelivery()}. When a method has returned, the delivery counts as received. A method that throws goes to the error handler, the delivery
 * stays in the outbox and is sent again to the next session (or after {@link RecipientSession#redeliver()}); nobody else is affected.
 *
 * <p>An {@link Offer} is whole, whatever the person's role: this is the program's own side. Before it shows the person what is in it, it asks {@link
 * AlertView#sight}, as the gateway does for its clients.
 *
 * <p>It must not wait for a future of the router, which this same thread completes: chain on it instead.
 */
@FunctionalInterface
public interface OfferListener {
    /**
     * Take responsibility for this alert, or reject it, before the step ends.
     *
     * @param offer immutable; may be kept and answered later, from any thread.
     */
    void onOffer(Offer offer);

    /**
     * What the client can do; asked for when it connects.
     *
     * @return nothing, unless overridden.
     */
    default Set<Capability> capabilities() {
        return Set.of();
    }

    /**
     * An alert that was offered, or is owned, changed.
     *
     * @param offer as it is now.
     */
    default void onUpdate(final Offer offer) {}

    /**
     * Somebody else has taken responsibility.
     *
     * @param offer   as it is now.
     * @param ownerId who.
     */
    default void onTaken(final Offer offer, final String ownerId) {}

    /**
     * Somebody has accepted, and more are needed: the offer stands.
     *
     * @param offer    as it is now.
     * @param personId who.
     */
    default void onJoined(final Offer offer, final String personId) {}

    /**
     * The source says that the condition is over.
     *
     * @param offer as it is now.
     */
    default void onConditionEnded(final Offer offer) {}

    /**
     * The alert is over.
     *
     * @param offer   as it was in the end.
     * @param outcome resolved, cancelled or expired; {@code NULL_VAL} if it was so long ago that the router has forgotten.
     */
    default void onClosed(final Offer offer, final Outcome outcome) {}
}
