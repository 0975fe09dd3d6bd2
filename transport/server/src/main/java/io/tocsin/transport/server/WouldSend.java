package io.tocsin.transport.server;

import io.tocsin.AlertState;
import io.tocsin.AlertView;
import io.tocsin.Channel;
import io.tocsin.RouterEvent;
import io.tocsin.RouterListener;
import io.tocsin.codecs.sbe.ChannelState;
import io.tocsin.codecs.sbe.OutputKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what would be sent by the channels that do not exist yet, a line for each person, channel and offer: what a pager may show, which is neither the patient nor
 * what is the matter; to an emergency contact no more than that there is an alert and whether somebody responds. What was sent before is not said again. Of several nodes, the one that leads says it. Delivery
 * thread; the counts any thread.
 */
final class WouldSend implements RouterListener {
    private static final Logger LOG = LoggerFactory.getLogger(WouldSend.class);

    private final Map<Channel, LongAdder> counts = new EnumMap<>(Channel.class);
    private final Turn turn;
    private @Nullable AlertView view;

    WouldSend(final Turn turn) {
        this.turn = turn;
        for (final Channel channel : Channel.values()) {
            counts.put(channel, new LongAdder());
        }
    }

    @Override
    public void onView(final AlertView alerts) {
        view = alerts;
    }

    @Override
    public void onEvent(final RouterEvent event) {
        if (!turn.isMine()) {
            return;
        }
        if (event instanceof RouterEvent.OutputDispatched output
                && output.kind() == OutputKind.OFFER
                && !output.redelivery()) {
            for (final Channel channel : output.channels()) {
                if (channel != Channel.WEBSOCKET) {
                    tell(output, channel);
                }
            }
        } else if (event instanceof RouterEvent.ChannelChosen chosen) {
            adder(chosen.channel()).increment();
            LOG.info(line(chosen, view == null ? "" : place(view.alert(chosen.alertId()))));
        } else if (event instanceof RouterEvent.BundleChosen bundle) {
            adder(bundle.channel()).increment();
            LOG.info(
                    "would send {} to {}: {} alerts in one message: {}",
                    bundle.channel(),
                    bundle.person(),
                    bundle.members().size(),
                    bundle.members().stream()
                            .map(each -> each.severity() + " alert " + Long.toUnsignedString(each.alertId())
                                    + (view == null ? "" : place(view.alert(each.alertId()))))
                            .collect(Collectors.joining(", ")));
        } else if (event instanceof RouterEvent.ChannelNoted noted && noted.state() == ChannelState.CANCELLED) {
            LOG.info(
                    "would stop {} to {}: alert {}",
                    noted.channels(),
                    noted.person(),
                    Long.toUnsignedString(noted.alertId()));
        }
    }

    /** What a channel that was chosen would say; of a place what is known. */
    static String line(final RouterEvent.ChannelChosen chosen, final String place) {
        final String to = "would send " + chosen.channel() + " to " + chosen.person() + ": ";
        final String alert = "alert " + Long.toUnsignedString(chosen.alertId());
        return chosen.statusOnly()
                ? to + alert + (chosen.owned() ? ", somebody responds" : ", nobody responds yet")
                : to + chosen.severity() + ' ' + alert + place + ", step " + chosen.step();
    }

    /** How much would have been sent. */
    long count(final Channel channel) {
        return adder(channel).sum();
    }

    private void tell(final RouterEvent.OutputDispatched output, final Channel channel) {
        final String where = where(output);
        for (final RouterEvent.Recipient recipient : output.recipients()) {
            adder(channel).increment();
            LOG.info(
                    "would send {} to {}: {} alert {}{}, step {}",
                    channel,
                    recipient.person(),
                    output.severity(),
                    Long.toUnsignedString(output.alertId()),
                    where,
                    output.step());
        }
    }

    private String where(final RouterEvent.OutputDispatched output) {
        if (view == null) {
            return "";
        }
        return place(view.of(output));
    }

    private static String place(final @Nullable AlertState alert) {
        final String place = alert == null ? "" : (alert.unit() + ' ' + alert.bed()).trim();
        return place.isEmpty() ? "" : " in " + place;
    }

    private LongAdder adder(final Channel channel) {
        final LongAdder adder = counts.get(channel);
        if (adder == null) {
            throw new IllegalStateException("every channel has a count");
        }
        return adder;
    }
}
