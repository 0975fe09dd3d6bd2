package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.MonitoringList;
import io.tocsin.codecs.sbe.MonitoringType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A monitoring session that is active: section 31. */
final class OracleSession {
    record Device(int kind, String id) {}

    final long id;
    final int subject;
    final MonitoringType type;
    final int startedBy;
    final long startedNs;
    final List<Device> devices;
    final Map<MonitoringList, TreeSet<Integer>> lists = new EnumMap<>(MonitoringList.class);

    OracleSession(
            final long id,
            final int subject,
            final MonitoringType type,
            final int startedBy,
            final long startedNs,
            final List<Device> devices) {
        this.id = id;
        this.subject = subject;
        this.type = type;
        this.startedBy = startedBy;
        this.startedNs = startedNs;
        this.devices = devices;
        for (final int raw : new int[] {1, 2, 3}) {
            lists.put(MonitoringList.get((short) raw), new TreeSet<>());
        }
    }

    boolean isIn(final MonitoringList list, final int person) {
        return lists.getOrDefault(list, new TreeSet<>()).contains(person);
    }

    Set<Integer> everybody() {
        return lists.values().stream().flatMap(TreeSet::stream).collect(Collectors.toCollection(TreeSet::new));
    }

    List<String> deviceIds() {
        return devices.stream().map(Device::id).toList();
    }

    /** As events tell of them: each with a bit for each list. */
    List<Map<String, Object>> people() {
        final List<Map<String, Object>> people = new ArrayList<>();
        everybody().forEach(person -> {
            final Map<String, Object> told = new LinkedHashMap<>();
            int bits = 0;
            for (final Map.Entry<MonitoringList, TreeSet<Integer>> list : lists.entrySet()) {
                bits += list.getValue().contains(person)
                        ? List.of(1, 2, 4).get(list.getKey().value() - 1)
                        : 0;
            }
            told.put("person", person);
            told.put("lists", bits);
            people.add(told);
        });
        return people;
    }
}
