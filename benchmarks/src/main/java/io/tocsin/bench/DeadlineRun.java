package io.tocsin.bench;

import io.tocsin.bench.report.Figure;
import io.tocsin.bench.report.LatencyWindows;
import io.tocsin.bench.report.Machine;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.AlertEngine;
import io.tocsin.journal.NoJournal;
import io.tocsin.pipeline.AdmissionClass;
import io.tocsin.pipeline.Pipeline;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A pipeline with its own threads and no journal, in which the deadlines of many alerts run and are due one after another at equal distances. The alerts are opened
 * in time that is played, so that the first deadline is due once real time begins. One thread.
 */
final class DeadlineRun {
    private static final long NS_PER_MS = 1_000_000;
    private static final long NS_PER_SECOND = 1_000_000_000;
    private static final long RECEIPT_EVERY_NS = 100 * NS_PER_MS;
    private static final long DRAIN_NS = 3 * NS_PER_SECOND;
    private static final long BARE_SECONDS = 10;
    private static final double P99 = 99;
    private static final double P50 = 50;

    private final int alerts;
    private final int perSecond;
    private final int seconds;
    private final long distanceNs;
    private final long stepNs;
    private final PlayedClock clock = new PlayedClock(Hospital.START_NS);
    private final Commands commands = new Commands();
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[AlertEngine.MAX_COMMAND_LENGTH]);
    private final DeadlineWatch watch;
    private final LatencyWindows bare = new LatencyWindows();
    private long commandId;
    private long lostOverRestart;

    DeadlineRun(final int alerts, final int perSecond, final int seconds) {
        this.alerts = alerts;
        this.perSecond = perSecond;
        this.seconds = seconds;
        distanceNs = NS_PER_SECOND / perSecond;
        // To the millisecond, as steps are; the first one is due once the last alert is open.
        stepNs = (alerts * distanceNs + NS_PER_MS - 1) / NS_PER_MS * NS_PER_MS;
        watch = new DeadlineWatch(alerts, clock);
    }

    void measure() {
        final int[] visits = Hospital.visits(alerts);
        final Pipeline pipeline = Pipeline.launch(new Pipeline.Context()
                .journal(new NoJournal())
                .limits(Hospital.limits(Hospital.NURSES, alerts))
                .clock(clock)
                .outputHandler(watch));
        try {
            Hospital.openWithStep((buffer, offset, length) -> publish(pipeline, buffer, offset, length), visits, (int)
                    (stepNs / NS_PER_MS));
            for (int i = 0; i < alerts; i++) {
                clock.play(Hospital.START_NS + (i + 1) * distanceNs);
                carryOut(pipeline, commands.raise(message, 0, ++commandId, i, visits[i], Severity.URGENT, false));
                carryOut(pipeline, receipt(i % Hospital.NURSES));
            }
            watch.begin(Hospital.START_NS + stepNs);
            clock.play(Hospital.START_NS + stepNs);
            clock.run();
            run(pipeline);
        } finally {
            pipeline.close();
        }
        lostOverRestart = restart(pipeline.engine());
        bareLoop();
    }

    private int receipt(final int person) {
        return commands.receipts(
                message,
                0,
                ++commandId,
                person,
                watch.output().lastSeq(person, 0),
                watch.output().lastSeq(person, 1));
    }

    private static void publish(
            final Pipeline pipeline, final DirectBuffer buffer, final int offset, final int length) {
        while (pipeline.tryPublish(AdmissionClass.SYSTEM, buffer, offset, length) < 0) {
            Gate.giveWay();
        }
    }

    /** Publishes what was written, and waits until its answer has come. */
    private void carryOut(final Pipeline pipeline, final int length) {
        final long before = watch.answers();
        publish(pipeline, message, 0, length);
        while (watch.answers() == before) {
            Thread.onSpinWait();
        }
    }

    /** Real time passes; the desk confirms what it was told, ten times a second. */
    private void run(final Pipeline pipeline) {
        final long endNs = clock.nanoTime() + seconds * NS_PER_SECOND;
        while (clock.nanoTime() < endNs) {
            LockSupport.parkNanos(RECEIPT_EVERY_NS);
            publish(pipeline, message, 0, receipt(Hospital.DESK));
        }
        final long drainedNs = clock.nanoTime() + DRAIN_NS;
        while (watch.fired() < due() && clock.nanoTime() < drainedNs) {
            LockSupport.parkNanos(NS_PER_MS);
        }
    }

    /** Deadlines up to the end. */
    private long due() {
        return (long) perSecond * seconds;
    }

    /** The engine as it stands goes into a snapshot and out of it; then everything that still runs is due, and must fire. */
    private long restart(final AlertEngine engine) {
        final ExpandableArrayBuffer bytes = new ExpandableArrayBuffer(1 << 20);
        final int[] length = new int[1];
        engine.snapshot((buffer, offset, count) -> {
            bytes.putBytes(length[0], buffer, offset, count);
            length[0] += count;
        });
        final DeadlineWatch after = watch.successor();
        final AlertEngine restored = new AlertEngine(after);
        final int[] read = new int[1];
        restored.restore((buffer, offset, most) -> {
            final int count = Math.min(most, length[0] - read[0]);
            bytes.getBytes(read[0], buffer, offset, count);
            read[0] += count;
            return count == 0 ? -1 : count;
        });
        // As many ticks as there are alerts, so far apart as they are due: beyond the last one, wherever the clock
        // stands.
        long nowNs = clock.nanoTime();
        for (int i = 0; i <= alerts; i++) {
            restored.onTick(nowNs);
            nowNs += distanceNs;
        }
        return alerts - after.fired() + after.early();
    }

    /** The raw limit: a loop that waits as the pipeline does, and looks at the clock for what is due next. */
    private void bareLoop() {
        final IdleStrategy idle = new BackoffIdleStrategy(10, 20, 1_000, 100_000);
        final long count = Math.min(due(), BARE_SECONDS * perSecond);
        final long startNs = System.nanoTime() + distanceNs;
        int next = 0;
        while (next < count) {
            final long lateNs = System.nanoTime() - startNs - next * distanceNs;
            if (lateNs >= 0) {
                bare.record((int) (next * distanceNs / NS_PER_SECOND), lateNs);
                next++;
                idle.reset();
            } else {
                idle.idle(0);
            }
        }
    }

    long early() {
        return watch.early();
    }

    long missed() {
        return Math.max(0, due() - watch.fired());
    }

    long lostOverRestart() {
        return lostOverRestart;
    }

    double bestP99Ms() {
        return watch.latencies().bestPercentileMs(P99);
    }

    List<Figure> figures() {
        final String conditions = Machine.line() + "; " + alerts + " running deadlines, " + perSecond
                + " due per second for " + seconds + " s, no journal; raw: a loop with the same idle strategy";
        final LatencyWindows ours = watch.latencies();
        return List.of(
                new Figure("deadline-offer-p99-best", bestP99Ms(), "ms", bare.bestPercentileMs(P99), conditions),
                new Figure("deadline-offer-p99", ours.percentileMs(P99), "ms", bare.percentileMs(P99), conditions),
                new Figure("deadline-offer-p50", ours.percentileMs(P50), "ms", bare.percentileMs(P50), conditions),
                new Figure("deadline-offer-max", ours.maxMs(), "ms", bare.maxMs(), conditions),
                Figure.count("deadlines-early", early(), "deadlines", conditions),
                Figure.count("deadlines-missed", missed(), "deadlines", conditions),
                Figure.count("deadlines-lost-over-restart", lostOverRestart, "deadlines", conditions));
    }
}
