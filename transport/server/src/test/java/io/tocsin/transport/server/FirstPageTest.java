package io.tocsin.transport.server;

import static io.tocsin.codecs.sbe.EmergencyType.CARDIAC_ARREST;
import static io.tocsin.codecs.sbe.Severity.CRITICAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.Channel;
import io.tocsin.Raise;
import io.tocsin.RouterEvent;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.testkit.RouterTestKit;
import io.tocsin.transport.server.config.ConfigFile;
import io.tocsin.transport.server.config.Examples;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's first ten minutes are what happens with the configuration that they name. */
final class FirstPageTest {
    private static final Pattern WOULD_SEND =
            Pattern.compile("would send (\\w+ to \\w+): CRITICAL alert 1 in icu icu-1, (step \\d)");

    @Test
    void shouldSendWhatTheReadmeSaysWhenNobodyAnswersForHalfAMinute() throws Exception {
        final List<String> said = WOULD_SEND
                .matcher(Files.readString(Examples.SMALL_HOSPITAL.resolveSibling("../README.md")))
                .results()
                .map(line -> line.group(1) + ", " + line.group(2))
                .toList();
        try (RouterTestKit kit = RouterTestKit.launch(
                ConfigFile.read(Examples.SMALL_HOSPITAL).config().site())) {
            kit.router().connect("ann", offer -> {});
            final Raise raise = Raise.alert("by-hand").unit("icu").bed("icu-1").patient("p-17");
            kit.answer(kit.router().raise(raise.type(CARDIAC_ARREST).severity(CRITICAL)));
            kit.advance(Duration.ofSeconds(31));

            assertThat(said).hasSize(3).containsExactlyInAnyOrderElementsOf(sent(kit));
            assertThat(kit.events(RouterEvent.ChannelChosen.class)).isEmpty();
        }
    }

    private static List<String> sent(final RouterTestKit kit) {
        return kit.events(RouterEvent.OutputDispatched.class).stream()
                .filter(output -> output.kind() == OutputKind.OFFER)
                .flatMap(output -> output.recipients().stream()
                        .flatMap(recipient -> output.channels().stream()
                                .filter(channel -> channel != Channel.WEBSOCKET)
                                .map(channel -> channel + " to " + recipient.person() + ", step " + output.step())))
                .toList();
    }
}
