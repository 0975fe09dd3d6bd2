package io.tocsin;

import io.tocsin.codecs.sbe.SilenceState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The silences that are not over, as events tell them. Guarded by the book of alerts. */
final class SilenceBook {
    private final Map<Long, RouterEvent.SilenceChanged> held = new TreeMap<>();

    void on(final RouterEvent.SilenceChanged changed) {
        if (changed.state() == SilenceState.EXPIRED) {
            held.remove(changed.silenceId());
        } else {
            held.put(changed.silenceId(), changed);
        }
    }

    /** By rising number. */
    List<RouterEvent.SilenceChanged> held() {
        return List.copyOf(held.values());
    }
}
