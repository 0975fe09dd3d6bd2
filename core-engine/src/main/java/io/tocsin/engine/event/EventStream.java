package io.tocsin.engine.event;

import io.tocsin.codecs.sbe.CommandAnsweredEncoder;
import io.tocsin.codecs.sbe.EventHeaderEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.snapshot.StreamHash;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Numbers, stamps, hashes and hands out events and answers. Engine time and the command's sequence live here, because every event carries them. */
public final class EventStream {
    /** Longest event in bytes, header included. */
    public static final int MAX_EVENT_BYTES = 1376;

    private static final int SECTION_ID = 1;
    private static final int SECTION_VERSION = 1;

    private final UnsafeBuffer event = new UnsafeBuffer(new byte[MAX_EVENT_BYTES]);
    private final UnsafeBuffer answer = new UnsafeBuffer(new byte[128]);
    private final MessageHeaderEncoder messageHeader = new MessageHeaderEncoder();
    private final CommandAnsweredEncoder answered = new CommandAnsweredEncoder();
    private final StreamHash hash = new StreamHash();
    private final EventSink sink;
    /** How far the number moves with an event: a report has none. */
    private final int seqStep;

    private long eventSeq;
    private boolean isOutside;
    private long commandSeq;
    private long nowNs;

    /** Where encoded messages go; the engine's own view of its host's output. */
    public interface EventSink {
        /**
         * An event.
         *
         * @param eventSeq of it.
         * @param buffer   holds it during the call only.
         * @param offset   of its message header.
         * @param length   of header and message.
         */
        void onEvent(long eventSeq, DirectBuffer buffer, int offset, int length);

        /**
         * An answer.
         *
         * @param buffer holds it during the call only.
         * @param offset of its message header.
         * @param length of header and message.
         */
        void onAnswer(DirectBuffer buffer, int offset, int length);
    }

    /**
     * A stream that starts at event 1.
     *
     * @param sink takes the messages.
     */
    public EventStream(final EventSink sink) {
        this.sink = sink;
        seqStep = 1;
    }

    private EventStream(final EventSink sink, final EventStream reported) {
        this.sink = sink;
        seqStep = 0;
        eventSeq = reported.eventSeq;
        commandSeq = reported.commandSeq;
        nowNs = reported.nowNs;
    }

    /**
     * A stream that says what is, beside this one: its messages carry the number and the time that this stream is at, and neither number nor hash moves with
     * them.
     *
     * @param to takes the messages.
     * @return a stream of its own; this one stays as it is.
     */
    public EventStream reporting(final EventSink to) {
        return new EventStream(to, this);
    }

    /**
     * An entrance begins: time moves on, never back.
     *
     * @param timestampNs as stamped by the host.
     */
    public void enter(final long timestampNs) {
        nowNs = Math.max(nowNs, timestampNs);
        commandSeq++;
    }

    /** Whether what takes events and answers has one, and has not come back. */
    public boolean isOutside() {
        return isOutside;
    }

    /**
     * Engine time.
     *
     * @return epoch ns.
     */
    public long nowNs() {
        return nowNs;
    }

    /**
     * Entrances so far.
     *
     * @return the sequence of the present command.
     */
    public long commandSeq() {
        return commandSeq;
    }

    /**
     * The last event's sequence.
     *
     * @return 0 before the first.
     */
    public long eventSeq() {
        return eventSeq;
    }

    /**
     * Rolling hash over every event and answer so far.
     *
     * @return 64 bits.
     */
    public long hash() {
        return hash.digest();
    }

    /**
     * Takes the outcome of a command into the rolling hash, answered or not.
     *
     * @param result  value of the enum.
     * @param alertId of the command's alert, or 0.
     */
    public void outcome(final int result, final long alertId) {
        hash.update(StreamHash.mix(result, alertId));
    }

    /**
     * Starts an event: message header and event header stand in {@link #buffer()}; the caller encodes the rest and calls {@link #emit}.
     *
     * @param templateId  of the message.
     * @param blockLength of its block.
     * @param clauses     packed by {@link Because}.
     */
    public void start(final int templateId, final int blockLength, final long clauses) {
        messageHeader
                .wrap(event, 0)
                .blockLength(blockLength)
                .templateId(templateId)
                .schemaId(MessageHeaderEncoder.SCHEMA_ID)
                .version(MessageHeaderEncoder.SCHEMA_VERSION);
        final int offset = MessageHeaderEncoder.ENCODED_LENGTH;
        eventSeq += seqStep;
        event.putLong(offset + EventHeaderEncoder.eventSeqEncodingOffset(), eventSeq, ByteOrder.LITTLE_ENDIAN);
        event.putLong(offset + EventHeaderEncoder.timestampNsEncodingOffset(), nowNs, ByteOrder.LITTLE_ENDIAN);
        event.putLong(offset + EventHeaderEncoder.commandSeqEncodingOffset(), commandSeq, ByteOrder.LITTLE_ENDIAN);
        event.putLong(offset + EventHeaderEncoder.clause1EncodingOffset(), clauses, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Where the event is encoded; the message's block starts at {@link MessageHeaderEncoder#ENCODED_LENGTH}.
     *
     * @return the buffer.
     */
    public MutableDirectBuffer buffer() {
        return event;
    }

    /**
     * Hands the event on.
     *
     * @param encodedLength of block, groups and texts, without the message header.
     */
    public void emit(final int encodedLength) {
        final int length = MessageHeaderEncoder.ENCODED_LENGTH + encodedLength;
        hash.update(event, 0, length);
        isOutside = true;
        sink.onEvent(eventSeq, event, 0, length);
        isOutside = false;
    }

    /**
     * Hands an answer on.
     *
     * @param correlation  of the command.
     * @param sourceId     of the command.
     * @param commandId    of the command.
     * @param replyGateway it goes to.
     * @param result       value of the enum Result.
     * @param alertId      or 0.
     * @param occurrence   or 0.
     * @param isNew        the command opened the alert.
     * @param detail       as the result says.
     * @param repeated     the key was seen before.
     * @param highestCommandId of the source that asked for it, or 0.
     */
    public void answer(
            final long correlation,
            final long sourceId,
            final long commandId,
            final long replyGateway,
            final int result,
            final long alertId,
            final int occurrence,
            final boolean isNew,
            final int detail,
            final boolean repeated,
            final long highestCommandId) {
        answered.wrapAndApplyHeader(answer, 0, messageHeader)
                .correlation(correlation)
                .sourceId(sourceId)
                .commandId(commandId)
                .alertId(alertId)
                .replyGateway(replyGateway)
                .occurrence(occurrence)
                .detail(detail)
                .result(Result.get(result))
                .isNew((short) (isNew ? 1 : 0))
                .repeated((short) (repeated ? 1 : 0))
                .highestCommandId(highestCommandId);
        final int length = MessageHeaderEncoder.ENCODED_LENGTH + answered.encodedLength();
        hash.update(answer, 0, length);
        isOutside = true;
        sink.onAnswer(answer, 0, length);
        isOutside = false;
    }

    /**
     * Writes time, sequences and rolling hash.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        writer.putLong(nowNs);
        writer.putLong(commandSeq);
        writer.putLong(eventSeq);
        hash.snapshot(writer);
    }

    /**
     * Takes time, sequences and rolling hash over.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION);
        nowNs = reader.getLong();
        commandSeq = reader.getLong();
        eventSeq = reader.getLong();
        hash.restore(reader);
    }
}
