package io.tocsin.transport.server;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The command line in a process of its own, as the launcher starts it; killed when it is closed. */
final class Child implements AutoCloseable {
    private static final long PATIENCE_S = 120;
    private static final Pattern READY =
            Pattern.compile("ready in .* ws://127\\.0\\.0\\.1:(\\d+)/ws.* management http://127\\.0\\.0\\.1:(\\d+)");

    private final Process process;
    private final Thread reader;
    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    private Child(final Process process) {
        this.process = process;
        reader = new Thread(this::read, "child-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Without Chronicle Map on the class path, so that no class of it is loaded: as on a plain JRE. */
    static Child start(final String... args) throws IOException {
        final String withoutMap = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("openhft"))
                .collect(Collectors.joining(File.pathSeparator));
        return start(withoutMap, args);
    }

    /** With everything that there is. */
    static Child startWithMap(final String... args) throws IOException {
        return start(System.getProperty("java.class.path"), args);
    }

    private static Child start(final String classPath, final String... args) throws IOException {
        final List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                "--add-opens=java.base/java.util.zip=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
                "--add-exports=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-cp",
                classPath,
                Main.class.getName()));
        command.addAll(List.of(args));
        return new Child(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Waits for a line in which the pattern is found; fails with everything that was printed. */
    synchronized Matcher line(final Pattern pattern) throws InterruptedException {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        int seen = 0;
        while (true) {
            for (; seen < lines.size(); seen++) {
                final Matcher matcher = pattern.matcher(lines.get(seen));
                if (matcher.find()) {
                    return matcher;
                }
            }
            final long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
            if (ended || leftMs <= 0) {
                throw new AssertionError("no line has '" + pattern + "' in\n" + String.join("\n", lines));
            }
            wait(leftMs);
        }
    }

    /** Waits until it is ready. */
    Ready ready() throws InterruptedException {
        final Matcher ports = line(READY);
        return new Ready(port(ports.group(1)), port(ports.group(2)));
    }

    /** As SIGTERM; by its handle, because the process would close its output. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** As kill -9; waits until it is gone. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
        reader.join();
    }

    /** Waits for its end, and for everything that it printed. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
            throw new AssertionError("still running: " + output());
        }
        reader.join();
        return process.exitValue();
    }

    /** What it printed so far, to both streams. */
    synchronized String output() {
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                add(line);
            }
        } catch (final IOException killed) {
            add("(" + killed.getMessage() + ")");
        }
        end();
    }

    private synchronized void add(final String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    private static InetSocketAddress port(final String digits) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(digits));
    }

    /** Where it listens. */
    record Ready(InetSocketAddress address, InetSocketAddress management) {
        String url() {
            return "ws://127.0.0.1:" + address.getPort() + "/ws";
        }
    }
}
