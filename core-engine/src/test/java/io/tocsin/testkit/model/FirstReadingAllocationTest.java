package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tocsin.engine.AlertEngine;
import io.tocsin.engine.EngineOutput;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What looks at readings over time takes its memory when a site is configured with it: the first reading after that takes none, however many there may be. */
final class FirstReadingAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int PASSES = 8;
    private static final int HEART_RATE = 1;
    private static final int GCS = 22;
    private static final long NOW_NS = 1_000 * Scene.SECOND;

    /** One point, and an alert, for a heart rate of 100 and more. */
    private static final List<OracleScoreTable.Line> HEART = List.of(
            new OracleScoreTable.Line(2, 1, 3),
            new OracleScoreTable.Line(3, 0, 0),
            new OracleScoreTable.Line(4, 1 | 0xff00 | 100 << 16 | 1 << 24, 0),
            new OracleScoreTable.Line(5, 0xff, 0),
            new OracleScoreTable.Line(6, Integer.MIN_VALUE, 0),
            new OracleScoreTable.Line(6, 10_000, 1));

    private final Commands commands = new Commands();
    private final Entries entries = new Entries();

    @ParameterizedTest
    @ValueSource(strings = {"score table", "personal limits", "advice", "all of them"})
    void shouldTakeNoMemoryWithTheFirstReading(final String what) {
        final List<UnsafeBuffer> site = site(what);
        final List<UnsafeBuffer> readings = List.of(read(HEART_RATE, 13_000), read(GCS, 900), read(HEART_RATE, 7_000));

        long least = Long.MAX_VALUE;
        for (int pass = 0; pass < PASSES; pass++) {
            final AlertEngine engine = new AlertEngine(new Nobody());
            site.forEach(message -> engine.onCommand(NOW_NS, message, 0, message.capacity()));
            final long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < readings.size(); i++) {
                engine.onCommand(NOW_NS + i, readings.get(i), 0, readings.get(i).capacity());
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(least).as("least bytes of %d engines", PASSES).isZero();
    }

    /** Who was looked at once is kept of, and a node that starts again keeps what the others do. */
    @Test
    void shouldObserveOnBehindASnapshotWhereNothingLooksAtItAnyMore() {
        final EngineSide goesOn = new EngineSide();
        final EngineSide startsAgain = new EngineSide();
        final List<UnsafeBuffer> before = new ArrayList<>(site("personal limits"));
        before.add(read(HEART_RATE, 8_000));
        before.addAll(committed(
                2,
                List.of(entries.rules(
                        3, 1, 900_000, 3_600_000, 14_400_000, List.of(new Entries.Rule(12_000, HEART_RATE, 1, 2))))));
        for (final EngineSide side : List.of(goesOn, startsAgain)) {
            before.forEach(message -> say(side, message));
        }
        startsAgain.restart();

        assertThat(say(startsAgain, read(GCS, 900))).isEqualTo(say(goesOn, read(GCS, 900)));
    }

    private static List<Line> say(final EngineSide side, final UnsafeBuffer message) {
        return side.onCommand(NOW_NS, message.byteArray());
    }

    private UnsafeBuffer read(final int parameter, final int value) {
        return new UnsafeBuffer(
                commands.vitals(From.source(7, 0), 0, List.of(new Commands.Reading(parameter, value)), "p1", "", ""));
    }

    private List<UnsafeBuffer> site(final String what) {
        final boolean isAll = what.equals("all of them");
        final byte[] rules = entries.rules(
                2, 1, 900_000, 3_600_000, 14_400_000, List.of(new Entries.Rule(12_000, HEART_RATE, 1, 2)));
        final List<byte[]> list = new ArrayList<>(List.of(
                entries.person("desk", 1),
                entries.unit("icu"),
                entries.bed("b1", "icu"),
                entries.patient("p1", 1, "b1", ""),
                isAll || what.equals("personal limits") ? Entries.personal(2, 60_000, 300, 2, rules) : rules));
        if (isAll || what.equals("score table")) {
            list.add(ScoreTableEntry.of(2, 1, 1, "heart", HEART));
        }
        if (isAll || what.equals("advice")) {
            list.add(ScriptTrends.Trend.usual().entry());
        }
        final List<UnsafeBuffer> all =
                new ArrayList<>(List.of(new UnsafeBuffer(commands.genesis(From.HOST, Scene.LIMITS))));
        all.addAll(committed(1, list));
        return all;
    }

    private List<UnsafeBuffer> committed(final int version, final List<byte[]> list) {
        final byte[] content = Entries.joined(list);
        return List.of(
                        commands.configBegin(From.HOST, version),
                        commands.configPart(From.HOST, version, 0, content),
                        commands.configCommit(From.HOST, version, list.size(), OracleConfig.fnv(content)))
                .stream()
                .map(UnsafeBuffer::new)
                .toList();
    }

    /** Takes what the engine says, and keeps nothing of it. */
    private static final class Nobody implements EngineOutput {
        @Override
        public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {}

        @Override
        public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {}
    }
}
