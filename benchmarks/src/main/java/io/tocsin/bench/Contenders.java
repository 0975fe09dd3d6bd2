package io.tocsin.bench;

import com.lmax.disruptor.EventPoller;
import io.tocsin.engine.AlertEngine;
import io.tocsin.journal.NoJournal;
import io.tocsin.pipeline.AdmissionClass;
import io.tocsin.pipeline.Pipeline;
import org.agrona.DirectBuffer;

/** Everything that {@link RingThroughput} compares. */
final class Contenders {
    private static final int RING_CAPACITY = 8_192;

    private Contenders() {}

    /** A bare engine on the producer's thread. */
    static final class BareEngine extends Contender {
        private final AlertEngine engine;
        private final ReadingTape tape;
        private long nowNs = Hospital.START_NS;

        BareEngine(final int[] visits) {
            super("engine");
            engine = Hospital.engine(new Output(), visits, Hospital.Escalation.DESK, false);
            tape = new ReadingTape(visits);
        }

        @Override
        void next() {
            tape.next();
            nowNs += CommandSlots.STEP_NS;
            engine.onCommand(nowNs, tape.buffer(), tape.offset(), tape.length());
        }

        @Override
        long passed() {
            return engine.commandSeq();
        }

        @Override
        void drain() {}

        @Override
        void awake(final boolean isAwake) {}

        @Override
        public void close() {}
    }

    /** A pipeline with its own thread, without a journal. */
    static final class Piped extends Contender {
        private final Gate gate = new Gate();
        private final Pipeline pipeline;
        private final ReadingTape tape;
        private final long configurationHash;

        Piped(final int[] visits) {
            super("pipeline");
            pipeline = Pipeline.launch(new Pipeline.Context()
                    .journal(new NoJournal())
                    .limits(Hospital.limits())
                    .ringCapacity(RING_CAPACITY)
                    .idleStrategySupplier(() -> gate));
            configurationHash = Hospital.open(this::publish, visits, Hospital.Escalation.DESK, false);
            drain();
            tape = new ReadingTape(visits);
        }

        @Override
        void next() {
            tape.next();
            while (pipeline.tryPublish(tape.buffer(), tape.offset(), tape.length()) < 0) {
                Gate.giveWay();
            }
        }

        @Override
        long passed() {
            return pipeline.counters().engineCommandSeq();
        }

        @Override
        void drain() {
            while (passed() < pipeline.counters().published()) {
                if (pipeline.state() == Pipeline.State.FAILED) {
                    throw new IllegalStateException("the pipeline has failed", pipeline.failure());
                }
                Gate.giveWay();
            }
        }

        @Override
        void awake(final boolean isAwake) {
            gate.open(isAwake);
        }

        @Override
        public void close() {
            gate.open(true);
            pipeline.close();
            Hospital.requireConfigured(pipeline.engine(), configurationHash);
        }

        private void publish(final DirectBuffer buffer, final int offset, final int length) {
            while (pipeline.tryPublish(AdmissionClass.SYSTEM, buffer, offset, length) < 0) {
                Gate.giveWay();
            }
        }
    }

    /** A bare Disruptor, read by a thread of its own. */
    static class RawDisruptor extends Contender {
        private final Gate gate = new Gate();
        private final RawRing ring = new RawRing(RING_CAPACITY);
        private final EventPoller.Handler<RawRing.Slot> reader = this::read;
        private final Thread thread = new Thread(this::readAll, "raw-reader");
        private final ReadingTape tape;
        private long sent;

        @SuppressWarnings("UnusedVariable") // Written so that the reading is not optimised away.
        private long sum;

        private volatile boolean stopped;

        RawDisruptor(final int[] visits) {
            this("disruptor", visits);
        }

        RawDisruptor(final String name, final int[] visits) {
            super(name);
            tape = new ReadingTape(visits);
            thread.setDaemon(true);
        }

        /** To be called once the object is complete. */
        final RawDisruptor started() {
            thread.start();
            return this;
        }

        /** Called for every message, on the reader's thread. */
        void take(final RawRing.Slot slot) {
            sum += slot.sum();
        }

        @Override
        void next() {
            tape.next();
            while (!ring.tryPublish(tape.buffer(), tape.offset(), tape.length())) {
                Gate.giveWay();
            }
            sent++;
        }

        @Override
        long passed() {
            return ring.passed();
        }

        @Override
        void drain() {
            while (passed() < sent && thread.isAlive()) {
                Gate.giveWay();
            }
        }

        @Override
        void awake(final boolean isAwake) {
            gate.open(isAwake);
        }

        @Override
        public void close() {
            stopped = true;
            try {
                thread.join();
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private boolean read(final RawRing.Slot slot, final long sequence, final boolean endOfBatch) {
            take(slot);
            return true;
        }

        private void readAll() {
            while (!stopped) {
                gate.idle(ring.poll(reader) ? 1 : 0);
            }
        }
    }

    /** The same with an engine at its end: what two threads cost without our pipeline. */
    static final class DisruptorAndEngine extends RawDisruptor {
        private final AlertEngine engine;
        private long nowNs = Hospital.START_NS;

        DisruptorAndEngine(final int[] visits) {
            super("disruptor+engine", visits);
            engine = Hospital.engine(new Output(), visits, Hospital.Escalation.DESK, false);
        }

        @Override
        void take(final RawRing.Slot slot) {
            nowNs += CommandSlots.STEP_NS;
            engine.onCommand(nowNs, slot.buffer(), 0, slot.length());
        }
    }
}
