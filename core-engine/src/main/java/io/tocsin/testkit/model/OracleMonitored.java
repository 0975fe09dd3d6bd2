package io.tocsin.testkit.model;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Subjects whose readings are looked at over time, who was not read for longest first; and of each what is kept. */
final class OracleMonitored {
    private static final long TWO_HOURS_NS = 7_200_000_000_000L;

    private final Map<Integer, Kept> bySubject = new LinkedHashMap<>();

    /** What is kept of one subject: of each kind one thing. */
    static final class Kept {
        private final Map<Class<?>, Object> things = new HashMap<>();
        private long readNs;

        /** The thing of this kind is to be new. */
        void forget(final Class<?> kind) {
            things.remove(kind);
        }

        /** The thing of this kind, which is new at first. */
        <T> T of(final Class<T> kind, final Supplier<T> begun) {
            return kind.cast(things.computeIfAbsent(kind, unused -> begun.get()));
        }
    }

    /** A subject is read now: what is kept of it, or null if there is no place. */
    @Nullable
    Kept read(final int subject, final long nowNs, final long places) {
        Kept kept = bySubject.remove(subject);
        if (kept == null) {
            if (bySubject.size() >= places) {
                final Iterator<Kept> oldest = bySubject.values().iterator();
                if (nowNs - oldest.next().readNs < TWO_HOURS_NS) {
                    return null;
                }
                oldest.remove();
            }
            kept = new Kept();
        }
        kept.readNs = nowNs;
        bySubject.put(subject, kept);
        return kept;
    }

    /** What is kept of a subject, or null. */
    @Nullable
    Kept of(final int subject) {
        return bySubject.get(subject);
    }
}
