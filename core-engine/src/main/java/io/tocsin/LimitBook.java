package io.tocsin;

import io.tocsin.atrest.PatientTexts;
import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.Parameter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/** The limits that patients have of their own, as events tell them. Guarded by the book of alerts. */
final class LimitBook {
    private record Key(Subject subject, Parameter parameter, Bound bound) {}

    private static final Comparator<Key> ORDER = Comparator.comparing((Key key) -> key.subject.kind())
            .thenComparing(key -> key.subject.id())
            .thenComparing(Key::parameter)
            .thenComparing(Key::bound);

    private final NavigableMap<Key, RouterEvent.PatientLimitChanged> held = new TreeMap<>(ORDER);
    /** Which key sealed the comment, of those whose comment is sealed in the log. */
    private final Map<Key, Integer> keys = new HashMap<>();

    void on(final RouterEvent.PatientLimitChanged changed, final int commentKey) {
        final Key key = new Key(
                changed.subject(), changed.limit().parameter(), changed.limit().bound());
        if (changed.limit().hundredths().isPresent()) {
            held.put(key, changed);
            keys.put(key, commentKey);
        } else {
            held.remove(key);
            keys.remove(key);
        }
    }

    /** What was sealed with keys that are gone is shown to nobody any more. */
    void forget(final IntPredicate isGone) {
        held.replaceAll((key, changed) -> isGone.test(keys.getOrDefault(key, 0)) ? forgotten(changed) : changed);
    }

    private static RouterEvent.PatientLimitChanged forgotten(final RouterEvent.PatientLimitChanged changed) {
        final OwnLimit limit = changed.limit();
        return new RouterEvent.PatientLimitChanged(
                changed.stamp(),
                changed.subject(),
                new OwnLimit(
                        limit.parameter(),
                        limit.bound(),
                        limit.hundredths(),
                        limit.untilNs(),
                        limit.reason(),
                        PatientTexts.FORGOTTEN),
                changed.author(),
                changed.sourceId());
    }

    /** Of one subject, by parameter and bound. */
    List<RouterEvent.PatientLimitChanged> held(final Subject subject) {
        final Map<Key, RouterEvent.PatientLimitChanged> from =
                held.tailMap(new Key(subject, Parameter.HEART_RATE, Bound.BELOW));
        return from.values().stream()
                .takeWhile(changed -> changed.subject().equals(subject))
                .toList();
    }

    /** By subject, parameter and bound. */
    List<RouterEvent.PatientLimitChanged> held() {
        return List.copyOf(held.values());
    }
}
