package io.tocsin;

import static io.tocsin.codecs.sbe.EmergencyType.SEIZURE;
import static io.tocsin.codecs.sbe.Severity.EMERGENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.testkit.RouterTestKit;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a source's clock says is told if it cannot be right, and never decides whether or when people are. */
final class SourceClockTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # the source says that it happened | told as odd
            PT0S                               | no
            PT10S                              | no
            PT10.001S                          | yes
            P365D                              | yes
            -PT5M                              | no
            -PT5M0.001S                        | yes
            -P365D                             | yes
            """)
    void shouldTellThatASourceClockIsOffAndPageAllTheSame(final Duration ahead, final String isOdd) {
        final Site site = Site.named("north")
                .desk("desk")
                .policy(Policy.named("all").failSafe("desk", Duration.ofMinutes(1)))
                .build();
        try (RouterTestKit kit = RouterTestKit.launch(site)) {
            final Raise raise = Raise.alert("bed-4").createdAt(RouterTestKit.START.plus(ahead));
            kit.answer(kit.router().raise(raise.type(SEIZURE).severity(EMERGENT)));

            assertThat(kit.events(RouterEvent.AlertRaised.class))
                    .singleElement()
                    .satisfies(raised -> {
                        assertThat(raised.stamp().clauses().contains(Clause.SOURCE_CLOCK))
                                .isEqualTo(isOdd.equals("yes"));
                        assertThat(raised.stamp().timestampNs()).isEqualTo(kit.nowNs());
                    });
            assertThat(kit.events(RouterEvent.OutputDispatched.class)).hasSize(1);
        }
    }
}
