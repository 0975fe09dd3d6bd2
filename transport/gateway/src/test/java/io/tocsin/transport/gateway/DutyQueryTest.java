package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tocsin.DutyPlace;
import io.tocsin.Policy;
import io.tocsin.Roster;
import io.tocsin.Site;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.DutyKey;
import io.tocsin.codecs.json.DutyReport;
import io.tocsin.codecs.json.JsonCodec;
import io.tocsin.codecs.json.ProtocolException;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.ServerMessageReader;
import io.tocsin.testkit.RouterTestKit;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who is on duty and on break, page by page, while people come and go. */
final class DutyQueryTest {
    private static final Peer OPERATOR = new Peer(Role.OPERATOR, "", "board", 1, 0);
    private static final Peer ANN = new Peer(Role.CLINICIAN, "ann", "phone", 2, 3);
    private static final Peer MONITOR = new Peer(Role.SOURCE, "", "monitor", 4, 0);
    private static final DutyPlace NURSES = DutyPlace.role("icu", "nurse");
    private static final DutyPlace BED = DutyPlace.bed("icu-1");

    private static RouterTestKit launch() {
        final Site.Builder site = Site.named("north").desk("desk").unit("icu").bed("icu-1", "icu");
        List.of("ann", "bob", "cora", "dan").forEach(site::person);
        return RouterTestKit.launch(site.role("icu", "nurse", "ann", "bob", "cora", "dan")
                .patient("p-17", "icu-1")
                .policy(Policy.named("all").failSafe("desk", Policy.seconds(60)))
                .build());
    }

    private static Roster roster(final RouterTestKit kit, final DutyPlace place, final String... people) {
        final Instant now = Instant.EPOCH.plusNanos(kit.nowNs());
        return new Roster(
                place,
                false,
                Arrays.stream(people)
                        .map(person -> new Roster.Shift(person, now, now.plus(Duration.ofHours(1))))
                        .toList());
    }

    private static ServerMessage.Duty page(
            final RouterTestKit kit, final Peer peer, final int limit, final @Nullable DutyKey after)
            throws ProtocolException {
        final Switchboard switchboard = new Switchboard();
        switchboard.onView(kit.router().view());
        final byte[] answer = new QueryDesk(switchboard, ReadDesk.unrecorded(), JsonCodec.INSTANCE)
                .answer(new ClientMessage.DutyQuery("r", limit, after), peer);
        return (ServerMessage.Duty) ServerMessageReader.read(ByteBuffer.wrap(answer));
    }

    private static DutyKey last(final ServerMessage.Duty page) {
        return page.duty().get(page.duty().size() - 1).key();
    }

    @Test
    void shouldPassOverNobodyThoughWhoWasListedGoes() throws ProtocolException {
        try (RouterTestKit kit = launch()) {
            kit.answer(kit.router()
                    .duty()
                    .replace(List.of(roster(kit, NURSES, "ann", "bob", "cora"), roster(kit, BED, "dan"))));
            kit.settle();
            final ServerMessage.Duty first = page(kit, OPERATOR, 2, null);
            kit.answer(kit.router().duty().replace(List.of(roster(kit, NURSES, "cora"))));
            kit.settle();
            final ServerMessage.Duty second = page(kit, OPERATOR, 2, last(first));

            assertThat(first.duty()).extracting(DutyReport::person).containsExactly("ann", "bob");
            assertThat(first.more()).isTrue();
            assertThat(second.duty())
                    .extracting(DutyReport::person, DutyReport::role, DutyReport::bed)
                    .containsExactly(tuple("cora", "nurse", ""), tuple("dan", "", "icu-1"));
            assertThat(second.more()).isFalse();
            assertThat(page(kit, OPERATOR, 2, last(second)).duty()).isEmpty();
        }
    }

    @Test
    void shouldListEachOnceWhateverTheLimit() throws ProtocolException {
        try (RouterTestKit kit = launch()) {
            kit.router().connect("dan", offer -> {});
            kit.answer(kit.router()
                    .duty()
                    .replace(List.of(
                            roster(kit, DutyPlace.patient("p-17"), "bob"),
                            roster(kit, BED, "cora", "ann"),
                            roster(kit, NURSES, "bob", "ann"))));
            kit.answer(kit.router().connect("ann", offer -> {}).beginBreak(Duration.ofMinutes(20), "dan"));
            kit.settle();
            final List<DutyReport> all = page(kit, OPERATOR, 200, null).duty();
            assertThat(all)
                    .extracting(DutyReport::person, DutyReport::role, DutyReport::bed, DutyReport::patient)
                    .containsExactly(
                            tuple("ann", "nurse", "", ""),
                            tuple("bob", "nurse", "", ""),
                            tuple("ann", "", "icu-1", ""),
                            tuple("cora", "", "icu-1", ""),
                            tuple("bob", "", "", "p-17"),
                            tuple("ann", "", "", ""));

            DutyKey after = null;
            for (final DutyReport each : all) {
                final ServerMessage.Duty page = page(kit, OPERATOR, 1, after);
                assertThat(page.duty()).containsExactly(each);
                after = last(page);
            }
        }
    }

    @Test
    void shouldShowBreaksToOperatorsAndCliniciansOnly() throws ProtocolException {
        try (RouterTestKit kit = launch()) {
            kit.router().connect("dan", offer -> {});
            kit.answer(kit.router().connect("bob", offer -> {}).beginBreak(Duration.ofMinutes(20), "dan"));
            kit.settle();

            assertThat(page(kit, OPERATOR, 200, null).duty())
                    .extracting(DutyReport::person, DutyReport::cover)
                    .containsExactly(tuple("bob", "dan"));
            assertThat(page(kit, ANN, 200, null).duty()).hasSize(1);
            assertThat(page(kit, MONITOR, 200, null).duty()).isEmpty();
        }
    }
}
