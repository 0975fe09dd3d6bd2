package io.tocsin;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.pipeline.RuntimeFlags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a newcomer reads first is what runs: the examples, each in a JVM of its own, and the snippet in the README. */
final class ExamplesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @Test
    @Timeout(120)
    void shouldOfferALimitAlertToTheNurseWhoTakesIt() throws Exception {
        assertThat(run("EmbedTocsin.java"))
                .contains("ann is offered: p-17 URGENT")
                .contains("alert 1 is owned by ann");
    }

    @Test
    @Timeout(120)
    void shouldTellWhoIsToldWhenIfNobodyAnswers() throws Exception {
        assertThat(run("TryYourPolicy.java"))
                .containsExactly(
                        "after 0 s: ann", "after 10 s: bob", "after 30 s: central-desk", "after 90 s: central-desk");
    }

    @Test
    void shouldShowTheLinesThatTheTenLineExampleRuns() throws IOException {
        final String readme = Files.readString(ROOT.resolve("README.md"));
        final String snippet = readme.substring(
                readme.indexOf("```java\n") + 8, readme.indexOf("```", readme.indexOf("```java\n") + 8));
        assertThat(snippet.strip()).isEqualTo(tagged().strip());
    }

    private static String tagged() throws IOException {
        final List<String> lines = new ArrayList<>();
        boolean isInside = false;
        for (final String line : Files.readAllLines(Path.of("src/test/java/io/tocsin/TenLineExampleTest.java"))) {
            if (line.contains("tag::embed[]")) {
                isInside = true;
            } else if (line.contains("end::embed[]")) {
                isInside = false;
            } else if (isInside) {
                lines.add(line.substring(Math.min(8, line.length())));
            }
        }
        assertThat(lines).hasSizeBetween(5, 11);
        return lines.stream().collect(Collectors.joining("\n"));
    }

    private static List<String> run(final String file) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(RuntimeFlags.REQUIRED.split(" ")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(ROOT.resolve("examples").resolve(file).toString());
        final Process process =
                new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(said).isZero();
            return said.lines().filter(line -> !line.startsWith("SLF4J")).toList();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
