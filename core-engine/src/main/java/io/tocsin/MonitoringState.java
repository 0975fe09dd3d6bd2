package io.tocsin;

import io.tocsin.codecs.sbe.DeviceKind;
import io.tocsin.codecs.sbe.MonitoringList;
import io.tocsin.codecs.sbe.MonitoringStatus;
import io.tocsin.codecs.sbe.MonitoringType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A monitoring session, as the router holds it.
 *
 * @param monitoringId dense from 1.
 * @param subject      whose it is.
 * @param type         what it is for.
 * @param status       whether it is active.
 * @param startedBy    person who asked for it.
 * @param changedBy    person who changed it last: began it, named people, or ended it; empty = a configuration did.
 * @param startedNs    epoch ns.
 * @param updatedNs    epoch ns: when it was changed last.
 * @param devices      in the order in which they were named.
 * @param people       who is in each list; every list is there, its people in the order in which the router knows them. Of one that has ended: who was.
 */
public record MonitoringState(
        long monitoringId,
        Subject subject,
        MonitoringType type,
        MonitoringStatus status,
        String startedBy,
        String changedBy,
        long startedNs,
        long updatedNs,
        List<Device> devices,
        Map<MonitoringList, List<String>> people) {
    /** Copies the lists. */
    public MonitoringState {
        devices = List.copyOf(devices);
        people = Map.copyOf(people);
    }

    /**
     * A device of a session.
     *
     * @param kind what it measures or gives.
     * @param id   of the device.
     */
    public record Device(DeviceKind kind, String id) {}

    /**
     * Everybody who is concerned: who asked for it, and who is in a list.
     *
     * @return each once.
     */
    public Set<String> concerned() {
        final Set<String> everybody = new LinkedHashSet<>();
        everybody.add(startedBy);
        people.values().forEach(everybody::addAll);
        return everybody;
    }

    /**
     * Who is in a list.
     *
     * @param list one of them.
     * @return people; immutable.
     */
    public List<String> people(final MonitoringList list) {
        return people.getOrDefault(list, List.of());
    }
}
