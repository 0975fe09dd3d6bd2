package io.tocsin.transport.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.MissedDoses;
import io.tocsin.Policy;
import io.tocsin.Site;
import io.tocsin.WeightGain;
import io.tocsin.codecs.sbe.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a file says how severe missed doses are, and from which gain of weight on somebody is told: as in Java. */
final class CareConfigTest {
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
    void shouldSayHowSevereAMissedDoseIs() throws Exception {
        assertThat(hashOf("")).isEqualTo(hashIn(MissedDoses.standard()));
        assertThat(hashOf("site.missed-doses { severity = semi-urgent, critical-severity = critical }"))
                .isEqualTo(hashIn(new MissedDoses(Severity.SEMI_URGENT, Severity.CRITICAL)));
        assertThatThrownBy(() -> hashOf("site.missed-doses.window = 30 minutes"))
                .isInstanceOf(ConfigProblemsException.class)
                .hasMessageContaining("site.missed-doses.window");
    }

    @Test
    void shouldSayFromWhichGainOfWeightOnSomebodyIsTold() throws Exception {
        assertThat(hashOf("site.weight-gain {}"))
                .isEqualTo(hash(site().weightGain(WeightGain.of(2, 1.5, Duration.ofDays(3), Severity.SEMI_URGENT))));
        assertThat(hashOf("site.weight-gain { gain = 1, over-below = 0.6, within = 1 day, severity = urgent }"))
                .isEqualTo(hash(site().weightGain(new WeightGain(100, 60, Duration.ofDays(1), Severity.URGENT))));
        assertThatThrownBy(() -> hashOf("site.weight-gain.gain = 0.05"))
                .isInstanceOf(ConfigProblemsException.class)
                .hasMessageContaining("site.weight-gain.gain");
    }

    private static long hashIn(final MissedDoses doses) {
        return hash(site().missedDoses(doses));
    }

    private static long hash(final Site.Builder site) {
        return site.build().contentHash();
    }

    private static Site.Builder site() {
        return Site.named("house")
                .person("ann")
                .desk("desk")
                .policy(Policy.named("all").failSafe("desk", Duration.ofMinutes(1)))
                .offersPerPerson(32, 8)
                .offersPerGateway(1_024, 1_024);
    }

    private long hashOf(final String lines) throws IOException, ConfigProblemsException {
        final Path file = folder.resolve("test.conf");
        Files.writeString(file, SITE + lines);
        return ConfigFile.read(file).config().site().contentHash();
    }
}
