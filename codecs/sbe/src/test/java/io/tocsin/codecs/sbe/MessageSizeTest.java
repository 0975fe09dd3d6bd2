package io.tocsin.codecs.sbe;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Schema.Field;
import io.tocsin.codecs.sbe.Schema.Group;
import io.tocsin.codecs.sbe.Schema.Message;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With every text and group at the limit that the schema states, a command fits its slot and an event its MTU. */
final class MessageSizeTest {
    private static final Schema SCHEMA = Schema.current();
    private static final Codec CODEC = new Codec(SCHEMA);

    static List<Message> commands() {
        return SCHEMA.messages().stream().filter(message -> message.id() < 60).toList();
    }

    static List<Message> entries() {
        return SCHEMA.messages().stream()
                .filter(message -> message.id() >= 60 && message.id() < 80)
                .toList();
    }

    static List<Message> eventsAndAnswers() {
        return SCHEMA.messages().stream().filter(message -> message.id() > 100).toList();
    }

    @Test
    void shouldStateALimitForEveryTextOfARaise() {
        final Schema.Block block = SCHEMA.message("RaiseAlert").block();

        assertThat(block.data()).hasSize(15);
        assertThat(block.data())
                .allSatisfy(
                        text -> assertThat(Limits.stated(text)).as(text.name()).isPresent());
        assertThat(block.groups().get(0).block().data())
                .allSatisfy(
                        text -> assertThat(Limits.stated(text)).as(text.name()).isPresent());
    }

    @Test
    void shouldReadTheLimitsFromTheDescriptions() {
        final Schema.Block raise = SCHEMA.message("RaiseAlert").block();
        final Map<String, Integer> limits = raise.data().stream()
                .collect(Collectors.toMap(
                        Field::name, text -> Limits.stated(text).orElseThrow()));

        assertThat(limits)
                .containsEntry("alertKey", 36)
                .containsEntry("floor", 8)
                .containsEntry("typeText", 48)
                .containsEntry("description", 160)
                .containsEntry("metadata", 96)
                .containsEntry("personal", 96);
        assertThat(Limits.maxEntries(raise.groups().get(0))).isEqualTo(4);
        assertThat(Limits.maxEntries(groupOf("OutputDispatched"))).isEqualTo(64);
        assertThat(Limits.maxEntries(groupOf("VitalsBatch"))).isEqualTo(32);
        assertThat(Limits.maxEntries(groupOf("CountersReported"))).isEqualTo(23);
    }

    @Test
    void shouldFitTheLargestRaiseIntoASlot() {
        final int size = largest("RaiseAlert");

        assertThat(size)
                .as("the largest RaiseAlert takes %d of %d bytes, header included", size, Limits.SLOT_BYTES)
                .isLessThanOrEqualTo(Limits.SLOT_BYTES);
    }

    @Test
    void shouldFitTheLargestOutputIntoAnMtu() {
        final int size = largest("OutputDispatched");

        assertThat(size)
                .as("OutputDispatched to 64 takes %d of %d bytes, header included", size, Limits.EVENT_BYTES)
                .isGreaterThan(64 * 16)
                .isLessThanOrEqualTo(Limits.EVENT_BYTES);
    }

    @Test
    void shouldFitTheLargestRaisedAlertIntoAnMtu() {
        final int size = largest("AlertRaised");

        assertThat(size)
                .as("AlertRaised with a slot of content takes %d of %d bytes", size, Limits.EVENT_BYTES)
                .isGreaterThan(Limits.SLOT_BYTES + 36)
                .isLessThanOrEqualTo(Limits.EVENT_BYTES);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldFitEveryCommandIntoASlot(final Message command) {
        final int size = largest(command.name());

        assertThat(size).as("%s takes %d bytes", command, size).isLessThanOrEqualTo(Limits.SLOT_BYTES);
    }

    /** An entry may reach over several parts, but it is reported whole. */
    @ParameterizedTest
    @MethodSource("entries")
    void shouldFitEveryEntryIntoAReport(final Message entry) {
        final int size = largest(entry.name());

        assertThat(size)
                .as("%s takes %d of %d bytes", entry, size, Limits.ENTRY_BYTES)
                .isLessThanOrEqualTo(Limits.ENTRY_BYTES);
    }

    @ParameterizedTest
    @MethodSource("eventsAndAnswers")
    void shouldFitEveryEventIntoAnMtu(final Message event) {
        final int size = largest(event.name());

        assertThat(size).as("%s takes %d bytes", event, size).isLessThanOrEqualTo(Limits.EVENT_BYTES);
    }

    private static Group groupOf(final String message) {
        return SCHEMA.message(message).block().groups().get(0);
    }

    private static int largest(final String name) {
        final Message message = SCHEMA.message(name);
        return CODEC.encode(message, Values.largest(SCHEMA, message)).length;
    }
}
