package io.tocsin.transport.server;

import io.tocsin.AlertState;
import io.tocsin.AlertView;
import io.tocsin.Channel;
import io.tocsin.RouterEvent;
import io.tocsin.RouterListener;
import io.tocsin.codecs.sbe.ChannelState;
import io.tocsin.codecs.sbe.OutputKind;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what would be sent by the channels that do not exist yet, a line for each person, channel and offer: what a pager may show, which is neither the patient nor
 * what is the matter; to an emergency contact no more than that there is an alert and whether somebody responds. What was sent before is not said again.
 *
 * <p>Of several nodes, the one that leads says it. The others keep what it should have said in the last seconds, and whoever comes to lead says that again, as perhaps
 * said: a takeover may say something twice, and leaves nothing out. Delivery thread; the counts any thread.
 */
final class WouldSend implements RouterListener {
    private static final Logger LOG = LoggerFactory.getLogger(WouldSend.class);

    /** Longer than a takeover lasts. */
    private static final long KEPT_NS = 10_000_000_000L;

    /** More than is said in that time, but in a disaster: then the oldest go. */
    private static final int MOST_KEPT = 4_096;

    private static final String PERHAPS = " (perhaps said by the node that led before)";

    private final Map<Channel, LongAdder> counts = new EnumMap<>(Channel.class);
    private final Turn turn;
    private final NanoClock clock;
    private final Consumer<String> out;
    /** What another has said, or should have; oldest first. */
    private final ArrayDeque<Said> kept = new ArrayDeque<>();

    private @Nullable AlertView view;
    private boolean wasMine;

    WouldSend(final Turn turn) {
        this(turn, System::nanoTime, LOG::info);
    }

    WouldSend(final Turn turn, final NanoClock clock, final Consumer<String> out) {
        this.turn = turn;
        this.clock = clock;
        this.out = out;
        wasMine = turn.isMine();
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
        look();
        if (event instanceof RouterEvent.OutputDispatched output
                && output.kind() == OutputKind.OFFER
                && !output.redelivery()) {
            for (final Channel channel : output.channels()) {
                if (channel != Channel.WEBSOCKET) {
                    tell(output, channel);
                }
            }
        } else if (event instanceof RouterEvent.ChannelChosen chosen) {
            say(chosen.channel(), line(chosen, view == null ? "" : place(view.alert(chosen.alertId()))));
        } else if (event instanceof RouterEvent.BundleChosen bundle) {
            say(
                    bundle.channel(),
                    "would send " + bundle.channel() + " to " + bundle.person() + ": "
                            + bundle.members().size() + " alerts in one message: "
                            + bundle.members().stream()
                                    .map(each -> each.severity() + " alert " + Long.toUnsignedString(each.alertId())
                                            + (view == null ? "" : place(view.alert(each.alertId()))))
                                    .collect(Collectors.joining(", ")));
        } else if (event instanceof RouterEvent.ChannelNoted noted && noted.state() == ChannelState.CANCELLED) {
            say(
                    null,
                    "would stop " + noted.channels() + " to " + noted.person() + ": alert "
                            + Long.toUnsignedString(noted.alertId()));
        }
    }

    @Override
    public void onCycleEnd(final int outputs) {
        look();
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
            say(
                    channel,
                    "would send " + channel + " to " + recipient.person() + ": " + output.severity() + " alert "
                            + Long.toUnsignedString(output.alertId()) + where + ", step " + output.step());
        }
    }

    /** Whoever has just come to lead says what the one before may not have said. */
    private void look() {
        final boolean isMine = turn.isMine();
        if (isMine && !wasMine) {
            forget();
            kept.forEach(said -> tell(said.channel(), said.line() + PERHAPS));
            kept.clear();
        }
        wasMine = isMine;
    }

    private void say(final @Nullable Channel channel, final String line) {
        if (wasMine) {
            tell(channel, line);
        } else {
            forget();
            kept.add(new Said(channel, line, clock.nanoTime()));
        }
    }

    private void forget() {
        final long beforeNs = clock.nanoTime() - KEPT_NS;
        while (!kept.isEmpty() && (kept.size() >= MOST_KEPT || kept.getFirst().heardNs() - beforeNs < 0)) {
            kept.removeFirst();
        }
    }

    private void tell(final @Nullable Channel channel, final String line) {
        if (channel != null) {
            adder(channel).increment();
        }
        out.accept(line);
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

    /** A line that is not this node's to say; without a channel it stops one. */
    private record Said(@Nullable Channel channel, String line, long heardNs) {}
}
