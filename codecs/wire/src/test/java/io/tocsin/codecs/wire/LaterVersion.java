package io.tocsin.codecs.wire;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Writes a frame again as a sender of the next version of the schema would: with more in every block, in every entry and behind the texts. It knows the schema by its
 * XML alone and shares nothing with the reader, so that it shows as well that the schema says all that somebody else needs.
 */
final class LaterVersion {
    private static final Map<String, Integer> PRIMITIVES =
            Map.of("uint8", 1, "uint16", 2, "uint32", 4, "uint64", 8, "int8", 1, "int16", 2, "int32", 4, "int64", 8);

    private final Map<String, Integer> sizes = new HashMap<>(PRIMITIVES);
    private final Map<Integer, Layout> messages = new HashMap<>();
    private final Random random;

    /** What follows a block: groups, then texts; of an entry only texts. */
    private record Layout(String name, int blockLength, int firstLength, List<Layout> groups, List<String> texts) {}

    LaterVersion(final Random random) throws IOException, ParserConfigurationException, SAXException {
        this.random = random;
        try (InputStream schema = SbeCodec.class.getResourceAsStream("alert-v1.xml")) {
            final Element root = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(schema)
                    .getDocumentElement();
            for (final Element types : children(root, "types")) {
                children(types, "type").forEach(type -> size(type, "primitiveType"));
                children(types, "enum").forEach(type -> size(type, "encodingType"));
                children(types, "set").forEach(type -> size(type, "encodingType"));
            }
            for (final Element message : children(root, "sbe:message")) {
                messages.put(Integer.valueOf(message.getAttribute("id")), layout(message));
            }
        }
    }

    /** The same message from a later version. */
    byte[] of(final byte[] frame) {
        final ByteBuffer in = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
        final ByteBuffer out = ByteBuffer.allocate(frame.length * 4 + 4_096).order(ByteOrder.LITTLE_ENDIAN);
        message(in, out);
        assertThat(in.remaining()).as("the schema says all of a frame").isZero();
        final byte[] later = new byte[out.position()];
        out.flip().get(later);
        return later;
    }

    private void message(final ByteBuffer in, final ByteBuffer out) {
        final int blockLength = in.getShort();
        final int template = in.getShort();
        final Layout layout = requireNonNull(messages.get(template));
        assertThat(blockLength).as(layout.name()).isEqualTo(layout.blockLength());
        final int more = random.nextInt(9);
        out.putShort((short) (blockLength + more)).putShort((short) template);
        out.putShort(in.getShort()).putShort((short) (in.getShort() + 1));
        copy(in, out, blockLength);
        unknown(out, more);
        for (final Layout group : layout.groups()) {
            final int entryLength = in.getShort();
            final int count = in.getShort();
            assertThat(entryLength).as(group.name()).isEqualTo(group.blockLength());
            out.putShort((short) (entryLength + more)).putShort((short) count);
            for (int i = 0; i < count; i++) {
                copy(in, out, entryLength);
                unknown(out, more);
                group.texts().forEach(type -> text(type, in, out));
            }
        }
        layout.texts().forEach(type -> text(type, in, out));
        // A text that was added later, behind those that are known.
        out.putShort((short) more);
        unknown(out, more);
    }

    private void text(final String type, final ByteBuffer in, final ByteBuffer out) {
        final int length = in.getShort();
        if (type.equals("varMessage") && length > 0) {
            final ByteBuffer inner = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
            in.position(in.position() + length);
            final int at = out.position();
            out.putShort((short) 0);
            message(inner, out);
            assertThat(inner.remaining()).isZero();
            out.putShort(at, (short) (out.position() - at - Short.BYTES));
        } else {
            out.putShort((short) length);
            copy(in, out, length);
        }
    }

    private static void copy(final ByteBuffer in, final ByteBuffer out, final int length) {
        for (int i = 0; i < length; i++) {
            out.put(in.get());
        }
    }

    private void unknown(final ByteBuffer out, final int length) {
        for (int i = 0; i < length; i++) {
            out.put((byte) random.nextInt());
        }
    }

    private void size(final Element type, final String attribute) {
        sizes.put(type.getAttribute("name"), requireNonNull(PRIMITIVES.get(type.getAttribute(attribute))));
    }

    /** 0 if the message itself came later. */
    private int firstLength(final Element of) {
        return isOfTheFirst(of)
                ? children(of, "field").stream()
                        .filter(LaterVersion::isOfTheFirst)
                        .mapToInt(field -> requireNonNull(sizes.get(field.getAttribute("type"))))
                        .sum()
                : 0;
    }

    private static boolean isOfTheFirst(final Element of) {
        final String since = of.getAttribute("sinceVersion");
        return since.isEmpty() || since.equals("1");
    }

    private Layout layout(final Element of) {
        final int blockLength = children(of, "field").stream()
                .mapToInt(field -> requireNonNull(sizes.get(field.getAttribute("type"))))
                .sum();
        return new Layout(
                of.getAttribute("name"),
                blockLength,
                firstLength(of),
                children(of, "group").stream().map(this::layout).toList(),
                children(of, "data").stream()
                        .map(text -> text.getAttribute("type"))
                        .toList());
    }

    /** Bytes of the blocks as the first version had them, by template. */
    Map<Integer, Integer> firstBlocks() {
        final Map<Integer, Integer> lengths = new HashMap<>();
        messages.forEach((id, layout) -> lengths.put(id, layout.firstLength()));
        return lengths;
    }

    /** The templates by number. */
    Map<Integer, String> templates() {
        final Map<Integer, String> names = new HashMap<>();
        messages.forEach((id, layout) -> names.put(id, layout.name()));
        return names;
    }

    private static List<Element> children(final Element of, final String tag) {
        final List<Element> children = new ArrayList<>();
        final NodeList nodes = of.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element child && child.getTagName().equals(tag)) {
                children.add(child);
            }
        }
        return children;
    }
}
