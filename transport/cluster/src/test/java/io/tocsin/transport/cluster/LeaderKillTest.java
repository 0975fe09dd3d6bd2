package io.tocsin.transport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three processes, and {@code kill -9} of the one that leads, while another raises an alert every ten milliseconds. Only with {@code -Dkills=20}, which kills twenty times; the times from a
 * kill to the first alert that was raised after it and received are printed.
 */
@EnabledIfSystemProperty(named = "kills", matches = "[1-9][0-9]*")
final class LeaderKillTest {
    private static final int KILLS = Integer.getInteger("kills", 0);
    private static final long NS_PER_MS = 1_000_000;

    @TempDir
    private Path folder = Path.of(".");

    private final Child[] children = new Child[3];
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final int basePort = TestCluster.freePorts(3 * ClusterMember.PORTS);

    @AfterEach
    void end() throws InterruptedException {
        for (final Child child : children) {
            if (child != null) {
                child.end();
            }
        }
    }

    @Test
    @SuppressWarnings("SystemOut") // The figures that the README tells.
    void shouldReceiveTheNextAlertAndLoseNoneWhenTheLeaderIsKilled() throws Exception {
        for (int id = 0; id < 3; id++) {
            children[id] = new Child(id);
        }
        for (final Child child : children) {
            child.await("ready");
        }
        final List<Long> takeoverMs = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            final int leader = leader();
            final Child raiser = children[(leader + 1 + kill % 2) % 3];
            raiser.say("raise");
            raiser.await("received");
            final long killNs = children[leader].kill();
            takeoverMs.add((raiser.firstReceivedOf(killNs) - killNs) / NS_PER_MS);
            raiser.say("rest");
            children[leader] = new Child(leader);
            children[leader].await("ready");
        }
        for (final Child child : children) {
            Waiting.until("all has come", () -> child.open().containsAll(answered));
            assertThat(child.open()).doesNotHaveDuplicates();
        }
        Waiting.until(
                "all say the same",
                () -> Arrays.stream(children).map(Child::stand).distinct().count() == 1);
        takeoverMs.sort(Long::compare);
        System.out.println("leader killed " + KILLS + " times, " + answered.size()
                + " alerts acknowledged, next alert received after ms: median "
                + takeoverMs.get(takeoverMs.size() / 2) + ", max " + takeoverMs.get(takeoverMs.size() - 1));
    }

    private int leader() {
        final int[] found = {-1};
        Waiting.until("somebody leads", () -> {
            for (final Child child : children) {
                found[0] = Math.max(found[0], Integer.parseInt(child.ask("leader")));
            }
            return found[0] >= 0;
        });
        return found[0];
    }

    /** A process of this test; gone when the test is. */
    private final class Child {
        private final Process process;
        private final Path driver;
        private final PrintStream in;
        private final List<String> said = new ArrayList<>();
        private int asked;

        Child(final int id) throws IOException {
            final Path memory = Path.of("/dev/shm");
            driver = (Files.isWritable(memory) ? memory : folder)
                    .resolve("tocsin-" + ProcessHandle.current().pid() + "-kill-" + id);
            final List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                    .filter(argument -> argument.startsWith("--"))
                    .forEach(command::add);
            command.addAll(List.of("-XX:+UseSerialGC", "-Xmx512m", "-cp", System.getProperty("java.class.path")));
            command.addAll(List.of(
                    NodeChild.class.getName(),
                    folder.resolve("node" + id).toString(),
                    driver.toString(),
                    Integer.toString(id),
                    Integer.toString(basePort)));
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
            final Thread reader = new Thread(this::read);
            reader.setDaemon(true);
            reader.start();
        }

        void say(final String line) {
            in.println(line);
        }

        /** Waits for a line that begins with a word, and answers what follows the word. */
        String await(final String word) {
            final @Nullable String[] found = {null};
            Waiting.until("it says '" + word + "'", () -> {
                found[0] = next(word);
                return found[0] != null || !process.isAlive();
            });
            if (found[0] == null) {
                throw new AssertionError("the process ended before it said '" + word + "'");
            }
            return found[0];
        }

        String ask(final String word) {
            synchronized (said) {
                asked = said.size();
            }
            say(word);
            return await(word);
        }

        List<String> open() {
            return Stream.of(ask("open").split(" ", -1))
                    .filter(key -> !key.isEmpty())
                    .toList();
        }

        String stand() {
            return ask("stand");
        }

        /** As {@code kill -9} does; answers when. */
        long kill() throws InterruptedException {
            final long nowNs = System.nanoTime();
            process.destroyForcibly();
            process.waitFor();
            return nowNs;
        }

        /** When the first alert that was raised after a time was received. */
        long firstReceivedOf(final long afterNs) {
            final long[] received = {0};
            Waiting.until("the next alert is received", () -> {
                synchronized (said) {
                    for (final String line : said) {
                        final List<String> words = List.of(line.split(" ", -1));
                        if (words.get(0).equals("received") && Long.parseLong(words.get(2)) > afterNs) {
                            received[0] = Long.parseLong(words.get(3));
                            return true;
                        }
                    }
                    return false;
                }
            });
            return received[0];
        }

        void end() throws InterruptedException {
            process.destroyForcibly();
            process.waitFor(10, TimeUnit.SECONDS);
            if (Files.exists(driver)) {
                TestCluster.delete(driver);
            }
        }

        private @Nullable String next(final String word) {
            synchronized (said) {
                for (int i = asked; i < said.size(); i++) {
                    final String line = said.get(i);
                    if (line.equals(word) || line.startsWith(word + " ")) {
                        return line.substring(Math.min(line.length(), word.length() + 1));
                    }
                }
                return null;
            }
        }

        private void read() {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                String line = lines.readLine();
                while (line != null) {
                    if (line.startsWith("answered ")) {
                        answered.add(line.split(" ", -1)[1]);
                    }
                    synchronized (said) {
                        said.add(line);
                    }
                    line = lines.readLine();
                }
            } catch (final IOException killed) {
                // What it had said is heard.
            }
        }
    }
}
