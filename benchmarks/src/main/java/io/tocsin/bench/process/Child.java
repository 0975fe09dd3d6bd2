package io.tocsin.bench.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A process that somebody here started, with the lines that it prints. Any thread; {@link #close()} ends it, and so does the end of this JVM. */
public final class Child implements AutoCloseable {
    private static final int LINES_KEPT = 40;
    private static final int LINES_UNREAD = 10_000;
    private static final long STOP_MS = 10_000;
    private static final long POLL_MS = 100;

    private final String name;
    private final Process process;
    private final long startedNs = System.nanoTime();
    private final Thread hook;
    private final BlockingQueue<String> unread = new LinkedBlockingQueue<>(LINES_UNREAD);
    private final Deque<String> last = new ArrayDeque<>();

    private Child(final String name, final Process process) {
        this.name = name;
        this.process = process;
        hook = new Thread(process::destroyForcibly, "bench-end-" + name);
    }

    static Child started(final String name, final ProcessBuilder builder) throws IOException {
        final Child child = new Child(name, builder.redirectErrorStream(true).start());
        Runtime.getRuntime().addShutdownHook(child.hook);
        final Thread reader = new Thread(child::read, "bench-read-" + name);
        reader.setDaemon(true);
        reader.start();
        return child;
    }

    /**
     * Waits for a line that it prints; lines before it are passed.
     *
     * @param wanted what the line must be.
     * @param most   how long.
     * @return the line.
     * @throws IOException          if it ends before, or the time is over; the message shows its last lines.
     * @throws InterruptedException if this thread is interrupted.
     */
    public String awaitLine(final Predicate<String> wanted, final Duration most)
            throws IOException, InterruptedException {
        final long deadlineNs = System.nanoTime() + most.toNanos();
        while (true) {
            final String line = unread.poll(POLL_MS, TimeUnit.MILLISECONDS);
            if (line != null && wanted.test(line)) {
                return line;
            }
            if (line == null && !process.isAlive() && unread.isEmpty()) {
                throw new IOException(name + " has ended with exit code " + process.exitValue() + ':' + lastLines());
            }
            if (System.nanoTime() - deadlineNs > 0) {
                throw new IOException(name + " has not said what was waited for within " + most + ':' + lastLines());
            }
        }
    }

    /**
     * Waits for its end.
     *
     * @param most how long.
     * @return its exit code.
     * @throws TimeoutException     if it goes on longer.
     * @throws InterruptedException if this thread is interrupted.
     */
    public int awaitExit(final Duration most) throws InterruptedException, TimeoutException {
        if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new TimeoutException(name + " goes on longer than " + most + ':' + lastLines());
        }
        return process.exitValue();
    }

    /** Ends it as {@code kill -9} does, and waits for that. */
    public void kill() {
        process.destroyForcibly();
        waitForEnd(STOP_MS);
    }

    /**
     * When it was started.
     *
     * @return as {@link System#nanoTime()}.
     */
    public long startedNs() {
        return startedNs;
    }

    /**
     * Whether it runs.
     *
     * @return false once it has ended.
     */
    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * What it printed last, for messages.
     *
     * @return empty, or each line behind a line break.
     */
    public String lastLines() {
        synchronized (last) {
            final StringBuilder text = new StringBuilder();
            last.forEach(
                    line -> text.append(System.lineSeparator()).append("  | ").append(line));
            return text.toString();
        }
    }

    /** Asks it to end, waits, and ends it by force if it does not. Does nothing the second time. */
    @Override
    public void close() {
        process.destroy();
        if (!waitForEnd(STOP_MS)) {
            kill();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (final IllegalStateException ending) {
            // The hooks run already.
        }
    }

    private boolean waitForEnd(final long mostMs) {
        boolean isInterrupted = false;
        try {
            final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(mostMs);
            while (process.isAlive() && System.nanoTime() - deadlineNs < 0) {
                try {
                    process.waitFor(POLL_MS, TimeUnit.MILLISECONDS);
                } catch (final InterruptedException asked) {
                    isInterrupted = true;
                }
            }
            return !process.isAlive();
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            @Nullable String line = lines.readLine();
            while (line != null) {
                synchronized (last) {
                    if (last.size() == LINES_KEPT) {
                        last.removeFirst();
                    }
                    last.addLast(line);
                }
                if (!unread.offer(line)) {
                    unread.clear();
                }
                line = lines.readLine();
            }
        } catch (final IOException ended) {
            // It is gone; its exit code says more.
        }
    }
}
