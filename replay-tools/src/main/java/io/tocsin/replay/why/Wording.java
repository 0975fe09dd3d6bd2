package io.tocsin.replay.why;

import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The sentences of clauses and events, as the schema describes them: whoever adds a clause there has said here what it means. Immutable. */
final class Wording {
    private static final String RESOURCE = "/tocsin-v1.xml";
    private static final Wording CURRENT = read();

    private final Map<String, String> clauses = new TreeMap<>();
    private final Map<String, Integer> ids = new TreeMap<>();
    private final Map<String, String> messages = new TreeMap<>();

    private Wording(final Element schema) {
        final NodeList enums = schema.getElementsByTagName("enum");
        for (int i = 0; i < enums.getLength(); i++) {
            if (enums.item(i) instanceof Element type
                    && type.getAttribute("name").equals("Clause")) {
                learn(type.getElementsByTagName("validValue"));
            }
        }
        final NodeList all = schema.getElementsByTagName("sbe:message");
        for (int i = 0; i < all.getLength(); i++) {
            if (all.item(i) instanceof Element message) {
                messages.put(message.getAttribute("name"), message.getAttribute("description"));
            }
        }
    }

    private void learn(final NodeList values) {
        for (int i = 0; i < values.getLength(); i++) {
            if (values.item(i) instanceof Element value) {
                final String name = value.getAttribute("name");
                clauses.put(name, value.getAttribute("description"));
                ids.put(name, Integer.valueOf(value.getTextContent().strip()));
            }
        }
    }

    /** That of the schema which this program was built with. */
    static Wording current() {
        return CURRENT;
    }

    /** Every clause by its name. */
    Map<String, String> clauses() {
        return Map.copyOf(clauses);
    }

    /** The number of a clause; of one that this version does not know, which is called {@code ?199}, as well. */
    int id(final String clause) {
        return clause.startsWith("?") ? Integer.parseInt(clause.substring(1)) : ids.getOrDefault(clause, 0);
    }

    /** The sentence of a clause. */
    String clause(final String name) {
        final String sentence = clauses.getOrDefault(name, "");
        return sentence.isEmpty() ? "Clause " + id(name) + ", which this version does not know." : sentence;
    }

    /** What an event says of itself. */
    String event(final String name) {
        final String sentence = messages.getOrDefault(name, "");
        return sentence.isEmpty() ? words(name) : sentence;
    }

    /** {@code CARDIAC_ARREST} and {@code AlertRaised} as people say them. */
    static String words(final String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").replace('_', ' ').toLowerCase(Locale.ROOT);
    }

    /** With a capital letter at its beginning. */
    static String capital(final String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static Wording read() {
        try (InputStream xml = MessageHeaderDecoder.class.getResourceAsStream(RESOURCE)) {
            if (xml == null) {
                throw new IllegalStateException("the schema " + RESOURCE + " is not on the class path");
            }
            return new Wording(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(xml)
                    .getDocumentElement());
        } catch (final IOException | ParserConfigurationException | SAXException wrong) {
            throw new IllegalStateException("the schema " + RESOURCE + " cannot be read", wrong);
        }
    }
}
