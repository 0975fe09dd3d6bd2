package io.tocsin.transport.server.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Commands of the machine. */
final class Shell {
    private static final int PATIENCE_S = 20;

    private Shell() {}

    /** What a command prints; fails if the command does. */
    static String run(final String... command) throws IOException, InterruptedException {
        final Process process =
                new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + ": " + said.strip());
        }
        return said.strip();
    }

    /** Whether a command can be run, and does not fail. */
    static boolean can(final String... command) throws InterruptedException {
        try {
            run(command);
            return true;
        } catch (final IOException cannot) {
            return false;
        }
    }

    /** Signals a process, by its name without SIG. */
    static void signal(final long pid, final String name) throws IOException, InterruptedException {
        run("kill", "-" + name, Long.toString(pid));
    }

    /** Whether this user may make networks and mounts. */
    static boolean isRoot() throws InterruptedException {
        try {
            return run("id", "-u").equals("0");
        } catch (final IOException unknown) {
            return false;
        }
    }

    /** The first line of a file that says something. */
    static String said(final Path file, final String prefix) {
        try {
            final List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            return lines.stream()
                    .filter(line -> line.startsWith(prefix))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("?");
        } catch (final IOException unreadable) {
            return "?";
        }
    }
}
