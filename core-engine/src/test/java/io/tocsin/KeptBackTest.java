package io.tocsin;

import static io.tocsin.Policy.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Mode;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.testkit.RouterTestKit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a mode keeps from people is not lost: nothing expires of which who is last was not told, and who was passed over is asked after all. */
final class KeptBackTest {
    /** Ann has 30 s, then the desk a minute, once; in mode EMERGENCY what is URGENT is held back, what is NON_URGENT dropped. */
    private static final Site SITE = Site.named("north")
            .person("ann")
            .desk("desk")
            .unit("icu")
            .patientInUnit("p-17", "icu")
            .care("p-17", "ann")
            .deliveries(Deliveries.everything().holding(Severity.URGENT).dropping(Severity.NON_URGENT))
            .policy(Policy.named("all").careTeam(seconds(30)).failSafeOnce("desk", seconds(60)))
            .build();

    @ParameterizedTest
    @EnumSource(names = {"URGENT", "NON_URGENT"})
    void shouldNotExpireWhileTheModeKeepsItFromEverybody(final Severity severity) {
        try (RouterTestKit kit = staffed()) {
            kit.answer(kit.router().operation().orderMode(Mode.EMERGENCY));
            final long alertId = raise(kit, severity);
            kit.advance(seconds(3_600));

            assertThat(told(kit, severity)).isEmpty();
            assertThat(closed(kit, alertId)).isEmpty();
        }
    }

    @Test
    void shouldAskAfterTheModeWhoWasPassedOverAndOnlyThenExpire() {
        try (RouterTestKit kit = staffed()) {
            kit.answer(kit.router().operation().orderMode(Mode.EMERGENCY));
            final long alertId = raise(kit, Severity.NON_URGENT);
            kit.advance(seconds(100));
            kit.answer(kit.router().operation().orderMode(Mode.NORMAL));
            assertThat(told(kit, Severity.NON_URGENT))
                    .as("at once, from the first step")
                    .containsExactly("ann");
            kit.advance(seconds(29));
            assertThat(told(kit, Severity.NON_URGENT))
                    .as("Ann has her whole time")
                    .containsExactly("ann");
            kit.advance(seconds(1));
            assertThat(told(kit, Severity.NON_URGENT)).containsExactly("ann", "desk");
            kit.advance(seconds(59));
            assertThat(closed(kit, alertId)).isEmpty();
            kit.advance(seconds(1));
            assertThat(closed(kit, alertId))
                    .as("ann and the desk had their time")
                    .hasSize(1);
        }
    }

    @Test
    void shouldTellWhoWasHeldBackWhenTheModeEnds() {
        try (RouterTestKit kit = staffed()) {
            kit.answer(kit.router().operation().orderMode(Mode.EMERGENCY));
            final long alertId = raise(kit, Severity.URGENT);
            kit.advance(seconds(100));
            kit.answer(kit.router().operation().orderMode(Mode.NORMAL));

            assertThat(told(kit, Severity.URGENT)).containsExactly("ann", "desk");
            kit.advance(seconds(89));
            assertThat(closed(kit, alertId)).isEmpty();
            kit.advance(seconds(1));
            assertThat(closed(kit, alertId))
                    .as("ann and the desk had their whole time")
                    .hasSize(1);
        }
    }

    private static RouterTestKit staffed() {
        final RouterTestKit kit = RouterTestKit.launch(SITE);
        kit.router().connect("ann", offer -> {});
        return kit;
    }

    private static long raise(final RouterTestKit kit, final Severity severity) {
        return kit.answer(kit.router()
                        .raise(Raise.alert("a")
                                .type(EmergencyType.STROKE)
                                .severity(severity)
                                .patient("p-17")))
                .alertId();
    }

    private static List<RouterEvent.AlertClosed> closed(final RouterTestKit kit, final long alertId) {
        return kit.events(RouterEvent.AlertClosed.class).stream()
                .filter(closed -> closed.alertId() == alertId)
                .toList();
    }

    private static List<String> told(final RouterTestKit kit, final Severity severity) {
        return kit.events(RouterEvent.OutputDispatched.class).stream()
                .filter(output -> output.kind() == OutputKind.OFFER && output.severity() == severity)
                .flatMap(output -> output.recipients().stream())
                .map(RouterEvent.Recipient::person)
                .toList();
    }
}
