package io.tocsin.transport.aeron;

import io.tocsin.codecs.sbe.CommandAnsweredDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.journal.Journal;
import io.tocsin.journal.Level;
import io.tocsin.pipeline.OutputHandler;
import io.tocsin.pipeline.Pipeline;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** A process that is made to be killed: raises, cancels and accepts as fast as its window allows, and says on its standard output what it sent and what was answered. */
final class RouterChild {
    private static final int WINDOW = 64;

    private RouterChild() {}

    /**
     * Runs until the process is killed.
     *
     * @param args folder, level, whether to call everything recorded at once, which is the bug that the test must find, and the first number.
     */
    public static void main(final String[] args) throws IOException, InterruptedException {
        final long first = Long.parseLong(args[3]);
        final ArchiveStore store = ArchiveStore.open(
                KillTest.settings(Path.of(args[0]), Level.valueOf(args[1])).idleStrategySupplier(Drowsy::new));
        final Journal journal = Boolean.parseBoolean(args[2]) ? new HastyJournal(store.journal()) : store.journal();
        final Said said = new Said(first);
        final Pipeline pipeline = Pipeline.launch(new Pipeline.Context()
                .journal(journal)
                .eventLog(store.eventLog())
                .snapshots(store.snapshots())
                .snapshotIntervalCommands(100)
                .limits(House.limits())
                .outputHandler(said)
                .onFatal(RouterChild::die));
        said.pipeline = pipeline;
        if (first == 1) {
            for (final UnsafeBuffer command : House.configuration()) {
                publish(pipeline, command);
            }
        }
        publish(pipeline, House.sessionOpened(first));
        for (long number = first; ; number++) {
            said.window.acquire();
            said.say(House.correlation(House.SENT, number));
            said.flush();
            publish(pipeline, House.raise(number));
            if (number % 4 == 0 && number - 2 > first) {
                publish(pipeline, House.cancel(number - 2, 2 * number + 1));
            }
        }
    }

    private static void publish(final Pipeline pipeline, final UnsafeBuffer command) {
        while (true) {
            final long ticket = pipeline.tryPublish(command, 0, command.capacity());
            if (ticket > 0) {
                return;
            }
            if (ticket != Pipeline.BUSY) {
                die(new IllegalStateException("refused: " + ticket));
            }
            LockSupport.parkNanos(100_000);
        }
    }

    @SuppressWarnings("SystemOut") // Whoever started this process reads it.
    private static void die(final Throwable cause) {
        cause.printStackTrace();
        Runtime.getRuntime().halt(70);
    }

    /** Sleeps whether or not there was anything to do: what the archive was given but has not written is lost with the process, and a lie about it seen. */
    private static final class Drowsy implements IdleStrategy {
        private static final long SLEEP_NS = 10_000_000;

        @Override
        public void idle(final int workCount) {
            idle();
        }

        @Override
        public void idle() {
            LockSupport.parkNanos(SLEEP_NS);
        }

        @Override
        public void reset() {}
    }

    /** Says what was answered. */
    private static final class Said implements OutputHandler {
        private final long sessionId;
        private final Semaphore window = new Semaphore(WINDOW);
        private final DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        private final CommandAnsweredDecoder answer = new CommandAnsweredDecoder();
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();

        private volatile @Nullable Pipeline pipeline;

        Said(final long sessionId) {
            this.sessionId = sessionId;
        }

        @Override
        public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {}

        @Override
        public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
            answer.wrapAndApplyHeader(buffer, offset, header);
            final int kind = House.kind(answer.correlation());
            if (kind == 0) {
                return;
            }
            if (answer.result() != Result.OK) {
                die(new IllegalStateException("answered " + answer));
            }
            if (kind != House.PREPARED) {
                say(answer.correlation());
            }
            if (kind == House.RAISED) {
                window.release();
                accept(answer.alertId(), House.number(answer.correlation()));
            }
        }

        @Override
        public void onCycleEnd(final int outputs) {
            flush();
        }

        synchronized void say(final long what) {
            try {
                out.writeLong(what);
            } catch (final IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        synchronized void flush() {
            try {
                out.flush();
            } catch (final IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        /** Every fifth alert that is not cancelled is accepted, if the ring has room. */
        private void accept(final long alertId, final long number) {
            final Pipeline target = pipeline;
            if (number % 5 == 0 && number % 4 != 2 && target != null) {
                final UnsafeBuffer command = House.accept(sessionId, alertId, number);
                target.tryPublish(command, 0, command.capacity());
            }
        }
    }
}
