package io.tocsin.codecs.sbe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The schema is a specification: whoever has nothing else can tell what every field means, and in which unit. */
final class SchemaTest {
    @Test
    void shouldExplainItself() {
        assertThat(Explained.findings(Schema.current())).isEmpty();
    }

    @Test
    void shouldBeWhatTheCodecsWereGeneratedFrom() {
        final Schema schema = Schema.current();

        assertThat(schema.id()).isEqualTo(MessageHeaderEncoder.SCHEMA_ID);
        assertThat(schema.version()).isEqualTo(MessageHeaderEncoder.SCHEMA_VERSION);
        assertThat(schema.byteOrder()).isEqualTo("littleEndian");
    }

    @Test
    void shouldKeepTheSizesThatItStates() {
        assertThat(EnvelopeEncoder.ENCODED_LENGTH).isEqualTo(64);
        assertThat(EventHeaderEncoder.ENCODED_LENGTH).isEqualTo(32);
        assertThat(MessageHeaderEncoder.ENCODED_LENGTH).isEqualTo(8);
    }

    /**
     * Template ids: 1-9 log, 10-19 configuration, 20-59 sources, people, sessions, queries, 60-79 entries, 80-99 silences and load, 101- events.
     */
    @Test
    void shouldBeginEveryCommandWithAnEnvelopeAndEveryEventWithAHeader() {
        assertThat(Schema.current().messages()).allSatisfy(message -> {
            final String first = message.block().fields().isEmpty()
                    ? ""
                    : message.block().fields().get(0).type();
            assertThat(first.equals("Envelope")).as("%s is a command", message).isEqualTo(isCommand(message.id()));
            assertThat(first.equals("EventHeader"))
                    .as("%s is an event", message)
                    .isEqualTo(message.isEvent());
        });
    }

    private static boolean isCommand(final int template) {
        return template < 60 || (template >= 80 && template < 100);
    }

    @Test
    void shouldMissTheUnitOfAReading() {
        assertFinding(
                "<field name='pressure' id='1' type='Hundredths' description='Of the arm.'/>",
                "M.pressure names no unit");
        assertNoFinding("<field name='pressure' id='1' type='Hundredths' description='mmHg'/>");
    }

    @Test
    void shouldMissWhatADurationIsFor() {
        assertFinding("<field name='delayMs' id='1' type='uint32'/>", "M.delayMs does not say what the time is for");
        assertNoFinding("<field name='delayMs' id='1' type='uint32' description='Until the next step.'/>");
    }

    @Test
    void shouldMissTheUnitInAnInstantsName() {
        assertFinding(
                "<field name='created' id='1' type='InstantNs'/>", "M.created is an instant and does not end in Ns");
        assertNoFinding("<field name='createdNs' id='1' type='InstantNs'/>");
    }

    @Test
    void shouldMissTheMeaningOfANumber() {
        assertFinding(
                "<field name='stuff' id='1' type='uint32'/>",
                "M.stuff has neither a description nor a name that explains itself");
        assertNoFinding("<field name='policyVersion' id='1' type='uint32'/>");
        assertNoFinding("<field name='stuff' id='1' type='uint32' description='Things.'/>"
                + "<group name='g' id='2' description='Any.'><field name='stuff' id='3' type='uint32'/></group>");
    }

    @Test
    void shouldMissTheMeaningOfATextAndTheSizeOfAGroup() {
        assertFinding(
                "<data name='words' id='1' type='varText'/>",
                "M.words has neither a description nor a name that explains itself");
        assertFinding("<group name='people' id='1'/>", "M.people does not say how many");
    }

    @Test
    void shouldMissTheMeaningOfAMessageTypeOrMember() {
        assertThat(Explained.findings(Schema.parse(xml("", "<sbe:message name='Frobnicate' id='1'/>"))))
                .containsExactly("Frobnicate has no description and is not named after what happened");
        assertThat(Explained.findings(Schema.parse(xml("<type name='Thing' primitiveType='int32'/>", ""))))
                .containsExactly("Thing has no description");
        assertThat(Explained.findings(Schema.parse(xml(
                        "<composite name='C' description='.'><type name='x' primitiveType='uint8'/></composite>", ""))))
                .containsExactly("C.x has neither a description nor a name that explains itself");
    }

    @Test
    void shouldMissTheUnitOfAParameterAndTheCapitalsOfAValue() {
        assertThat(Explained.findings(Schema.parse(xml(
                        "<enum name='Parameter' encodingType='uint8'><validValue name='Weight'>1</validValue></enum>",
                        ""))))
                .containsExactly("Parameter.Weight is not in CAPITALS", "Parameter.Weight names no unit");
    }

    private static void assertFinding(final String block, final String finding) {
        assertThat(Explained.findings(Schema.parse(message(block)))).containsExactly(finding);
    }

    private static void assertNoFinding(final String block) {
        assertThat(Explained.findings(Schema.parse(message(block)))).isEmpty();
    }

    private static String message(final String block) {
        return xml("", "<sbe:message name='M' id='1' description='A fixture.'>" + block + "</sbe:message>");
    }

    private static String xml(final String types, final String messages) {
        return "<sbe:messageSchema xmlns:sbe='http://fixprotocol.io/2016/sbe' id='1' version='1'><types>"
                + "<type name='Hundredths' primitiveType='int32' description='.'/>"
                + "<type name='InstantNs' primitiveType='int64' description='.'/>"
                + "<composite name='varText' description='.'/>"
                + types + "</types>" + messages + "</sbe:messageSchema>";
    }
}
