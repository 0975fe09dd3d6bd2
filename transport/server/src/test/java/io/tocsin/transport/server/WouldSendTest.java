package io.tocsin.transport.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.Channel;
import io.tocsin.RouterEvent;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of channels that do not exist yet. */
final class WouldSendTest {
    /** What the leader of before was to say in its last seconds, and nobody knows whether it did, is said again. */
    @Test
    void shouldLeaveNothingOutWhenAnotherComesToLead() {
        final boolean[] leads = {false};
        final long[] nowNs = {0};
        final List<String> said = new ArrayList<>();
        final WouldSend own = new WouldSend(Turn.whenever(() -> leads[0]), () -> nowNs[0], said::add);
        own.onEvent(chosen(1));
        nowNs[0] = TimeUnit.SECONDS.toNanos(11);
        own.onEvent(chosen(2));
        own.onCycleEnd(1);
        assertThat(said).as("another leads").isEmpty();

        leads[0] = true;
        own.onCycleEnd(0);
        own.onEvent(chosen(3));
        assertThat(said)
                .containsExactly(
                        "would send SMS to ann: CRITICAL alert 2, step 2 (perhaps said by the node that led before)",
                        "would send SMS to ann: CRITICAL alert 3, step 2");
        assertThat(own.count(Channel.SMS)).isEqualTo(2);
        leads[0] = false;
        own.onEvent(chosen(4));
        assertThat(said).hasSize(2);
    }

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

    private static RouterEvent.ChannelChosen chosen(final long alertId) {
        return new RouterEvent.ChannelChosen(
                new RouterEvent.Stamp(1, 1, 1, List.of()),
                alertId,
                1,
                "ann",
                Channel.SMS,
                Priority.CRITICAL,
                Severity.CRITICAL,
                2,
                false,
                false);
    }
}
