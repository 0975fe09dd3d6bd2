import io.tocsin.AlertRouter;
import io.tocsin.LimitRules;
import io.tocsin.Policy;
import io.tocsin.Readings;
import io.tocsin.Site;
import io.tocsin.codecs.sbe.Parameter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A monitor sends readings; one is beyond a limit; the nurse of the bed is offered the alert and takes it. */
public final class EmbedTocsin {
    private EmbedTocsin() {}

    public static void main(final String[] args) throws Exception {
        final Site site = Site.named("north")
                .unit("icu")
                .bed("icu-1", "icu")
                .person("ann")
                .desk("central-desk")
                .patient("p-17", "icu-1")
                .care("p-17", "ann")
                .policy(Policy.named("standard")
                        .careTeam(Policy.seconds(10))
                        .failSafe("central-desk", Policy.seconds(60)))
                .rules(LimitRules.adult())
                .build();

        final CountDownLatch taken = new CountDownLatch(1);
        try (AlertRouter router = AlertRouter.launch(new AlertRouter.Context().site(site))) {
            router.connect("ann", offer -> {
                System.out.println("ann is offered: " + offer.patientId() + " " + offer.severity());
                offer.accept().thenRun(taken::countDown);
            });
            final Readings readings = Readings.ofPatient("p-17").device("monitor-3", 1);
            router.readings(readings.value(Parameter.HEART_RATE, 88).value(Parameter.SPO2, 85.5))
                    .get(1, TimeUnit.SECONDS);
            if (!taken.await(5, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody took the alert");
            }
            router.counters().get(1, TimeUnit.SECONDS);
            router.openAlerts().forEach(alert -> System.out.println("alert " + alert.alertId() + " is owned by "
                    + alert.owner()));
        }
    }
}
