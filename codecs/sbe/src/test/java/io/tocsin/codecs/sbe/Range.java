package io.tocsin.codecs.sbe;

import java.util.List;

/**
 * What a primitive type can hold, as SBE defines it: the null value is outside the range. Values are the bits of a
 * long, so that the largest uint64 is a negative number.
 */
record Range(int size, long min, long max, long nullValue) {
    static final List<String> PRIMITIVES = List.of("uint8", "uint16", "uint32", "uint64", "int32", "int64");

    static Range of(final String primitive) {
        return switch (primitive) {
            case "uint8" -> new Range(1, 0, 0xFEL, 0xFFL);
            case "uint16" -> new Range(2, 0, 0xFFFEL, 0xFFFFL);
            case "uint32" -> new Range(4, 0, 0xFFFF_FFFEL, 0xFFFF_FFFFL);
            case "uint64" -> new Range(8, 0, -2L, -1L);
            case "int32" -> new Range(4, Integer.MIN_VALUE + 1L, Integer.MAX_VALUE, Integer.MIN_VALUE);
            case "int64" -> new Range(8, Long.MIN_VALUE + 1, Long.MAX_VALUE, Long.MIN_VALUE);
            default -> throw new IllegalArgumentException(primitive);
        };
    }
}
