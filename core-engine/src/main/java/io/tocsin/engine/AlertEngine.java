package io.tocsin.engine;

import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.GenesisDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.engine.command.Answer;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.semantics.Semantics;
import io.tocsin.engine.snapshot.SnapshotException;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotSink;
import io.tocsin.engine.snapshot.SnapshotSource;
import io.tocsin.engine.snapshot.SnapshotWriter;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A function of (snapshot, log): the same commands with the same timestamps give the same events, answers, rolling hash and digest, on every node and every JDK. It
 * has four entrances, {@link #onCommand}, {@link #onTick}, {@link #snapshot} and {@link #restore}; what leaves it goes to its {@link EngineOutput}. {@link #report}
 * says what it holds.
 *
 * <p>The first command of a log is {@code Genesis}; it sizes everything, and from then on no entrance allocates, blocks or reads a clock. One thread calls it.
 * An exception out of an entrance means that the state can no longer be trusted: the host stops the node. Refusals are answers, never exceptions.
 *
 * <p>{@code core-engine/README.md} says what every command does.
 */
public final class AlertEngine {
    /** Longest command in bytes, header included: one slot of the ring. */
    public static final int MAX_COMMAND_LENGTH = 1024;

    /** Longest event in bytes, header included: one MTU of the journal's transport. */
    public static final int MAX_EVENT_LENGTH = EventStream.MAX_EVENT_BYTES;

    /** What {@link #nextDeadlineNs()} answers when nothing is due, ever. */
    public static final long NO_DEADLINE = Long.MAX_VALUE;

    private final EventStream stream;
    private final MessageLayout layout = new MessageLayout();
    private final EnvelopeDecoder envelope = new EnvelopeDecoder();
    private final Answer answer = new Answer();
    private final CommandTable commands = new CommandTable(layout, envelope, answer);
    private final SnapshotWriter writer = new SnapshotWriter();
    private final Semantics semantics;
    private @Nullable Genesis genesis;
    private @Nullable EngineParts parts;
    private long refused;
    private boolean isInTime;

    @SuppressWarnings("UnusedVariable") // Takes what was read ahead, so that the reading is not optimised away.
    private long readAhead;

    /**
     * An engine without a log; it waits for {@code Genesis} or {@link #restore}.
     *
     * @param output takes what leaves the engine.
     */
    public AlertEngine(final EngineOutput output) {
        this(output, Semantics.NEWEST);
    }

    /**
     * An engine that knows no newer semantics than these, as older code would.
     *
     * @param output    takes what leaves the engine.
     * @param knownUpTo from {@link Semantics#OLDEST} to {@link Semantics#NEWEST}.
     */
    public AlertEngine(final EngineOutput output, final int knownUpTo) {
        stream = new EventStream(output);
        semantics = new Semantics(knownUpTo);
    }

    /**
     * The next record of the log. First what is due by then happens, then the command, then the outputs that have credit are dispatched, then the answer goes out.
     *
     * @param timestampNs as stamped by the host, UTC epoch ns; an earlier one than before counts as the one before.
     * @param buffer      holds the message during the call.
     * @param offset      of its header.
     * @param length      of header and message, at most {@link #MAX_COMMAND_LENGTH}.
     * @throws io.tocsin.engine.semantics.UnknownSemanticsException if the log goes on in semantics that this engine does not know.
     */
    public void onCommand(final long timestampNs, final DirectBuffer buffer, final int offset, final int length) {
        stream.enter(timestampNs);
        answer.begin();
        boolean isRepeated = false;
        final EngineParts running = parts;
        if (running != null) {
            isInTime = true;
            running.agenda.expire(stream.nowNs());
            isInTime = false;
        }
        final int fit =
                length > MAX_COMMAND_LENGTH ? MessageLayout.MALFORMED : layout.walkCommand(buffer, offset, length);
        final boolean isCommand = fit == MessageLayout.FITS;
        final boolean hasEnvelope = isCommand || MessageLayout.hasEnvelope(buffer, offset, length);
        if (hasEnvelope) {
            envelope.wrap(buffer, offset + MessageHeaderDecoder.ENCODED_LENGTH);
        }
        if (isCommand) {
            if (running != null) {
                running.ledger.ingest(envelope.receivedNs());
            }
            isRepeated = carryOut(running, buffer, offset);
        } else {
            answer.refuse(fit == MessageLayout.MALFORMED ? Result.MALFORMED : Result.UNKNOWN_TEMPLATE, 0);
        }
        refused += answer.isRefusal() ? 1 : 0;
        final EngineParts after = parts;
        if (after != null) {
            after.dispatch();
        }
        stream.outcome(answer.result(), answer.alertId());
        if (hasEnvelope && envelope.correlation() != 0) {
            answer.tell(stream, envelope, isRepeated);
        }
    }

    /**
     * A record of the log that engines cannot carry out, and that whoever operates the router has decided to pass over: time moves on, nothing is due, and what was
     * passed over is told and is part of the rolling hash. Sent again it is answered QUARANTINED. Every member passes the same over. Allocates.
     *
     * @param timestampNs as stamped by the host, UTC epoch ns.
     * @param logPosition where the record ends in the log.
     * @param commandHash first 8 bytes of SHA-256 of the command.
     * @param command     and nothing else; may be anything.
     */
    public void onQuarantined(
            final long timestampNs, final long logPosition, final long commandHash, final DirectBuffer command) {
        stream.enter(timestampNs);
        new PassedOver(stream, commands).passOver(parts, logPosition, commandHash, command);
    }

    /** Whether it is time that passed, and not what a command says, that the entrance which is not over is about: for whoever has to say why it threw. */
    public boolean isInTime() {
        return isInTime;
    }

    /** Whether the entrance that is not over was left by what takes the outputs, and not by the engine itself. */
    public boolean isOutside() {
        return stream.isOutside();
    }

    /** Which semantics are in force, from 1; 0 before Genesis or restore. */
    public int engineVersion() {
        return semantics.version();
    }

    /**
     * Hears of a command that {@link #onCommand} will be given soon; {@link #readAhead} follows once all have been told. Changes nothing and may be left out; takes
     * whatever a sender wrote.
     *
     * @param buffer holds the message during the call.
     * @param offset of its header.
     * @param length of header and message.
     */
    public void foresee(final DirectBuffer buffer, final int offset, final int length) {
        final EngineParts running = parts;
        if (running != null) {
            running.foresight.gather(buffer, offset, length);
        }
    }

    /** Reads from the memory that the commands it has heard of will ask for, so that their waits pass at the same time. Changes nothing, says nothing. */
    public void readAhead() {
        final EngineParts running = parts;
        if (running != null) {
            readAhead += running.foresight.touch();
        }
    }

    /**
     * Time passes: the same as a {@code Tick} message.
     *
     * @param timestampNs as stamped by the host, UTC epoch ns.
     */
    public void onTick(final long timestampNs) {
        stream.enter(timestampNs);
        answer.begin();
        final EngineParts running = parts;
        if (running != null) {
            isInTime = true;
            running.agenda.expire(stream.nowNs());
            running.dispatch();
            isInTime = false;
        } else {
            answer.refuse(Result.NOT_STARTED, 0);
            refused++;
        }
        stream.outcome(answer.result(), answer.alertId());
    }

    /**
     * Its capacities.
     *
     * @return as the log's Genesis says.
     * @throws IllegalStateException before Genesis or restore.
     */
    public EngineLimits limits() {
        started();
        return requireNonNull(genesis).limits();
    }

    /** From here on the state is that of another log, which no command says: its epoch is another, and alerts get numbers a million on. Only for whoever makes it of a copy. */
    public void beginLog(final long epochHigh, final long epochLow) {
        started().alerts.skipNumbers();
        genesis = requireNonNull(genesis).of(epochHigh, epochLow);
    }

    /**
     * Writes the whole state in canonical order: equal states give equal bytes. Changes nothing.
     *
     * @param sink takes the bytes.
     * @return the digest of the state, as {@link #stateDigest()}.
     */
    public long snapshot(final SnapshotSink sink) {
        writeHead(sink);
        writeParts();
        final long digest = writer.flush();
        // The end mark: how long everything before it is, and its digest.
        writer.putLong(writer.writtenBytes());
        writer.putLong(digest);
        writer.flush();
        return digest;
    }

    /**
     * Writes what {@link #snapshot} does but for the end mark: another thread makes it, {@link io.tocsin.engine.snapshot.EndMark}, as hashing takes longest.
     *
     * @param sink takes the bytes.
     */
    public void copyState(final SnapshotSink sink) {
        writeHead(sink);
        writer.hashNoMore();
        writeParts();
        writer.flush();
    }

    /** About how long a snapshot would be: bytes of patients and of open alerts, as the others are few. Reads a few numbers. */
    public long likelySnapshotBytes() {
        return started().likelySnapshotBytes();
    }

    private void writeHead(final SnapshotSink sink) {
        started();
        writer.begin(sink);
        SnapshotHead.write(writer, requireNonNull(genesis), semantics);
    }

    private void writeParts() {
        stream.snapshot(writer);
        writer.putLong(refused);
        PartsSnapshot.snapshot(started(), writer);
    }

    /**
     * Takes a state over. Only for an engine that has none yet; after a {@link SnapshotException} the engine is not usable.
     *
     * @param source of the bytes that {@link #snapshot} wrote.
     * @throws io.tocsin.engine.semantics.UnknownSemanticsException if they are of semantics that this engine does not know.
     */
    public void restore(final SnapshotSource source) {
        if (parts != null) {
            throw new IllegalStateException("the engine has a state already");
        }
        final SnapshotReader reader = new SnapshotReader(source);
        final Genesis read = SnapshotHead.read(reader, semantics);
        stream.restore(reader);
        refused = reader.getLong();
        final EngineParts restored = new EngineParts(read.limits(), stream, semantics);
        PartsSnapshot.restoreToTheEnd(restored, reader);
        genesis = read;
        parts = restored;
    }

    /**
     * Says what the engine holds: its log, every id, the configuration entry by entry, who is connected, what was received, and every open alert. For whoever
     * builds views of a recovered engine; the events that led here are not said again. Changes nothing, counts and hashes nothing; allocates.
     *
     * @param sink takes the messages, in the order that the schema gives.
     */
    public void report(final StateSink sink) {
        new EngineReport(started(), stream, sink).report(requireNonNull(genesis), semantics);
    }

    /**
     * Says which alerts are open and how they stand, as {@link #report} does, and nothing else: for whoever looks at them after every command. Changes nothing,
     * counts and hashes nothing; allocates.
     *
     * @param sink takes the messages, in the order of {@link #report}.
     */
    public void reportAlerts(final StateSink sink) {
        new EngineReport(started(), stream, sink).alerts();
    }

    /**
     * When the host must publish a tick at the latest.
     *
     * @return epoch ns; engine time or before it when work is due; {@link #NO_DEADLINE} when nothing will ever be.
     */
    public long nextDeadlineNs() {
        final EngineParts running = parts;
        if (running == null) {
            return NO_DEADLINE;
        }
        final long dueNs = running.agenda.firstNs();
        return running.isPending() ? Math.min(stream.nowNs(), dueNs) : dueNs;
    }

    /** Engine time: UTC epoch ns of the last entrance; 0 before the first. */
    public long nowNs() {
        return stream.nowNs();
    }

    /** Entrances so far, ticks included: the sequence of the last command. */
    public long commandSeq() {
        return stream.commandSeq();
    }

    /** Events so far: the last one's sequence; 0 before the first. */
    public long eventSeq() {
        return stream.eventSeq();
    }

    /** Rolling hash over every event, answer and outcome so far. */
    public long eventHash() {
        return stream.hash();
    }

    /**
     * Digest of the whole state: of the bytes that a snapshot would write. Walks over all of it, so it is not for every command.
     *
     * @return 64 bits.
     */
    public long stateDigest() {
        return snapshot((buffer, offset, length) -> {});
    }

    /**
     * Highest command id seen of a source: where it goes on after a pause.
     *
     * @param sourceId of the source.
     * @return 0 if it is not known.
     */
    public long highestCommandId(final long sourceId) {
        final EngineParts running = parts;
        return running == null ? 0 : running.windows.highest(sourceId);
    }

    /**
     * Hash of the configuration that was applied last, to be compared with the one at hand.
     *
     * @return as its {@code ConfigCommit} stated; 0 if none was.
     */
    public long configurationHash() {
        final EngineParts running = parts;
        return running == null ? 0 : running.configuration.appliedHash();
    }

    /** Carries the command of the layout out; true if it was here before. */
    private boolean carryOut(final @Nullable EngineParts running, final DirectBuffer buffer, final int offset) {
        final boolean isGenesis = layout.templateId() == GenesisDecoder.TEMPLATE_ID;
        if (running != null && !isGenesis) {
            return commands.carryOut(running, buffer, offset, refused);
        }
        if (running == null && isGenesis) {
            begin(buffer);
        } else {
            answer.refuse(Result.NOT_STARTED, 0);
        }
        return false;
    }

    private void begin(final DirectBuffer buffer) {
        final GenesisDecoder message = new GenesisDecoder();
        message.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        if (message.engineVersion() == 0) {
            answer.refuse(Result.INVALID_FIELD, GenesisDecoder.engineVersionId());
            return;
        }
        final Genesis read = Genesis.read(message);
        semantics.enter(read.engineVersion());
        genesis = read;
        final EngineParts built = new EngineParts(read.limits(), stream, semantics);
        parts = built;
        built.systemEvents.started(read.epochHigh(), read.epochLow(), read.engineVersion());
    }

    private EngineParts started() {
        return requireNonNull(parts);
    }

    private static <T> T requireNonNull(final @Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the engine has no log yet: Genesis or restore come first");
        }
        return value;
    }
}
