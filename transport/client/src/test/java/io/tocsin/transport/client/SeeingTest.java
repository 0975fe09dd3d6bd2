package io.tocsin.transport.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.AlertRouter;
import io.tocsin.Policy;
import io.tocsin.Preset;
import io.tocsin.Site;
import io.tocsin.codecs.json.AlertDeclaration;
import io.tocsin.codecs.json.AlertReport;
import io.tocsin.codecs.json.AlertText;
import io.tocsin.codecs.json.Location;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.Shown;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.transport.gateway.Gateway;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What people see of a patient's alert over real sockets, of a site with the preset {@code default}: nurse Nora cares for p-17, Adam administers, Olga audits, Faye is
 * family with the patient's consent, Fred is another patient's family. Nora sees the patient, Adam and Olga how it stands, Faye that somebody responds, Fred nothing.
 */
@Timeout(60)
@ParameterizedClass
@EnumSource(Spoken.class)
final class SeeingTest {
    private static final int PATIENCE = ScriptedServer.PATIENCE_SECONDS;

    private final Spoken spoken;

    private static final Site SITE = Site.named("north")
            .person("nora")
            .person("adam")
            .person("olga")
            .person("faye")
            .person("fred")
            .desk("desk")
            .unit("icu")
            .bed("icu-1", "icu")
            .role("icu", Preset.ADMINISTRATOR, "adam")
            .patient("p-17", "icu-1")
            .patientInUnit("p-18", "icu")
            .care("p-17", "nora")
            .authority("nora", AuthorityRole.NURSE)
            .authority("olga", AuthorityRole.AUDITOR)
            .authority("faye", AuthorityRole.FAMILY, "p-17")
            .authority("fred", AuthorityRole.FAMILY, "p-18")
            .policy(Policy.named("family-too")
                    .severities(Severity.URGENT)
                    .careTeam(Policy.seconds(600))
                    .andPerson("faye")
                    .andPerson("fred")
                    .failSafe("desk", Policy.seconds(600)))
            .preset(Preset.DEFAULT, "desk")
            .build();

    private final Gateway.Context door = new Gateway.Context()
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .drainTimeout(Duration.ofMillis(100));
    private final AlertRouter router = AlertRouter.launch(
            new AlertRouter.Context().listener(door.listener()).site(SITE));
    private final Gateway gateway = Gateway.launch(door.router(router));
    private final ClientGroup group = ClientGroup.threads(1);
    private final List<TocsinClient> clients = new ArrayList<>();
    private final Recorder nora = new Recorder();
    private final Recorder adam = new Recorder();
    private final Recorder faye = new Recorder();
    private final Recorder fred = new Recorder();

    SeeingTest(final Spoken spoken) {
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
    void shouldShowTheNurseThePatientAndTheAdministratorThatThereIsAnAlert() throws Exception {
        final TocsinClient nurse = connect("nora", nora);
        connect("adam", adam);
        final long alertId = raise(Severity.CRITICAL);

        final AlertReport whole = Recorder.next(nora.deliveries).alert();
        assertThat(whole.shown()).isEqualTo(Shown.WHOLE);
        assertThat(whole.subject()).extracting("id").isEqualTo("p-17");
        assertThat(whole.bed()).isEqualTo("icu-1");
        assertThat(whole.text().description()).isEqualTo("blue and cold");

        final ServerMessage.Delivery copy = Recorder.next(adam.deliveries);
        assertThat(copy.kind()).isEqualTo(OutputKind.OFFER);
        assertThat(copy.alert().alertId()).isEqualTo(alertId);
        assertThat(copy.alert().shown()).isEqualTo(Shown.METADATA);
        assertThat(copy.alert().emergency()).isEqualTo(EmergencyType.STROKE);
        assertThat(copy.alert().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(copy.alert().unit()).isEqualTo("icu");
        assertThat(copy.toString()).doesNotContain("p-17", "icu-1", "blue and cold", "stroke-of-p-17");

        nurse.accept(alertId).get(PATIENCE, SECONDS);
        final ServerMessage.Delivery taken = Recorder.next(adam.deliveries);
        assertThat(taken.kind()).isEqualTo(OutputKind.TAKEN);
        assertThat(taken.owner()).isEqualTo("nora");
        assertThat(taken.alert().shown()).isEqualTo(Shown.METADATA);
    }

    @Test
    void shouldShowTheFamilyThatSomebodyRespondsAndNobodyElsesFamilyAnything() throws Exception {
        final TocsinClient nurse = connect("nora", nora);
        final TocsinClient family = connect("faye", faye);
        final TocsinClient strangers = connect("fred", fred);
        final long alertId = raise(Severity.URGENT);

        final AlertReport told = Recorder.next(faye.deliveries).alert();
        assertThat(told.shown()).isEqualTo(Shown.SUMMARY);
        assertThat(told.responding()).isFalse();
        assertThat(told.severity()).as("softened").isEqualTo(Severity.NULL_VAL);
        nurse.accept(alertId).get(PATIENCE, SECONDS);
        final ServerMessage.Delivery taken = Recorder.next(faye.deliveries);
        assertThat(taken.alert().responding()).isTrue();
        assertThat(taken.toString()).doesNotContain("nora", "icu", "blue and cold", "URGENT", "STROKE");

        final AlertReport asked = only(family);
        assertThat(asked.responding()).isTrue();
        assertThat(asked.subject()).extracting("id").isEqualTo("p-17");
        assertThat(asked.toString()).doesNotContain("nora", "icu", "blue and cold", "URGENT", "STROKE");

        final AlertReport notHis = Recorder.next(fred.deliveries).alert();
        assertThat(notHis.shown()).as("told by mistake of the site").isEqualTo(Shown.NOTHING);
        assertThat(notHis.toString()).doesNotContain("p-17", "nora", "icu", "blue and cold", "URGENT", "STROKE");
        assertThat(alerts(strangers)).isEmpty();
    }

    @Test
    void shouldShowTheAuditorHowEveryAlertStandsAndWithdrawIt() throws Exception {
        final TocsinClient auditor = connect("olga", new Recorder());
        connect("nora", nora);
        raise(Severity.URGENT);
        Recorder.next(nora.deliveries);

        final AlertReport seen = only(auditor);
        assertThat(seen.shown()).isEqualTo(Shown.METADATA);
        assertThat(seen.responses().keySet()).as("without the family").doesNotContain("faye", "fred");
        assertThat(seen.toString()).doesNotContain("p-17", "icu-1", "blue and cold", "faye", "fred");

        router.configure(SITE.toBuilder()
                        .authority("olga", AuthorityRole.PRIVACY)
                        .build())
                .get(PATIENCE, SECONDS);
        assertThat(alerts(auditor)).as("another role, the same connection").isEmpty();
    }

    private TocsinClient connect(final String person, final Recorder recorder) throws Exception {
        final TocsinClient client = TocsinClient.connect(new TocsinClient.Context()
                .endpoints(URI.create("ws://127.0.0.1:" + gateway.address().getPort() + "/ws"))
                .codec(spoken.codec())
                .role(Role.CLINICIAN)
                .person(person)
                .client("phone-of-" + person)
                .backoff(1, 20)
                .group(group)
                .listener(recorder));
        clients.add(client);
        client.connected().get(PATIENCE, SECONDS);
        return client;
    }

    private long raise(final Severity severity) throws Exception {
        final AlertText text =
                new AlertText("", "blue and cold", "", Location.UNKNOWN, Map.of(), List.of(), Map.of(), 0, 0);
        try (TocsinClient monitor = TocsinClient.connect(new TocsinClient.Context()
                .endpoints(URI.create("ws://127.0.0.1:" + gateway.address().getPort() + "/ws"))
                .codec(spoken.codec())
                .client("m3")
                .group(group))) {
            return monitor.raise(new AlertDeclaration(
                            "stroke-of-p-17", EmergencyType.STROKE, severity, "p-17", "", "", "", text))
                    .get(PATIENCE, SECONDS)
                    .alertId();
        }
    }

    private static List<AlertReport> alerts(final TocsinClient client) throws Exception {
        return client.alerts(10, 0).get(PATIENCE, SECONDS).alerts();
    }

    private static AlertReport only(final TocsinClient client) throws Exception {
        final List<AlertReport> alerts = alerts(client);
        assertThat(alerts).hasSize(1);
        return alerts.get(0);
    }
}
