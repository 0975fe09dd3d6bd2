package io.tocsin.replay.demo;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread that does things at their times until the timetable is closed; what comes later is not done. Thread-safe. */
final class Timetable implements AutoCloseable {
    private static final int CLOSE_SECONDS = 10;

    private final ScheduledThreadPoolExecutor thread;
    private final Faults faults;

    /**
     * Begins.
     *
     * @param name   of the thread.
     * @param faults told what tasks throw.
     */
    Timetable(final String name, final Faults faults) {
        this.faults = faults;
        thread = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    final Thread made = new Thread(task, name);
                    made.setDaemon(true);
                    return made;
                },
                // A task that comes after the end belongs to a hospital that has closed.
                new ThreadPoolExecutor.DiscardPolicy());
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void now(final Runnable task) {
        thread.execute(() -> faults.guard(task));
    }

    void after(final long delayMs, final Runnable task) {
        thread.schedule(() -> faults.guard(task), delayMs, TimeUnit.MILLISECONDS);
    }

    /** At an instant of {@link System#nanoTime()}; at once if that is past. */
    void at(final long instantNs, final Runnable task) {
        thread.schedule(() -> faults.guard(task), instantNs - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    void every(final long periodMs, final Runnable task) {
        thread.scheduleAtFixedRate(() -> faults.guard(task), 0, periodMs, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        end();
    }

    /** Ends the thread and waits for that, seconds at most; does nothing the second time. */
    void end() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                faults.add("a thread of the demo does not end");
            }
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
