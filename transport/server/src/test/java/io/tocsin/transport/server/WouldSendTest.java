package io.tocsin.transport.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.Channel;
import io.tocsin.RouterEvent;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.codecs.sbe.Severity;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of channels that do not exist yet. */
final class WouldSendTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "false | false | would send SMS to ann: CRITICAL alert 7 in icu icu-1, step 2",
                "false | true  | would send SMS to ann: CRITICAL alert 7 in icu icu-1, step 2",
                "true  | false | would send SMS to ann: alert 7, nobody responds yet",
                "true  | true  | would send SMS to ann: alert 7, somebody responds",
            })
    void shouldTellAnEmergencyContactWhetherSomebodyRespondsAndNoMore(
            final boolean statusOnly, final boolean owned, final String line) {
        final RouterEvent.ChannelChosen chosen = new RouterEvent.ChannelChosen(
                new RouterEvent.Stamp(1, 1, 1, List.of()),
                7,
                1,
                "ann",
                Channel.SMS,
                Priority.CRITICAL,
                Severity.CRITICAL,
                2,
                statusOnly,
                owned);
        assertThat(WouldSend.line(chosen, " in icu icu-1")).isEqualTo(line);
    }
}
