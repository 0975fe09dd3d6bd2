package io.tocsin.transport.cluster;

import static io.tocsin.codecs.sbe.Level.APPLIED;
import static io.tocsin.codecs.sbe.Level.COMMITTED;
import static io.tocsin.codecs.sbe.Level.DURABLE;
import static io.tocsin.codecs.sbe.Level.MEMORY;
import static io.tocsin.transport.cluster.NodeLevels.Wait.ALWAYS;
import static io.tocsin.transport.cluster.NodeLevels.Wait.A_WHILE;
import static io.tocsin.transport.cluster.NodeLevels.Wait.NOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.AcceptAlertEncoder;
import io.tocsin.codecs.sbe.ClearAlertEncoder;
import io.tocsin.codecs.sbe.ConfigCommitEncoder;
import io.tocsin.codecs.sbe.EnvelopeEncoder;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.RaiseAlertEncoder;
import io.tocsin.codecs.sbe.SessionOpenedEncoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SourceQueryEncoder;
import io.tocsin.codecs.sbe.StartMonitoringEncoder;
import io.tocsin.codecs.sbe.VitalsBatchEncoder;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Which answers wait for a majority of engines, and what can be asked of them. */
final class NodeLevelsTest {
    private static final int LENGTH = 256;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    @Test
    void shouldWaitForOtherEnginesByWhatIsAnswered() {
        final UnsafeBuffer[] commands = {
            raise(Severity.CRITICAL, MEMORY),
            // An engine may find it critical.
            raise(Severity.URGENT, MEMORY),
            raise(Severity.URGENT, APPLIED),
            command(AcceptAlertEncoder.TEMPLATE_ID, MEMORY),
            command(ClearAlertEncoder.TEMPLATE_ID, MEMORY),
            command(VitalsBatchEncoder.TEMPLATE_ID, MEMORY),
            command(StartMonitoringEncoder.TEMPLATE_ID, MEMORY),
            command(SessionOpenedEncoder.TEMPLATE_ID, MEMORY),
            command(SourceQueryEncoder.TEMPLATE_ID, MEMORY),
            command(ConfigCommitEncoder.TEMPLATE_ID, MEMORY)
        };

        waits(AppliedAnswers.ASKED, commands, NOT, NOT, ALWAYS, NOT, NOT, NOT, NOT, NOT, NOT, NOT);
        waits(AppliedAnswers.ALERTS, commands, A_WHILE, A_WHILE, ALWAYS, A_WHILE, A_WHILE, A_WHILE, NOT, NOT, NOT, NOT);
        waits(
                AppliedAnswers.ALL,
                commands,
                A_WHILE,
                A_WHILE,
                ALWAYS,
                A_WHILE,
                A_WHILE,
                A_WHILE,
                A_WHILE,
                NOT,
                NOT,
                NOT);
        assertThat(new NodeLevels(false, AppliedAnswers.ALL)
                        .waitFor(commands[0], 0, MessageHeaderEncoder.ENCODED_LENGTH))
                .as("too short for a command")
                .isEqualTo(NOT);
    }

    @Test
    void shouldGiveWhatIsAskedIfItHasIt() {
        assertThat(new NodeLevels(true, AppliedAnswers.ALL).told()).isEqualTo(DURABLE);
        final NodeLevels committed = new NodeLevels(false, AppliedAnswers.ASKED);

        assertThat(committed.gives(APPLIED)).isTrue();
        assertThat(committed.gives(COMMITTED)).isTrue();
        assertThat(committed.gives(DURABLE)).isFalse();
        assertThat(new NodeLevels(true, AppliedAnswers.ASKED).gives(DURABLE)).isTrue();
    }

    private static void waits(
            final AppliedAnswers applied, final UnsafeBuffer[] commands, final NodeLevels.Wait... expected) {
        final NodeLevels own = new NodeLevels(false, applied);
        assertThat(Stream.of(commands).map(command -> own.waitFor(command, 0, LENGTH)))
                .as("%s", applied)
                .containsExactly(expected);
    }

    private UnsafeBuffer raise(final Severity severity, final Level asked) {
        final UnsafeBuffer raise = command(RaiseAlertEncoder.TEMPLATE_ID, asked);
        new RaiseAlertEncoder().wrap(raise, MessageHeaderEncoder.ENCODED_LENGTH).severity(severity);
        return raise;
    }

    private UnsafeBuffer command(final int templateId, final Level asked) {
        final UnsafeBuffer command = new UnsafeBuffer(new byte[LENGTH]);
        header.wrap(command, 0).templateId(templateId).schemaId(MessageHeaderEncoder.SCHEMA_ID);
        new EnvelopeEncoder().wrap(command, MessageHeaderEncoder.ENCODED_LENGTH).askedLevel(asked);
        return command;
    }
}
