package io.tocsin.transport.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One world, its load and its history, from the beginning to the verdict. What it left is kept if anything was wrong. */
final class Trial implements AutoCloseable {
    static final long SEED = Long.getLong("seed", System.nanoTime() & 0xFFFFFFFFL);

    /** How much of what an experiment does by itself: 100 = as the plan has it. */
    static final int PERCENT = Integer.getInteger("faults", 100);

    private static final int PER_SECOND = Integer.getInteger("rate", 100);
    private static final long SETTLE_S = 120;

    final World world;
    final Load load;
    final History history = new History(TimeUnit.MILLISECONDS.toNanos(World.STEP_MS));
    final List<String> remarks = new ArrayList<>();
    int sameAt;
    private final String fault;
    private final Path folder;
    private boolean isSound;

    Trial(final String fault, final Shape shape) throws Exception {
        this(fault, shape, PER_SECOND);
    }

    Trial(final String fault, final Shape shape, final int perSecond) throws Exception {
        this.fault = fault;
        folder = Files.createTempDirectory("tocsin-" + fault + "-");
        tell("seed " + SEED + ", logs in " + folder);
        world = new World(folder, shape, SEED);
        @Nullable Load made = null;
        try {
            world.begin();
            made = new Load(world, history, perSecond, SEED);
        } finally {
            if (made == null) {
                world.close();
            }
        }
        load = made;
    }

    /** So many of what the plan has, one at least. */
    static int some(final int planned) {
        return Math.max(1, planned * PERCENT / 100);
    }

    @SuppressWarnings("SystemOut") // Whoever runs it reads it.
    void tell(final String what) {
        System.out.println(fault + ": " + what);
    }

    /** Lets it run. */
    static void pause(final long ms) throws InterruptedException {
        Thread.sleep(ms);
    }

    /** Rests, waits until all is told and all nodes are the same, and goes on. */
    void checkpoint() throws InterruptedException {
        load.settle(SETTLE_S);
        world.awaitAll();
        world.awaitSame();
        sameAt++;
        load.go();
    }

    /** How long it took until anybody was answered what was asked for behind a time, ns. */
    long outageNs(final long fromNs) throws InterruptedException {
        long answeredNs = history.firstAnsweredOf(fromNs);
        for (int look = 0; answeredNs == History.NOT; look++) {
            if (look > 3_000) {
                throw new AssertionError("nothing is answered for a minute; logs are in " + folder);
            }
            pause(20);
            answeredNs = history.firstAnsweredOf(fromNs);
        }
        return answeredNs - fromNs;
    }

    /** The end: all is healed, everything is told, all nodes have come to the same, and the history is sound. */
    Verdict judge(final String what, final String figures) throws Exception {
        final Verdict verdict = judgeButEarly(what, figures);
        assertThat(verdict.early)
                .as("%s of seed %d: %s", fault, SEED, verdict.examples())
                .isZero();
        return verdict;
    }

    /** As {@link #judge}, where people may have been asked too early. */
    Verdict judgeButEarly(final String what, final String figures) throws Exception {
        load.settle(SETTLE_S);
        world.awaitAll();
        world.awaitSame();
        sameAt++;
        final List<Map<Long, String>> open = new ArrayList<>();
        for (final Member member : world.members) {
            open.add(member.open());
        }
        final Verdict verdict = history.judge(open);
        remarks.addAll(world.endings());
        tell(verdict + "; the same at " + sameAt + " places; refused " + load.refusals() + "; remarks " + remarks);
        verdict.examples().forEach(this::tell);
        TrackRecord.add(fault, SEED, what, verdict, figures + "; same state at " + sameAt + " places");
        assertThat(verdict.isSoundButEarly())
                .as("%s of seed %d: %s", fault, SEED, verdict.examples())
                .isTrue();
        assertThat(verdict.answered).as("answered").isPositive();
        isSound = true;
        return verdict;
    }

    @Override
    public void close() throws IOException {
        load.close();
        world.close();
        if (isSound) {
            World.delete(folder);
        }
    }
}
