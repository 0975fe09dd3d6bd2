package io.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.GenesisDecoder;
import io.tocsin.engine.snapshot.EndMark;
import io.tocsin.engine.snapshot.SnapshotBytes;
import io.tocsin.testkit.model.RareLog;
import io.tocsin.testkit.model.RecordedScript;
import io.tocsin.testkit.model.RecordedScript.Entrance;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A log that is cut anywhere, with a snapshot in between, says what the uncut log says: the same bytes, hash, digest and deadlines. And the cuts are worth making:
 * together they hold every state that a snapshot could forget.
 */
@Execution(ExecutionMode.CONCURRENT)
final class SnapshotCutTest {
    private static final int SEEDS = 24;
    /** Reaches what the first ones do not: somebody whose date of birth is known. */
    private static final long RARE = 66;

    private static final int STEPS = 400;
    private static final int CUTS = 64;

    /** What an uncut run said at each entrance. */
    private static final class Uncut {
        final List<byte[]> left = new ArrayList<>();
        final List<Long> deadlines = new ArrayList<>();
        final List<Long> hashes = new ArrayList<>();
        final long digest;

        Uncut(final List<Entrance> log) {
            final EngineRun run = new EngineRun();
            for (final Entrance entrance : log) {
                left.add(run.play(entrance));
                deadlines.add(run.engine.nextDeadlineNs());
                hashes.add(run.engine.eventHash());
            }
            digest = run.engine.stateDigest();
        }

        void assertSame(final String where, final int step, final byte[] found, final AlertEngine engine) {
            assertThat(found).as("%s, what left at step %d", where, step).isEqualTo(left.get(step));
            assertThat(engine.eventHash())
                    .as("%s, hash at step %d", where, step)
                    .isEqualTo(hashes.get(step));
            assertThat(engine.nextDeadlineNs())
                    .as("%s, deadline after step %d", where, step)
                    .isEqualTo(deadlines.get(step));
        }
    }

    @TestFactory
    Stream<DynamicTest> shouldGoOnFromASnapshotAsIfNothingHadHappened() {
        return Stream.concat(
                Seeds.each(SEEDS, SnapshotCutTest::cutEverywhere),
                Stream.of(DynamicTest.dynamicTest("-Dseed=" + RARE, () -> cutEverywhere(RARE))));
    }

    private static void cutEverywhere(final long seed) {
        final List<Entrance> log = RecordedScript.of(seed, STEPS);
        final Uncut uncut = new Uncut(log);
        final Set<Integer> cuts = cuts(seed, log);
        final EngineRun first = new EngineRun();
        for (int k = 0; k < log.size(); k++) {
            if (cuts.contains(k)) {
                goOn("seed " + seed + " cut before step " + k, first.snapshot(), first.engine, log, k, uncut);
            }
            uncut.assertSame("seed " + seed, k, first.play(log.get(k)), first.engine);
        }
        assertThat(first.engine.stateDigest()).isEqualTo(uncut.digest);
    }

    private static void goOn(
            final String where,
            final byte[] snapshot,
            final AlertEngine before,
            final List<Entrance> log,
            final int cut,
            final Uncut uncut) {
        final EngineRun second = EngineRun.restored(snapshot);
        assertThat(second.snapshot())
                .as("%s, snapshot of what was restored", where)
                .isEqualTo(snapshot);
        assertThat(copied(before)).as("%s, copied without its end mark", where).isEqualTo(snapshot);
        assertThat(second.engine.stateDigest()).as(where).isEqualTo(before.stateDigest());
        assertThat(second.engine.nextDeadlineNs()).as(where).isEqualTo(before.nextDeadlineNs());
        assertThat(second.engine.nowNs()).as(where).isEqualTo(before.nowNs());
        assertThat(second.engine.commandSeq()).as(where).isEqualTo(before.commandSeq());
        assertThat(second.engine.eventSeq()).as(where).isEqualTo(before.eventSeq());
        assertThat(second.engine.configurationHash()).as(where).isEqualTo(before.configurationHash());
        for (int step = cut; step < log.size(); step++) {
            uncut.assertSame(where, step, second.play(log.get(step)), second.engine);
        }
        assertThat(second.engine.stateDigest())
                .as("%s, digest at the end", where)
                .isEqualTo(uncut.digest);
    }

    /** The state as a host copies it, with the end mark that is made of the bytes. */
    private static byte[] copied(final AlertEngine engine) {
        final SnapshotBytes copy = new SnapshotBytes();
        engine.copyState(copy);
        final byte[] state = copy.toArray();
        final UnsafeBuffer whole = new UnsafeBuffer(Arrays.copyOf(state, state.length + EndMark.LENGTH));
        final EndMark endMark = new EndMark();
        endMark.add(whole, 0, state.length);
        endMark.put(whole, state.length);
        return whole.byteArray();
    }

    @Test
    void shouldGoOnInTheMidstOfAStorm() {
        cutAtEveryStep("storm", StormLog.log());
    }

    @Test
    void shouldGoOnWhereScriptsHardlyEverGet() {
        cutAtEveryStep("rare", RareLog.log());
    }

    private static void cutAtEveryStep(final String name, final List<Entrance> log) {
        final Uncut uncut = new Uncut(log);
        final EngineRun first = new EngineRun();
        first.play(log.get(0));
        for (int k = 1; k < log.size(); k++) {
            goOn(name + " cut before step " + k, first.snapshot(), first.engine, log, k, uncut);
            first.play(log.get(k));
        }
    }

    @TestFactory
    Stream<DynamicTest> shouldNotChangeAnythingByTakingASnapshot() {
        return Seeds.each(SEEDS, seed -> {
            final List<Entrance> log = RecordedScript.of(seed, STEPS);
            final Uncut uncut = new Uncut(log);
            final EngineRun watched = new EngineRun();
            for (int step = 0; step < log.size(); step++) {
                uncut.assertSame("seed " + seed, step, watched.play(log.get(step)), watched.engine);
                if (Inside.hasBegun(watched.engine)) {
                    final byte[] once = watched.snapshot();
                    assertThat(watched.snapshot())
                            .as("seed %d, step %d", seed, step)
                            .isEqualTo(once);
                }
            }
            assertThat(watched.engine.stateDigest()).as("seed %d", seed).isEqualTo(uncut.digest);
        });
    }

    @Test
    void shouldCutWhereEverythingIsUnderWay() {
        final CutCoverage coverage = new CutCoverage();
        final long[] seeds = LongStream.concat(LongStream.rangeClosed(1, SEEDS), LongStream.of(RARE))
                .toArray();
        for (final long seed : seeds) {
            final List<Entrance> log = RecordedScript.of(seed, STEPS);
            final Set<Integer> cuts = cuts(seed, log);
            final EngineRun run = new EngineRun();
            for (int k = 0; k < log.size(); k++) {
                if (cuts.contains(k)) {
                    coverage.look(run.engine);
                }
                run.play(log.get(k));
            }
        }
        for (final List<Entrance> log : List.of(StormLog.log(), RareLog.log())) {
            final EngineRun run = new EngineRun();
            for (final Entrance entrance : log) {
                run.play(entrance);
                coverage.look(run.engine);
            }
        }

        assertThat(coverage.missing())
                .as("never held at a cut; held: %s", coverage)
                .isEmpty();
    }

    /** Places between entrances, after Genesis: some at random, some right behind each other in the first configuration. */
    private static Set<Integer> cuts(final long seed, final List<Entrance> log) {
        final SplittableRandom random = new SplittableRandom(~seed);
        int begun = 0;
        while (!isGenesis(log.get(begun).message())) {
            begun++;
        }
        final Set<Integer> cuts = new TreeSet<>(List.of(begun + 1, begun + 2, begun + 3));
        while (cuts.size() < CUTS) {
            cuts.add(begun + 1 + random.nextInt(log.size() - begun - 1));
        }
        return cuts;
    }

    private static boolean isGenesis(final byte @Nullable [] message) {
        return message != null
                && message.length >= 8
                && ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).getShort(2) == GenesisDecoder.TEMPLATE_ID;
    }
}
