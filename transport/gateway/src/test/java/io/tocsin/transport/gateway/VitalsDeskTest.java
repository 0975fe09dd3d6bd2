package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.AlertRouter;
import io.tocsin.Monitoring;
import io.tocsin.Policy;
import io.tocsin.Readings;
import io.tocsin.RecipientSession;
import io.tocsin.Site;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.ProtocolException;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.ShownReading;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.MonitoringList;
import io.tocsin.codecs.sbe.MonitoringType;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.journal.InMemoryJournal;
import io.tocsin.testkit.RouterTestKit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ann, a nurse who cares for p-17, lets Faye, who is family, look on. */
final class VitalsDeskTest {
    private static final Peer ANN = new Peer(Role.CLINICIAN, "ann", "phone", 7, 1);
    private static final Peer FAYE = new Peer(Role.CLINICIAN, "faye", "phone", 8, 2);
    private static final Peer BOB = new Peer(Role.CLINICIAN, "bob", "phone", 9, 3);

    private final RouterTestKit kit = RouterTestKit.launch(new AlertRouter.Context()
            .site(site("faye"))
            .journal(new InMemoryJournal())
            .historyBytes(4 << 20));
    private final Switchboard switchboard = new Switchboard();
    private final List<ServerMessage> told = new ArrayList<>();
    private final List<Runnable> posted = new ArrayList<>();
    private final VitalsDesk desk = new VitalsDesk(switchboard, kit.router(), posted::add, told::add);
    private final RecipientSession ann = kit.router().connect("ann", offer -> {});
    private long session;

    @BeforeEach
    void monitor() {
        read(70);
        kit.advance(Duration.ofSeconds(10));
        session = begin();
        kit.answer(kit.router()
                .connect("paul", offer -> {})
                .monitoring()
                .name(session, MonitoringList.FAMILY, List.of("faye")));
        switchboard.onView(kit.router().view());
    }

    @AfterEach
    void close() {
        kit.close();
    }

    @Test
    void shouldTellTheNewestOfWhatWasReadSinceTheSessionBegan() throws ProtocolException {
        watch(FAYE, true);
        look(FAYE);
        assertThat(readings()).as("read before").isEmpty();
        look(FAYE);
        assertThat(told).as("nothing new").hasSize(1);

        read(80);
        read(81);
        look(FAYE);

        assertThat(told).hasSize(2);
        assertThat(readings()).singleElement().satisfies(reading -> {
            assertThat(reading.parameter()).isEqualTo(Parameter.HEART_RATE);
            assertThat(reading.hundredths()).isEqualTo(8_100);
        });
        look(FAYE);
        assertThat(told).hasSize(2);
    }

    @Test
    void shouldTellNothingMoreWhenTheSessionIsOver() throws ProtocolException {
        watch(ANN, true);
        look(ANN);
        kit.answer(ann.monitoring().stop(session));
        look(ANN);

        assertThat(told).last().isEqualTo(over(""));
        look(ANN);
        assertThat(told).hasSize(2);
    }

    @Test
    void shouldAskForRightsAgainBeforeItTells() throws ProtocolException {
        watch(FAYE, true);
        read(80);
        desk.look(FAYE);
        kit.settle();
        // Before it is answered, the patient does not consent any more.
        kit.answer(kit.router().configure(site("fred")));
        posted.remove(0).run();

        assertThat(told).containsExactly(over(""));
        assertRefused(FAYE, ErrorCode.FORBIDDEN);
    }

    @Test
    void shouldWatchAFewSessionsOfOnesOwnUntilItIsAskedNotTo() throws ProtocolException {
        assertRefused(BOB, ErrorCode.FORBIDDEN);
        final List<Long> more = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            more.add(begin());
        }
        for (final long each : more) {
            desk.take(new ClientMessage.WatchVitals("r", each, true), ANN);
        }
        kit.answer(ann.monitoring().stop(more.get(0)));
        final long ninth = begin();
        watch(ANN, true);
        assertThatThrownBy(() -> desk.take(new ClientMessage.WatchVitals("r", ninth, true), ANN))
                .hasMessageContaining("at most 8 sessions at once");

        assertThat(watch(ANN, false)).isEqualTo(over("r"));
        desk.look(ANN);
        kit.settle();
        assertThat(posted).as("those that go on").hasSize(6);
    }

    private long begin() {
        return kit.answer(ann.monitoring()
                        .start(Monitoring.of(MonitoringType.TELEMETRY).patient("p-17")))
                .monitoringId();
    }

    private ServerMessage watch(final Peer peer, final boolean on) throws ProtocolException {
        return desk.take(new ClientMessage.WatchVitals("r", session, on), peer);
    }

    private void assertRefused(final Peer peer, final ErrorCode code) {
        assertThatThrownBy(() -> watch(peer, true))
                .isInstanceOfSatisfying(
                        ProtocolException.class,
                        refused -> assertThat(refused.toMessage().code()).isEqualTo(code));
    }

    private void read(final int heartRate) {
        kit.router().readings(Readings.ofPatient("p-17").value(Parameter.HEART_RATE, heartRate));
        kit.settle();
    }

    private void look(final Peer peer) {
        desk.look(peer);
        kit.settle();
        posted.forEach(Runnable::run);
        posted.clear();
    }

    private List<ShownReading> readings() {
        return ((ServerMessage.VitalsShown) told.get(told.size() - 1)).readings();
    }

    private ServerMessage over(final String ref) {
        return new ServerMessage.VitalsShown(ref, session, 0, false, true, List.of());
    }

    private static Site site(final String family) {
        return Site.named("north")
                .person("ann")
                .person("bob")
                .person("paul")
                .person("faye")
                .person("fred")
                .desk("desk")
                .unit("icu")
                .bed("icu-1", "icu")
                .patient("p-17", "icu-1")
                .patientInUnit("p-18", "icu")
                .care("p-17", "ann")
                .role("icu", "physician", "paul")
                .authority("ann", AuthorityRole.NURSE)
                .authority("bob", AuthorityRole.NURSE)
                .authority("paul", AuthorityRole.PHYSICIAN)
                .authority(family, AuthorityRole.FAMILY, "p-17")
                .authority(family.equals("faye") ? "fred" : "faye", AuthorityRole.FAMILY, "p-18")
                .policy(Policy.named("all").person("desk", Policy.seconds(60)).failSafe("desk", Policy.seconds(60)))
                .build();
    }
}
