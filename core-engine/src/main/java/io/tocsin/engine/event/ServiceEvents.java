package io.tocsin.engine.event;

import io.tocsin.codecs.sbe.ChannelsPutOffEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Mode;
import io.tocsin.codecs.sbe.ModeChangedEncoder;
import io.tocsin.codecs.sbe.NoticeDroppedEncoder;
import io.tocsin.codecs.sbe.ServiceReportedEncoder;
import io.tocsin.codecs.sbe.SlaNotedEncoder;
import io.tocsin.codecs.sbe.SlaState;

/** Events of clocks, modes and what a mode puts off. Arguments are the raw values of the schema's enums; clauses are packed by {@link Because}. */
public final class ServiceEvents {
    private static final int BLOCK = MessageHeaderEncoder.ENCODED_LENGTH;

    private final EventStream stream;
    private final SlaNotedEncoder slaNoted = new SlaNotedEncoder();
    private final ServiceReportedEncoder reported = new ServiceReportedEncoder();
    private final ModeChangedEncoder modeChanged = new ModeChangedEncoder();
    private final ChannelsPutOffEncoder channelsPutOff = new ChannelsPutOffEncoder();
    private final NoticeDroppedEncoder noticeDropped = new NoticeDroppedEncoder();

    /**
     * Events that go to a stream.
     *
     * @param stream that numbers them.
     */
    public ServiceEvents(final EventStream stream) {
        this.stream = stream;
    }

    /**
     * Emits {@code SlaNoted}.
     *
     * @param clauses  why.
     * @param alertId  of the alert.
     * @param startNs  of its clock.
     * @param waitedNs since then.
     * @param delayNs  before it, on purpose.
     * @param person   who received it, or -1.
     * @param state    of the clock.
     */
    public void slaNoted(
            final long clauses,
            final long alertId,
            final long startNs,
            final long waitedNs,
            final long delayNs,
            final int person,
            final int state) {
        stream.start(SlaNotedEncoder.TEMPLATE_ID, SlaNotedEncoder.BLOCK_LENGTH, clauses);
        slaNoted.wrap(stream.buffer(), BLOCK)
                .alertId(alertId)
                .startNs(startNs)
                .waitedNs(waitedNs)
                .delayNs(delayNs)
                .person(person)
                .state(SlaState.get((short) state));
        stream.emit(slaNoted.encodedLength());
    }

    /**
     * Starts {@code ServiceReported}: counts of clocks; {@link #modes} follows.
     *
     * @param met       within the target.
     * @param late      after it.
     * @param breached  after the line.
     * @param unneeded  over before.
     * @param waitedNs  sum.
     * @param longestNs longest.
     * @param running   now.
     */
    public void service(
            final long met,
            final long late,
            final long breached,
            final long unneeded,
            final long waitedNs,
            final long longestNs,
            final int running) {
        stream.start(ServiceReportedEncoder.TEMPLATE_ID, ServiceReportedEncoder.BLOCK_LENGTH, Because.NOTHING);
        reported.wrap(stream.buffer(), BLOCK)
                .met(met)
                .late(late)
                .breached(breached)
                .unneeded(unneeded)
                .waitedNs(waitedNs)
                .longestNs(longestNs)
                .running(running);
    }

    /**
     * Ends and emits {@code ServiceReported}.
     *
     * @param putOff   outputs.
     * @param dropped  notices.
     * @param mode     in force.
     * @param measured as the figures say.
     * @param ordered  as ordered.
     * @param held     offers that were held back.
     * @param heldDropped offers that waited, of severities that are dropped.
     * @param offersDropped offers that were not made.
     */
    public void modes(
            final long putOff,
            final long dropped,
            final int mode,
            final int measured,
            final int ordered,
            final long held,
            final long heldDropped,
            final long offersDropped) {
        reported.putOff(putOff)
                .dropped(dropped)
                .mode(Mode.get((short) mode))
                .measured(Mode.get((short) measured))
                .ordered(Mode.get((short) ordered))
                .held(held)
                .heldDropped(heldDropped)
                .offersDropped(offersDropped);
        stream.emit(reported.encodedLength());
    }

    /**
     * Emits {@code ModeChanged}.
     *
     * @param clauses         why.
     * @param connections     as reported last.
     * @param person          who ordered it, or -1.
     * @param backlogPermille as reported last.
     * @param cpuPermille     as reported last.
     * @param from            mode.
     * @param to              mode.
     * @param measured        as the figures say.
     * @param ordered         as ordered.
     */
    public void modeChanged(
            final long clauses,
            final int connections,
            final int person,
            final int backlogPermille,
            final int cpuPermille,
            final int from,
            final int to,
            final int measured,
            final int ordered) {
        stream.start(ModeChangedEncoder.TEMPLATE_ID, ModeChangedEncoder.BLOCK_LENGTH, clauses);
        modeChanged
                .wrap(stream.buffer(), BLOCK)
                .connections(connections)
                .person(person)
                .backlogPermille(backlogPermille)
                .cpuPermille(cpuPermille)
                .from(Mode.get((short) from))
                .to(Mode.get((short) to))
                .measured(Mode.get((short) measured))
                .ordered(Mode.get((short) ordered));
        stream.emit(modeChanged.encodedLength());
    }

    /**
     * Emits {@code ChannelsPutOff}.
     *
     * @param clauses         why.
     * @param alertId         of the alert.
     * @param notBeforeNs     instant.
     * @param connections     as reported last.
     * @param backlogPermille as reported last.
     * @param cpuPermille     as reported last.
     * @param channels        put off.
     * @param mode            in force.
     */
    public void channelsPutOff(
            final long clauses,
            final long alertId,
            final long notBeforeNs,
            final int connections,
            final int backlogPermille,
            final int cpuPermille,
            final int channels,
            final int mode) {
        stream.start(ChannelsPutOffEncoder.TEMPLATE_ID, ChannelsPutOffEncoder.BLOCK_LENGTH, clauses);
        channelsPutOff
                .wrap(stream.buffer(), BLOCK)
                .alertId(alertId)
                .notBeforeNs(notBeforeNs)
                .connections(connections)
                .backlogPermille(backlogPermille)
                .cpuPermille(cpuPermille)
                .channels((short) channels)
                .mode(Mode.get((short) mode));
        stream.emit(channelsPutOff.encodedLength());
    }

    /**
     * Emits {@code NoticeDropped}.
     *
     * @param clauses         why.
     * @param alertId         of the alert.
     * @param connections     as reported last.
     * @param backlogPermille as reported last.
     * @param cpuPermille     as reported last.
     * @param people          who would have been told.
     * @param mode            in force.
     */
    public void noticeDropped(
            final long clauses,
            final long alertId,
            final int connections,
            final int backlogPermille,
            final int cpuPermille,
            final int people,
            final int mode) {
        stream.start(NoticeDroppedEncoder.TEMPLATE_ID, NoticeDroppedEncoder.BLOCK_LENGTH, clauses);
        noticeDropped
                .wrap(stream.buffer(), BLOCK)
                .alertId(alertId)
                .connections(connections)
                .backlogPermille(backlogPermille)
                .cpuPermille(cpuPermille)
                .people((short) people)
                .mode(Mode.get((short) mode));
        stream.emit(noticeDropped.encodedLength());
    }
}
