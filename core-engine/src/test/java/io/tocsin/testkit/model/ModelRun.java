package io.tocsin.testkit.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Plays one script to two sides and compares every line, the clock, the numbers and the next deadline after every step. */
final class ModelRun {
    private static final int SHOWN = 20;

    private final long seed;
    private final Side expected;
    private final Side actual;
    private final List<String> expectedLog = new ArrayList<>();
    private final List<String> actualLog = new ArrayList<>();
    private long lines;

    ModelRun(final long seed, final Supplier<Side> expected, final Supplier<Side> actual) {
        this.seed = seed;
        this.expected = expected.get();
        this.actual = actual.get();
    }

    /** How many lines were compared. */
    long lines() {
        return lines;
    }

    /** The first difference in words; null if there is none within that many steps. */
    @Nullable
    String firstDifference(final int steps) {
        final ScriptGenerator script = new ScriptGenerator(seed);
        for (int number = 1; number <= steps; number++) {
            final ScriptStep step = script.next();
            final List<Line> wanted = play(expected, step);
            final List<Line> found = play(actual, step);
            log(expectedLog, wanted);
            log(actualLog, found);
            lines += found.size();
            final String difference = difference(step, wanted, found);
            if (difference != null) {
                return report(number, step, difference);
            }
            script.observe(found, actual.nextDeadlineNs());
        }
        return null;
    }

    private static List<Line> play(final Side side, final ScriptStep step) {
        final byte[] message = step.message();
        return message == null ? side.onTick(step.timestampNs()) : side.onCommand(step.timestampNs(), message.clone());
    }

    private @Nullable String difference(final ScriptStep step, final List<Line> wanted, final List<Line> found) {
        for (int i = 0; i < Math.max(wanted.size(), found.size()); i++) {
            final String one = i < wanted.size() ? wanted.get(i).toString() : "(nothing)";
            final String other = i < found.size() ? found.get(i).toString() : "(nothing)";
            if (i >= wanted.size() || i >= found.size() || !wanted.get(i).equals(found.get(i))) {
                return "line " + (i + 1) + "\n  expected " + one + "\n  actual   " + other;
            }
        }
        if (expected.nextDeadlineNs() != actual.nextDeadlineNs()) {
            return "nextDeadlineNs\n  expected " + expected.nextDeadlineNs() + "\n  actual   "
                    + actual.nextDeadlineNs();
        }
        if (expected.nowNs() != actual.nowNs()
                || expected.commandSeq() != actual.commandSeq()
                || expected.eventSeq() != actual.eventSeq()) {
            return "clock or numbers\n  expected " + numbers(expected) + "\n  actual   " + numbers(actual);
        }
        return highest(step);
    }

    private @Nullable String highest(final ScriptStep step) {
        final byte[] message = step.message();
        if (message == null || message.length < 16) {
            return null;
        }
        final long source = new UnsafeBuffer(message).getLong(8);
        return expected.highestCommandId(source) == actual.highestCommandId(source)
                ? null
                : "highestCommandId(" + source + ")\n  expected " + expected.highestCommandId(source) + "\n  actual   "
                        + actual.highestCommandId(source);
    }

    private static String numbers(final Side side) {
        return "now " + side.nowNs() + ", commandSeq " + side.commandSeq() + ", eventSeq " + side.eventSeq();
    }

    private static void log(final List<String> log, final List<Line> lines) {
        lines.forEach(line -> log.add(line.toString()));
        while (log.size() > SHOWN) {
            log.remove(0);
        }
    }

    private String report(final int number, final ScriptStep step, final String difference) {
        return "seed " + seed + ", step " + number + ", " + difference
                + "\n  command  " + step
                + "\n  again    mvn -pl core-engine -am test -Dtest=ModelTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dseed=" + seed
                + "\n--- the oracle's last lines\n" + String.join("\n", expectedLog)
                + "\n--- the engine's last lines\n" + String.join("\n", actualLog);
    }
}
