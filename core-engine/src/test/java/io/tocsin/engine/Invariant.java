package io.tocsin.engine;

import io.tocsin.testkit.model.RecordedScript.Entrance;
import java.util.ArrayList;
import java.util.List;

/** A law of {@code architecture.md} section 4, looked at before and after every entrance of one engine, from its events and its tables. */
abstract class Invariant {
    private final List<String> violations = new ArrayList<>();
    private long looks;

    /** The number of the law. */
    abstract int number();

    /** The engine is about to be entered. */
    void before(final AlertEngine engine, final Entrance entrance) {}

    /** The engine was entered; it has begun. */
    abstract void after(AlertEngine engine, EngineParts parts, Entrance entrance, Said said);

    final void violated(final String how) {
        violations.add("invariant " + number() + ": " + how);
    }

    /** There was something to look at. */
    final void looked() {
        looks++;
    }

    final List<String> violations() {
        return violations;
    }

    final long looks() {
        return looks;
    }
}
