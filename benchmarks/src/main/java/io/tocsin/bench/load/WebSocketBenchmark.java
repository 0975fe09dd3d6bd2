package io.tocsin.bench.load;

import io.tocsin.bench.BenchmarkBase;
import io.tocsin.bench.process.Child;
import io.tocsin.bench.process.RunFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One alert at a time, from the raise to its clinician's client: a real server with an archive journal at level OS in another process, real WebSockets in this one.
 * All threads sleep in between, so that each hop pays for a waking core. How it goes under load is for the load rig.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class WebSocketBenchmark extends BenchmarkBase {
    /** For JMH. */
    public WebSocketBenchmark() {}

    /**
     * A raise, until the clinician's client has the offer; acceptance and resolution are over before the next.
     *
     * @param state with server and clients.
     * @return the raise's number.
     */
    @Benchmark
    public int raiseToReceived(final Routed state) {
        return state.there();
    }

    /**
     * The raw limit: the same hops through a bare WebSocket relay and a bare recorded publication.
     *
     * @param state with relay and clients.
     * @return the frame's number.
     */
    @Benchmark
    public int rawRelay(final Relayed state) {
        return state.there();
    }

    /** One source, one clinician, one alert on its way. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // JMH calls start() before anything else.
    public abstract static class Way implements Target.Listener {
        private static final Duration START = Duration.ofSeconds(60);
        private static final long LONGEST_NS = TimeUnit.SECONDS.toNanos(20);
        private static final int WARM_UP_BURSTS = 500;
        private static final int BURST = 16;
        private static final long WARM_UP_LOOK_NS = TimeUnit.MICROSECONDS.toNanos(200);
        private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(50);
        private static final LoadSettings SETTINGS =
                LoadSettings.of(1, 1, 1, JournalLevel.DEFAULT).alone().holdMs(0).oneSource();

        private RunFolder folder;
        private Target target;
        private Thread sender;
        private final AtomicInteger receivedCount = new AtomicInteger();
        private int number = -1;
        private volatile int received = -1;
        private volatile @Nullable String refused;

        /** For subclasses. */
        protected Way() {}

        /**
         * Starts the other process and connects.
         *
         * @throws IOException          if it does not start.
         * @throws InterruptedException if this thread is interrupted.
         */
        @Setup(Level.Trial)
        public void start() throws IOException, InterruptedException {
            folder = RunFolder.in(null);
            target = open(SETTINGS, folder, START);
            target.listener(this);
            warmUp();
        }

        /** Ends it. */
        @TearDown(Level.Trial)
        public void end() {
            if (target != null) {
                target.close();
            }
            closeProcess();
            folder.close();
        }

        /** What one alert sets in motion does not disturb the next. */
        @TearDown(Level.Invocation)
        public void settle() {
            final long beginNs = System.nanoTime();
            while (!target.isQuiet()) {
                requireGoingOn(beginNs);
                LockSupport.parkNanos(1_000);
            }
        }

        @Override
        public void acknowledged(final int raise, final long atNs) {}

        @Override
        public void refused(final int raise, final String why) {
            refused = why;
            LockSupport.unpark(sender);
        }

        @Override
        public void received(final int raise, final long atNs) {
            received = raise;
            receivedCount.incrementAndGet();
            LockSupport.unpark(sender);
        }

        abstract Target open(LoadSettings settings, RunFolder where, Duration most)
                throws IOException, InterruptedException;

        abstract void closeProcess();

        final int there() {
            sender = Thread.currentThread();
            final long beginNs = System.nanoTime();
            number++;
            target.raise(number);
            while (received != number) {
                requireGoingOn(beginNs);
                LockSupport.parkNanos(this, LOOK_NS);
            }
            return number;
        }

        /** One at a time would take minutes until the other process is compiled. */
        private void warmUp() {
            sender = Thread.currentThread();
            for (int burst = 0; burst < WARM_UP_BURSTS; burst++) {
                for (int i = 0; i < BURST; i++) {
                    number++;
                    target.raise(number);
                }
                final long beginNs = System.nanoTime();
                while (receivedCount.get() <= number || !target.isQuiet()) {
                    requireGoingOn(beginNs);
                    LockSupport.parkNanos(this, WARM_UP_LOOK_NS);
                }
            }
        }

        private void requireGoingOn(final long beginNs) {
            final String why = refused;
            if (why != null || System.nanoTime() - beginNs > LONGEST_NS) {
                throw new IllegalStateException(
                        "raise " + number + (why == null ? " goes nowhere" : " was answered " + why));
            }
        }
    }

    /** Through the router. */
    @State(Scope.Thread)
    public static class Routed extends Way {
        private @Nullable ServerProcess server;

        /** For JMH. */
        public Routed() {}

        @Override
        Target open(final LoadSettings settings, final RunFolder where, final Duration most)
                throws IOException, InterruptedException {
            final ServerProcess started = ServerProcess.start(settings, where.path());
            server = started;
            started.awaitReadyNs(most);
            return RouterTarget.connect(started.url(), settings);
        }

        @Override
        void closeProcess() {
            if (server != null) {
                server.close();
            }
        }
    }

    /** Through the relay. */
    @State(Scope.Thread)
    public static class Relayed extends Way {
        private @Nullable Child relay;

        /** For JMH. */
        public Relayed() {}

        @Override
        Target open(final LoadSettings settings, final RunFolder where, final Duration most)
                throws IOException, InterruptedException {
            final Child started = LoadRun.relay(settings, where.path());
            relay = started;
            return new BareTarget(
                    LoadRun.awaitPort(started),
                    settings.sources(),
                    settings.clinicians(),
                    RouterTarget.aRaise(settings));
        }

        @Override
        void closeProcess() {
            if (relay != null) {
                relay.close();
            }
        }
    }
}
