package io.tocsin.engine.event;

import io.tocsin.codecs.sbe.GateReason;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.ReadingGatedEncoder;
import org.agrona.DirectBuffer;

/** Events of readings that do not count as they came. Arguments are the raw values of the schema's enums; clauses are packed by {@link Because}. */
public final class GateEvents {
    private static final int BLOCK = MessageHeaderEncoder.ENCODED_LENGTH;

    private final EventStream stream;
    private final ReadingGatedEncoder gated = new ReadingGatedEncoder();

    /**
     * Events that go to a stream.
     *
     * @param stream that numbers them.
     */
    public GateEvents(final EventStream stream) {
        this.stream = stream;
    }

    /**
     * Emits {@code ReadingGated}.
     *
     * @param clauses      why.
     * @param measuredNs   as the batch states it, or 0.
     * @param subject      index.
     * @param parameter    value of the enum Parameter.
     * @param value        hundredths.
     * @param reason       value of the enum GateReason.
     * @param runLength    how many readings the run has.
     * @param isOver       it is over.
     * @param devices      holds the device's id.
     * @param deviceOffset of it.
     * @param deviceLength of it, 0 = not stated.
     */
    public void gated(
            final long clauses,
            final long measuredNs,
            final int subject,
            final int parameter,
            final int value,
            final int reason,
            final int runLength,
            final boolean isOver,
            final DirectBuffer devices,
            final int deviceOffset,
            final int deviceLength) {
        stream.start(ReadingGatedEncoder.TEMPLATE_ID, ReadingGatedEncoder.BLOCK_LENGTH, clauses);
        gated.wrap(stream.buffer(), BLOCK)
                .measuredNs(measuredNs)
                .subject(subject)
                .value(value)
                .runLength(runLength)
                .parameter(Parameter.get((short) parameter))
                .reason(GateReason.get((short) reason))
                .over((short) (isOver ? 1 : 0))
                .putDeviceId(devices, deviceOffset, deviceLength);
        stream.emit(gated.encodedLength());
    }
}
