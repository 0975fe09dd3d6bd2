package io.tocsin.codecs.sbe;

import io.tocsin.codecs.sbe.Schema.Block;
import io.tocsin.codecs.sbe.Schema.Field;
import io.tocsin.codecs.sbe.Schema.Group;
import io.tocsin.codecs.sbe.Schema.Message;
import io.tocsin.codecs.sbe.Schema.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A schema as a list of promises, one a line, and what a later schema may do to them: append, and nothing else. What
 * decides nothing on the wire (descriptions) is not listed.
 */
final class Baseline {
    private Baseline() {}

    /** The lines of a schema, in its order. */
    static List<String> linesOf(final Schema schema) {
        final List<String> lines = new ArrayList<>();
        lines.add("schema " + schema.id() + " version " + schema.version());
        lines.add("order: " + schema.byteOrder());
        for (final Type type : schema.types().values()) {
            switch (type.kind()) {
                case "type" -> lines.add("type " + type.name() + ": " + type.primitive() + " x " + type.length());
                case "enum" -> {
                    lines.add("enum " + type.name() + ": " + type.primitive());
                    type.values()
                            .forEach(value -> lines.add(
                                    "enum " + type.name() + " value: " + value.number() + " " + value.name()));
                }
                case "composite" -> {
                    int place = 1;
                    for (final Field member : type.members()) {
                        lines.add("composite " + type.name() + " member: " + place + " " + member.name() + " "
                                + member.type());
                        place++;
                    }
                }
                default -> {
                    // A primitive type is SBE's promise, not ours.
                }
            }
        }
        for (final Message message : schema.messages()) {
            lines.add("message: " + message.id() + " " + message.name());
            addBlock("message " + message.id(), message.block(), lines);
        }
        return lines;
    }

    private static void addBlock(final String path, final Block block, final List<String> lines) {
        block.fields().forEach(field -> lines.add(path + " field: " + promiseOf(field)));
        for (final Group group : block.groups()) {
            lines.add(path + " group: " + group.id() + " " + group.name() + " " + group.dimension()
                    + since(group.sinceVersion()));
            addBlock(path + " group " + group.id(), group.block(), lines);
        }
        block.data().forEach(data -> lines.add(path + " data: " + promiseOf(data)));
    }

    private static String promiseOf(final Field field) {
        return field.id() + " " + field.name() + " " + field.type() + (field.optional() ? " optional" : "")
                + since(field.sinceVersion());
    }

    private static String since(final int version) {
        return version > 0 ? " since " + version : "";
    }

    /** What the current lines break of the baseline's; empty when everything listed still holds. */
    static List<String> broken(final List<String> baseline, final List<String> current) {
        final List<String> broken = new ArrayList<>();
        final Map<String, List<String>> promised = byPlace(baseline);
        final Map<String, List<String>> kept = byPlace(current);
        final int version = versionOf(baseline);
        if (!schemaOf(baseline).equals(schemaOf(current)) || versionOf(current) < version) {
            broken.add("was '" + baseline.get(0) + "', is '" + current.get(0) + "'");
        }
        promised.forEach((place, promises) -> {
            final List<String> now = kept.getOrDefault(place, List.of());
            promises.stream()
                    .filter(promise -> !now.contains(promise))
                    .forEach(promise -> broken.add("changed or vanished: " + place + ": " + promise));
        });
        kept.forEach((place, now) -> {
            final List<String> promises = promised.getOrDefault(place, List.of());
            final List<String> appended = new ArrayList<>(now);
            appended.removeAll(promises);
            if (place.startsWith("message ") && isPromised(ownerOf(place), promised)) {
                now.subList(0, Math.min(promises.size(), now.size())).stream()
                        .filter(appended::contains)
                        .forEach(line -> broken.add("not at the end: " + place + ": " + line));
                appended.stream()
                        .filter(line -> sinceOf(line) <= version || sinceOf(line) > versionOf(current))
                        .forEach(line ->
                                broken.add("without the sinceVersion of a new version: " + place + ": " + line));
                if (!inOrder(promises, now)) {
                    broken.add("in another order: " + place);
                }
            } else if (place.startsWith("composite ") && promised.containsKey(place)) {
                appended.forEach(line -> broken.add("a composite cannot grow: " + place + ": " + line));
            }
        });
        broken.addAll(usedTwice(current));
        return broken;
    }

    /** A field id belongs to its message, groups included; a number and a name belong to an enum once. */
    private static List<String> usedTwice(final List<String> lines) {
        final List<String> twice = new ArrayList<>();
        final Set<String> seen = new HashSet<>();
        for (final String line : lines) {
            final String[] place = line.split(":", 2);
            final String[] words = place[0].split(" ");
            if (place[0].endsWith(" value") || place[0].equals("message")) {
                final String[] promise = place[1].strip().split(" ");
                for (final String word : promise) {
                    if (!seen.add(place[0] + " " + word)) {
                        twice.add("used twice: " + line);
                    }
                }
            } else if (words[0].equals("message")) {
                final String id = place[1].strip().split(" ")[0];
                if (!seen.add("message " + words[1] + " id " + id)) {
                    twice.add("used twice: " + line);
                }
            }
        }
        return twice;
    }

    /** "message 20 group 30 data" belongs to "message 20 group 30", a line of "message 20 group". */
    private static String ownerOf(final String place) {
        return place.substring(0, place.lastIndexOf(' '));
    }

    private static boolean isPromised(final String owner, final Map<String, List<String>> promised) {
        final int number = owner.lastIndexOf(' ');
        return promised.getOrDefault(owner.substring(0, number), List.of()).stream()
                .anyMatch(line -> line.startsWith(owner.substring(number + 1) + " "));
    }

    private static boolean inOrder(final List<String> promises, final List<String> now) {
        final List<Integer> places =
                promises.stream().filter(now::contains).map(now::indexOf).toList();
        final List<Integer> sorted = new ArrayList<>(places);
        Collections.sort(sorted);
        return sorted.equals(places);
    }

    /** What stands behind the colon, by what stands before it. */
    private static Map<String, List<String>> byPlace(final List<String> lines) {
        final Map<String, List<String>> places = new LinkedHashMap<>();
        for (final String line : lines.subList(1, lines.size())) {
            final String[] parts = line.split(": ", 2);
            places.computeIfAbsent(parts[0], place -> new ArrayList<>()).add(parts[1]);
        }
        return places;
    }

    private static int sinceOf(final String promise) {
        final int at = promise.lastIndexOf(" since ");
        return at < 0 ? 0 : Integer.parseInt(promise.substring(at + " since ".length()));
    }

    private static String schemaOf(final List<String> lines) {
        return lines.get(0).split(" ")[1];
    }

    private static int versionOf(final List<String> lines) {
        return Integer.parseInt(lines.get(0).split(" ")[3]);
    }
}
