package io.tocsin.testkit.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One event or answer in words: the message's name and every field of it. Two lines are equal if all their fields are, in whatever order they were named.
 *
 * @param name   of the message.
 * @param fields by name; enums by the name of their value, groups and clauses as a list in brackets.
 */
public record Line(String name, Map<String, String> fields) {

    /** A line of pairs: a field's name, then its value. */
    static Line of(final String name, final Object... namesAndValues) {
        final Map<String, String> fields = new LinkedHashMap<>();
        put(fields, namesAndValues);
        return new Line(name, fields);
    }

    static void put(final Map<String, String> fields, final Object... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i].toString(), namesAndValues[i + 1].toString());
        }
    }

    /**
     * Whether this is a message of that name.
     *
     * @param wanted name of a message.
     * @return whether it is this one's.
     */
    public boolean is(final String wanted) {
        return name.equals(wanted);
    }

    /**
     * The value of a field.
     *
     * @param field that the message has; anything else is an {@code IllegalArgumentException}.
     * @return as it would be printed.
     */
    public String text(final String field) {
        final String value = fields.get(field);
        if (value == null) {
            throw new IllegalArgumentException(name + " has no field " + field);
        }
        return value;
    }

    /**
     * The value of a field as a number.
     *
     * @param field that the message has.
     * @return of either sign, or unsigned beyond that.
     */
    public long number(final String field) {
        final String value = text(field);
        return value.startsWith("-") ? Long.parseLong(value) : Long.parseUnsignedLong(value);
    }

    @Override
    public String toString() {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining(", ", name + "{", "}"));
    }
}
