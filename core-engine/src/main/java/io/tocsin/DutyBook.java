package io.tocsin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who is on duty and who is on break, as events tell it. Guarded by the book of alerts. */
final class DutyBook {
    private final Map<DutyPlace, Map<String, OnDuty>> onDuty = new TreeMap<>();
    private final Map<String, OnBreak> onBreak = new TreeMap<>();

    void on(final RouterEvent.DutyChanged changed) {
        final Map<String, OnDuty> people = onDuty.computeIfAbsent(changed.place(), place -> new TreeMap<>());
        if (changed.on()) {
            people.put(changed.person(), new OnDuty(changed.place(), changed.person(), changed.untilNs()));
        } else {
            people.remove(changed.person());
        }
    }

    void on(final RouterEvent.BreakChanged changed) {
        if (changed.on()) {
            onBreak.put(changed.person(), new OnBreak(changed.person(), changed.cover(), changed.untilNs()));
        } else {
            onBreak.remove(changed.person());
        }
    }

    /** Whether somebody is on duty for this. */
    boolean isOn(final String person, final DutyPlace place) {
        return onDuty.getOrDefault(place, Map.of()).containsKey(person);
    }

    /** Whether somebody is on duty for any role of a unit. */
    boolean isOnInUnit(final String person, final String unit) {
        for (final Map.Entry<DutyPlace, Map<String, OnDuty>> place : onDuty.entrySet()) {
            if (place.getKey().unit().equals(unit) && place.getValue().containsKey(person)) {
                return true;
            }
        }
        return false;
    }

    /** By place, then by person. */
    List<OnDuty> duties() {
        final List<OnDuty> all = new ArrayList<>();
        onDuty.values().forEach(people -> all.addAll(people.values()));
        return List.copyOf(all);
    }

    /** By person. */
    List<OnBreak> breaks() {
        return List.copyOf(onBreak.values());
    }
}
