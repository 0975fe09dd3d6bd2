package io.tocsin.transport.server.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.tocsin.router.Suggestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One section of a configuration, read key by key. A key that is never asked for is unknown: {@link #end()} says so. What is wrong goes to the findings, and the
 * default is answered instead, so that the rest is read as well. One thread.
 */
final class Section {
    private final Findings findings;
    private final Values values;
    private final ConfigObject object;
    private final String path;
    private final String pattern;
    private final Effective effective;
    private final Set<String> asked = new LinkedHashSet<>();

    private Section(
            final Findings findings,
            final ConfigObject object,
            final String path,
            final String pattern,
            final Effective effective) {
        this.findings = findings;
        values = new Values(findings);
        this.object = object;
        this.path = path;
        this.pattern = pattern;
        this.effective = effective;
    }

    static Section root(final ConfigObject object, final Findings findings, final Effective effective) {
        return new Section(findings, object, "", "", effective);
    }

    ConfigOrigin origin() {
        return object.origin();
    }

    /** Where this section stands, for messages. */
    String path() {
        return path;
    }

    boolean has(final String key) {
        return value(key) != null;
    }

    /** A text; the default is used if it is missing. */
    String text(final String key, final String fallback) {
        return read(key, fallback, values::asText, Section::quoted);
    }

    /** A text that something else is named by; {@code null} if it is missing. */
    @Nullable
    Item item(final String key) {
        ask(key);
        final ConfigValue value = value(key);
        final String text = value == null ? null : values.asText(at(key), value);
        if (value == null || text == null) {
            return null;
        }
        effective.value(key, quoted(text), false);
        return new Item(text, at(key), value.origin());
    }

    int integer(final String key, final int fallback, final int least, final int most) {
        return read(
                key,
                fallback,
                (at, value) -> {
                    final Long number = values.asLong(at, value, least, most);
                    return number == null ? null : number.intValue();
                },
                String::valueOf);
    }

    /** A whole number with a sign; {@code null} if it is missing or none. */
    @Nullable
    Long number(final String key, final long least, final long most) {
        ask(key);
        final ConfigValue value = value(key);
        final Long number = value == null ? null : values.asLong(at(key), value, least, most);
        if (number != null) {
            effective.value(key, number.toString(), false);
        }
        return number;
    }

    /** A number that may have a fraction; {@code null} if it is missing or none. */
    @Nullable
    Double decimal(final String key) {
        ask(key);
        final ConfigValue value = value(key);
        if (value == null) {
            return null;
        }
        if (!(value.unwrapped() instanceof Number number)) {
            values.wrong(at(key), value, "a number");
            return null;
        }
        effective.value(key, value.render(), false);
        return number.doubleValue();
    }

    boolean flag(final String key, final boolean fallback) {
        return read(key, fallback, values::asFlag, String::valueOf);
    }

    Duration duration(final String key, final Duration fallback, final Duration least, final Duration most) {
        return read(key, fallback, (at, value) -> values.asDuration(at, value, least, most), Units::duration);
    }

    /** A duration that must be there; answers {@code least} if it is missing or wrong. */
    Duration requiredDuration(final String key, final Duration least, final Duration most) {
        if (value(key) == null) {
            ask(key);
            missing(key, "a duration such as 30 s");
            return least;
        }
        return duration(key, least, least, most);
    }

    /** Whether a key is there that has no default. */
    boolean hasOptional(final String key) {
        ask(key);
        return has(key);
    }

    /** A duration that is not there and has no default. */
    Duration absentDuration(final String key) {
        ask(key);
        return Duration.ZERO;
    }

    long size(final String key, final long fallback, final long least, final long most) {
        return read(key, fallback, (at, value) -> values.asSize(at, value, least, most), Units::size);
    }

    int powerOfTwo(final String key, final int fallback, final int least, final int most) {
        final long bytes = size(key, fallback, least, most);
        if (Long.bitCount(bytes) != 1) {
            problem(key, "is " + Units.size(bytes) + ": it must be a power of two, such as 64 MiB");
            return fallback;
        }
        return (int) bytes;
    }

    <E extends Enum<E>> E choice(final String key, final E fallback, final List<E> choices) {
        return read(key, fallback, (at, value) -> values.asChoice(at, value, choices), Values::word);
    }

    /** One of several, which must be there; {@code null} if it is missing or none of them. */
    <E extends Enum<E>> @Nullable E requiredChoice(final String key, final List<E> choices) {
        ask(key);
        final ConfigValue value = value(key);
        if (value == null) {
            missing(key, "one of " + Values.words(choices));
            return null;
        }
        final E choice = values.asChoice(at(key), value, choices);
        if (choice != null) {
            effective.value(key, Values.word(choice), false);
        }
        return choice;
    }

    /** Several of several, each once. */
    <E extends Enum<E>> List<E> choices(final String key, final List<E> fallback, final List<E> choices) {
        return read(
                key,
                fallback,
                (at, value) -> {
                    if (!(value instanceof ConfigList list)) {
                        values.wrong(at, value, "a list of " + Values.words(choices));
                        return null;
                    }
                    final List<E> chosen = new ArrayList<>();
                    for (final ConfigValue element : list) {
                        final E choice = values.asChoice(at, element, choices);
                        if (choice != null && !chosen.contains(choice)) {
                            chosen.add(choice);
                        }
                    }
                    return chosen;
                },
                chosen -> chosen.stream().map(Values::word).toList().toString());
    }

    /** A list of texts that name something; empty if it is missing. */
    List<Item> items(final String key) {
        ask(key);
        return readItems(key);
    }

    /** A section of its own; an empty one if it is missing. */
    Section section(final String key) {
        ask(key);
        return child(key, asObject(key, value(key)), key, effective.section(key));
    }

    /** The sections below this one under names that the file chooses, in the order of the file. */
    Map<String, Section> named() {
        final Map<String, Section> sections = new LinkedHashMap<>();
        for (final String name : inFileOrder()) {
            sections.put(name, child(name, asObject(name, value(name)), "*", effective.section(name)));
        }
        return sections;
    }

    /** The lists of names below this section under names that the file chooses, in the order of the file. */
    Map<String, List<Item>> namedItems() {
        findings.asked(patternOf("*"));
        final Map<String, List<Item>> lists = new LinkedHashMap<>();
        for (final String name : inFileOrder()) {
            lists.put(name, readItems(name));
        }
        return lists;
    }

    /** A list of sections; {@code null} if it is missing. */
    @Nullable
    List<Section> sections(final String key) {
        ask(key);
        final ConfigValue value = value(key);
        if (value == null) {
            return null;
        }
        if (!(value instanceof ConfigList list)) {
            values.wrong(at(key), value, "a list of sections in braces");
            return List.of();
        }
        effective.list(key);
        final List<Section> sections = new ArrayList<>();
        for (final ConfigValue element : list) {
            final String name = key + '[' + sections.size() + ']';
            sections.add(child(name, asObject(name, element), key + "[]", effective.addTo(key)));
        }
        return sections;
    }

    /** Says that this section is wrong as a whole or at a key. */
    void problem(final String key, final String message) {
        findings.problem(originOf(key), at(key), message);
    }

    /** Refuses what nobody asked for. */
    void end() {
        for (final String key : inFileOrder()) {
            if (!asked.contains(key)) {
                findings.problem(originOf(key), at(key), "unknown key" + Suggestion.of(key, asked) + known());
            }
        }
    }

    private String known() {
        return asked.isEmpty() ? "" : "; known here: " + String.join(", ", asked);
    }

    private <T> T read(final String key, final T fallback, final Reader<T> reader, final Function<T, String> printer) {
        ask(key);
        final ConfigValue value = value(key);
        final T read = value == null ? null : reader.read(at(key), value);
        final T result = read == null ? fallback : read;
        effective.value(key, printer.apply(result), value == null);
        return result;
    }

    private List<Item> readItems(final String key) {
        final ConfigValue value = value(key);
        if (value == null) {
            effective.value(key, "[]", true);
            return List.of();
        }
        if (!(value instanceof ConfigList list)) {
            values.wrong(at(key), value, "a list of names");
            return List.of();
        }
        final List<Item> items = new ArrayList<>();
        for (final ConfigValue element : list) {
            final String text = values.asText(at(key), element);
            if (text != null) {
                items.add(new Item(text, at(key), element.origin()));
            }
        }
        effective.value(
                key, items.stream().map(item -> quoted(item.text())).toList().toString(), false);
        return items;
    }

    private void ask(final String key) {
        if (asked.add(key)) {
            findings.asked(patternOf(key));
        }
    }

    private @Nullable ConfigValue value(final String key) {
        final ConfigValue value = object.get(key);
        return value == null || value.valueType() == ConfigValueType.NULL ? null : value;
    }

    private ConfigOrigin originOf(final String key) {
        final ConfigValue value = object.get(key);
        return value == null ? object.origin() : value.origin();
    }

    private List<String> inFileOrder() {
        return object.entrySet().stream()
                .sorted(Comparator.comparing((final Map.Entry<String, ConfigValue> entry) ->
                                String.valueOf(entry.getValue().origin().filename()))
                        .thenComparing(entry -> entry.getValue().origin().lineNumber())
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Section child(
            final String key, final ConfigObject child, final String patternPart, final Effective childEffective) {
        return new Section(findings, child, at(key), patternOf(patternPart), childEffective);
    }

    private ConfigObject asObject(final String key, final @Nullable ConfigValue value) {
        if (value instanceof ConfigObject section) {
            return section;
        }
        if (value != null) {
            values.wrong(at(key), value, "a section in braces");
        }
        return ConfigValueFactory.fromMap(Map.of()).withOrigin(object.origin());
    }

    private void missing(final String key, final String expected) {
        findings.problem(object.origin(), at(key), "is missing: say " + expected);
    }

    private static String quoted(final String text) {
        return ConfigUtil.quoteString(text);
    }

    private String at(final String key) {
        return path.isEmpty() ? key : path + '.' + key;
    }

    private String patternOf(final String key) {
        return pattern.isEmpty() ? key : pattern + '.' + key;
    }

    /** Turns a value into what was asked for; {@code null} once a problem was noted. */
    private interface Reader<T> {
        @Nullable
        T read(String at, ConfigValue value);
    }
}
