package io.tocsin.replay.demo;

import java.util.ArrayList;
import java.util.List;

/** What went wrong that must not: every thread of the demo tells it here, and the demo then ends with exit code 1. Thread-safe. */
final class Faults {
    private static final int KEPT = 10;

    private final List<String> first = new ArrayList<>();
    private long count;

    /** Notes one. */
    synchronized void add(final String what) {
        count++;
        if (first.size() < KEPT) {
            first.add(what);
        }
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
