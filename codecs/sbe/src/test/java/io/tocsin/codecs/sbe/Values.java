package io.tocsin.codecs.sbe;

import io.tocsin.codecs.sbe.Schema.Block;
import io.tocsin.codecs.sbe.Schema.Field;
import io.tocsin.codecs.sbe.Schema.Group;
import io.tocsin.codecs.sbe.Schema.Message;
import io.tocsin.codecs.sbe.Schema.Type;
import io.tocsin.codecs.sbe.Schema.Value;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * What stands in a message, by path ({@code readings[2].value}): numbers as the bits of a long, enums by name, texts in
 * hex. The number of entries of a group stands under the group's name.
 */
final class Values {
    private final Schema schema;
    private final Message message;
    private final Chooser chooser;
    private final Map<String, Object> values = new LinkedHashMap<>();

    private Values(final Schema schema, final Message message, final Chooser chooser) {
        this.schema = schema;
        this.message = message;
        this.chooser = chooser;
    }

    /** Values at and between the ends of every range. */
    static Map<String, Object> random(final Schema schema, final Message message, final Random random) {
        return new Values(schema, message, new Extremes(random)).all();
    }

    /** Every text and group as long as it may be. */
    static Map<String, Object> largest(final Schema schema, final Message message) {
        return new Values(schema, message, new Largest()).all();
    }

    private Map<String, Object> all() {
        addBlock("", message.block());
        return values;
    }

    private void addBlock(final String path, final Block block) {
        for (final Field field : block.fields()) {
            addField(path + field.name(), field);
        }
        for (final Group group : block.groups()) {
            final int count = chooser.length(Limits.maxEntries(group));
            values.put(path + group.name(), (long) count);
            for (int i = 0; i < count; i++) {
                addBlock(path + group.name() + "[" + i + "].", group.block());
            }
        }
        for (final Field data : block.data()) {
            final byte[] bytes = chooser.bytes(chooser.length(Limits.maxBytes(message, data)));
            values.put(path + data.name(), HexFormat.of().formatHex(bytes));
        }
    }

    private void addField(final String path, final Field field) {
        final Type type = schema.type(field.type());
        if (type.kind().equals("composite")) {
            for (final Field member : type.members()) {
                addField(path + "." + member.name(), member);
            }
        } else if (type.kind().equals("enum")) {
            final int place = chooser.place(type.values().size() + (field.optional() ? 1 : 0));
            values.put(
                    path,
                    place == type.values().size()
                            ? "NULL_VAL"
                            : type.values().stream().map(Value::name).toList().get(place));
        } else {
            values.put(path, chooser.number(Range.of(type.primitive()), field.optional()));
        }
    }

    /** Who chooses the values. */
    private interface Chooser {
        long number(Range range, boolean optional);

        int place(int size);

        int length(int max);

        byte[] bytes(int length);
    }

    private record Extremes(Random random) implements Chooser {
        @Override
        public long number(final Range range, final boolean optional) {
            return switch (random.nextInt(optional ? 6 : 5)) {
                case 0 -> range.min();
                case 1 -> range.max();
                case 2 -> 0;
                case 3 -> 1;
                case 4 -> between(range);
                default -> range.nullValue();
            };
        }

        private long between(final Range range) {
            final long unsigned = random.nextLong() >>> (1 + random.nextInt(64) % 63);
            return range.size() == 8 ? unsigned : range.min() + unsigned % (range.max() - range.min() + 1);
        }

        @Override
        public int place(final int size) {
            return random.nextInt(size);
        }

        @Override
        public int length(final int max) {
            return switch (random.nextInt(4)) {
                case 0 -> 0;
                case 1 -> max;
                default -> random.nextInt(max + 1);
            };
        }

        @Override
        public byte[] bytes(final int length) {
            final byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            return bytes;
        }
    }

    private record Largest() implements Chooser {
        @Override
        public long number(final Range range, final boolean optional) {
            return range.max();
        }

        @Override
        public int place(final int size) {
            return size - 1;
        }

        @Override
        public int length(final int max) {
            return max;
        }

        @Override
        public byte[] bytes(final int length) {
            return new byte[length];
        }
    }
}
