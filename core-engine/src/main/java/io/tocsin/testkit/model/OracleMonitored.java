package io.tocsin.testkit.model;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Subjects whose readings are looked at over time, who was not read for longest first; and of each what is kept. */
final class OracleMonitored {
    private static final long TWO_HOURS_NS = 7_200_000_000_000L;

    private final Map<Integer, Kept> bySubject = new LinkedHashMap<>();
    /** Whose place the last one who was read took; -1 = nobody's. */
    int evicted = -1;
    /** What was kept of that one. */
    @Nullable
    Kept left;

    /** Who was read last has a place since then. */
    boolean isNew;

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

    /** A subject is read now: what is kept of it, or null if there is no place; says who is forgotten for it. */
    @Nullable
    Kept read(final int subject, final long nowNs, final long places, final IntConsumer forgotten) {
        evicted = -1;
        left = null;
        isNew = false;
        Kept kept = bySubject.remove(subject);
        if (kept == null) {
            if (bySubject.size() >= places) {
                final Map.Entry<Integer, Kept> oldest =
                        bySubject.entrySet().iterator().next();
                if (nowNs - oldest.getValue().readNs < TWO_HOURS_NS) {
                    return null;
                }
                evicted = oldest.getKey();
                left = oldest.getValue();
                bySubject.remove(oldest.getKey());
                forgotten.accept(oldest.getKey());
            }
            kept = new Kept();
            isNew = true;
        }
        kept.readNs = nowNs;
        bySubject.put(subject, kept);
        return kept;
    }

    /** What is kept of everybody. */
    Collection<Kept> all() {
        return bySubject.values();
    }

    /** What is kept of a subject, or null. */
    @Nullable
    Kept of(final int subject) {
        return bySubject.get(subject);
    }
}
