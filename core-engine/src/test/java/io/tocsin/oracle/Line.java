package io.tocsin.oracle;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** One event or answer in words: the message's name and every field of it. Two lines are equal if all their fields are, in whatever order they were named. */
record Line(String name, Map<String, String> fields) {

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

    boolean is(final String wanted) {
        return name.equals(wanted);
    }

    String text(final String field) {
        final String value = fields.get(field);
        if (value == null) {
            throw new IllegalArgumentException(name + " has no field " + field);
        }
        return value;
    }

    /** Of either sign, or unsigned beyond that. */
    long number(final String field) {
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
