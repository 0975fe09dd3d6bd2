package io.tocsin.coverage;

import java.util.Set;

/**
 * What is assumed of people's clients: all are connected and can show an emergency as one, but for these.
 *
 * @param never      people without a connected client.
 * @param notCapable people whose connected clients cannot show an emergency as one.
 */
record Clients(Set<String> never, Set<String> notCapable) {
    /** Keeps copies. */
    Clients {
        never = Set.copyOf(never);
        notCapable = Set.copyOf(notCapable);
    }

    boolean isConnected(final String person) {
        return !never.contains(person);
    }

    boolean isCapable(final String person) {
        return isConnected(person) && !notCapable.contains(person);
    }
}
