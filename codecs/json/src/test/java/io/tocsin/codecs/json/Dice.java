package io.tocsin.codecs.json;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** Values at and between the ends of their ranges. */
final class Dice {
    private static final String[] LETTERS = {
        "a", "Z", "7", " ", "\"", "\\", "/", "\n", "\t", "\u001F", "\u007F", "é", "ß", "漢", "😀", "\u2028", "=", "{",
        "]", "\uFFFD"
    };

    private final Random random;

    Dice(final long seed) {
        random = new Random(seed);
    }

    boolean flag() {
        return random.nextBoolean();
    }

    int between(final int least, final int most) {
        return least + random.nextInt(most - least + 1);
    }

    /** A 64-bit id, mostly small, sometimes with the highest bit set. */
    long id() {
        return switch (random.nextInt(4)) {
            case 0 -> 1;
            case 1 -> -1;
            case 2 -> 1 + random.nextInt(1_000);
            default -> random.nextLong() | 1;
        };
    }

    long idOrZero() {
        return flag() ? 0 : id();
    }

    long instant() {
        return flag() ? 0 : random.nextLong() >>> 1;
    }

    int hundredths() {
        return Math.max(-Integer.MAX_VALUE, random.nextInt() >> random.nextInt(32));
    }

    /** At most so many characters, every kind of them. */
    String text(final int most) {
        final StringBuilder text = new StringBuilder();
        final int count = between(0, most);
        while (text.length() < count) {
            text.append(LETTERS[random.nextInt(LETTERS.length)]);
        }
        return text.toString();
    }

    String textNotEmpty(final int most) {
        return LETTERS[random.nextInt(LETTERS.length)] + text(most - 1);
    }

    /** At most 36 bytes. */
    String id36() {
        return "p-" + between(0, 999) + (flag() ? "é漢" : "");
    }

    String id36OrEmpty() {
        return flag() ? "" : id36();
    }

    <E extends Enum<E>> E constant(final Class<E> type) {
        E constant;
        do {
            final E[] all = type.getEnumConstants();
            constant = all[random.nextInt(all.length)];
        } while (constant.name().equals("NULL_VAL"));
        return constant;
    }

    <E extends Enum<E>> Set<E> constants(final Class<E> type) {
        final Set<E> constants = EnumSet.noneOf(type);
        list(3, () -> constants.add(constant(type)));
        return constants;
    }

    <T> List<T> list(final int most, final Supplier<T> entry) {
        final List<T> list = new ArrayList<>();
        final int count = between(0, most);
        for (int i = 0; i < count; i++) {
            list.add(entry.get());
        }
        return list;
    }

    <T> Map<String, T> map(final int most, final Supplier<T> value) {
        final Map<String, T> map = new LinkedHashMap<>();
        list(most, () -> map.put(textNotEmpty(5), value.get()));
        return map;
    }

    byte[] bytes(final int most) {
        final byte[] bytes = new byte[between(0, most)];
        random.nextBytes(bytes);
        return bytes;
    }
}
