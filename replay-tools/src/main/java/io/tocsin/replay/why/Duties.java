package io.tocsin.replay.why;

import io.tocsin.replay.journal.EventFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who is off duty by which roster, and who is on break, as events last said; and of one alert, who was so when it came to its steps. Of whom no event has told that they
 * were ever on duty it says nothing: no event lists the people of a roster.
 */
final class Duties {
    /** What a roster is for. */
    record Roster(String scope, long unit, long name) {
        static final Roster NONE = new Roster("", -1, -1);
    }

    private static final class Known {
        private final Set<Integer> on = new HashSet<>();
        private final Map<Integer, Away> off = new TreeMap<>();
        /** To which it came while events had told of this roster. */
        private final TreeSet<Long> steps = new TreeSet<>();
    }

    private final Map<Roster, Known> rosters = new HashMap<>();
    private final Map<Integer, Away> breaks = new TreeMap<>();
    /** By person, in the order in which it came to the steps. */
    private final Map<Integer, Set<Away>> missed = new TreeMap<>();

    private long unit = -1;
    private long bed = -1;
    private long subject = -1;

    /** Somebody came on duty, went off, or is on duty until another time. */
    void duty(final EventFields event) {
        final Roster roster = new Roster(event.text("scope"), event.number("unit", -1), event.number("name", -1));
        final int person = (int) event.number("person", -1);
        final long atNs = AlertTale.timeOf(event);
        if (event.number("on", 0) == 1) {
            came(rosters.computeIfAbsent(roster, any -> new Known()), roster, person, atNs);
            return;
        }
        final boolean isConfigured = event.header().containsValue("CONFIGURED");
        if (isConfigured && event.number("people", 0) == 0) {
            // It may have been removed, and then says of nobody any more that they are off duty.
            rosters.remove(roster);
            return;
        }
        final Known known = rosters.computeIfAbsent(roster, any -> new Known());
        known.on.remove(person);
        known.off.put(person, Away.offDuty(roster, atNs, isConfigured));
    }

    private void came(final Known known, final Roster roster, final int person, final long atNs) {
        final boolean wasOn = !known.on.add(person);
        final Away away = known.off.remove(person);
        if (away != null) {
            away.untilNs = atNs;
        } else if (!wasOn && !known.steps.isEmpty()) {
            final Away before = Away.offDuty(roster, 0, false);
            before.untilNs = atNs;
            before.steps.addAll(known.steps);
            missed(person, before);
        }
    }

    /** Somebody went on break, has another cover or another end, or is back. */
    void onBreak(final EventFields event) {
        final int person = (int) event.number("person", -1);
        final long atNs = AlertTale.timeOf(event);
        final Away before = breaks.remove(person);
        if (before != null) {
            before.untilNs = atNs;
        }
        if (event.number("on", 0) == 1) {
            breaks.put(person, Away.onBreak((int) event.number("cover", -1), atNs, event.number("untilNs", 0)));
        }
    }

    /** The alert was raised: its unit, bed and patient decide which rosters are for it. */
    void raised(final EventFields event) {
        unit = event.number("unit", -1);
        bed = event.number("bed", -1);
        subject = event.number("subject", -1);
    }

    /** It came to a step of the alert. */
    void asked(final long step) {
        rosters.forEach((roster, known) -> {
            if (isFor(roster)) {
                known.steps.add(step);
                known.off.forEach((person, away) -> {
                    away.steps.add(step);
                    missed(person, away);
                });
            }
        });
        breaks.forEach((person, away) -> {
            away.steps.add(step);
            missed(person, away);
        });
    }

    private void missed(final int person, final Away away) {
        missed.computeIfAbsent(person, any -> new LinkedHashSet<>()).add(away);
    }

    private boolean isFor(final Roster roster) {
        return switch (roster.scope) {
            case "ROLE" -> roster.unit >= 0 && roster.unit == unit;
            case "BED" -> roster.name >= 0 && roster.name == bed;
            case "PATIENT" -> roster.name >= 0 && roster.name == subject;
            default -> false;
        };
    }

    /** The times in which it came to steps while a person was off duty by a roster of the alert's unit, bed or patient, or on break; the earliest first. */
    List<Away> missed(final int person) {
        final List<Away> times = new ArrayList<>(missed.getOrDefault(person, Set.of()));
        times.sort((one, other) -> Long.compare(one.fromNs, other.fromNs));
        return times;
    }
}
