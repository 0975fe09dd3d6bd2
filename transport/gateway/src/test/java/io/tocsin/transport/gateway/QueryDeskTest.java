package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.AlertRouter;
import io.tocsin.LimitRules;
import io.tocsin.PatientLimit;
import io.tocsin.Policy;
import io.tocsin.Readings;
import io.tocsin.Site;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.HistoryRange;
import io.tocsin.codecs.json.JsonCodec;
import io.tocsin.codecs.json.LimitReport;
import io.tocsin.codecs.json.LimitsQuery;
import io.tocsin.codecs.json.ProtocolException;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.ServerMessageReader;
import io.tocsin.codecs.json.Subject;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.LimitReason;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.journal.InMemoryJournal;
import io.tocsin.testkit.RouterTestKit;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is asked for and answered later. */
final class QueryDeskTest {
    private final Switchboard switchboard = new Switchboard();
    private final List<ServerMessage> answers = new ArrayList<>();
    private final List<Runnable> posted = new ArrayList<>();

    @Test
    void shouldAskForRightsAgainWhenAHistoryIsAnswered() throws ProtocolException {
        final AlertRouter.Context context = new AlertRouter.Context()
                .site(site().care("p-17", "ann").build())
                .journal(new InMemoryJournal())
                .historyBytes(4 << 20);
        try (RouterTestKit kit = RouterTestKit.launch(context)) {
            kit.router().readings(Readings.ofPatient("p-17").value(Parameter.SPO2, 91));
            kit.settle();
            switchboard.onView(kit.router().view());
            ask(kit, "1");
            posted.remove(0).run();
            assertThat(answers).singleElement().isInstanceOf(ServerMessage.History.class);

            ask(kit, "2");
            // Before it is answered, somebody else cares for the patient.
            kit.answer(kit.router().configure(site().care("p-17", "bob").build()));
            posted.remove(0).run();

            assertThat(answers)
                    .last()
                    .isEqualTo(new ServerMessage.ProtocolError(
                            ErrorCode.FORBIDDEN,
                            "",
                            "the readings of this subject are not for this person",
                            0,
                            "2",
                            0));
        }
    }

    @Test
    void shouldShowLimitsOfAPatientToWhoMaySeeReadingsAndStaffToStaff() throws ProtocolException {
        final Site site = site().care("p-17", "ann")
                .authority("bob", AuthorityRole.FAMILY, "p-17")
                .rules(LimitRules.adult())
                .build();
        try (RouterTestKit kit = RouterTestKit.launch(site)) {
            kit.answer(kit.router()
                    .connect("ann", offer -> {})
                    .limit(PatientLimit.above(Parameter.HEART_RATE, 110)
                            .patient("p-17")
                            .because(LimitReason.TREATMENT, "calls her son daily")));
            switchboard.onView(kit.router().view());

            assertThat(limits(Role.CLINICIAN, "ann"))
                    .isEqualTo(limit("calls her son daily", "ann"))
                    .isEqualTo(limits(Role.OPERATOR, ""));
            assertThat(limits(Role.CLINICIAN, "bob")).isEqualTo(limit("", ""));
            assertThatThrownBy(() -> limits(Role.CLINICIAN, "desk"))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining("not for this person");
        }
    }

    private ServerMessage limits(final Role role, final String person) throws ProtocolException {
        final LimitsQuery query = new LimitsQuery("1", new Subject(Subject.Kind.PATIENT, "p-17"));
        final List<byte[]> sent = new ArrayList<>();
        new QueryDesk(switchboard, ReadDesk.unrecorded(), JsonCodec.INSTANCE)
                .answer(query, new Peer(role, person, "phone", 7, person.isEmpty() ? 0 : 1), sent::add);
        final ServerMessage.Limits limits =
                (ServerMessage.Limits) ServerMessageReader.read(ByteBuffer.wrap(sent.get(0)));
        return new ServerMessage.Limits("1", 0, limits.limits());
    }

    private static ServerMessage limit(final String comment, final String setBy) {
        return new ServerMessage.Limits(
                "1",
                0,
                List.of(new LimitReport(
                        Parameter.HEART_RATE, Bound.ABOVE, 11_000, 0, LimitReason.TREATMENT, comment, setBy)));
    }

    private void ask(final RouterTestKit kit, final String ref) throws ProtocolException {
        new QueryDesk(switchboard, ReadDesk.unrecorded(), JsonCodec.INSTANCE)
                .answer(
                        new ClientMessage.HistoryQuery(
                                ref,
                                new HistoryRange(new Subject(Subject.Kind.PATIENT, "p-17"), Parameter.SPO2, 0, 0, 10)),
                        new Peer(Role.CLINICIAN, "ann", "phone", 7, 1),
                        kit.router(),
                        posted::add,
                        answers::add);
        kit.settle();
    }

    private static Site.Builder site() {
        return Site.named("north")
                .person("ann")
                .person("bob")
                .authority("ann", AuthorityRole.NURSE)
                .desk("desk")
                .unit("icu")
                .bed("icu-1", "icu")
                .patient("p-17", "icu-1")
                .policy(Policy.named("all").person("desk", Policy.seconds(60)).failSafe("desk", Policy.seconds(60)));
    }
}
