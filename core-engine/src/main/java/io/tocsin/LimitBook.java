package io.tocsin;

import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.Parameter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The limits that patients have of their own, as events tell them. Guarded by the book of alerts. */
final class LimitBook {
    private record Key(Subject subject, Parameter parameter, Bound bound) {}

    private static final Comparator<Key> ORDER = Comparator.comparing((Key key) -> key.subject.kind())
            .thenComparing(key -> key.subject.id())
            .thenComparing(Key::parameter)
            .thenComparing(Key::bound);

    private final NavigableMap<Key, RouterEvent.PatientLimitChanged> held = new TreeMap<>(ORDER);

    void on(final RouterEvent.PatientLimitChanged changed) {
        final Key key = new Key(
                changed.subject(), changed.limit().parameter(), changed.limit().bound());
        if (changed.limit().hundredths().isPresent()) {
            held.put(key, changed);
        } else {
            held.remove(key);
        }
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
