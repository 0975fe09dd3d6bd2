import static io.tocsin.Policy.seconds;

import io.tocsin.Policy;
import io.tocsin.Raise;
import io.tocsin.Site;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.testkit.RouterTestKit;

/** Nobody answers a stroke at night: who is told when? Two simulated minutes pass in no time, because the clock is ours. */
public final class TryYourPolicy {
    private TryYourPolicy() {}

    public static void main(final String[] args) {
        final Site site = Site.named("north")
                .unit("ward-4")
                .bed("w4-2", "ward-4")
                .person("ann")
                .person("bob")
                .desk("central-desk")
                .role("ward-4", "charge-nurse", "bob")
                .patient("p-3", "w4-2")
                .care("p-3", "ann")
                .policy(Policy.named("night")
                        .careTeam(seconds(10))
                        .unitRole("charge-nurse", seconds(20))
                        .failSafe("central-desk", seconds(60)))
                .build();

        try (RouterTestKit kit = RouterTestKit.launch(site)) {
            for (final String person : new String[] {"ann", "bob", "central-desk"}) {
                final long startNs = kit.nowNs();
                kit.router().connect(person, offer -> System.out.println("after "
                        + (kit.nowNs() - startNs) / 1_000_000_000 + " s: " + person));
            }
            kit.router().raise(Raise.alert("call-1").patient("p-3").type(EmergencyType.STROKE).severity(
                    Severity.EMERGENT));
            kit.advance(seconds(120));
        }
    }
}
