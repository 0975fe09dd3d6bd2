package io.tocsin;

import static io.tocsin.Policy.seconds;
import static io.tocsin.codecs.sbe.EmergencyType.CARDIAC_ARREST;
import static io.tocsin.codecs.sbe.Severity.CRITICAL;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The embedding example of the README, between the tags, as it stands there. */
final class TenLineExampleTest {
    @Test
    void shouldTellTheNurseOfAnArrestInTenLines() throws Exception {
        // tag::embed[]
        final Site.Builder site = Site.named("north").unit("icu").bed("icu-1", "icu");
        site.person("ann").desk("desk").patient("p-17", "icu-1").care("p-17", "ann");
        site.policy(Policy.named("all").careTeam(seconds(10)).failSafe("desk", seconds(60)));
        try (AlertRouter router = AlertRouter.launch(new AlertRouter.Context().site(site.build()))) {
            router.connect("ann", offer -> offer.accept());
            final Raise raise = Raise.alert("monitor-3/asystole").patient("p-17");
            raise.type(CARDIAC_ARREST).severity(CRITICAL);
            final Raised raised = router.raise(raise).get(1, SECONDS);
            // end::embed[]
            assertThat(raised).isEqualTo(new Raised(1, true, 1, false, false));
            // Ann's answer was on its way before the raise was answered; whatever is asked now is asked after it.
            router.counters().get(1, SECONDS);
            assertThat(router.openAlerts()).singleElement().satisfies(alert -> {
                assertThat(alert.owner()).isEqualTo("ann");
                assertThat(alert.patientId()).isEqualTo("p-17");
                assertThat(alert.bed()).isEqualTo("icu-1");
                assertThat(alert.unit()).isEqualTo("icu");
            });
            // tag::embed[]
        }
        // end::embed[]
    }
}
