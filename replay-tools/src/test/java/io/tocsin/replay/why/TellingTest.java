package io.tocsin.replay.why;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.atrest.PatientTexts;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.replay.journal.EventFields;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** No event is passed over: whoever adds one to the schema either gives it a sentence or says here why nobody asks for it. */
final class TellingTest {
    private static final int FIRST_EVENT = 101;
    private static final int LAST_EVENT = 149;
    /** Between them are states, which are no events. */
    private static final int FIRST_LATER = 153;

    private static final int LAST_LATER = 179;
    private static final int LONGEST_BLOCK = 512;

    /** Events that name no alert, and are followed for what they say of people. */
    private static final Set<String> OF_PEOPLE = Set.of(
            "IdInterned",
            "SessionChanged",
            "PresenceNoted",
            "ReceiptNoted",
            "DisplayNoted",
            "DutyChanged",
            "BreakChanged");

    /** Events that name no alert, and are told if they led to one. */
    private static final Set<String> OF_THE_BACKGROUND =
            Set.of("SilenceChanged", "LimitWatched", "PatientLimitChanged", "ReadingGated");

    /** Events that name no alert and lead to nothing that no other event tells: an alert that a score opens or changes carries score and reason itself, and so
     * does one about the mode. */
    private static final Set<String> OF_NO_ALERT = Set.of(
            "EngineStarted",
            "ConfigApplied",
            "ConfigProposed",
            "ConfigRefused",
            "ScoreChanged",
            "MonitoringChanged",
            "SessionLimited",
            "CountersReported",
            "ServiceReported",
            "ModeChanged",
            "AuditCheckpointed",
            "ReadRecorded",
            "EngineVersionNoted",
            "EngineVersionSwitched",
            "CommandQuarantined",
            "RevocationChanged",
            "PatientForgotten",
            "ViewGranted",
            "ViewRevoked");

    private record Message(int id, String name, boolean namesAlert) {}

    @TestFactory
    Stream<DynamicTest> shouldHaveASentenceForEveryEventThatNamesAnAlert() throws Exception {
        return events().stream()
                .filter(Message::namesAlert)
                .map(event -> DynamicTest.dynamicTest(event.name, () -> {
                    final UnsafeBuffer buffer = new UnsafeBuffer(
                            new byte[MessageHeaderEncoder.ENCODED_LENGTH + LONGEST_BLOCK + Long.BYTES]);
                    new MessageHeaderEncoder()
                            .wrap(buffer, 0)
                            .blockLength(LONGEST_BLOCK)
                            .templateId(event.id)
                            .schemaId(MessageHeaderDecoder.SCHEMA_ID)
                            .version(MessageHeaderDecoder.SCHEMA_VERSION);
                    final EventFields fields = EventFields.of(
                                    buffer, 0, buffer.capacity(), false, PatientTexts.withoutKeys())
                            .orElseThrow();

                    assertThat(new Telling(new People()).sentence(fields, 0))
                            .as("a sentence of its own for %s in Telling", event.name)
                            .doesNotStartWith(Wording.capital(Wording.words(event.name)) + " (")
                            .endsWith(".");
                }));
    }

    @Test
    void shouldKnowOfEveryOtherEventWhatBecomesOfIt() throws Exception {
        final TreeSet<String> known = new TreeSet<>(OF_PEOPLE);
        known.addAll(OF_THE_BACKGROUND);
        known.addAll(OF_NO_ALERT);

        assertThat(events())
                .filteredOn(event -> !event.namesAlert)
                .extracting(Message::name)
                .hasSameElementsAs(known);
    }

    private static List<Message> events() throws Exception {
        final List<Message> events = new ArrayList<>();
        try (InputStream xml = MessageHeaderDecoder.class.getResourceAsStream("/tocsin-v1.xml")) {
            final NodeList messages = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(xml)
                    .getElementsByTagName("sbe:message");
            for (int i = 0; i < messages.getLength(); i++) {
                final Element message = (Element) messages.item(i);
                final int id = Integer.parseInt(message.getAttribute("id"));
                if ((id >= FIRST_EVENT && id <= LAST_EVENT) || (id >= FIRST_LATER && id <= LAST_LATER)) {
                    events.add(new Message(id, message.getAttribute("name"), namesAlert(message)));
                }
            }
        }
        return events;
    }

    private static boolean namesAlert(final Element message) {
        final NodeList fields = message.getElementsByTagName("field");
        for (int i = 0; i < fields.getLength(); i++) {
            if (((Element) fields.item(i)).getAttribute("name").equals("alertId")) {
                return true;
            }
        }
        return false;
    }
}
