package io.tocsin.replay.journal;

import io.tocsin.atrest.PatientTexts;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one message by their names in the schema, for whoever reads messages of older and newer versions: what the sender's version did not have is absent, an
 * enum's value that this version does not know is {@code ?} and its number. Personal data is among them only if it is asked for.
 */
public final class EventFields {
    private static final int NOTHING = 0;

    private final String name;
    private final Map<String, Object> fields;

    private EventFields(final String name, final Map<String, Object> fields) {
        this.name = name;
        this.fields = fields;
    }

    /**
     * Takes a message apart.
     *
     * @param buffer holds it.
     * @param offset of its header.
     * @param length of header and message.
     * @param personal whether personal data is asked for.
     * @param texts    opens what was typed about patients, if it can.
     * @return what it says; empty if this version does not know it, or it is damaged.
     */
    public static Optional<EventFields> of(
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final boolean personal,
            final PatientTexts texts) {
        final Gatherer gatherer = new Gatherer();
        final String wrong = new MessageReader(personal, texts).read(buffer, offset, length, gatherer);
        return wrong == null
                ? Optional.of(new EventFields(
                        Schema.current().name(MessageReader.templateId(buffer, offset, length)), gatherer.root))
                : Optional.empty();
    }

    /**
     * The alert that a message names, without taking the message apart.
     *
     * @param buffer holds it.
     * @param offset of its header.
     * @param length of header and message.
     * @return 0 if it names none, or is of a kind that this version does not know.
     */
    public static long alertId(final DirectBuffer buffer, final int offset, final int length) {
        final int at = Schema.current().alertIdOffset(MessageReader.templateId(buffer, offset, length));
        return at >= 0 && at + Long.BYTES <= length ? buffer.getLong(offset + at, ByteOrder.LITTLE_ENDIAN) : NOTHING;
    }

    /**
     * Whether this version knows a kind of message.
     *
     * @param templateId of it.
     * @return it has a name and fields here.
     */
    public static boolean isKnown(final int templateId) {
        return Schema.current().message(templateId) != null;
    }

    /** The name of the message. */
    public String name() {
        return name;
    }

    /** Whether the message has a field, or the sender's version had it. */
    public boolean has(final String field) {
        return fields.containsKey(field);
    }

    /**
     * A word, a text or a number in decimal.
     *
     * @param field of the message.
     * @return empty if it is absent.
     */
    public String text(final String field) {
        return fields.get(field) instanceof String value ? value : "";
    }

    /**
     * A number.
     *
     * @param field     of the message.
     * @param otherwise if it is absent.
     * @return unsigned if it does not fit otherwise.
     */
    public long number(final String field, final long otherwise) {
        return numberOf(text(field), otherwise);
    }

    /** Every scalar field by its name, in the order of the schema. */
    public Map<String, String> scalars() {
        final Map<String, String> scalars = new LinkedHashMap<>();
        fields.forEach((field, value) -> {
            if (value instanceof String text) {
                scalars.put(field, text);
            }
        });
        return scalars;
    }

    /** The event's header; of a message without one, nothing. */
    public Map<String, Object> header() {
        return inner(fields.get("header"));
    }

    /** The fields of a message inside this one; none if there is none. */
    public Map<String, Object> inside(final String field) {
        return inner(fields.get(field));
    }

    /**
     * The elements of a group.
     *
     * @param group of the message.
     * @return each by the names of its fields; none if the group is absent.
     */
    public List<Map<String, Object>> list(final String group) {
        final List<Map<String, Object>> elements = new ArrayList<>();
        if (fields.get(group) instanceof List<?> list) {
            list.forEach(element -> elements.add(inner(element)));
        }
        return elements;
    }

    /**
     * Reads a number out of a value.
     *
     * @param value     a decimal of either sign, or unsigned; null = none.
     * @param otherwise if it is none.
     * @return the number.
     */
    public static long numberOf(final @Nullable Object value, final long otherwise) {
        final String text = String.valueOf(value);
        try {
            return text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
        } catch (final NumberFormatException none) {
            return otherwise;
        }
    }

    @SuppressWarnings("unchecked") // Nothing but the gatherer makes these maps.
    private static Map<String, Object> inner(final @Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /** Gathers fields into maps and lists. */
    private static final class Gatherer implements FieldSink {
        private final Map<String, Object> root = new LinkedHashMap<>();
        private final Deque<Object> open = new ArrayDeque<>(List.of(root));

        @SuppressWarnings("unchecked")
        private void put(final String field, final Object value) {
            if (open.peek() instanceof List<?> list) {
                ((List<Object>) list).add(value);
            } else if (open.peek() instanceof Map<?, ?> map) {
                ((Map<String, Object>) map).put(field, value);
            }
        }

        @Override
        public void number(final String field, final String decimal, final boolean wide) {
            put(field, decimal);
        }

        @Override
        public void instant(final String field, final long epochNs) {
            put(field, Long.toString(epochNs));
        }

        @Override
        public void word(final String field, final String value) {
            put(field, value);
        }

        @Override
        public void text(final String field, final String value) {
            put(field, value);
        }

        @Override
        public void withheld(final String field, final int bytes) {
            // Nobody asks why for it.
        }

        @Override
        public void begin(final String field) {
            final Map<String, Object> inside = new LinkedHashMap<>();
            put(field, inside);
            open.push(inside);
        }

        @Override
        public void beginMessage(final String field, final String type) {
            begin(field);
        }

        @Override
        public void end() {
            open.pop();
        }

        @Override
        public void beginList(final String field) {
            final List<Object> list = new ArrayList<>();
            put(field, list);
            open.push(list);
        }

        @Override
        public void endList() {
            open.pop();
        }
    }
}
