package io.tocsin.codecs.json;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words of the wire for the constants of an enum. The schema's null values are no words. */
final class Names<E extends Enum<E>> {
    private static final String NULL_VALUE = "NULL_VAL";

    private final Map<String, E> constants = new LinkedHashMap<>();

    private Names(final E[] values) {
        for (final E value : values) {
            if (isWord(value)) {
                constants.put(of(value), value);
            }
        }
    }

    static <E extends Enum<E>> Names<E> of(final Class<E> type) {
        return new Names<>(type.getEnumConstants());
    }

    static String of(final Enum<?> value) {
        return value instanceof WireName named ? named.wireName() : value.name();
    }

    /** Whether it is said on the wire at all. */
    static boolean isWord(final Enum<?> value) {
        return !value.name().equals(NULL_VALUE);
    }

    @Nullable
    E find(final String word) {
        return constants.get(word);
    }

    @Override
    public String toString() {
        return String.join(", ", constants.keySet());
    }
}
