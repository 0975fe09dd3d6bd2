package io.tocsin.replay.journal;

import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;
import uk.co.real_logic.sbe.xml.IrGenerator;
import uk.co.real_logic.sbe.xml.ParserOptions;
import uk.co.real_logic.sbe.xml.XmlSchemaParser;

/** The schema that the codecs were generated from, as tokens of each message: what the printer knows of the format it knows from here. Immutable. */
final class Schema {
    private static final String RESOURCE = "/tocsin-v1.xml";
    private static final Schema CURRENT = read();

    private static final String ALERT_ID = "alertId";
    private static final String SUBJECT = "subject";
    private static final int ABSENT = -1;

    private final Map<Integer, List<Token>> byTemplate = new TreeMap<>();
    private final Map<Integer, Integer> alertIdOffsets = new HashMap<>();
    private final Map<Integer, Integer> subjectOffsets = new HashMap<>();

    private Schema(final Ir ir) {
        for (final List<Token> message : ir.messages()) {
            byTemplate.put(message.get(0).id(), message);
            alertIdOffsets.put(message.get(0).id(), offset(message, ALERT_ID));
            subjectOffsets.put(message.get(0).id(), offset(message, SUBJECT));
        }
    }

    /** That of this version. */
    static Schema current() {
        return CURRENT;
    }

    /** The tokens of a message; {@code null} if this version has no such template. */
    @Nullable
    List<Token> message(final int templateId) {
        return byTemplate.get(templateId);
    }

    /** What a template is called; its number if this version does not know it. */
    String name(final int templateId) {
        final List<Token> message = byTemplate.get(templateId);
        return message == null ? "template " + templateId : message.get(0).name();
    }

    /** Names of all messages that a journal or an event stream can hold at the top, by template. */
    Collection<String> names() {
        return byTemplate.values().stream()
                .map(message -> message.get(0))
                .filter(message -> message.id() < 60 || (message.id() > 79 && message.id() < 200))
                .map(Token::name)
                .collect(Collectors.toList());
    }

    /** Where in a message, header included, the alert is that it names; -1 if it names none. */
    int alertIdOffset(final int templateId) {
        return alertIdOffsets.getOrDefault(templateId, ABSENT);
    }

    /** Where in a message, header included, the index of the patient is, or of what stands for one; -1 if it names none. */
    int subjectOffset(final int templateId) {
        return subjectOffsets.getOrDefault(templateId, ABSENT);
    }

    private static int offset(final List<Token> message, final String field) {
        return message.stream()
                .filter(token ->
                        token.signal() == Signal.BEGIN_FIELD && token.name().equals(field))
                .mapToInt(token -> MessageHeaderDecoder.ENCODED_LENGTH + token.offset())
                .findFirst()
                .orElse(ABSENT);
    }

    private static Schema read() {
        try (InputStream xml = MessageHeaderDecoder.class.getResourceAsStream(RESOURCE)) {
            if (xml == null) {
                throw new IllegalStateException("the schema " + RESOURCE + " is not on the class path");
            }
            final ParserOptions options = ParserOptions.builder()
                    .stopOnError(true)
                    .suppressOutput(true)
                    .build();
            return new Schema(new IrGenerator().generate(XmlSchemaParser.parse(xml, options)));
        } catch (final IOException unreadable) {
            throw new IllegalStateException("the schema " + RESOURCE + " cannot be read", unreadable);
        } catch (final Exception wrong) { // The parser declares no less.
            throw new IllegalStateException("the schema " + RESOURCE + " cannot be understood", wrong);
        }
    }
}
