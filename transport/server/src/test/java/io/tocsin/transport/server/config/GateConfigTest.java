package io.tocsin.transport.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.Policy;
import io.tocsin.ReadingGate;
import io.tocsin.Site;
import io.tocsin.codecs.sbe.GateReason;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a file says for which reasons readings are questioned: as in Java. */
final class GateConfigTest {
    private static final String SITE = """
            site {
              name = house
              people.ann {}
              desks = [ desk ]
              policies.all { fail-safe = desk, repeat = 1 minute }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void shouldLookForEverythingIfTheSectionIsThere() throws Exception {
        assertThat(hashOf("site.reading-gate {}")).isEqualTo(hashIn(ReadingGate.standard()));
    }

    @Test
    void shouldLookForNothingWithoutItOrWhenItIsSwitchedOff() throws Exception {
        assertThat(hashOf("")).isEqualTo(hashIn(ReadingGate.none()));
        assertThat(hashOf("site.reading-gate.enabled = false")).isEqualTo(hashIn(ReadingGate.none()));
    }

    @Test
    void shouldSayWhatToLookForHowLongToWaitAndHowGraveItIs() throws Exception {
        final String gate =
                "without = [ flat, step ], confirm-within = 1 minute, flat-after = 1 h, severity = semi-urgent";
        assertThat(hashOf("site.reading-gate { " + gate + " }"))
                .isEqualTo(hashIn(ReadingGate.standard()
                        .without(GateReason.FLAT)
                        .without(GateReason.STEP)
                        .confirmedWithin(Duration.ofMinutes(1))
                        .flatAfter(Duration.ofHours(1))
                        .severity(Severity.SEMI_URGENT)));
    }

    @Test
    void shouldSayHowAccurateReadingsAreToBe() throws Exception {
        assertThat(hashOf("site.reading-gate.worst-accuracy { spo2 = 4, temperature = 0.3, cuff = 8, line = 4 }"))
                .isEqualTo(hashIn(ReadingGate.standard()
                        .worst(Parameter.SPO2, 400)
                        .worst(Parameter.TEMPERATURE, 30)
                        .worst(Parameter.SYSTOLIC, 800)
                        .worst(Parameter.ARTERIAL_SYSTOLIC, 400)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            worst-accuracy.spo2 = -1 | site.reading-gate.worst-accuracy.spo2: lies between
            worst-accuracy.pain = 1 | site.reading-gate.worst-accuracy.pain
            confirm-within = 999 ms | site.reading-gate.confirm-within
            flat-after = 2 days     | site.reading-gate.flat-after
            without = [ pulse ]     | site.reading-gate.without: 'pulse' is none of out-of-range, step
            range = 3               | site.reading-gate.range
            """)
    void shouldSayWhatIsWrong(final String line, final String problem) {
        assertThatThrownBy(() -> hashOf("site.reading-gate { " + line + " }"))
                .isInstanceOf(ConfigProblemsException.class)
                .hasMessageContaining(problem);
    }

    private static long hashIn(final ReadingGate gate) {
        final Site.Builder site = Site.named("house")
                .person("ann")
                .desk("desk")
                .policy(Policy.named("all").failSafe("desk", Duration.ofMinutes(1)))
                .offersPerPerson(32, 8)
                .offersPerGateway(1_024, 1_024)
                .readingGate(gate);
        return site.build().contentHash();
    }

    private long hashOf(final String lines) throws IOException, ConfigProblemsException {
        final Path file = folder.resolve("test.conf");
        Files.writeString(file, SITE + lines);
        return ConfigFile.read(file).config().site().contentHash();
    }
}
