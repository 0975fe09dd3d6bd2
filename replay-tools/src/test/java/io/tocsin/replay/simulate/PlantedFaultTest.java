package io.tocsin.replay.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.AlertReportedDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.RaiseAlertDecoder;
import io.tocsin.engine.AlertEngine;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.testkit.model.Line;
import io.tocsin.testkit.model.OracleEngine;
import io.tocsin.testkit.model.Plant;
import io.tocsin.testkit.model.Side;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The simulator would notice: each bug that is planted in a node is found within a few seeds, and named with its seed and its step. */
final class PlantedFaultTest {
    private static final int SEEDS = 12;
    private static final int STEPS = 600;
    private static final int TEMPLATE = 2;
    private static final int SOURCE = 8;
    private static final int COMMAND_ID = 16;
    private static final int END_MARK = 16;

    @Test
    void shouldCatchALostTimer() {
        assertThat(caught(() -> new Buggy(Plant.TIMER_LOST)))
                .contains("the model differs")
                .contains("./tocsin simulate --seed ");
    }

    @Test
    void shouldCatchALimitThatForgetsItsHysteresis() {
        assertThat(caught(() -> new Buggy(Plant.HYSTERESIS_IGNORED))).contains("the model differs");
    }

    @Test
    void shouldCatchADoubleEffect() {
        assertThat(caught(DoubleEffect::new)).contains("seed ", ", step ");
    }

    @Test
    void shouldCatchOutputInTheOrderOfAHash() {
        assertThat(caught(HashOrder::new)).contains("seed ", ", step ");
    }

    @Test
    void shouldCatchATimerThatARestartLoses() {
        assertThat(caught(TimerLostInARestart::new)).contains("seed ", ", step ");
    }

    @Test
    void shouldCatchAFieldThatNoSnapshotKeeps() {
        final String digest = "after a restart: the state's digest is ";

        assertThat(caught(UnsavedField::new, digest)).contains(digest);
    }

    /** Of such a field the digest does not know, because it is made of what a snapshot holds. */
    @Test
    void shouldCatchAFieldThatNeitherSnapshotNorDigestKnows() {
        assertThat(caught(UnknownField::new, "raisedAtNs is 0"))
                .contains("the state is not what events told: alert ", "raisedAtNs is 0");
    }

    @Test
    void shouldFailAgainWithinTheStepsItNames() {
        final String failure = String.valueOf(caught(UnsavedField::new));
        final String[] again = failure.substring(failure.indexOf("--seed ")).split(" ", -1);
        final long seed = Long.parseLong(again[1]);
        final long steps = Long.parseLong(again[3]);

        assertThat(new Simulation(seed, UnsavedField::new).run(steps)).isEqualTo(failure);
    }

    private static @Nullable String caught(final Supplier<? extends Node> node) {
        return caught(node, "");
    }

    /** The first failure that says so: what is planted may show in something else first. */
    private static @Nullable String caught(final Supplier<? extends Node> node, final String wanted) {
        String failure = null;
        for (long seed = 1; seed <= SEEDS && (failure == null || !failure.contains(wanted)); seed++) {
            failure = new Simulation(seed, node).run(STEPS);
        }
        return failure;
    }

    private static boolean is(final byte @Nullable [] message, final int template) {
        return message != null
                && message.length > COMMAND_ID + Long.BYTES
                && new UnsafeBuffer(message).getShort(TEMPLATE) == template;
    }

    /** A model with a bug stands for an engine with one; it loses nothing when it is killed. */
    private static final class Buggy implements Node {
        private final Side side;

        private Buggy(final Plant bug) {
            side = new OracleEngine(Set.of(bug));
        }

        @Override
        public List<Line> onCommand(final long timestampNs, final byte[] message) {
            return side.onCommand(timestampNs, message);
        }

        @Override
        public List<Line> onTick(final long timestampNs) {
            return side.onTick(timestampNs);
        }

        @Override
        public void restart(final SplittableRandom random) {
            // Nothing is lost.
        }

        @Override
        public void snapshot() {
            // Nothing needs one.
        }

        @Override
        public void report(final Watch watch, final boolean full) {
            // It cannot say.
        }

        @Override
        public long nextDeadlineNs() {
            return side.nextDeadlineNs();
        }

        @Override
        public long nowNs() {
            return side.nowNs();
        }

        @Override
        public long commandSeq() {
            return side.commandSeq();
        }

        @Override
        public long eventSeq() {
            return side.eventSeq();
        }

        @Override
        public long highestCommandId(final long sourceId) {
            return side.highestCommandId(sourceId);
        }
    }

    /** Carries a raise out whose key it has seen. */
    private static final class DoubleEffect extends EngineNode {
        private final Set<String> seen = new HashSet<>();

        @Override
        public List<Line> onCommand(final long timestampNs, final byte[] message) {
            if (is(message, RaiseAlertDecoder.TEMPLATE_ID)) {
                final UnsafeBuffer buffer = new UnsafeBuffer(message);
                if (!seen.add(buffer.getLong(SOURCE) + "/" + buffer.getLong(COMMAND_ID))) {
                    return super.onCommand(timestampNs, patched(message, COMMAND_ID, 0));
                }
            }
            return super.onCommand(timestampNs, message);
        }
    }

    /** Hands out what a set gives it. */
    private static final class HashOrder extends EngineNode {
        @Override
        public List<Line> onCommand(final long timestampNs, final byte[] message) {
            return new ArrayList<>(new HashSet<>(super.onCommand(timestampNs, message)));
        }
    }

    /** Its snapshots forget the timer that would fire first, and nothing else gives that away. */
    private static final class TimerLostInARestart extends EngineNode {
        @Override
        byte[] snapshotOf(final AlertEngine of) {
            final long dueNs = of.nextDeadlineNs();
            return dueNs > of.nowNs()
                    ? replaced(super.snapshotOf(of), dueNs, AlertEngine.NO_DEADLINE)
                    : super.snapshotOf(of);
        }

        @Override
        void mustBe(final AlertEngine before, final AlertEngine after) {
            // Nobody looks.
        }
    }

    /** Its snapshots forget when an alert was raised. */
    private static class UnsavedField extends EngineNode {
        @Override
        byte[] snapshotOf(final AlertEngine of) {
            final long[] raisedAtNs = new long[1];
            final MessageHeaderDecoder header = new MessageHeaderDecoder();
            final AlertReportedDecoder alert = new AlertReportedDecoder();
            of.report((buffer, offset, length) -> {
                if (header.wrap(buffer, offset).templateId() == AlertReportedDecoder.TEMPLATE_ID) {
                    final long atNs =
                            alert.wrapAndApplyHeader(buffer, offset, header).raisedAtNs();
                    raisedAtNs[0] = atNs < of.nowNs() ? atNs : raisedAtNs[0];
                }
            });
            return raisedAtNs[0] == 0 ? super.snapshotOf(of) : replaced(super.snapshotOf(of), raisedAtNs[0], 0);
        }
    }

    private static final class UnknownField extends UnsavedField {
        @Override
        void mustBe(final AlertEngine before, final AlertEngine after) {
            // Nobody looks.
        }
    }

    /** A snapshot in which one value is another wherever it stands, and which is whole in every other respect. */
    private static byte[] replaced(final byte[] snapshot, final long value, final long by) {
        final int end = snapshot.length - END_MARK;
        final UnsafeBuffer bytes = new UnsafeBuffer(snapshot.clone());
        for (int at = 0; at <= end - Long.BYTES; at++) {
            if (bytes.getLong(at) == value) {
                bytes.putLong(at, by);
            }
        }
        final ByteArrayOutputStream changed = new ByteArrayOutputStream();
        final SnapshotWriter writer = new SnapshotWriter();
        writer.begin((buffer, offset, length) -> {
            final byte[] chunk = new byte[length];
            buffer.getBytes(offset, chunk);
            changed.writeBytes(chunk);
        });
        for (int at = 0; at < end; at++) {
            writer.putByte(bytes.getByte(at));
        }
        final long digest = writer.flush();
        writer.putLong(writer.writtenBytes());
        writer.putLong(digest);
        writer.flush();
        return changed.toByteArray();
    }
}
