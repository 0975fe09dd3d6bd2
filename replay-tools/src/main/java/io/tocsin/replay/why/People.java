package io.tocsin.replay.why;

import io.tocsin.replay.journal.EventFields;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who is who, who is connected, and which alerts are with whom unanswered, as events say. */
final class People {
    private static final String DEVICE = "D";
    private static final String PATIENT = "P";
    private static final int LIKE = 5;

    private final Map<String, String> ids = new HashMap<>();
    private final Map<Long, Integer> sessions = new TreeMap<>();
    private final Map<Integer, TreeSet<Long>> offered = new TreeMap<>();
    /** Who has said to be busy or away. */
    private final Map<Integer, String> presences = new TreeMap<>();

    void interned(final EventFields event) {
        ids.put(event.text("table") + event.text("index"), event.text("value"));
    }

    /** The index of a person; -1 if no event has named them. */
    int find(final String person) {
        return ids.entrySet().stream()
                .filter(entry ->
                        entry.getValue().equals(person) && entry.getKey().startsWith("PERSON"))
                .mapToInt(entry -> Integer.parseInt(entry.getKey().substring("PERSON".length())))
                .findFirst()
                .orElse(-1);
    }

    String name(final long index) {
        return name("PERSON", index);
    }

    String name(final String table, final long index) {
        return ids.getOrDefault(table + index, Wording.words(table) + " " + index);
    }

    /** The id of the device that is a subject; empty if the subject is something else. */
    String device(final long subject) {
        final String id = ids.getOrDefault("SUBJECT" + subject, "");
        return id.startsWith(DEVICE) ? id.substring(DEVICE.length()) : "";
    }

    /** The device or the patient that is a subject, as it is known; empty if the subject is something else or not to be shown. */
    String subject(final long subject) {
        final String id = ids.getOrDefault("SUBJECT" + subject, "");
        final String name = id.isEmpty() ? "" : id.substring(1);
        return id.startsWith(DEVICE) ? "device " + name : id.startsWith(PATIENT) ? "patient " + name : "";
    }

    /** A few people whose ids are written nearly so, in order. */
    List<String> like(final String person) {
        final String wanted = letters(person);
        return ids.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("PERSON"))
                .map(Map.Entry::getValue)
                .filter(id -> !wanted.isEmpty() && (letters(id).contains(wanted) || wanted.contains(letters(id))))
                .sorted()
                .limit(LIKE)
                .toList();
    }

    private static String letters(final String id) {
        return id.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    void session(final EventFields event) {
        if (event.number("open", 0) == 1) {
            sessions.put(event.number("sessionId", 0), (int) event.number("person", -1));
        } else {
            sessions.remove(event.number("sessionId", 0));
        }
    }

    void presence(final EventFields event) {
        final int person = (int) event.number("person", -1);
        if (event.text("presence").equals("ONLINE")) {
            presences.remove(person);
        } else {
            presences.put(person, Wording.words(event.text("presence")));
        }
    }

    /** Everybody who has said to be busy or away, with what they said. */
    Map<Integer, String> presences() {
        return Map.copyOf(presences);
    }

    boolean isConnected(final int person) {
        return sessions.containsValue(person);
    }

    void offered(final int person, final long alertId) {
        offered.computeIfAbsent(person, any -> new TreeSet<>()).add(alertId);
    }

    void settled(final int person, final long alertId) {
        with(person).remove(alertId);
    }

    void closed(final long alertId) {
        offered.values().forEach(alerts -> alerts.remove(alertId));
    }

    SortedSet<Long> with(final int person) {
        return offered.computeIfAbsent(person, any -> new TreeSet<>());
    }
}
