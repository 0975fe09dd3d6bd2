package io.tocsin.testkit.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * Reads messages by the schema's own XML instead of by the flyweights generated from it, so that a field added to an event is compared from that day on without
 * anybody thinking of it. Turns a message into a {@link Line} and says whether a message fits its own length.
 */
public final class Schema {
    /** The one schema of the project. */
    public static final Schema TOCSIN = load("/tocsin-v1.xml");

    private static final int HEADER_LENGTH = 8;

    /** Whether a message can be walked from its first to its last field. */
    enum Fit {
        FITS,
        NO_HEADER,
        OTHER_SCHEMA,
        UNKNOWN_TEMPLATE,
        BROKEN
    }

    private record Scalar(
            String name,
            Primitive primitive,
            int count,
            @Nullable Map<Long, String> names,
            boolean optional,
            int since) {
        int size() {
            return count * primitive.sizeBytes();
        }

        boolean isClause() {
            return name.startsWith("clause");
        }
    }

    private record Group(String name, List<Scalar> scalars, List<Text> texts) {}

    private record Text(String name, boolean isLong) {
        /** Of a session: a message may end before it. */
        boolean isLater() {
            return name.equals("units") && isLong;
        }
    }

    private record Message(String name, List<Scalar> scalars, List<Group> groups, List<Text> texts) {
        boolean isShorter(final int blockLength) {
            return blockLength < sizeOf(scalars);
        }
    }

    private static final class Overrun extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final Map<String, Map<Long, String>> enums = new TreeMap<>();
    private final Map<String, String> enumEncodings = new TreeMap<>();
    private final Map<String, Scalar> types = new TreeMap<>();
    private final Map<String, Element> composites = new TreeMap<>();
    private final Map<Integer, Message> messages = new TreeMap<>();
    private final int id;

    private Schema(final Element root) {
        id = Integer.parseInt(root.getAttribute("id"));
        for (final Element part : children(root)) {
            if (part.getTagName().equals("types")) {
                children(part).forEach(this::defineType);
            }
        }
        for (final Element part : children(root)) {
            if (part.getTagName().equals("sbe:message")) {
                messages.put(Integer.parseInt(part.getAttribute("id")), message(part));
            }
        }
    }

    /** Whether the message can be read as one of this schema. */
    Fit fit(final DirectBuffer buffer, final int offset, final int length) {
        if (length < HEADER_LENGTH) {
            return Fit.NO_HEADER;
        }
        if (u16(buffer, offset + 4) != id) {
            return Fit.OTHER_SCHEMA;
        }
        final Message message = messages.get(u16(buffer, offset + 2));
        if (message == null) {
            return Fit.UNKNOWN_TEMPLATE;
        }
        try {
            read(message, buffer, offset, offset + length);
            return Fit.FITS;
        } catch (final Overrun expected) {
            return Fit.BROKEN;
        }
    }

    /** How many bytes the message takes, header included, or -1 if it does not fit. */
    int lengthOf(final DirectBuffer buffer, final int offset, final int length) {
        final Message message = length < HEADER_LENGTH ? null : messages.get(u16(buffer, offset + 2));
        if (message == null) {
            return -1;
        }
        try {
            return Integer.parseInt(
                    read(message, buffer, offset, offset + length).text("(length)"));
        } catch (final Overrun expected) {
            return -1;
        }
    }

    /**
     * The message in words.
     *
     * @param buffer that holds it.
     * @param offset of its header.
     * @param length of all of it.
     * @return every field; for what is no message of this schema, its length and sum.
     */
    public Line line(final DirectBuffer buffer, final int offset, final int length) {
        final Message message = length < HEADER_LENGTH ? null : messages.get(u16(buffer, offset + 2));
        if (message == null) {
            return Line.of("(unreadable)", "bytes", sum(buffer, offset, length));
        }
        try {
            final Line line = read(message, buffer, offset, offset + length);
            line.fields().remove("(length)");
            return line;
        } catch (final Overrun expected) {
            return Line.of("(broken " + message.name + ")", "bytes", sum(buffer, offset, length));
        }
    }

    /** Length and CRC-32 of some bytes, the form in which contents are compared. */
    static String sum(final byte[] bytes) {
        final CRC32 crc = new CRC32();
        crc.update(bytes);
        return bytes.length + ":" + Long.toHexString(crc.getValue());
    }

    private static String sum(final DirectBuffer buffer, final int offset, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        return sum(bytes);
    }

    /** The fields that a sender of a version writes. */
    private static List<Scalar> known(final List<Scalar> scalars, final int version) {
        for (final Scalar scalar : scalars) {
            if (scalar.since > version) {
                return scalars.stream().filter(each -> each.since <= version).toList();
            }
        }
        return scalars;
    }

    private static int sizeOf(final List<Scalar> scalars) {
        int size = 0;
        for (final Scalar scalar : scalars) {
            size += scalar.size();
        }
        return size;
    }

    private static List<Scalar> within(final String name, final List<Scalar> scalars, final int blockLength) {
        List<Scalar> within = scalars;
        while (!within.isEmpty()
                && LaterFields.ALL.contains(name + '.' + within.get(within.size() - 1).name)
                && blockLength < sizeOf(within)) {
            within = within.subList(0, within.size() - 1);
        }
        return within;
    }

    private Line read(final Message message, final DirectBuffer buffer, final int offset, final int end) {
        final Map<String, String> fields = new LinkedHashMap<>();
        final int blockLength = u16(buffer, offset);
        final int version = u16(buffer, offset + 6);
        final List<Scalar> block = within(message.name, known(message.scalars, version), blockLength);
        int at = readBlock(block, fields, buffer, offset + HEADER_LENGTH, blockLength, end);
        for (final Group group : message.groups) {
            need(at, 3, end);
            final int entryLength = u16(buffer, at);
            final int count = buffer.getByte(at + 2) & 0xFF;
            at += 3;
            final List<Scalar> scalars = known(group.scalars, version);
            if (entryLength < sizeOf(scalars)) {
                throw new Overrun();
            }
            final List<String> entries = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                final Map<String, String> entry = new LinkedHashMap<>();
                at = readBlock(scalars, entry, buffer, at, entryLength, end);
                at = readTexts(group.texts, entry, buffer, at, false, end);
                entries.add(entry.toString());
            }
            fields.put(group.name, entries.toString());
        }
        at = readTexts(message.texts, fields, buffer, at, message.isShorter(blockLength), end);
        fields.put("(length)", Integer.toString(at - offset));
        return new Line(message.name, fields);
    }

    private int readBlock(
            final List<Scalar> scalars,
            final Map<String, String> into,
            final DirectBuffer buffer,
            final int offset,
            final int blockLength,
            final int end) {
        if (blockLength < sizeOf(scalars)) {
            throw new Overrun();
        }
        need(offset, blockLength, end);
        int at = offset;
        final List<String> clauses = new ArrayList<>();
        for (final Scalar scalar : scalars) {
            final String value = value(scalar, buffer, at);
            if (!scalar.isClause()) {
                into.put(scalar.name, value);
            } else if (!value.equals("NONE")) {
                clauses.add(value);
                into.put("clauses", clauses.toString());
            } else {
                into.putIfAbsent("clauses", "[]");
            }
            at += scalar.size();
        }
        return offset + blockLength;
    }

    private static int readTexts(
            final List<Text> texts,
            final Map<String, String> into,
            final DirectBuffer buffer,
            final int offset,
            final boolean endsEarly,
            final int end) {
        int at = offset;
        for (final Text text : texts) {
            if (text.isLater() && (at == end || endsEarly)) {
                continue;
            }
            need(at, text.isLong ? 2 : 1, end);
            final int length = text.isLong ? u16(buffer, at) : buffer.getByte(at) & 0xFF;
            at += text.isLong ? 2 : 1;
            need(at, length, end);
            final byte[] bytes = new byte[length];
            buffer.getBytes(at, bytes);
            into.put(text.name, text.isLong ? sum(bytes) : new String(bytes, StandardCharsets.ISO_8859_1));
            at += length;
        }
        return at;
    }

    private static String value(final Scalar scalar, final DirectBuffer buffer, final int offset) {
        final long value = scalar.primitive.read(buffer, offset);
        if (scalar.optional && value == scalar.primitive.nullValue()) {
            return "null";
        }
        if (scalar.names != null) {
            return scalar.names.getOrDefault(value, "?" + value);
        }
        return scalar.primitive == Primitive.UINT64 ? Long.toUnsignedString(value) : Long.toString(value);
    }

    private static int u16(final DirectBuffer buffer, final int offset) {
        return buffer.getShort(offset, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    private static void need(final int at, final int length, final int end) {
        if (at + length > end) {
            throw new Overrun();
        }
    }

    private void defineType(final Element type) {
        final String name = type.getAttribute("name");
        switch (type.getTagName()) {
            case "enum" -> {
                final Map<Long, String> values = new TreeMap<>();
                for (final Element value : children(type)) {
                    values.put(Long.parseLong(value.getTextContent().strip()), value.getAttribute("name"));
                }
                enums.put(name, values);
                enumEncodings.put(name, type.getAttribute("encodingType"));
            }
            case "type" -> types.put(name, simple(type));
            default -> composites.put(name, type);
        }
    }

    private static Scalar simple(final Element type) {
        final String length = type.getAttribute("length");
        return new Scalar(
                type.getAttribute("name"),
                Primitive.of(type.getAttribute("primitiveType")),
                length.isEmpty() ? 1 : Integer.parseInt(length),
                null,
                false,
                0);
    }

    private Message message(final Element element) {
        final List<Scalar> scalars = new ArrayList<>();
        final List<Group> groups = new ArrayList<>();
        final List<Text> texts = new ArrayList<>();
        for (final Element child : children(element)) {
            switch (child.getTagName()) {
                case "field" -> scalars.addAll(scalars(child));
                case "group" -> {
                    final Message inside = message(child);
                    groups.add(new Group(inside.name, inside.scalars, inside.texts));
                }
                default ->
                    texts.add(new Text(
                            child.getAttribute("name"),
                            child.getAttribute("type").equals("varBytes")));
            }
        }
        return new Message(element.getAttribute("name"), scalars, groups, texts);
    }

    private List<Scalar> scalars(final Element field) {
        final String name = field.getAttribute("name");
        final String type = field.getAttribute("type");
        final boolean optional = field.getAttribute("presence").equals("optional");
        final Element composite = composites.get(type);
        if (composite != null) {
            return children(composite).stream()
                    .map(part -> part.getTagName().equals("ref")
                            ? named(part.getAttribute("name"), part.getAttribute("type"), false, 0)
                            : simple(part))
                    .toList();
        }
        final String since = field.getAttribute("sinceVersion");
        return List.of(named(name, type, optional, since.isEmpty() ? 0 : Integer.parseInt(since)));
    }

    private Scalar named(final String name, final String type, final boolean optional, final int since) {
        final String encoding = enumEncodings.get(type);
        if (encoding != null) {
            return new Scalar(name, Primitive.of(encoding), 1, enums.get(type), optional, since);
        }
        final Scalar defined = types.get(type);
        return defined == null
                ? new Scalar(name, Primitive.of(type), 1, null, optional, since)
                : new Scalar(name, defined.primitive, defined.count, null, optional, since);
    }

    private static List<Element> children(final Element parent) {
        final List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                found.add(element);
            }
        }
        return found;
    }

    private static Schema load(final String resource) {
        try (InputStream in = Schema.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            return new Schema(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(in)
                    .getDocumentElement());
        } catch (final IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("cannot read " + resource, e);
        }
    }
}
