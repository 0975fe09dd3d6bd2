package io.tocsin;

import io.tocsin.codecs.sbe.ChannelState;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The channels that were chosen and of which nothing is known yet. Not thread-safe. */
final class SendBook {
    /** By run, then channel: each run uses a channel once. */
    private final NavigableMap<Long, NavigableMap<Channel, RouterEvent.ChannelChosen>> onTheirWay = new TreeMap<>();

    void on(final RouterEvent.ChannelChosen chosen) {
        onTheirWay.computeIfAbsent(chosen.run(), run -> new TreeMap<>()).put(chosen.channel(), chosen);
    }

    void on(final RouterEvent.ChannelNoted noted) {
        final NavigableMap<Channel, RouterEvent.ChannelChosen> ofRun = onTheirWay.get(noted.run());
        if (ofRun != null) {
            noted.channels().forEach(ofRun::remove);
            if (ofRun.isEmpty() || noted.state() == ChannelState.CANCELLED) {
                onTheirWay.remove(noted.run());
            }
        }
    }

    List<RouterEvent.ChannelChosen> held() {
        final List<RouterEvent.ChannelChosen> held = new ArrayList<>();
        onTheirWay.values().forEach(ofRun -> held.addAll(ofRun.values()));
        return List.copyOf(held);
    }
}
