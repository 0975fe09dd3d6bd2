package io.tocsin;

import static io.tocsin.Policy.seconds;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.Response;
import io.tocsin.testkit.RouterTestKit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A cardiac arrest calls a resuscitation team: lead, airway, nurse, recorder. Who of the people of a place comes first has it; the others of that place are left
 * alone, and those of the other places are not. Lea leads; Ari and Ada do airways; Nia and Nat are nurses; Rec writes. After half a minute Ivo of intensive care is asked for the
 * lead and Ana of anaesthesia for the airway, after another half the desk for whatever is missing.
 */
final class CodeBlueTest {
    private static final Policy TEAM = Policy.named("code-blue")
            .unitRole("lead", seconds(30))
            .fills("lead")
            .andUnitRole("airway")
            .fills("airway")
            .andUnitRole("nurse")
            .fills("nurse")
            .andUnitRole("recorder")
            .fills("recorder")
            .unitRole("intensivist", seconds(30))
            .fills("lead")
            .andUnitRole("anaesthesia")
            .fills("airway")
            .failSafe("desk", seconds(60));

    private final RouterTestKit kit = RouterTestKit.launch(site());
    private final Map<String, Offer> offers = new HashMap<>();
    private final List<String> heard = new ArrayList<>();

    private static Site site() {
        final Site.Builder site =
                Site.named("north").desk("desk").unit("icu").bed("icu-1", "icu").patient("p-17", "icu-1");
        List.of("lea", "ari", "ada", "nia", "nat", "rec", "ivo", "ana").forEach(site::person);
        return site.role("icu", "lead", "lea")
                .role("icu", "airway", "ari", "ada")
                .role("icu", "nurse", "nia", "nat")
                .role("icu", "recorder", "rec")
                .role("icu", "intensivist", "ivo")
                .role("icu", "anaesthesia", "ana")
                .policy(TEAM)
                .build();
    }

    /** One person's telephone. */
    private final class Telephone implements OfferListener {
        private final String person;

        Telephone(final String person) {
            this.person = person;
        }

        @Override
        public void onOffer(final Offer offer) {
            offers.put(person, offer);
        }

        @Override
        public void onTaken(final Offer offer, final String ownerId) {
            heard.add(person + ": taken by " + ownerId);
        }

        @Override
        public void onJoined(final Offer offer, final String personId) {
            heard.add(person + ": " + personId + " comes");
        }
    }

    @BeforeEach
    void arrest() {
        for (final String person : List.of("lea", "ari", "ada", "nia", "nat", "rec", "ivo", "ana", "desk")) {
            kit.answer(kit.router().connect(person, new Telephone(person)).opened());
        }
        kit.answer(kit.router().raise(North.arrest("a")));
        kit.settle();
    }

    @AfterEach
    void tearDown() {
        kit.close();
    }

    private AlertState alert() {
        return kit.router().openAlerts().get(0);
    }

    private Offer of(final String person) {
        return requireNonNull(offers.get(person), person);
    }

    /** The team once somebody has accepted. */
    private String accepted(final String person) {
        kit.answer(of(person).accept());
        return team();
    }

    private String team() {
        kit.settle();
        return alert().slots().entrySet().stream()
                .map(slot -> slot.getKey() + " " + (slot.getValue().isEmpty() ? "-" : slot.getValue()))
                .collect(Collectors.joining(", "));
    }

    private boolean isCalling() {
        return alert().deadlineNs() != 0;
    }

    @Test
    void shouldCallUntilEveryPlaceIsTaken() {
        assertThat(team()).isEqualTo("lead -, airway -, nurse -, recorder -");

        assertThat(accepted("ari")).isEqualTo("lead -, airway ari, nurse -, recorder -");
        assertThat(heard).contains("ada: taken by ari", "lea: ari comes", "nia: ari comes", "rec: ari comes");
        assertThat(alert().responses()).containsEntry("ada", Response.WITHDRAWN).containsEntry("lea", Response.OFFERED);
        assertThat(isCalling()).isTrue();

        assertThat(accepted("nat")).isEqualTo("lead -, airway ari, nurse nat, recorder -");
        assertThat(accepted("lea")).isEqualTo("lead lea, airway ari, nurse nat, recorder -");
        assertThat(isCalling()).isTrue();
        assertThat(accepted("rec")).isEqualTo("lead lea, airway ari, nurse nat, recorder rec");
        assertThat(isCalling()).isFalse();
        assertThat(alert().owner()).isEqualTo("ari");
    }

    @Test
    void shouldNotTakeTwoForOnePlace() {
        accepted("ari");

        assertThatThrownBy(() -> accepted("ada")).hasMessageContaining("accepted");
        assertThat(team()).isEqualTo("lead -, airway ari, nurse -, recorder -");
    }

    @Test
    void shouldAskTheNextForOpenPlacesAlone() {
        accepted("ari");
        accepted("nia");
        accepted("rec");

        kit.advance(seconds(31));
        assertThat(alert().responses()).containsEntry("ivo", Response.OFFERED).doesNotContainKey("ana");
        assertThat(accepted("ivo")).isEqualTo("lead ivo, airway ari, nurse nia, recorder rec");
        assertThat(isCalling()).isFalse();
    }

    @Test
    void shouldCallAgainForAPlaceThatIsGivenBack() {
        accepted("ari");
        accepted("nia");
        accepted("rec");
        accepted("lea");

        kit.answer(of("ari").release());
        assertThat(team()).isEqualTo("lead lea, airway -, nurse nia, recorder rec");
        assertThat(isCalling()).isTrue();
        assertThat(alert().responses()).containsEntry("ana", Response.OFFERED).doesNotContainKey("ivo");
        assertThat(accepted("ana")).isEqualTo("lead lea, airway ana, nurse nia, recorder rec");
    }

    @Test
    void shouldLeaveWhatIsMissingToTheDesk() {
        accepted("ari");

        kit.advance(seconds(31));
        kit.advance(seconds(31));
        assertThat(accepted("desk")).isEqualTo("lead desk, airway ari, nurse desk, recorder desk");
        assertThat(isCalling()).isFalse();
    }

    @Test
    void shouldBeASlotOnlyIfARoleNamesIt() {
        assertThatThrownBy(() -> Policy.named("p").careTeam(seconds(1)).fills("lead"))
                .hasMessageContaining("no slot 'lead' yet");
        assertThatThrownBy(() -> Policy.named("p").unitRole("nurse", seconds(1)).fills("lead"))
                .hasMessageContaining("no slot 'lead' yet");
        assertThat(Policy.named("p")
                        .unitRole("lead", seconds(1))
                        .fills("lead")
                        .andPerson("ann")
                        .fills("lead")
                        .slots())
                .containsExactly("lead");
    }
}
