package io.tocsin.transport.server.watch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command of the site's to its end, or to the end of its time: then it and what it has started are told to stop, and killed a second later, each by its own number.
 * Any thread; waits for as long as that takes.
 */
final class CommandRun {
    private static final int MOST_BYTES = 512;
    private static final long GRACE_MS = 1_000;

    private CommandRun() {}

    /**
     * Runs it, with no input; of what it prints the beginning is told if it fails, the rest is thrown away.
     *
     * @param command     program and arguments; no shell reads them.
     * @param environment added to that of this process.
     * @param timeout     how long it may take.
     * @return what went wrong, for people; {@code null} if it ended with exit code 0.
     */
    static @Nullable String run(
            final List<String> command, final Map<String, String> environment, final Duration timeout) {
        final ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        final Process process;
        try {
            process = builder.start();
            process.getOutputStream().close();
        } catch (final IOException | RuntimeException failed) {
            return "does not start: " + failed.getMessage();
        }
        final Output output = new Output(process.getInputStream());
        final Thread reader = new Thread(output, "tocsin-command-output");
        reader.setDaemon(true);
        reader.start();
        try {
            if (process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                // Whoever it left behind may hold the output open for as long as it likes.
                reader.join(GRACE_MS / 4);
                final int exit = process.exitValue();
                return exit == 0 ? null : "exit code " + exit + output.said();
            }
            end(process);
            return "process " + process.pid() + " was killed: it took longer than " + timeout.toMillis() + " ms"
                    + output.said();
        } catch (final InterruptedException over) {
            killAll(process);
            Thread.currentThread().interrupt();
            return "interrupted, and process " + process.pid() + " killed";
        } finally {
            output.close();
        }
    }

    private static void end(final Process process) throws InterruptedException {
        final List<ProcessHandle> started = process.descendants().toList();
        started.forEach(ProcessHandle::destroy);
        process.destroy();
        process.waitFor(GRACE_MS, TimeUnit.MILLISECONDS);
        started.forEach(ProcessHandle::destroyForcibly);
        killAll(process);
        process.waitFor(GRACE_MS, TimeUnit.MILLISECONDS);
    }

    private static void killAll(final Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Reads what is printed, so that nobody waits who prints, and keeps the beginning. */
    private static final class Output implements Runnable {
        private final InputStream stream;
        private final StringBuilder text = new StringBuilder();

        Output(final InputStream stream) {
            this.stream = stream;
        }

        @Override
        public void run() {
            final byte[] bytes = new byte[MOST_BYTES];
            try {
                for (int length = stream.read(bytes); length >= 0; length = stream.read(bytes)) {
                    keep(new String(bytes, 0, length, StandardCharsets.UTF_8));
                }
            } catch (final IOException closed) {
                // Its time is over.
            }
        }

        private synchronized void keep(final String more) {
            text.append(more, 0, Math.min(more.length(), MOST_BYTES - text.length()));
        }

        synchronized String said() {
            final String first =
                    text.toString().strip().lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "?");
            return first.isEmpty() ? "" : ", and said: " + first;
        }

        void close() {
            try {
                stream.close();
            } catch (final IOException gone) {
                // So it is closed.
            }
        }
    }
}
