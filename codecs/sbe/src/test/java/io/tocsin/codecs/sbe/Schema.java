package io.tocsin.codecs.sbe;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * The schema as it is written, descriptions included, read apart from the tool that generates the codecs: what the
 * tests know of the format they know from here.
 */
record Schema(int id, int version, String byteOrder, Map<String, Type> types, List<Message> messages) {

    /** A named type. Its members are those of a composite, its values those of an enum; one of both is empty. */
    record Type(
            String kind,
            String name,
            String primitive,
            int length,
            String description,
            List<Field> members,
            List<Value> values) {}

    /** A value of an enum. */
    record Value(int number, String name, String description) {}

    /** A field of a block, a member of a composite or a var-data. */
    record Field(int id, String name, String type, boolean optional, int sinceVersion, String description) {}

    /** A repeating group. */
    record Group(int id, String name, String dimension, int sinceVersion, String description, Block block) {}

    /** What a message or an entry of a group consists of, in the order of the wire. */
    record Block(List<Field> fields, List<Group> groups, List<Field> data) {}

    /** A message. */
    record Message(int id, String name, String description, Block block) {
        boolean isEvent() {
            return id >= 101 && id <= 179;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** The schema that the codecs under test were generated from. */
    static Schema current() {
        try (InputStream xml = Schema.class.getResourceAsStream("/tocsin-v1.xml")) {
            return read(new InputSource(xml));
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Schema parse(final String xml) {
        return read(new InputSource(new StringReader(xml)));
    }

    Message message(final String name) {
        return messages.stream()
                .filter(message -> message.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Type type(final String name) {
        return types.get(name);
    }

    private static Schema read(final InputSource source) {
        final Element root;
        try {
            root = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(source)
                    .getDocumentElement();
        } catch (final ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalStateException(e);
        }
        final Map<String, Type> types = new TreeMap<>();
        for (final String primitive : Range.PRIMITIVES) {
            types.put(primitive, new Type("primitive", primitive, primitive, 1, "", List.of(), List.of()));
        }
        final List<Message> messages = new ArrayList<>();
        for (final Element child : childrenOf(root)) {
            if (child.getTagName().equals("types")) {
                childrenOf(child).forEach(type -> types.put(type.getAttribute("name"), type(type)));
            } else if (child.getTagName().equals("sbe:message")) {
                messages.add(new Message(
                        number(child, "id"),
                        child.getAttribute("name"),
                        child.getAttribute("description"),
                        block(child)));
            }
        }
        return new Schema(number(root, "id"), number(root, "version"), root.getAttribute("byteOrder"), types, messages);
    }

    private static Type type(final Element type) {
        final List<Field> members = new ArrayList<>();
        final List<Value> values = new ArrayList<>();
        for (final Element child : childrenOf(type)) {
            if (child.getTagName().equals("validValue")) {
                values.add(new Value(
                        Integer.parseInt(child.getTextContent().strip()),
                        child.getAttribute("name"),
                        child.getAttribute("description")));
            } else {
                members.add(field(child));
            }
        }
        return new Type(
                type.getTagName(),
                type.getAttribute("name"),
                type.hasAttribute("encodingType")
                        ? type.getAttribute("encodingType")
                        : type.getAttribute("primitiveType"),
                type.hasAttribute("length") ? number(type, "length") : 1,
                type.getAttribute("description"),
                members,
                values);
    }

    private static Block block(final Element parent) {
        final Block block = new Block(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (final Element child : childrenOf(parent)) {
            switch (child.getTagName()) {
                case "field" -> block.fields().add(field(child));
                case "data" -> block.data().add(field(child));
                case "group" ->
                    block.groups()
                            .add(new Group(
                                    number(child, "id"),
                                    child.getAttribute("name"),
                                    child.getAttribute("dimensionType"),
                                    number(child, "sinceVersion"),
                                    child.getAttribute("description"),
                                    block(child)));
                default -> throw new IllegalStateException("unknown element " + child.getTagName());
            }
        }
        return block;
    }

    private static Field field(final Element field) {
        return new Field(
                number(field, "id"),
                field.getAttribute("name"),
                field.hasAttribute("type") ? field.getAttribute("type") : field.getAttribute("primitiveType"),
                field.getAttribute("presence").equals("optional"),
                number(field, "sinceVersion"),
                field.getAttribute("description"));
    }

    private static int number(final Element element, final String attribute) {
        return element.hasAttribute(attribute) ? Integer.parseInt(element.getAttribute(attribute)) : 0;
    }

    private static List<Element> childrenOf(final Node parent) {
        final List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element) {
                children.add((Element) node);
            }
        }
        return children;
    }
}
