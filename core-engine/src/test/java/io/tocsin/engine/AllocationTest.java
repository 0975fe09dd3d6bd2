package io.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tocsin.testkit.model.RareLog;
import io.tocsin.testkit.model.RecordedScript;
import io.tocsin.testkit.model.RecordedScript.Entrance;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * After Genesis an entrance allocates nothing, whatever comes: every command, every refusal, escalation, redelivery, configuration and ticks. The logs are encoded
 * before, each pass plays all of them to engines of its own, and what counts is the least of the passes: the others may still load classes.
 */
final class AllocationTest {
    /** The last is of a script whose engine version is switched. */
    private static final int[] SEEDS =
            IntStream.concat(IntStream.rangeClosed(1, 12), IntStream.of(17)).toArray();

    private static final int STEPS = 9_000;
    private static final int MEASURED = 100_000;
    private static final int PASSES = 10;

    /** Looks at what leaves, so that nothing is optimized away, and keeps nothing. */
    private static final class Counting implements EngineOutput {
        private long sum;

        long sum() {
            return sum;
        }

        @Override
        public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
            sum += length + buffer.getByte(offset);
        }

        @Override
        public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
            sum += length + buffer.getByte(offset);
        }
    }

    /** A log in one buffer. */
    private static final class Encoded {
        private static final int TICK = -1;

        final long[] timestampNs;
        final int[] offset;
        final int[] length;
        final UnsafeBuffer bytes;

        Encoded(final List<Entrance> log) {
            timestampNs = log.stream().mapToLong(Entrance::timestampNs).toArray();
            length = log.stream().mapToInt(Encoded::lengthOf).toArray();
            offset = new int[length.length];
            bytes = new UnsafeBuffer(
                    new byte[IntStream.of(length).map(each -> Math.max(0, each)).sum()]);
            int at = 0;
            for (int i = 0; i < length.length; i++) {
                final byte[] message = log.get(i).message();
                offset[i] = at;
                if (message != null) {
                    bytes.putBytes(at, message);
                    at += message.length;
                }
            }
        }

        private static int lengthOf(final Entrance entrance) {
            final byte[] message = entrance.message();
            return message == null ? TICK : message.length;
        }

        void play(final AlertEngine engine, final int from, final int to) {
            for (int i = from; i < to; i++) {
                if (length[i] == TICK) {
                    engine.onTick(timestampNs[i]);
                } else {
                    engine.foresee(bytes, offset[i], length[i]);
                    engine.readAhead();
                    engine.onCommand(timestampNs[i], bytes, offset[i], length[i]);
                }
            }
        }
    }

    @Test
    void shouldAllocateNothingAfterGenesis() {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final MixCoverage mix = new MixCoverage();
        final List<Encoded> logs = new ArrayList<>();
        final List<Integer> begins = new ArrayList<>();
        for (final int seed : SEEDS) {
            add(RecordedScript.of(seed, STEPS), mix, logs, begins);
        }
        add(StormLog.log(), mix, logs, begins);
        add(RareLog.log(), mix, logs, begins);
        assertThat(mix.missing()).as("not in the measured mix: %s", mix).isEmpty();

        // What the JVM itself allocates on this thread now and then hits one log in one pass; what the engine allocates
        // for a command hits its log in every pass.
        final long[] least = new long[logs.size()];
        Arrays.fill(least, Long.MAX_VALUE);
        long measured = 0;
        for (int pass = 0; pass < PASSES; pass++) {
            measured = 0;
            for (int i = 0; i < logs.size(); i++) {
                final Encoded log = logs.get(i);
                final Counting output = new Counting();
                final AlertEngine engine = new AlertEngine(output);
                log.play(engine, 0, begins.get(i));
                // Not taken at Genesis: a site without personal limits, or that follows nothing, goes without.
                Inside.of(engine).vitals.personalLimits.allocate();
                Inside.of(engine).vitals.advisories.allocate();
                Inside.of(engine).vitals.gate.allocate();
                Inside.of(engine).vitals.tables.allocate();
                Inside.of(engine).vitals.deviceWatch.allocate();
                Inside.of(engine).vitals.deviceWatch.silence().allocate();
                Inside.of(engine).vitals.care.doses.allocate();
                Inside.of(engine).vitals.care.weights.allocate();
                final int end = log.length.length;
                final long before = threads.getCurrentThreadAllocatedBytes();
                log.play(engine, begins.get(i), end);
                least[i] = Math.min(least[i], threads.getCurrentThreadAllocatedBytes() - before);
                measured += end - begins.get(i);
                assertThat(output.sum()).isPositive();
            }
        }

        assertThat(measured).as("entrances measured in a pass").isGreaterThan(MEASURED);
        assertThat(least)
                .as("least bytes allocated by each of the logs, %d entrances together", measured)
                .containsOnly(0L);
    }

    private static void add(
            final List<Entrance> log, final MixCoverage mix, final List<Encoded> logs, final List<Integer> begins) {
        // Up to the entrance that began the engine, it builds what Genesis sizes.
        final EngineRun run = new EngineRun();
        int begin = 0;
        while (!Inside.hasBegun(run.engine)) {
            run.play(log.get(begin++));
        }
        begins.add(begin);
        logs.add(new Encoded(log));
        mix.play(log, begin);
    }
}
