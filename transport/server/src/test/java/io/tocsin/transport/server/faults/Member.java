package io.tocsin.transport.server.faults;

import io.tocsin.transport.server.FaultNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One of the processes, in one life after the other. Its log goes to a file of its own. */
final class Member {
    private static final long PATIENCE_MS = 3_000;

    final int id;
    private final World world;
    private final Path log;
    private @Nullable Life life;
    private int lives;

    Member(final World world, final int id, final Path log) {
        this.world = world;
        this.id = id;
        this.log = log;
    }

    /** Starts it; does not wait until it is ready. */
    synchronized void start() throws IOException {
        if (isAlive()) {
            throw new IllegalStateException("member " + id + " runs");
        }
        lives++;
        life = new Life(world.command(id), log);
    }

    synchronized boolean isAlive() {
        return life != null && life.process.isAlive();
    }

    synchronized int lives() {
        return lives;
    }

    /** Whether it takes clients. */
    boolean isReady() {
        final Life now = life();
        return now != null && now.process.isAlive() && now.isReady;
    }

    /** Where its health is asked for; 0 = it was not ready yet. */
    int managementPort() {
        final Life now = life();
        return now == null ? 0 : now.managementPort;
    }

    /** Why it did not start, or stopped itself, in this life; empty = it did neither. */
    String complaint() {
        final Life now = life();
        return now == null ? "" : now.complaint;
    }

    /** With which code it ended; -1 = it runs. */
    int exitCode() {
        final Life now = life();
        return now == null || now.process.isAlive() ? -1 : now.process.exitValue();
    }

    /** As {@code kill -9} does, also if it stands still; answers when. */
    long kill() throws InterruptedException {
        final Life now = life();
        final long atNs = System.nanoTime();
        if (now != null) {
            ProcessHandle.of(now.pid()).ifPresent(ProcessHandle::destroyForcibly);
            now.process.destroyForcibly();
            now.process.waitFor();
        }
        return atNs;
    }

    void signal(final String name) throws IOException, InterruptedException {
        final Life now = life();
        if (now != null && now.process.isAlive()) {
            Shell.signal(now.pid(), name);
        }
    }

    long pid() throws InterruptedException {
        final Life now = life();
        return now == null ? -1 : now.pid();
    }

    /** What it says to a word; {@code null} = it does not run, stands still, or is not so far. */
    @Nullable
    String ask(final String line) throws InterruptedException {
        final Life now = life();
        return now == null ? null : now.ask(line);
    }

    /** How it stands; {@code null} = it does not say. */
    @Nullable
    Stand stand() throws InterruptedException {
        final String said = ask("stand");
        return said == null || said.isEmpty() ? null : Stand.of(said);
    }

    /** What it has open, the key by number; fails if it does not say. */
    Map<Long, String> open() throws InterruptedException {
        final String said = ask("open");
        if (said == null) {
            throw new AssertionError("node " + id + " does not say what is open; its log is " + log);
        }
        final Map<Long, String> open = new HashMap<>();
        for (final String alert : said.split(" ", -1)) {
            if (!alert.isEmpty()) {
                final String[] parts = alert.split("/", -1);
                open.put(Long.parseLong(parts[0]), parts[1]);
            }
        }
        return open;
    }

    private synchronized @Nullable Life life() {
        return life;
    }

    /**
     * How a node stands.
     *
     * @param agreed up to which command it has seen that a majority is the same.
     */
    record Stand(
            long commandSeq,
            long eventHash,
            long term,
            boolean isLeader,
            boolean isTakingPart,
            long agreed,
            String room,
            int differing,
            long clockApartNs) {
        static Stand of(final String said) {
            final String[] words = said.split(" ", -1);
            return new Stand(
                    Long.parseLong(words[0]),
                    Long.parseLong(words[1]),
                    Long.parseLong(words[2]),
                    Boolean.parseBoolean(words[3]),
                    Boolean.parseBoolean(words[4]),
                    Long.parseLong(words[5]),
                    words[6],
                    Integer.parseInt(words[7]),
                    Long.parseLong(words[8]));
        }

        boolean isSameAs(final Stand other) {
            return commandSeq == other.commandSeq && eventHash == other.eventHash;
        }
    }

    private static final class Life {
        final Process process;
        private final PrintStream in;
        private final LinkedBlockingQueue<String> said = new LinkedBlockingQueue<>();
        private volatile boolean isReady;
        private volatile int managementPort;
        private volatile String complaint = "";
        private volatile long pid;

        Life(final List<String> command, final Path log) throws IOException {
            process = new ProcessBuilder(new ArrayList<>(command))
                    .redirectErrorStream(true)
                    .start();
            in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
            final Thread reader = new Thread(() -> read(log), "member");
            reader.setDaemon(true);
            reader.start();
        }

        long pid() throws InterruptedException {
            // What starts it may be another program, which stays.
            for (int look = 0; pid == 0 && process.isAlive() && look < PATIENCE_MS; look++) {
                Thread.sleep(1);
            }
            return pid == 0 ? process.pid() : pid;
        }

        synchronized @Nullable String ask(final String line) throws InterruptedException {
            said.clear();
            in.println(line);
            final String word = line.split(" ", -1)[0];
            final long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
            while (process.isAlive() && System.nanoTime() < untilNs) {
                final String answer = said.poll(100, TimeUnit.MILLISECONDS);
                if (answer != null && (answer.equals(word) || answer.startsWith(word + " "))) {
                    return answer.substring(Math.min(answer.length(), word.length() + 1));
                }
            }
            return null;
        }

        private void read(final Path log) {
            try (BufferedReader lines = new BufferedReader(
                            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                    BufferedWriter kept =
                            Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith(FaultNode.SIGN)) {
                        hear(line.substring(FaultNode.SIGN.length()));
                    }
                    if (!line.startsWith(FaultNode.SIGN + "open") && !line.startsWith(FaultNode.SIGN + "stand")) {
                        kept.write(line);
                        kept.newLine();
                        kept.flush();
                    }
                }
            } catch (final IOException killed) {
                // What it had said is heard.
            }
        }

        private void hear(final String line) {
            if (line.startsWith("pid ")) {
                pid = Long.parseLong(line.substring("pid ".length()));
            } else if (line.startsWith("ready ")) {
                managementPort = Integer.parseInt(line.split(" ", -1)[2]);
                isReady = true;
            } else if (line.startsWith("refused ") || line.startsWith("failed ")) {
                complaint = line;
            } else {
                said.add(line);
            }
        }
    }
}
