package io.tocsin.transport.server.watch;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Prints on a thread of its own: a terminal that was stopped, or a log whose disk hangs, must not keep anybody from calling people. What there is no room for is left out,
 * and counted. Any thread; does not wait.
 */
final class Spool implements Consumer<String>, AutoCloseable {
    private static final int WAITING = 1_024;
    private static final long CLOSE_MS = 500;

    private final Consumer<String> printer;
    private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>(WAITING);
    private final AtomicLong leftOut = new AtomicLong();
    private final Thread thread;
    private volatile boolean closed;

    /** Begins at once. */
    Spool(final String name, final Consumer<String> printer) {
        this.printer = printer;
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void accept(final String line) {
        if (!lines.offer(line)) {
            leftOut.incrementAndGet();
        }
    }

    /** Prints what waits, for half a second at most. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(CLOSE_MS);
        } catch (final InterruptedException over) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }

    private void run() {
        try {
            while (!closed || !lines.isEmpty()) {
                final String line = lines.poll(CLOSE_MS / 5, TimeUnit.MILLISECONDS);
                if (line != null) {
                    print(line);
                }
            }
        } catch (final InterruptedException over) {
            // Nobody waits for what is left.
        }
    }

    private void print(final String line) {
        try {
            printer.accept(line);
            final long missing = leftOut.getAndSet(0);
            if (missing > 0) {
                printer.accept(missing + " lines were left out: nobody read them in time");
            }
        } catch (final RuntimeException unprintable) {
            leftOut.incrementAndGet();
        }
    }
}
