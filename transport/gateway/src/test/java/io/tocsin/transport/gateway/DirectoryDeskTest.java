package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.AlertRouter;
import io.tocsin.codecs.json.AlertReport;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.PastAlertReport;
import io.tocsin.codecs.json.PastAlertsQuery;
import io.tocsin.codecs.json.PatientQuery;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.Shown;
import io.tocsin.codecs.json.Subject;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.journal.InMemoryEventLog;
import io.tocsin.journal.InMemoryJournal;
import io.tocsin.transport.directory.ReadModelSettings;
import io.tocsin.transport.directory.ReadModels;
import io.tocsin.transport.directory.RouterFeed;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may look up what, over real sockets. */
final class DirectoryDeskTest {
    @TempDir
    private Path folder;

    @Test
    void shouldSayWhoAPatientIsToWhoeverMaySeeThePatient() throws Exception {
        try (House house = new House(folder)) {
            final ServerMessage.PatientShown ada = new ServerMessage.PatientShown(
                    "r", "p-17", "Ada", "icu", "icu-1", List.of("ann", "bob"), List.of("zoe"), List.of("Otto 030 1"));
            final JdkPeer ann = house.rig.clinician("ann");
            assertThat(ann.say(new PatientQuery("r", "p-17")).next(ServerMessage.PatientShown.class))
                    .isEqualTo(ada);
            ann.say(new PatientQuery("r", "p-99")).error(ErrorCode.FORBIDDEN);

            final JdkPeer board = house.rig.operator();
            assertThat(board.say(new PatientQuery("r", "p-17")).next(ServerMessage.PatientShown.class))
                    .isEqualTo(ada);
            assertThat(board.say(new PatientQuery("r", "p-99")).next(ServerMessage.PatientShown.class))
                    .extracting(ServerMessage.PatientShown::name)
                    .isEqualTo("Eve");
            board.say(new PatientQuery("r", "nobody")).error(ErrorCode.UNKNOWN_PATIENT);

            // A nurse of another patient, somebody of the family, and a machine.
            for (final JdkPeer other :
                    List.of(house.rig.clinician("nora"), house.rig.clinician("zoe"), house.rig.source("monitor"))) {
                other.say(new PatientQuery("r", "p-17")).error(ErrorCode.FORBIDDEN);
                other.say(new PastAlertsQuery("r", "p-17", "", 10, 0)).error(ErrorCode.FORBIDDEN);
            }
            ann.say(new PastAlertsQuery("r", "", "icu", 10, 0)).error(ErrorCode.FORBIDDEN);
        }
    }

    @Test
    void shouldNamePatientsInAlertsAsFarAsTheyAreShownAndListWhatWas() throws Exception {
        try (House house = new House(folder)) {
            house.rig.source("monitor").raise("k", Severity.URGENT);
            final JdkPeer ann = house.rig.clinician("ann");
            final AlertReport told = ann.delivery().alert();
            assertThat(told.subject()).isEqualTo(new Subject(Subject.Kind.PATIENT, "p-17"));

            assertThat(open(ann).subject()).isEqualTo(new Subject(Subject.Kind.PATIENT, "p-17", "Ada"));
            assertThat(open(house.rig.operator()).subject())
                    .isEqualTo(new Subject(Subject.Kind.PATIENT, "p-17", "Ada"));
            // Who sees when and where, and not of whom, is told no name.
            final AlertReport seen = open(house.rig.clinician("greta"));
            assertThat(seen.shown()).isEqualTo(Shown.METADATA);
            assertThat(seen.subject()).isNull();

            ann.accept(told.alertId());
            ann.say(new ClientMessage.Resolve(ann.nextCommandId(), 0, told.alertId()));
            house.rig.source("monitor").raise("k2", Severity.URGENT);
            await().untilAsserted(() -> {
                final List<PastAlertReport> past = past(house.rig.operator(), "p-17", 10);
                assertThat(past).extracting(PastAlertReport::alertId).containsExactly(2L, 1L);
                assertThat(past.get(0).outcome()).isNull();
                assertThat(past.get(1).outcome()).isEqualTo(Outcome.RESOLVED);
                assertThat(past.get(1).acceptedBy()).isEqualTo("ann");
                assertThat(past.get(1).cause()).isEqualTo(Cause.DECLARED);
                assertThat(past.get(1).subject()).isEqualTo(new Subject(Subject.Kind.PATIENT, "p-17"));
            });
            final JdkPeer board = house.rig.operator();
            assertThat(past(board, "p-18", 10)).isEmpty();
            board.say(new PastAlertsQuery("r", "", "icu", 1, 0));
            final ServerMessage.PastAlerts page = board.next(ServerMessage.PastAlerts.class);
            assertThat(page.more()).isTrue();
            assertThat(page.alerts()).extracting(PastAlertReport::alertId).containsExactly(2L);
        }
    }

    @Test
    void shouldTellOperatorsNothingUnlessItIsSaidSo() throws Exception {
        try (House house = new House(folder, false)) {
            house.rig.source("monitor").raise("k", Severity.URGENT);
            final JdkPeer board = house.rig.operator();
            board.say(new PatientQuery("r", "p-17"));
            assertThat(board.next(ServerMessage.ProtocolError.class).message()).contains("directory.operators = true");
            // As little as of a patient who is nobody.
            board.say(new PatientQuery("r", "nobody")).error(ErrorCode.FORBIDDEN);
            board.say(new PastAlertsQuery("r", "p-17", "", 10, 0)).error(ErrorCode.FORBIDDEN);
            board.say(new PastAlertsQuery("r", "", "icu", 10, 0)).error(ErrorCode.FORBIDDEN);
            final JdkPeer ann = house.rig.clinician("ann");
            ann.delivery();
            assertThat(open(board).subject()).isEqualTo(new Subject(Subject.Kind.PATIENT, "p-17"));
            assertThat(open(ann).subject()).isEqualTo(new Subject(Subject.Kind.PATIENT, "p-17", "Ada"));
            ann.say(new PatientQuery("r", "p-17"));
            assertThat(ann.next(ServerMessage.PatientShown.class).name()).isEqualTo("Ada");
            assertThat(house.rig.gateway.counters().value(GatewayMetric.LOOKUPS))
                    .isEqualTo(1);
            assertThat(house.rig.gateway.counters().value(GatewayMetric.LOOKUPS_FORBIDDEN))
                    .isEqualTo(4);
        }
    }

    @Test
    void shouldSayThatThereIsNoDirectory() {
        try (Rig rig = Rig.launch()) {
            rig.operator().say(new PatientQuery("r", "p-17")).error(ErrorCode.NO_DIRECTORY);
            rig.operator().say(new PastAlertsQuery("r", "", "", 10, 0)).error(ErrorCode.NO_DIRECTORY);
        }
    }

    private static AlertReport open(final JdkPeer peer) {
        peer.say(new ClientMessage.AlertsQuery("q", 10, 0));
        while (true) {
            final ServerMessage next = peer.next(ServerMessage.class);
            if (next instanceof ServerMessage.Alerts alerts) {
                assertThat(alerts.alerts()).hasSize(1);
                return alerts.alerts().get(0);
            }
        }
    }

    private static List<PastAlertReport> past(final JdkPeer peer, final String patient, final int limit) {
        peer.say(new PastAlertsQuery("r", patient, "", limit, 0));
        return peer.next(ServerMessage.PastAlerts.class).alerts();
    }

    /** A router with roles, an event log, and a directory in memory that is open. */
    private static final class House implements AutoCloseable {
        private final Rig rig;
        private final ReadModels models;

        House(final Path folder) throws Exception {
            this(folder, true);
        }

        House(final Path folder, final boolean operators) throws Exception {
            final Path register = Files.writeString(
                    folder.resolve("register.csv"), "patient,name,contacts\np-17,Ada,Otto 030 1\np-99,Eve\n");
            final InMemoryEventLog events = new InMemoryEventLog();
            final Gateway.Context door = new Gateway.Context()
                    .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .drainTimeout(Duration.ofMillis(200));
            final AlertRouter router = AlertRouter.launch(new AlertRouter.Context()
                    .journal(new InMemoryJournal())
                    .eventLog(events)
                    .listener(door.listener())
                    .site(Rig.site()
                            .person("zoe")
                            .person("greta")
                            .person("nora")
                            .patient("p-18", "icu-1")
                            .care("p-18", "nora")
                            .authority("ann", AuthorityRole.NURSE)
                            .authority("nora", AuthorityRole.NURSE)
                            .authority("greta", AuthorityRole.ADMIN_UNIT)
                            .role("icu", "office", "greta")
                            .emergencyContacts("p-17", "zoe")
                            .build()));
            models = ReadModels.of(
                            new ReadModelSettings(ReadModelSettings.Kind.MEMORY, null, 100, 100, 10, 1_000, register),
                            new RouterFeed(router, events, 0))
                    .start();
            rig = new Rig(router, Gateway.launch(door.router(router).directory(models, operators)));
            await().until(() -> models.counts().patients() == 3 && !models.isCatchingUp());
        }

        @Override
        public void close() {
            rig.gateway.close();
            models.close();
            rig.close();
        }
    }
}
