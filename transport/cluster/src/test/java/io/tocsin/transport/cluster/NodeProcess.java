package io.tocsin.transport.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A {@link NodeChild} in a process of its own, as the test that started it sees it. */
final class NodeProcess {
    private final Process process;
    private final Path driver;
    private final PrintStream in;
    private final List<String> said = new ArrayList<>();
    private final Set<String> answered;
    private int asked;

    /**
     * Starts it.
     *
     * @param folder   of the test.
     * @param id       of the member.
     * @param basePort of the first member.
     * @param timing   {@code swift}, {@code calm} or {@code patient}.
     * @param answered gets the keys of the alerts whose raise was answered.
     */
    NodeProcess(final Path folder, final int id, final int basePort, final String timing, final Set<String> answered)
            throws IOException {
        this.answered = answered;
        final Path memory = Path.of("/dev/shm");
        driver = (Files.isWritable(memory) ? memory : folder)
                .resolve("tocsin-" + ProcessHandle.current().pid() + "-process-" + id);
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--"))
                .forEach(command::add);
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(
                NodeChild.class.getName(),
                folder.resolve("node" + id).toString(),
                driver.toString(),
                Integer.toString(id),
                Integer.toString(basePort),
                timing));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        final Thread reader = new Thread(this::read);
        reader.setDaemon(true);
        reader.start();
    }

    /** Which of them leads; waits for one. */
    static int leader(final NodeProcess... processes) {
        final int[] found = {-1};
        Waiting.until("somebody leads", () -> {
            for (final NodeProcess process : processes) {
                found[0] = Math.max(found[0], Integer.parseInt(process.ask("leader")));
            }
            return found[0] >= 0;
        });
        return found[0];
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

    /** Whether it has said a line that begins with a word. */
    boolean hasSaid(final String word) {
        synchronized (said) {
            return said.stream().anyMatch(line -> line.startsWith(word + " "));
        }
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
