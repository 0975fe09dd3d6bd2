package io.tocsin;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Who is on duty when, as a router is told beside its site: rosters stay when the site changes, and go only by {@link #remove}. Any thread; nothing waits. What the
 * router makes of it is told by {@link RouterEvent.DutyChanged} and shown by {@link AlertView#duties()}.
 */
public final class DutyDesk {
    private final RouterHub hub;

    DutyDesk(final RouterHub hub) {
        this.hub = hub;
    }

    /**
     * Replaces rosters, or begins them; whole or not at all. Those of other places stay. A shift that is over for more than a minute is refused.
     *
     * @param rosters one at most for each place.
     * @return completed when they are in force; fails with {@link Refusal#CONFIG_REFUSED}, and a message that names the roster and what is wrong, if a person, a unit
     *     or a bed is not known or there is no room.
     * @throws IllegalArgumentException if two are of one place.
     */
    public CompletableFuture<Configured> replace(final List<Roster> rosters) {
        final Set<DutyPlace> places = new HashSet<>();
        for (final Roster roster : rosters) {
            if (!places.add(roster.place())) {
                throw new IllegalArgumentException("rosters: two are of the " + roster.place());
            }
        }
        return hub.configs().rosters(List.copyOf(rosters), List.of());
    }

    /**
     * The places that have a roster, those of a kept journal among them, whether anybody is on duty or not.
     *
     * @return immutable, in order.
     */
    public List<DutyPlace> places() {
        return hub.configs().rostered();
    }

    /**
     * Takes rosters away: the role is held, or the bed or patient cared for, as the site says.
     *
     * @param places of the rosters; one without a roster is passed over.
     * @return completed when they are gone.
     */
    public CompletableFuture<Configured> remove(final List<DutyPlace> places) {
        return hub.configs().rosters(List.of(), List.copyOf(places));
    }
}
