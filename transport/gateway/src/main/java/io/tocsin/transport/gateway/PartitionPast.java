package io.tocsin.transport.gateway;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where every facility and unit was that a front has had in a map since it was started: what left the map may come back, but only to where it was, since another front may
 * still go by the former one. One thread at a time.
 */
final class PartitionPast {
    private final Map<String, String> facilities = new HashMap<>();
    private final Map<String, String> units = new HashMap<>();
    private @Nullable String otherwise;

    PartitionPast(final PartitionMap first) {
        add(first);
    }

    /** A map is in force. */
    void add(final PartitionMap map) {
        for (final PartitionMap.Facility facility : map.facilities()) {
            facilities.put(facility.name(), facility.cluster());
            facility.units().forEach(unit -> units.put(unit, facility.cluster()));
        }
        final PartitionMap.Facility rest = map.otherwise();
        otherwise = rest == null ? otherwise : rest.cluster();
    }

    /** Why a map may not follow; {@code null} if it may. */
    @Nullable
    String whyNot(final PartitionMap next) {
        for (final PartitionMap.Facility facility : next.facilities()) {
            final String wrong =
                    moved("facility", facility.name(), facilities.get(facility.name()), facility.cluster());
            if (wrong != null) {
                return wrong;
            }
            for (final String unit : facility.units()) {
                final String wrongUnit = moved("unit", unit, units.get(unit), facility.cluster());
                if (wrongUnit != null) {
                    return wrongUnit;
                }
            }
        }
        final PartitionMap.Facility rest = next.otherwise();
        return rest == null ? null : moved("what is of no facility", "otherwise", otherwise, rest.cluster());
    }

    private static @Nullable String moved(
            final String what, final String name, final @Nullable String from, final String to) {
        return from == null || from.equals(to)
                ? null
                : what + " '" + name + "' goes from cluster '" + from + "' to '" + to
                        + "': stop all fronts, and start them with this map";
    }
}
