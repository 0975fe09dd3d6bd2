package io.tocsin.replay.why;

import io.tocsin.replay.journal.EventFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What led to alerts and names none: silences that are not over, limits of patients, violations that a timed rule holds back, readings that waited for a second one. */
final class Background {
    /** Reasons for which a reading counts later or as an older one, as against not at all. */
    private static final Set<String> WAITING = Set.of("STEP", "PRESSURES", "LATE");

    private final Map<Long, List<EventFields>> silences = new TreeMap<>();
    /** By subject, parameter and bound: limits that patients have of their own. */
    private final Map<String, EventFields> limits = new TreeMap<>();
    /** By subject and rule: held back now. */
    private final Map<String, List<EventFields>> heldBack = new TreeMap<>();
    /** By subject and parameter: a reading that waits for a second one, or has waited. */
    private final Map<String, List<EventFields>> waiting = new TreeMap<>();
    /** Held back until the last event. */
    private List<EventFields> declared = new ArrayList<>();

    /** A silence was made or has changed. */
    void silence(final EventFields event) {
        final long id = event.number("silenceId", 0);
        if (event.text("state").equals("EXPIRED")) {
            silences.remove(id);
        } else {
            silences.computeIfAbsent(id, any -> new ArrayList<>()).add(event);
        }
    }

    /** A reading waits for a second one, or does no longer. */
    void gated(final EventFields event) {
        if (!WAITING.contains(event.text("reason"))) {
            return;
        }
        if (event.number("over", 0) == 0) {
            waiting.put(reading(event), new ArrayList<>(List.of(event)));
        } else {
            waiting.computeIfAbsent(reading(event), any -> new ArrayList<>()).add(event);
        }
    }

    /** What was told of a reading that counts now, in the same entrance, and had waited for a second one or is an older one; nothing if none did. */
    List<EventFields> ofGate(final EventFields violated) {
        final List<EventFields> told = waiting.getOrDefault(reading(violated), List.of());
        final boolean counts = !told.isEmpty()
                && entrance(told.get(told.size() - 1)) == entrance(violated)
                && (told.get(told.size() - 1).number("over", 0) == 1
                        || told.get(told.size() - 1).text("reason").equals("LATE"));
        return counts ? told : List.of();
    }

    private static String reading(final EventFields event) {
        return event.text("subject") + "/" + event.text("parameter");
    }

    private static long entrance(final EventFields event) {
        return EventFields.numberOf(event.header().get("commandSeq"), 0);
    }

    /** A patient has a limit of their own, or none any more. */
    void limit(final EventFields event) {
        final String key = limit(event, event.text("bound"));
        if (event.number("value", Integer.MIN_VALUE) == Integer.MIN_VALUE) {
            limits.remove(key);
        } else {
            limits.put(key, event);
        }
    }

    /** What was told of the patient's own limit that a reading violates; nothing if it is the rule's. */
    List<EventFields> ofLimit(final EventFields violated) {
        if (!Telling.hasClause(violated, "PATIENT_LIMIT")) {
            return List.of();
        }
        final EventFields own =
                limits.get(limit(violated, Telling.hasClause(violated, "LIMIT_BELOW") ? "BELOW" : "ABOVE"));
        return own == null ? List.of() : List.of(own);
    }

    private static String limit(final EventFields event, final String bound) {
        return event.text("subject") + "/" + event.text("parameter") + "/" + bound;
    }

    /** A rule holds a violation back, or does so no longer. */
    void watched(final EventFields event) {
        final String violation = violation(event);
        switch (event.text("stage")) {
            case "PENDING" ->
                heldBack.computeIfAbsent(violation, any -> new ArrayList<>()).add(event);
            case "DECLARED" -> {
                declared = heldBack.getOrDefault(violation, new ArrayList<>());
                declared.add(event);
                heldBack.remove(violation);
            }
            case "DROPPED" -> heldBack.remove(violation);
            default -> {
                // It counts already.
            }
        }
    }

    /** What was told of a silence that is not over. */
    List<EventFields> ofSilence(final long silenceId) {
        return silences.getOrDefault(silenceId, List.of());
    }

    /** What held a violation back which counts now; nothing if nothing did. */
    List<EventFields> before(final EventFields violated) {
        final List<EventFields> before = declared;
        declared = new ArrayList<>();
        return !before.isEmpty()
                        && violation(before.get(0)).equals(violation(violated))
                        && seq(violated) == seq(before.get(before.size() - 1)) + 1
                ? before
                : List.of();
    }

    /** Which subject and rule it is about; equal for equal ones. */
    static String violation(final EventFields event) {
        return event.text("subject") + "/" + event.text("rule");
    }

    private static long seq(final EventFields event) {
        return EventFields.numberOf(event.header().get("eventSeq"), 0);
    }
}
