package io.tocsin.transport.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.Channel;
import io.tocsin.ContactMethod;
import io.tocsin.Deliveries;
import io.tocsin.Policy;
import io.tocsin.Site;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.codecs.sbe.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a file says who is told before whom, of messages over what, which facilities cover which, and what waits in mode EMERGENCY: as in Java. */
final class DeliveryConfigTest {
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

    private static Site.Builder site() {
        return Site.named("house")
                .person("ann")
                .desk("desk")
                .offersPerPerson(32, 8)
                .offersPerGateway(1_024, 1_024)
                .policy(Policy.named("all").failSafe("desk", Duration.ofMinutes(1)));
    }

    @Test
    void shouldSayWhoIsToldBeforeWhom() throws Exception {
        assertSame("site.people.ann.precedence = high", site().precedence("ann", Priority.HIGH));
    }

    @Test
    void shouldSayHowMessagesAreTold() throws Exception {
        assertSame(
                "site.people.ann { contact = [ { channel = sms } ], contact-for-messages = [ { channel = push, after ="
                        + " 2 s, unless-received = true } ] }",
                site().contact("ann", ContactMethod.after(Channel.SMS, Duration.ZERO))
                        .contactForMessages(
                                "ann",
                                ContactMethod.after(Channel.PUSH, Duration.ofSeconds(2))
                                        .butNotIfReceived()));
    }

    @Test
    void shouldSayThatAStepTellsWhomMonitoringSessionsName() throws Exception {
        assertSame(
                """
                site.policies.all.steps = [
                  { target = monitoring-viewers, delay = 2 minutes, and = [ { target = monitoring-recipients } ] }
                  { target = monitoring-recipients, delay = 1 minute, channels = [ sms ], and = [ { target = monitoring-viewers } ] }
                ]
                """,
                site().policy(Policy.named("all")
                        .monitoringViewers(Duration.ofMinutes(2))
                        .andMonitoringRecipients()
                        .monitoringRecipients(Duration.ofMinutes(1), Channel.SMS)
                        .andMonitoringViewers()
                        .failSafe("desk", Duration.ofMinutes(1))));
    }

    @Test
    void shouldSayWhichFacilityCoversWhichAndWhatWaits() throws Exception {
        assertSame(
                """
                site.covering-facilities { 3 = [ 1, 2 ] }
                site.in-emergency-mode { hold = [ urgent, semi-urgent ], drop = [ non-urgent ] }
                """,
                site().deliveries(Deliveries.everything()
                        .covering(3, 1)
                        .covering(3, 2)
                        .holding(Severity.URGENT, Severity.SEMI_URGENT)
                        .dropping(Severity.NON_URGENT)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        site.people.ann.precedence = first                            | site.people.ann.precedence: 'first' is none of critical, high, normal, low
        site.people.ann.contact-for-messages = [ { channel = fax } ]  | site.people.ann.contact-for-messages[0].channel: 'fax' is none of push, sms
        site.covering-facilities { 3 = [ 3 ] }                        | site.covering-facilities.3: facility 3 covers itself
        site.covering-facilities { annex = [ 3 ] }                    | site.covering-facilities.annex: 'annex' is no number of a facility
        site.covering-facilities { 3 = [ 70000 ] }                    | site.covering-facilities.3: facility 70000: a facility is numbered from 0 to 65535
        site.in-emergency-mode.hold = [ critical ]                    | site.in-emergency-mode: severities [CRITICAL]: CRITICAL and EMERGENT are never held back and never dropped
        site.in-emergency-mode { hold = [ urgent ], drop = [ urgent ] } | site.in-emergency-mode: a severity is held back or dropped, not both
        """)
    void shouldSayWhatIsWrong(final String line, final String problem) {
        assertThatThrownBy(() -> read(SITE + line))
                .isInstanceOf(ConfigProblemsException.class)
                .hasMessageContaining(problem);
    }

    private void assertSame(final String lines, final Site.Builder inJava) throws Exception {
        assertThat(read(SITE + lines).config().site().contentHash())
                .isEqualTo(inJava.build().contentHash())
                .isNotEqualTo(site().build().contentHash());
    }

    private ConfigFile read(final String text) throws IOException, ConfigProblemsException {
        final Path file = folder.resolve("test.conf");
        Files.writeString(file, text);
        return ConfigFile.read(file);
    }
}
