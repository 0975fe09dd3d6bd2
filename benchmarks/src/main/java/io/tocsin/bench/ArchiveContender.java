package io.tocsin.bench;

import io.tocsin.atrest.AtRest;
import io.tocsin.bench.raw.BareRecorder;
import io.tocsin.journal.Level;
import io.tocsin.pipeline.AdmissionClass;
import io.tocsin.pipeline.OutputHandler;
import io.tocsin.pipeline.Pipeline;
import io.tocsin.transport.aeron.ArchiveStore;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;

/** One way to record commands and the events they lead to, measured in rounds that end once everything is recorded. One thread. */
abstract class ArchiveContender implements AutoCloseable {
    private static final int BETWEEN_CLOCK_READS = 64;

    final Gate gate = new Gate();

    /** Sends commands for a while and waits until all have gone the whole way; answers the mean time of one in ns. */
    final double round(final long durationNs, final int most) {
        gate.open(true);
        final long startNs = System.nanoTime();
        long sent = 0;
        while (sent < most && System.nanoTime() - startNs < durationNs) {
            final int stop = (int) Math.min(BETWEEN_CLOCK_READS, most - sent);
            for (int i = 0; i < stop; i++) {
                next();
            }
            sent += stop;
        }
        drain();
        final double perCommandNs = (System.nanoTime() - startNs) / (double) sent;
        tidy();
        gate.open(false);
        return perCommandNs;
    }

    /** Sends a command; waits while there is no room. */
    abstract void next();

    /** Waits until everything is recorded, and carried out where there is somebody to do so. */
    abstract void drain();

    /** Between rounds. */
    abstract void tidy();

    @Override
    public abstract void close();

    /** A whole pipeline: ring, journal, engine, event log, delivery. */
    static final class Piped extends ArchiveContender {
        private final ArchiveLoad load;
        private final ArchiveStore store;
        private final Pipeline pipeline;
        private final Heard heard = new Heard();
        private final long hash;

        Piped(final ArchiveLoad load, final int[] visits, final Path folder) {
            this(load, visits, folder, AtRest.OPEN);
        }

        Piped(final ArchiveLoad load, final int[] visits, final Path folder, final AtRest atRest) {
            this.load = load;
            store = ArchiveStore.open(new ArchiveStore.Context()
                    .folder(folder)
                    .atRest(atRest)
                    .level(Level.OS)
                    .termLength(BareRecorder.TERM_BYTES)
                    .segmentLength(BareRecorder.SEGMENT_BYTES)
                    .idleStrategySupplier(() -> gate));
            pipeline = Pipeline.launch(new Pipeline.Context()
                    .journal(store.journal())
                    .eventLog(store.eventLog())
                    .limits(Hospital.limits())
                    .idleStrategySupplier(() -> gate)
                    .outputHandler(heard));
            hash = Hospital.open(this::configure, visits, Hospital.Escalation.DESK, false);
            drain();
        }

        @Override
        void next() {
            load.next();
            publish(load.buffer(), load.offset(), load.length());
        }

        @Override
        void drain() {
            while (pipeline.counters().engineCommandSeq() < pipeline.counters().published()) {
                if (pipeline.state() == Pipeline.State.FAILED) {
                    throw new IllegalStateException("the pipeline has failed", pipeline.failure());
                }
                Gate.giveWay();
            }
        }

        @Override
        void tidy() {
            heard.awaitQuiet();
            load.tidy(this::publish, heard.output);
            drain();
            heard.awaitQuiet();
        }

        /** How many commands it has taken, those between rounds as well. */
        long commands() {
            return pipeline.counters().published();
        }

        @Override
        public void close() {
            gate.open(true);
            pipeline.close();
            store.close();
            Hospital.requireConfigured(pipeline.engine(), hash);
        }

        private void publish(final DirectBuffer buffer, final int offset, final int length) {
            while (pipeline.tryPublish(buffer, offset, length) < 0) {
                Gate.giveWay();
            }
        }

        private void configure(final DirectBuffer buffer, final int offset, final int length) {
            while (pipeline.tryPublish(AdmissionClass.SYSTEM, buffer, offset, length) < 0) {
                Gate.giveWay();
            }
        }
    }

    /** Notes what a gateway would. Delivery thread, but for {@link #awaitQuiet()}. */
    private static final class Heard implements OutputHandler {
        private final Output output = new Output();
        private final AtomicLong idleCycles = new AtomicLong();

        @Override
        public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
            output.onEvent(eventSeq, buffer, offset, length);
        }

        @Override
        public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
            output.onAnswer(buffer, offset, length);
        }

        @Override
        public void onCycleEnd(final int outputs) {
            if (outputs == 0) {
                idleCycles.incrementAndGet();
            }
        }

        /** Waits until everything said before was heard; what was heard is seen by the caller then. */
        void awaitQuiet() {
            // The first idle cycle may have begun before the last output was there.
            final long before = idleCycles.get();
            while (idleCycles.get() - before < 2) {
                Gate.giveWay();
            }
        }
    }

    /** Two bare recorded publications, given the same bytes. */
    static final class Raw extends ArchiveContender {
        private final SameBytes same;
        private final BareRecorder recorder;
        private final BareRecorder.Stream commands;
        private final BareRecorder.Stream events;
        private int at;
        private int offset;

        Raw(final SameBytes same, final Path folder) {
            this.same = same;
            recorder = new BareRecorder(folder, false, gate);
            commands = recorder.stream();
            events = recorder.stream();
        }

        /** A command and the events behind it. */
        @Override
        void next() {
            do {
                final BareRecorder.Stream stream = same.isCommand(at) ? commands : events;
                while (stream.offer(same.buffer(), offset, same.length(at)) < 0) {
                    Gate.giveWay();
                }
                offset += same.length(at);
                at++;
                if (at == same.count()) {
                    at = 0;
                    offset = 0;
                }
            } while (!same.isCommand(at));
        }

        @Override
        void drain() {
            while (commands.recordedPosition() < commands.position()) {
                Gate.giveWay();
            }
        }

        @Override
        void tidy() {}

        @Override
        public void close() {
            gate.open(true);
            recorder.close();
        }
    }
}
