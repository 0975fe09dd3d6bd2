package io.tocsin.engine.event;

import io.tocsin.codecs.sbe.DeviceKind;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.MonitoringChangedEncoder;
import io.tocsin.codecs.sbe.MonitoringStatus;
import io.tocsin.codecs.sbe.MonitoringType;
import org.agrona.DirectBuffer;

/** Events of monitoring sessions: {@link #start}, as many {@link #device} and then {@link #person} as said, {@link #end}. */
public final class MonitoringEvents {
    private static final int BLOCK = MessageHeaderEncoder.ENCODED_LENGTH;

    private final EventStream stream;
    private final MonitoringChangedEncoder changed = new MonitoringChangedEncoder();

    /**
     * Events that go to a stream.
     *
     * @param stream that numbers them.
     */
    public MonitoringEvents(final EventStream stream) {
        this.stream = stream;
    }

    /**
     * Begins {@code MonitoringChanged}.
     *
     * @param clauses      why.
     * @param monitoringId of the session.
     * @param startedNs    epoch ns.
     * @param updatedNs    epoch ns.
     * @param subject      index.
     * @param startedBy    person.
     * @param changedBy    person.
     * @param type         value of the enum MonitoringType.
     * @param status       of it.
     */
    public void start(
            final long clauses,
            final long monitoringId,
            final long startedNs,
            final long updatedNs,
            final int subject,
            final int startedBy,
            final int changedBy,
            final int type,
            final MonitoringStatus status) {
        stream.start(MonitoringChangedEncoder.TEMPLATE_ID, MonitoringChangedEncoder.BLOCK_LENGTH, clauses);
        changed.wrap(stream.buffer(), BLOCK)
                .monitoringId(monitoringId)
                .startedNs(startedNs)
                .updatedNs(updatedNs)
                .subject(subject)
                .startedBy(startedBy)
                .changedBy(changedBy)
                .type(MonitoringType.get((short) type))
                .status(status);
    }

    /**
     * Its devices follow.
     *
     * @param count of them.
     * @return where {@link #device} puts them.
     */
    public MonitoringChangedEncoder.DevicesEncoder devices(final int count) {
        return changed.devicesCount(count);
    }

    /**
     * One of them.
     *
     * @param to     as begun.
     * @param kind   value of the enum DeviceKind.
     * @param buffer holds its id.
     * @param offset of it.
     * @param length of it.
     */
    public void device(
            final MonitoringChangedEncoder.DevicesEncoder to,
            final int kind,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        to.next().kind(DeviceKind.get((short) kind)).putDeviceId(buffer, offset, length);
    }

    /**
     * Its people follow.
     *
     * @param count of them.
     * @return where {@link #person} puts them.
     */
    public MonitoringChangedEncoder.PeopleEncoder people(final int count) {
        return changed.peopleCount(count);
    }

    /**
     * One of them.
     *
     * @param to     as begun.
     * @param person index.
     * @param lists  bits.
     */
    public void person(final MonitoringChangedEncoder.PeopleEncoder to, final int person, final int lists) {
        to.next().person(person).lists((short) lists);
    }

    /** Emits it. */
    public void end() {
        stream.emit(changed.encodedLength());
    }
}
