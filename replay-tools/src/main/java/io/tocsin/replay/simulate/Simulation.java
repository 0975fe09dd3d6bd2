package io.tocsin.replay.simulate;

import io.tocsin.engine.AlertEngine;
import io.tocsin.testkit.model.Line;
import io.tocsin.testkit.model.OracleEngine;
import io.tocsin.testkit.model.ScriptGenerator;
import io.tocsin.testkit.model.ScriptStep;
import io.tocsin.testkit.model.Side;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One run of one seed. Everything that happens is decided by the seed and by what the node says; a run of fewer steps begins as a longer one does, so a failure at a
 * step is also the failure of the run that ends there.
 */
final class Simulation {
    /** Until the first configuration has arrived nothing goes wrong: a site that never came to be proves nothing. */
    private static final int QUIET_STEPS = 200;

    /** Between two comparisons of the whole state; it is also compared after every restart and in the end. */
    private static final int COMPARED_EVERY = 50;

    /** Where in a command its source is. */
    private static final int SOURCE = 8;

    private static final int MAX_ROUNDS = 400;
    private static final int TICKS_PER_ROUND = 64;

    private final long seed;
    private final Node node;
    private final Side model = new OracleEngine(Set.of());
    private final ScriptGenerator script;
    private final SplittableRandom random;
    private final Faults faults;
    private final Watch watch = new Watch();
    private final Healing healing = new Healing();
    /** Appended to the journal, and not known to be recorded. */
    private final Deque<ScriptStep> appended = new ArrayDeque<>();

    private boolean isConfigured;
    private long step;
    private long commands;
    private long kills;
    private @Nullable ScriptStep last;

    /**
     * A run that has not begun.
     *
     * @param seed of everything.
     * @param node to put to the test.
     */
    Simulation(final long seed, final Supplier<? extends Node> node) {
        this.seed = seed;
        this.node = node.get();
        script = new ScriptGenerator(seed);
        random = new SplittableRandom(seed ^ 0x51_4D_55_4C_41_54_45L);
        faults = new Faults(random.split());
    }

    /**
     * Plays it to its end.
     *
     * @param steps of faults, before the healing.
     * @return what went wrong first, for people; null if nothing did.
     */
    @Nullable
    String run(final long steps) {
        try {
            while (step < steps) {
                step++;
                step();
            }
            heal();
            return null;
        } catch (final Fault found) {
            return failure(String.valueOf(found.getMessage()));
        } catch (final RuntimeException | AssertionError thrown) {
            return failure("thrown: " + thrown + " at "
                    + (thrown.getStackTrace().length > 0 ? thrown.getStackTrace()[0] : "?"));
        }
    }

    private String failure(final String what) {
        return "seed " + seed + ", step " + step + ": " + what
                + (last == null ? "" : "\n  command  " + last)
                + "\n  again    ./tocsin simulate --seed " + seed + " --steps " + step;
    }

    private void step() {
        if (!isConfigured && step < QUIET_STEPS) {
            carryOut(script.next());
            return;
        }
        faults.next(node.nowNs());
        if (faults.isKilled()) {
            kill();
        }
        if (faults.isSnapshotDue()) {
            node.snapshot();
        }
        faults.arriving().forEach(this::arrive);
        final ScriptStep sent = script.next();
        if (faults.arrives(sent)) {
            arrive(sent);
        }
        if (faults.isRecorded()) {
            record(appended.size());
        }
    }

    private void arrive(final ScriptStep sent) {
        appended.add(new ScriptStep(faults.arrivalNs(sent), sent.message()));
    }

    /** The journal has recorded so many of what was appended: the engine is given them. */
    private void record(final int count) {
        for (int i = 0; i < count; i++) {
            final ScriptStep recorded = appended.poll();
            if (recorded != null) {
                carryOut(recorded);
            }
        }
    }

    /** What was appended is torn off somewhere; what lies before is there, and is carried out after the restart. */
    private void kill() {
        kills++;
        final int whole = faults.upTo(appended.size());
        final Deque<ScriptStep> recorded = new ArrayDeque<>();
        for (int i = 0; i < whole; i++) {
            recorded.add(appended.remove());
        }
        appended.forEach(faults::torn);
        appended.clear();
        node.restart(random);
        node.report(watch, true);
        recorded.forEach(this::carryOut);
    }

    private void carryOut(final ScriptStep entrance) {
        last = entrance;
        commands++;
        final byte[] message = entrance.message();
        final List<Line> expected = message == null
                ? model.onTick(entrance.timestampNs())
                : model.onCommand(entrance.timestampNs(), message.clone());
        final List<Line> said =
                message == null ? node.onTick(entrance.timestampNs()) : node.onCommand(entrance.timestampNs(), message);
        compare(expected, said);
        compareNumbers(message);
        watch.after(said);
        node.report(watch, commands % COMPARED_EVERY == 0);
        healing.observe(said);
        isConfigured |= said.stream().anyMatch(line -> line.is("ConfigApplied"));
        script.observe(said, node.nextDeadlineNs());
    }

    private void compare(final List<Line> expected, final List<Line> said) {
        for (int i = 0; i < Math.max(expected.size(), said.size()); i++) {
            if (i >= expected.size() || i >= said.size() || !expected.get(i).equals(said.get(i))) {
                throw new Fault("the model differs in line " + (i + 1) + "\n  model    "
                        + (i < expected.size() ? expected.get(i) : "(nothing)") + "\n  node     "
                        + (i < said.size() ? said.get(i) : "(nothing)"));
            }
        }
    }

    private void compareNumbers(final byte @Nullable [] message) {
        compare("nextDeadlineNs", model.nextDeadlineNs(), node.nextDeadlineNs());
        compare("its clock", model.nowNs(), node.nowNs());
        compare("commandSeq", model.commandSeq(), node.commandSeq());
        compare("eventSeq", model.eventSeq(), node.eventSeq());
        if (message != null && message.length >= SOURCE + Long.BYTES) {
            final long source = new UnsafeBuffer(message).getLong(SOURCE, ByteOrder.LITTLE_ENDIAN);
            compare("highestCommandId", model.highestCommandId(source), node.highestCommandId(source));
        }
    }

    private static void compare(final String what, final long expected, final long said) {
        if (expected != said) {
            throw new Fault("the model differs in " + what + ": " + expected + ", the node says " + said);
        }
    }

    /** The faults stop and everybody answers: every alert must come to an owner or an end. */
    private void heal() {
        record(appended.size());
        for (int round = 0; round < MAX_ROUNDS; round++) {
            if (healing.unowned().isEmpty()) {
                node.restart(random);
                node.report(watch, true);
                return;
            }
            healing.round().forEach(command -> carryOut(new ScriptStep(node.nowNs(), command)));
            for (int i = 0; i < TICKS_PER_ROUND && node.nextDeadlineNs() != AlertEngine.NO_DEADLINE; i++) {
                carryOut(new ScriptStep(Math.max(node.nowNs(), node.nextDeadlineNs()), null));
            }
        }
        final SortedSet<Long> left = healing.unowned();
        throw new Fault("not healed after " + MAX_ROUNDS + " rounds: nobody owns " + left);
    }

    /** What happened, in a line. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "seed %d: %,d steps, %,d entrances, %s, %,d kills, state compared %,d times; %,d alerts raised, %,d closed, %,d owned, %,d times muted, %,d events",
                seed,
                step,
                commands,
                faults,
                kills,
                watch.compared(),
                watch.raised(),
                watch.closed(),
                watch.owned(),
                watch.mutes(),
                node.eventSeq());
    }
}
