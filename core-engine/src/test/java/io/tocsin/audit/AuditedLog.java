package io.tocsin.audit;

import io.tocsin.AuditSealed;
import io.tocsin.atrest.AtRest;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.SessionOpenedEncoder;
import io.tocsin.codecs.sbe.TickEncoder;
import io.tocsin.engine.AlertEngine;
import io.tocsin.engine.EngineOutput;
import io.tocsin.journal.InMemoryEventLog;
import io.tocsin.journal.InMemoryJournal;
import io.tocsin.journal.JournalTail;
import io.tocsin.testkit.model.RecordedScript;
import io.tocsin.testkit.model.RecordedScript.Entrance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A log that an engine has carried out, to be followed by an audit, and what audits of it told the log. */
final class AuditedLog implements AuditFeed {
    static final long NOW_NS = 1_800_000_000_000_000_000L;
    static final int FILE_BYTES = 10 << 10;

    private final InMemoryJournal journal = new InMemoryJournal();
    private final InMemoryEventLog events = new InMemoryEventLog();
    private final AlertEngine engine = new AlertEngine(new EngineOutput() {
        @Override
        public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
            events.append(eventSeq, buffer, offset, length);
        }

        @Override
        public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {}
    });
    final List<AuditSealed> told = new ArrayList<>();
    private AtRest atRest = AtRest.OPEN;
    private long epoch = 7;
    private long commands;
    private long lastNs;

    static AuditedLog of(final long seed, final int steps) {
        final AuditedLog log = new AuditedLog();
        log.play(RecordedScript.of(seed, steps));
        return log;
    }

    /** Nothing but time. */
    static AuditedLog ofTicks(final int ticks) {
        final AuditedLog log = new AuditedLog();
        for (int i = 0; i < ticks; i++) {
            log.enter(NOW_NS + i, tick());
        }
        return log;
    }

    AuditedLog epoch(final long other) {
        epoch = other;
        return this;
    }

    void play(final List<Entrance> entrances) {
        for (final Entrance entrance : entrances) {
            final byte[] message = entrance.message();
            enter(entrance.timestampNs(), message == null ? tick() : message);
        }
    }

    /** Somebody's client asks for a session. */
    void hello(final long sessionId, final String person) {
        final byte[] bytes = new byte[256];
        final SessionOpenedEncoder hello =
                new SessionOpenedEncoder().wrapAndApplyHeader(new UnsafeBuffer(bytes), 0, new MessageHeaderEncoder());
        hello.envelope()
                .sourceId(0)
                .commandId(0)
                .claimedNs(0)
                .receivedNs(0)
                .actorSession(0)
                .correlation(0);
        hello.sessionId(sessionId)
                .gatewayId(1)
                .capabilities(0)
                .scopes(0)
                .patientScopes(0)
                .personId(person)
                .putUnits(new byte[0], 0, 0);
        enter(lastNs, Arrays.copyOf(bytes, MessageHeaderEncoder.ENCODED_LENGTH + hello.encodedLength()));
    }

    private static byte[] tick() {
        final byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + TickEncoder.BLOCK_LENGTH];
        new TickEncoder().wrapAndApplyHeader(new UnsafeBuffer(bytes), 0, new MessageHeaderEncoder());
        return bytes;
    }

    private void enter(final long timestampNs, final byte[] message) {
        // As a host stamps: never back.
        lastNs = Math.max(lastNs, timestampNs);
        journal.append(lastNs, new UnsafeBuffer(message), 0, message.length);
        engine.onCommand(lastNs, new UnsafeBuffer(message), 0, message.length);
        commands++;
        // Where it stands is noticed when it is asked.
        journal.recordedPosition();
        events.recordedEventSeq();
        events.recordedEventSeq();
    }

    long commands() {
        return commands;
    }

    /** Follows the log to its end, in files of a folder, and seals it. */
    void audit(final Path folder, final AuditKey key) throws IOException {
        audit(folder, key, NOW_NS);
    }

    void audit(final Path folder, final AuditKey key, final long nowNs) throws IOException {
        try (AuditWriter writer = AuditWriter.open(folder, key, atRest, FILE_BYTES, this, nowNs);
                AuditTrail trail = AuditTrail.of(writer, this)) {
            told.add(writer.sealed());
            while (trail.follow()) {
                if (writer.isFileFull()) {
                    trail.endRun();
                    writer.roll(nowNs);
                    told.add(writer.sealed());
                }
            }
            trail.endRun();
            writer.seal(nowNs);
            told.add(writer.sealed());
        }
    }

    /** What is written from now on is sealed. */
    AuditedLog atRest(final AtRest other) {
        atRest = other;
        return this;
    }

    List<AuditReader.Checkpoint> checkpoints() {
        return told.stream()
                .map(each -> AuditReader.Checkpoint.of(each.chainHigh(), each.chainLow(), each.seq(), each.head()))
                .toList();
    }

    @Override
    public long epochHigh() {
        return epoch;
    }

    @Override
    public long epochLow() {
        return 0;
    }

    @Override
    public JournalTail commands(final long fromNs) {
        final JournalTail tail = journal.tail(fromNs);
        if (tail == null) {
            throw new IllegalStateException("a journal in memory can be followed");
        }
        return tail;
    }

    @Override
    public JournalTail events(final long fromEventSeq) {
        final JournalTail tail = events.tail(fromEventSeq);
        if (tail == null) {
            throw new IllegalStateException("events in memory can be followed");
        }
        return tail;
    }

    @Override
    public CompletableFuture<?> checkpoint(final AuditSealed sealed) {
        told.add(sealed);
        return CompletableFuture.completedFuture(sealed);
    }
}
