package io.tocsin.replay.journal;

import io.tocsin.codecs.sbe.ConfigBeginDecoder;
import io.tocsin.codecs.sbe.ConfigCommitDecoder;
import io.tocsin.codecs.sbe.ConfigPartDecoder;
import io.tocsin.codecs.sbe.EnvelopeEncoder;
import io.tocsin.codecs.sbe.GenesisDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.ReceiptBatchDecoder;
import io.tocsin.codecs.sbe.ReceiptBatchEncoder;
import io.tocsin.codecs.sbe.VitalsBatchDecoder;
import io.tocsin.codecs.sbe.VitalsBatchEncoder;
import io.tocsin.engine.AlertEngine;
import io.tocsin.engine.EngineOutput;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Makes a long log of a short one: first the log as it is, then its commands again and again, later each time, under new command ids, as if the same day came once
 * more. An engine runs along, so that whoever accepted an alert in the first round accepts the one that took its place, and whoever had received something has
 * received what came instead: otherwise the rounds would be refusals, which cost nothing. One thread, once.
 */
final class Grower {
    private static final int HEADER_BYTES = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int GROUP_HEADER_BYTES = 3;
    private static final long PAUSE_NS = TimeUnit.SECONDS.toNanos(1);

    private final Target target;
    private final List<Command> round = new ArrayList<>();
    private final UnsafeBuffer command = new UnsafeBuffer(new byte[AlertEngine.MAX_COMMAND_LENGTH]);
    private final GrownState state = new GrownState();
    private final AlertEngine engine;
    private long spanNs;
    private long highestCommandId;
    private long highestDeviceSequence;
    private long commands;

    /**
     * Has made nothing.
     *
     * @param target where the long log goes.
     */
    Grower(final Target target) {
        this.target = target;
        engine = new AlertEngine(new Said());
    }

    /** Where a log goes. */
    interface Target {
        /** The next command; waits until there is room. */
        void command(long timestampNs, DirectBuffer buffer, int offset, int length);

        /** The next event; waits until there is room. */
        void event(long eventSeq, DirectBuffer buffer, int offset, int length);
    }

    /** A command as it was recorded. */
    private record Command(long timestampNs, UnsafeBuffer message, int templateId) {}

    /**
     * Makes it.
     *
     * @param log   the short one.
     * @param count how many commands the long one has.
     * @return how many rounds it took.
     */
    int grow(final KeptLog log, final long count) {
        log.commands(0, (position, timestampNs, buffer, offset, length) -> first(timestampNs, buffer, offset, length));
        if (round.isEmpty()) {
            throw new IllegalArgumentException("the log has no commands that could be repeated");
        }
        spanNs = round.get(round.size() - 1).timestampNs - round.get(0).timestampNs + PAUSE_NS;
        int rounds = 1;
        while (commands < count) {
            state.beginRound();
            for (int i = 0; i < round.size() && commands < count; i++) {
                again(round.get(i), rounds);
            }
            rounds++;
        }
        return rounds;
    }

    private void first(final long timestampNs, final DirectBuffer buffer, final int offset, final int length) {
        final int templateId = MessageReader.templateId(buffer, offset, length);
        carryOut(timestampNs, buffer, offset, length);
        if (isRepeated(templateId)) {
            final UnsafeBuffer message = new UnsafeBuffer(new byte[length]);
            message.putBytes(0, buffer, offset, length);
            round.add(new Command(timestampNs, message, templateId));
            highestCommandId = Math.max(
                    highestCommandId,
                    buffer.getLong(
                            offset + HEADER_BYTES + EnvelopeEncoder.commandIdEncodingOffset(),
                            ByteOrder.LITTLE_ENDIAN));
            if (templateId == VitalsBatchDecoder.TEMPLATE_ID) {
                highestDeviceSequence = Math.max(
                        highestDeviceSequence,
                        new VitalsBatchDecoder()
                                .wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder())
                                .deviceSequence());
            }
        }
    }

    private void again(final Command recorded, final long rounds) {
        command.putBytes(0, recorded.message, 0, recorded.message.capacity());
        final long laterNs = rounds * spanNs;
        shift(EnvelopeEncoder.commandIdEncodingOffset(), rounds * highestCommandId);
        shift(EnvelopeEncoder.claimedNsEncodingOffset(), laterNs);
        shift(EnvelopeEncoder.receivedNsEncodingOffset(), laterNs);
        if (recorded.templateId == VitalsBatchDecoder.TEMPLATE_ID) {
            shift(VitalsBatchEncoder.deviceSequenceEncodingOffset(), rounds * highestDeviceSequence);
        } else if (recorded.templateId == ReceiptBatchDecoder.TEMPLATE_ID) {
            receipts();
        } else {
            alert(recorded.templateId);
        }
        carryOut(recorded.timestampNs + laterNs, command, 0, recorded.message.capacity());
    }

    /** Adds to a number of the block, unless it is 0, which means none. */
    private void shift(final int offset, final long by) {
        final long value = command.getLong(HEADER_BYTES + offset, ByteOrder.LITTLE_ENDIAN);
        if (value != 0) {
            command.putLong(HEADER_BYTES + offset, value + by, ByteOrder.LITTLE_ENDIAN);
        }
    }

    private void alert(final int templateId) {
        final int at = Schema.current().alertIdOffset(templateId);
        if (at >= 0) {
            final long recorded = command.getLong(at, ByteOrder.LITTLE_ENDIAN);
            command.putLong(at, state.successorOf(recorded), ByteOrder.LITTLE_ENDIAN);
        }
    }

    private void receipts() {
        final ReceiptBatchDecoder batch =
                new ReceiptBatchDecoder().wrapAndApplyHeader(command, 0, new MessageHeaderDecoder());
        final long session = batch.envelope().actorSession();
        final ReceiptBatchEncoder encoder = new ReceiptBatchEncoder().wrap(command, HEADER_BYTES);
        encoder.receivedCritical(state.seq(session, GrownState.CRITICAL, batch.receivedCritical()));
        encoder.receivedOther(state.seq(session, GrownState.OTHER, batch.receivedOther()));
        int at = HEADER_BYTES + batch.sbeBlockLength() + GROUP_HEADER_BYTES;
        for (final ReceiptBatchDecoder.DisplayedDecoder displayed : batch.displayed()) {
            command.putLong(at, state.seq(session, displayed.lane().value(), displayed.seq()), ByteOrder.LITTLE_ENDIAN);
            at += displayed.actingBlockLength();
        }
    }

    private void carryOut(final long timestampNs, final DirectBuffer buffer, final int offset, final int length) {
        target.command(timestampNs, buffer, offset, length);
        engine.onCommand(timestampNs, buffer, offset, length);
        commands++;
    }

    private static boolean isRepeated(final int templateId) {
        return switch (templateId) {
            case GenesisDecoder.TEMPLATE_ID,
                    ConfigBeginDecoder.TEMPLATE_ID,
                    ConfigPartDecoder.TEMPLATE_ID,
                    ConfigCommitDecoder.TEMPLATE_ID -> false;
            default -> true;
        };
    }

    /** What the engine says: kept, and taken note of. */
    private final class Said implements EngineOutput {
        @Override
        public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
            target.event(eventSeq, buffer, offset, length);
            state.on(buffer, offset);
        }

        @Override
        public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
            // Nobody waits for it.
        }
    }
}
