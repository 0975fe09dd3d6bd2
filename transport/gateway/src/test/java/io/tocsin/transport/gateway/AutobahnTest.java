package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.json.CloseCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The Autobahn test suite, sections 1 to 7, 9 and 10, as a client of a gateway that says back what it hears ({@link EchoExtension}): the cases are somebody else's, and
 * the client is. Only with the profile {@code autobahn}, which brings the suite along; what it saw of each case stands in {@code target/autobahn/index.html}.
 */
@EnabledIfSystemProperty(named = "autobahn", matches = "true")
final class AutobahnTest {
    private static final Path FOLDER = Path.of("target", "autobahn").toAbsolutePath();
    private static final int CASES = 301;
    private static final Set<String> GOOD = Set.of("OK", "INFORMATIONAL");

    /** Messages of 256 KiB to 16 MiB, in one frame or in many: 9.1.1 and 9.2.1 have 64 KiB, what comes after them is above the limit. */
    private static final Pattern ABOVE_THE_LIMIT = Pattern.compile("9\\.[12]\\.[2-6]|9\\.[3-6]\\.[0-9]");

    private static final int CASES_ABOVE_THE_LIMIT = 40;

    /** Octets that are not UTF-8 in a frame of which the rest is still to come: a frame has 64 KiB at most and is looked at when it is whole, which RFC 6455 leaves open. */
    private static final Set<String> SAID_LATER = Set.of("6.4.3", "6.4.4");

    private static final long MOST_MINUTES = 30;

    /** A case as the suite saw it. */
    record Result(String number, String behaviour, String closing, String code) {
        static Result of(final String line) {
            final String[] words = line.split(" ", -1);
            return new Result(words[1], words[2], words[3], words[4]);
        }

        boolean isAboveTheLimit() {
            return ABOVE_THE_LIMIT.matcher(number).matches();
        }

        boolean isAsItShouldBe() {
            if (isAboveTheLimit()) {
                return code.equals(String.valueOf(CloseCode.TOO_BIG.code()));
            }
            if (SAID_LATER.contains(number)) {
                return (GOOD.contains(behaviour) || behaviour.equals("NON-STRICT"))
                        && closing.equals("OK")
                        && code.equals(String.valueOf(CloseCode.BAD_UTF8.code()));
            }
            return GOOD.contains(behaviour) && GOOD.contains(closing);
        }
    }

    @Test
    void shouldPassTheAutobahnTestSuite() throws IOException, InterruptedException {
        final List<Result> results;
        try (Rig rig = Rig.launch(router -> {}, gateway -> gateway.helloTimeout(Duration.ofHours(1)))) {
            results = run(rig.port());
        }
        assertThat(results.stream().filter(result -> !result.isAsItShouldBe()))
                .as("what the suite saw: %s", FOLDER.resolve("index.html"))
                .isEmpty();
        assertThat(results).hasSize(CASES);
        assertThat(results.stream().filter(Result::isAboveTheLimit)).hasSize(CASES_ABOVE_THE_LIMIT);
    }

    private static List<Result> run(final int port) throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        final Path said = FOLDER.resolve("suite.log");
        final Process suite = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx700m",
                        "-Dpython.cachedir.skip=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.python.util.jython",
                        Path.of("src", "test", "autobahn", "suite.py").toString(),
                        "ws://127.0.0.1:" + port + HttpFront.WEBSOCKET_PATH,
                        HttpFront.SUBPROTOCOL,
                        FOLDER.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(suite.waitFor(MOST_MINUTES, TimeUnit.MINUTES))
                    .as("the suite ends; %s", said)
                    .isTrue();
        } finally {
            suite.destroyForcibly();
        }
        assertThat(suite.exitValue()).as("%s", said).isZero();
        return Files.readAllLines(said, StandardCharsets.UTF_8).stream()
                .filter(line -> line.startsWith("RESULT "))
                .map(Result::of)
                .toList();
    }
}
