package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every test that SECURITY.md names exists, and every row names one or says what is not done. */
final class SecurityTableTest {
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]*Test)(?:\\.(should[A-Za-z0-9]*))?`");

    @Test
    void shouldNameTestsThatThereAre() throws IOException {
        final Map<String, Path> sources = sources();
        assertThat(sources).as("the whole project is here").containsKeys("AuditTest", "ServerTest");
        final List<String> missing = new ArrayList<>();
        int named = 0;
        for (final String line : Files.readAllLines(Path.of("SECURITY.md"))) {
            if (!line.startsWith("| ") || line.startsWith("| ASVS") || line.startsWith("| who ")) {
                continue;
            }
            final Matcher test = TEST.matcher(line);
            boolean isShown = line.contains("*Not done*");
            while (test.find()) {
                named++;
                isShown = true;
                final Path source = sources.get(test.group(1));
                if (source == null
                        || (test.group(2) != null
                                && !Files.readString(source).contains("void " + test.group(2) + '('))) {
                    missing.add(test.group());
                }
            }
            assertThat(isShown).as(line).isTrue();
        }
        assertThat(missing).isEmpty();
        assertThat(named).isGreaterThan(40);
    }

    private static Map<String, Path> sources() throws IOException {
        final Map<String, Path> sources = new HashMap<>();
        for (final String module : List.of(
                "core-engine",
                "transport/aeron",
                "transport/client",
                "transport/cluster",
                "transport/gateway",
                "transport/server")) {
            try (Stream<Path> all = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
                all.filter(file -> file.toString().endsWith("Test.java"))
                        .forEach(file ->
                                sources.put(file.getFileName().toString().replace(".java", ""), file));
            }
        }
        return sources;
    }
}
