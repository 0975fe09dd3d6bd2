package io.tocsin.replay.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What went wrong that must not: every thread of the demo tells it here, and the demo then ends with exit code 1. Thread-safe. */
final class Faults {
    private static final int KEPT = 10;

    private final List<String> first = new ArrayList<>();
    private final Consumer<String> witness;
    private long count;

    /** None yet, and nobody else is told. */
    Faults() {
        this(what -> {});
    }

    /**
     * None yet.
     *
     * @param witness told of each as well.
     */
    Faults(final Consumer<String> witness) {
        this.witness = witness;
    }

    /** Notes one. */
    synchronized void add(final String what) {
        count++;
        if (first.size() < KEPT) {
            first.add(what);
        }
        witness.accept(what);
    }

    /** Notes what was thrown. */
    void add(final Throwable thrown) {
        add(thrown.toString());
    }

    /** Runs a task of a thread that must go on whatever the task throws. */
    void guard(final Runnable task) {
        try {
            task.run();
        } catch (final RuntimeException | Error thrown) {
            add(thrown);
        }
    }

    synchronized long count() {
        return count;
    }

    /** The first few. */
    synchronized List<String> first() {
        return List.copyOf(first);
    }
}
