package io.tocsin.engine.command;

import io.tocsin.codecs.sbe.ChannelKind;
import io.tocsin.codecs.sbe.ChannelReportedDecoder;
import io.tocsin.codecs.sbe.ChannelState;
import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.delivery.ContactRuns;
import io.tocsin.engine.ingress.MessageLayout;
import org.agrona.DirectBuffer;

/** {@code ChannelReported}: what became of a channel that was to tell somebody; by the host alone, as no device or person may say that somebody was told. */
public final class ContactCommand {
    private final Alerts alerts;
    private final ContactRuns contacts;
    private final ChannelReportedDecoder reported = new ChannelReportedDecoder();

    /**
     * Takes note of channels.
     *
     * @param alerts   open.
     * @param contacts that the reports are about.
     */
    public ContactCommand(final Alerts alerts, final ContactRuns contacts) {
        this.alerts = alerts;
        this.contacts = contacts;
    }

    /**
     * Carries the command out.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void reported(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        reported.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        final int channel = reported.channelRaw();
        final int state = reported.stateRaw();
        if (channel == ChannelKind.WEBSOCKET.value() || channel > ChannelKind.EMAIL.value()) {
            answer.refuse(Result.INVALID_FIELD, ChannelReportedDecoder.channelId());
        } else if (state > ChannelState.UNDELIVERABLE.value()) {
            answer.refuse(Result.INVALID_FIELD, ChannelReportedDecoder.stateId());
        } else if (envelope.sourceId() != 0 || envelope.actorSession() != 0) {
            answer.refuse(Result.NOT_ADMINISTRATOR, 0);
        } else {
            final int alert = alerts.slotOf(reported.alertId());
            if (alert == Alerts.NONE || alerts.purpose[alert] != envelope.purposeRaw()) {
                answer.refuse(Result.UNKNOWN_ALERT, 0);
            } else {
                answer.alertId = alerts.alertId[alert];
                contacts.report(alert, reported.run(), channel, reported.state());
            }
        }
    }
}
