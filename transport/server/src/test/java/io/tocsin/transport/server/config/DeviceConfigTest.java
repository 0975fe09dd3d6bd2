package io.tocsin.transport.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.DeviceRules;
import io.tocsin.Policy;
import io.tocsin.Site;
import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a file says how severe conditions of devices are, and when a battery is low: as in Java. */
final class DeviceConfigTest {
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
    void shouldHoldTheStandardTableIfTheSectionIsThereAndNothingWithoutIt() throws Exception {
        assertThat(hashOf("site.devices {}")).isEqualTo(hashIn(DeviceRules.standard()));
        assertThat(hashOf("")).isEqualTo(hashIn(DeviceRules.none()));
        assertThat(hashOf("site.devices.enabled = false")).isEqualTo(hashIn(DeviceRules.none()));
    }

    @Test
    void shouldSayWhenABatteryIsLowAndWhatAConditionIsAtLeast() throws Exception {
        final String said = "battery-low = 30, battery-empty = 0, battery-margin = 2, calibration = false, "
                + "silent-after = 90 s, floors.leads-off = emergent";
        assertThat(hashOf("site.devices { " + said + " }"))
                .isEqualTo(hashIn(DeviceRules.standard()
                        .batteries(30, 0, 2)
                        .calibration(false)
                        .silent(Duration.ofSeconds(90))
                        .floor(DeviceCondition.LEADS_OFF, Severity.EMERGENT)));
        assertThat(hashOf("site.devices { battery-low = 0 }"))
                .isEqualTo(hashIn(DeviceRules.standard().batteries(0, 0, 0)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            battery-low = 100        | site.devices.battery-low
            battery-empty = 20       | site.devices.battery-low: empty is 20
            battery-margin = 0       | site.devices.battery-low: hysteresis is 0
            silent-after = 4 s       | site.devices.silent-after: is less than 5 s
            silent-after = 25 h      | site.devices.silent-after
            floors.leads-off = grave | site.devices.floors.leads-off
            floors.leads-of = urgent | site.devices.floors.leads-of: unknown key
            """)
    void shouldSayWhatIsWrong(final String line, final String problem) {
        assertThatThrownBy(() -> hashOf("site.devices { " + line + " }"))
                .isInstanceOf(ConfigProblemsException.class)
                .hasMessageContaining(problem);
    }

    private static long hashIn(final DeviceRules rules) {
        final Site.Builder site = Site.named("house")
                .person("ann")
                .desk("desk")
                .policy(Policy.named("all").failSafe("desk", Duration.ofMinutes(1)))
                .offersPerPerson(32, 8)
                .offersPerGateway(1_024, 1_024)
                .devices(rules);
        return site.build().contentHash();
    }

    private long hashOf(final String lines) throws IOException, ConfigProblemsException {
        final Path file = folder.resolve("test.conf");
        Files.writeString(file, SITE + lines);
        return ConfigFile.read(file).config().site().contentHash();
    }
}
