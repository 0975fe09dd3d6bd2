package io.tocsin.transport.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tocsin.AlertRouter;
import io.tocsin.Policy;
import io.tocsin.Site;
import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.GrantViewers;
import io.tocsin.codecs.json.MonitoringReport;
import io.tocsin.codecs.json.ReadingQuality;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.ShownReading;
import io.tocsin.codecs.json.StartMonitoring;
import io.tocsin.codecs.json.StopMonitoring;
import io.tocsin.codecs.sbe.Acuity;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.DeviceKind;
import io.tocsin.codecs.sbe.MonitoringList;
import io.tocsin.codecs.sbe.MonitoringStatus;
import io.tocsin.codecs.sbe.MonitoringType;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.journal.InMemoryJournal;
import io.tocsin.transport.gateway.Gateway;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Nora, the nurse of p-17, monitors the patient; Paul, a physician, lets Faye, who is family, look on; Fred is another patient's family. Over real sockets. */
@Timeout(60)
@ParameterizedClass
@EnumSource(Spoken.class)
final class MonitoringTest {
    private static final int PATIENCE = ScriptedServer.PATIENCE_SECONDS;

    private final Spoken spoken;

    private static final Site SITE = Site.named("north")
            .person("nora")
            .person("paul")
            .person("faye")
            .person("fred")
            .desk("desk")
            .unit("icu")
            .bed("icu-1", "icu")
            .bed("icu-2", "icu")
            .patient("p-17", "icu-1")
            .patientInUnit("p-18", "icu")
            .role("icu", "physician", "paul")
            .care("p-17", "nora")
            .authority("nora", AuthorityRole.NURSE)
            .authority("paul", AuthorityRole.PHYSICIAN)
            .authority("faye", AuthorityRole.FAMILY, "p-17")
            .authority("fred", AuthorityRole.FAMILY, "p-18")
            .policy(Policy.named("all").careTeam(Policy.seconds(60)).failSafe("desk", Policy.seconds(60)))
            .build();

    private final Gateway.Context door = new Gateway.Context()
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .drainTimeout(Duration.ofMillis(100));
    private final AlertRouter router = AlertRouter.launch(new AlertRouter.Context()
            .listener(door.listener())
            .site(SITE)
            .journal(new InMemoryJournal())
            .historyBytes(2 << 20));
    private final Gateway gateway = Gateway.launch(door.router(router));
    private final ClientGroup group = ClientGroup.threads(1);
    private final List<TocsinClient> clients = new ArrayList<>();

    MonitoringTest(final Spoken spoken) {
        this.spoken = spoken;
    }

    @AfterEach
    void tearDown() {
        clients.forEach(TocsinClient::close);
        gateway.close();
        router.close();
        group.close();
    }

    @Test
    void shouldTellWhoIsNamedAsFarAsTheyMaySee() throws Exception {
        final Recorder physician = new Recorder();
        final Recorder family = new Recorder();
        final TocsinClient nora = connect("nora", new Recorder());
        final TocsinClient paul = connect("paul", physician);
        connect("faye", family);
        final TocsinClient fred = connect("fred", new Recorder());

        final ServerMessage.Answer begun = nora.command(id -> new StartMonitoring(
                        id,
                        0,
                        MonitoringType.TELEMETRY,
                        "p-17",
                        "",
                        List.of(new MonitoringReport.Device(DeviceKind.EKG_MONITOR, "ekg-4"))))
                .get(PATIENCE, SECONDS);
        final long session = begun.detail();
        assertThat(paul.command(id -> new GrantViewers(id, 0, session, MonitoringList.FAMILY, List.of("faye")))
                        .get(PATIENCE, SECONDS)
                        .result())
                .isEqualTo(AnswerResult.OK);
        assertThat(nora.command(id -> new GrantViewers(id, 0, session, MonitoringList.RECIPIENTS, List.of("paul")))
                        .get(PATIENCE, SECONDS)
                        .result())
                .isEqualTo(AnswerResult.OK);

        final MonitoringReport first = Recorder.next(family.monitorings);
        assertThat(first.patient()).isEqualTo("p-17");
        assertThat(first.family()).containsExactly("faye");
        assertThat(Recorder.next(family.monitorings).toString()).as("no staff").doesNotContain("nora", "paul");
        final MonitoringReport told = Recorder.next(physician.monitorings);
        assertThat(told.startedBy()).isEqualTo("nora");
        assertThat(told.recipients()).containsExactly("paul");
        assertThat(nora.monitorings(10, 0).get(PATIENCE, SECONDS).monitorings()).containsExactly(told);
        assertThat(fred.monitorings(10, 0).get(PATIENCE, SECONDS).monitorings())
                .as("another patient's family")
                .isEmpty();

        nora.command(id -> new StopMonitoring(id, 0, session)).get(PATIENCE, SECONDS);
        assertThat(Recorder.next(family.monitorings).status()).isEqualTo(MonitoringStatus.ENDED);
        assertThat(Recorder.next(physician.monitorings).status()).isEqualTo(MonitoringStatus.ENDED);
        assertThatThrownBy(() -> nora.vitals(readings()).get(PATIENCE, SECONDS))
                .as("readings of a device whose session was stopped")
                .hasMessageContaining(AnswerResult.MONITORING_ENDED.name());
        assertThat(nora.monitorings(10, 0).get(PATIENCE, SECONDS).monitorings()).isEmpty();
    }

    @Test
    void shouldShowTheSessionOfABedOnlyToWhoHasToDoWithIt() throws Exception {
        final TocsinClient nora = connect("nora", new Recorder());
        final TocsinClient paul = connect("paul", new Recorder());
        final long session = paul.command(
                        id -> new StartMonitoring(id, 0, MonitoringType.EMERGENCY, "", "icu-2", List.of()))
                .get(PATIENCE, SECONDS)
                .detail();
        paul.command(id -> new GrantViewers(id, 0, session, MonitoringList.VIEWERS, List.of("nora")))
                .get(PATIENCE, SECONDS);

        assertThat(paul.monitorings(10, 0).get(PATIENCE, SECONDS).monitorings())
                .singleElement()
                .extracting(MonitoringReport::bed, MonitoringReport::viewers)
                .containsExactly("icu-2", List.of("nora"));
        assertThat(nora.monitorings(10, 0).get(PATIENCE, SECONDS).monitorings())
                .as("cares for p-17 alone")
                .isEmpty();
    }

    @Test
    void shouldShowWhatIsReadToWhoWatches() throws Exception {
        final Recorder physician = new Recorder();
        final TocsinClient nora = connect("nora", new Recorder());
        final TocsinClient paul = connect("paul", physician);
        final TocsinClient fred = connect("fred", new Recorder());
        final long session = nora.command(
                        id -> new StartMonitoring(id, 0, MonitoringType.TELEMETRY, "p-17", "", List.of()))
                .get(PATIENCE, SECONDS)
                .detail();
        nora.command(id -> new GrantViewers(id, 0, session, MonitoringList.RECIPIENTS, List.of("paul")))
                .get(PATIENCE, SECONDS);
        nora.vitals(readings()).get(PATIENCE, SECONDS);

        assertThat(paul.watchVitals(session, true).get(PATIENCE, SECONDS).over())
                .isFalse();
        ServerMessage.VitalsShown shown = Recorder.next(physician.vitals);
        while (shown.readings().isEmpty()) {
            shown = Recorder.next(physician.vitals);
        }
        assertThat(shown.monitoringId()).isEqualTo(session);
        assertThat(shown.readings())
                .extracting(ShownReading::parameter, ShownReading::hundredths)
                .containsExactly(tuple(Parameter.HEART_RATE, 8_000));
        assertThatThrownBy(() -> fred.watchVitals(session, true).get(PATIENCE, SECONDS))
                .as("another patient's family")
                .hasMessageContaining(ErrorCode.FORBIDDEN.name());

        assertThat(paul.watchVitals(session, false).get(PATIENCE, SECONDS).over())
                .isTrue();
    }

    private static ClientMessage.Vitals readings() {
        return new ClientMessage.Vitals(
                "",
                0,
                0,
                "p-17",
                "",
                "ekg-4",
                Acuity.CONTINUOUS,
                Purpose.PRODUCTION,
                ReadingQuality.UNSTATED,
                List.of(new ClientMessage.Reading(Parameter.HEART_RATE, 8_000)));
    }

    private TocsinClient connect(final String person, final Recorder recorder) throws Exception {
        final TocsinClient client = TocsinClient.connect(new TocsinClient.Context()
                .endpoints(URI.create("ws://127.0.0.1:" + gateway.address().getPort() + "/ws"))
                .codec(spoken.codec())
                .role(Role.CLINICIAN)
                .person(person)
                .client("phone of " + person)
                .group(group)
                .listener(recorder));
        clients.add(client);
        client.connected().get(PATIENCE, SECONDS);
        return client;
    }
}
