package io.tocsin.transport.client;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A process of Node that runs the JavaScript module, led line by line. Killed when the test is over. */
final class JsPeer implements AutoCloseable {
    /** Node from 20 on has a WebSocket of its own; before 22 it has to be asked for. */
    private static final String WEB_SOCKET = "--experimental-websocket";

    private final Process process;
    private final BufferedWriter in;
    private final List<String> lines = new ArrayList<>();

    private JsPeer(final Process process) {
        this.process = process;
        in = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        final Thread reader = new Thread(this::read, "js-peer");
        reader.setDaemon(true);
        reader.start();
    }

    /** Whether there is a Node with a WebSocket on the path. */
    static boolean isThere() {
        try {
            final Process node = new ProcessBuilder(
                            "node", WEB_SOCKET, "-e", "process.exit(typeof WebSocket === 'function' ? 0 : 1)")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return node.waitFor(20, TimeUnit.SECONDS) && node.exitValue() == 0;
        } catch (final IOException noNode) {
            return false;
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static JsPeer start() throws IOException {
        return new JsPeer(new ProcessBuilder("node", WEB_SOCKET, "--no-warnings", file("peer.mjs"), file("js"))
                .redirectErrorStream(true)
                .start());
    }

    private static String file(final String name) {
        try {
            return Path.of(Objects.requireNonNull(JsPeer.class.getResource(name), name)
                            .toURI())
                    .toString();
        } catch (final URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Opens a client of this role; a clinician is called as the client. */
    void open(final String name, final String role, final String url) throws IOException {
        final String person = role.equals("clinician") ? ",\"person\":\"" + name + '"' : "";
        say("{\"open\":\"" + name + "\",\"options\":{\"endpoints\":[\"" + url + "\"],\"role\":\"" + role + '"' + person
                + ",\"client\":\"js-" + name + "\",\"backoffLeastMs\":1,\"backoffMostMs\":20}}");
    }

    void command(final String name, final String type, final String fields) throws IOException {
        say("{\"do\":\"" + name + "\",\"command\":\"" + type + "\",\"fields\":" + fields + '}');
    }

    void say(final String line) throws IOException {
        in.write(line);
        in.newLine();
        in.flush();
    }

    /** What it has said. */
    Stream<String> said(final Predicate<String> which) {
        synchronized (lines) {
            return List.copyOf(lines).stream().filter(which);
        }
    }

    private void read() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                }
            }
        } catch (final IOException ended) {
            // Killed.
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
