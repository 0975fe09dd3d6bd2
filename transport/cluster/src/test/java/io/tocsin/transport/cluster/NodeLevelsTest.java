package io.tocsin.transport.cluster;

import static io.tocsin.codecs.sbe.Level.APPLIED;
import static io.tocsin.codecs.sbe.Level.COMMITTED;
import static io.tocsin.codecs.sbe.Level.DURABLE;
import static io.tocsin.codecs.sbe.Level.MEMORY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.AcceptAlertEncoder;
import io.tocsin.codecs.sbe.ConfigCommitEncoder;
import io.tocsin.codecs.sbe.EnvelopeEncoder;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.RaiseAlertEncoder;
import io.tocsin.codecs.sbe.SessionOpenedEncoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SourceQueryEncoder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What an answer means, by what is answered and what waits for a majority of engines. */
final class NodeLevelsTest {
    private static final int LENGTH = 256;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    @Test
    void shouldWaitForOtherEnginesByWhatIsAnswered() {
        final UnsafeBuffer critical = raise(Severity.CRITICAL, MEMORY);
        final UnsafeBuffer urgent = raise(Severity.URGENT, MEMORY);
        final UnsafeBuffer asking = raise(Severity.URGENT, APPLIED);
        final UnsafeBuffer accept = command(AcceptAlertEncoder.TEMPLATE_ID, MEMORY);
        final UnsafeBuffer session = command(SessionOpenedEncoder.TEMPLATE_ID, MEMORY);
        final UnsafeBuffer query = command(SourceQueryEncoder.TEMPLATE_ID, MEMORY);
        final UnsafeBuffer config = command(ConfigCommitEncoder.TEMPLATE_ID, MEMORY);

        // waits        critical raise, urgent raise, one that asks, accept, session, query, configuration
        says(
                AppliedAnswers.ASKED,
                new Level[] {COMMITTED, COMMITTED, APPLIED, COMMITTED, COMMITTED, COMMITTED, COMMITTED},
                critical,
                urgent,
                asking,
                accept,
                session,
                query,
                config);
        says(
                AppliedAnswers.CRITICAL,
                new Level[] {APPLIED, COMMITTED, APPLIED, APPLIED, COMMITTED, COMMITTED, COMMITTED},
                critical,
                urgent,
                asking,
                accept,
                session,
                query,
                config);
        says(
                AppliedAnswers.ALL,
                new Level[] {APPLIED, APPLIED, APPLIED, APPLIED, COMMITTED, COMMITTED, COMMITTED},
                critical,
                urgent,
                asking,
                accept,
                session,
                query,
                config);
        assertThat(new NodeLevels(true, AppliedAnswers.ALL).levelOf(session, 0, LENGTH))
                .isEqualTo(DURABLE);
        assertThat(new NodeLevels(false, AppliedAnswers.ALL).levelOf(critical, 0, MessageHeaderEncoder.ENCODED_LENGTH))
                .as("too short for a command")
                .isEqualTo(COMMITTED);
    }

    @Test
    void shouldGiveWhatIsAskedIfItHasIt() {
        final NodeLevels committed = new NodeLevels(false, AppliedAnswers.ASKED);

        assertThat(committed.gives(APPLIED)).isTrue();
        assertThat(committed.gives(COMMITTED)).isTrue();
        assertThat(committed.gives(DURABLE)).isFalse();
        assertThat(new NodeLevels(true, AppliedAnswers.ASKED).gives(DURABLE)).isTrue();
    }

    private static void says(final AppliedAnswers applied, final Level[] levels, final UnsafeBuffer... commands) {
        final NodeLevels own = new NodeLevels(false, applied);
        for (int i = 0; i < levels.length; i++) {
            assertThat(own.levelOf(commands[i], 0, LENGTH))
                    .as("%s %d", applied, i)
                    .isEqualTo(levels[i]);
        }
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
