package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.MonitoringList;
import java.util.List;

/**
 * Says who is in a list of a monitoring session, and nobody else is. Immutable.
 *
 * @param commandId    as of every command.
 * @param claimedNs    as of every command.
 * @param monitoringId number of an active session.
 * @param list         which.
 * @param people       at most {@value #MAX_PEOPLE}.
 */
public record GrantViewers(long commandId, long claimedNs, long monitoringId, MonitoringList list, List<String> people)
        implements ClientMessage.Monitor {
    /** Most people in a list. */
    public static final int MAX_PEOPLE = 16;

    /** Keeps a copy of the list and checks it. */
    public GrantViewers {
        people = List.copyOf(people);
        if (people.size() > MAX_PEOPLE) {
            throw new IllegalArgumentException("a list has at most " + MAX_PEOPLE + " people");
        }
    }
}
