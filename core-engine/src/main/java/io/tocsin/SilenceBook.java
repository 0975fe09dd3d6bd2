package io.tocsin;

import io.tocsin.atrest.PatientTexts;
import io.tocsin.codecs.sbe.SilenceState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/** The silences that are not over, as events tell them. Guarded by the book of alerts. */
final class SilenceBook {
    private final Map<Long, RouterEvent.SilenceChanged> held = new TreeMap<>();
    /** Which key sealed the comment, of those whose comment is sealed in the log. */
    private final Map<Long, Integer> keys = new HashMap<>();

    void on(final RouterEvent.SilenceChanged changed, final int commentKey) {
        final long id = changed.silenceId();
        if (changed.state() == SilenceState.EXPIRED) {
            held.remove(id);
            keys.remove(id);
        } else {
            held.put(id, changed);
            keys.put(id, commentKey);
        }
    }

    /** What was sealed with keys that are gone is shown to nobody any more. */
    void forget(final IntPredicate isGone) {
        held.replaceAll((id, silence) -> isGone.test(keys.getOrDefault(id, 0)) ? forgotten(silence) : silence);
    }

    private static RouterEvent.SilenceChanged forgotten(final RouterEvent.SilenceChanged silence) {
        return new RouterEvent.SilenceChanged(
                silence.stamp(),
                silence.silenceId(),
                silence.state(),
                silence.startNs(),
                silence.endNs(),
                silence.author(),
                silence.confirmedBy(),
                silence.origin(),
                silence.scope(),
                PatientTexts.FORGOTTEN);
    }

    /** By rising number. */
    List<RouterEvent.SilenceChanged> held() {
        return List.copyOf(held.values());
    }
}
