package io.tocsin;

import static io.tocsin.Policy.minutes;
import static io.tocsin.Policy.seconds;
import static io.tocsin.codecs.sbe.EmergencyType.CHOKING;
import static io.tocsin.codecs.sbe.Severity.CRITICAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.Presence;
import io.tocsin.testkit.RouterTestKit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The nearest, as an embedder has them told. */
final class NearestTest {
    private static final Site TOWN = Site.named("town")
            .person("ann")
            .person("bob")
            .person("medic-1")
            .desk("desk")
            .positionsHold(minutes(2))
            .policy(Policy.named("nearest")
                    .nearest(seconds(10))
                    .nearest(seconds(10))
                    .failSafe("desk", seconds(60)))
            .build();

    @Test
    void shouldTellTheNearestThenTheNextThenTheDesk() {
        final List<String> told = new ArrayList<>();
        try (RouterTestKit kit = RouterTestKit.launch(TOWN)) {
            final RecipientSession ann = kit.router().connect("ann", offer -> told.add("ann"));
            kit.router().connect("bob", offer -> told.add("bob"));
            final RecipientSession medic = kit.router().connect("medic-1", offer -> told.add("medic-1"));
            kit.answer(ann.position(Position.at(40.12, -75.34).and("north", "A", "2", "", "12")));
            kit.answer(kit.router().position("bob", Position.at(40.13, -75.34)));
            kit.answer(kit.router().position("medic-1", Position.at(40.14, -75.34)));
            kit.answer(medic.presence(Presence.BUSY));

            kit.answer(kit.router()
                    .raise(Raise.alert("k").type(CHOKING).severity(CRITICAL).position(40.135, -75.34)));
            assertThat(told).containsExactly("bob");
            kit.advance(seconds(10));
            assertThat(told).containsExactly("bob", "ann");
        }
    }

    @Test
    void shouldTellTheNearestWhoIsQualifiedAndSomebodyRatherThanNobody() {
        final List<String> told = new ArrayList<>();
        final Site site = TOWN.toBuilder()
                .qualified("bob", "airway", "stroke")
                .qualified("ann", "stroke")
                .build();
        try (RouterTestKit kit = RouterTestKit.launch(site)) {
            kit.router().connect("ann", offer -> told.add("ann " + offer.alertId()));
            kit.router().connect("bob", offer -> told.add("bob " + offer.alertId()));
            kit.answer(kit.router().position("ann", Position.at(40.12, -75.34)));
            kit.answer(kit.router().position("bob", Position.at(40.13, -75.34)));
            for (final String required : List.of("stroke", "airway", "burns")) {
                kit.answer(kit.router()
                        .raise(Raise.alert(required)
                                .type(CHOKING)
                                .severity(CRITICAL)
                                .specialization(required)
                                .position(40.119, -75.34)));
            }

            assertThat(told).containsExactly("ann 1", "bob 2", "ann 3");
        }
    }

    @Test
    void shouldForgetAPositionAfterTheSitesTime() {
        final List<String> told = new ArrayList<>();
        try (RouterTestKit kit = RouterTestKit.launch(TOWN)) {
            kit.router().connect("ann", offer -> told.add("ann"));
            kit.answer(kit.router().position("ann", Position.in("north", "A", "2", "", "12")));
            kit.advance(minutes(2));
            kit.answer(kit.router()
                    .raise(Raise.alert("k")
                            .type(CHOKING)
                            .severity(CRITICAL)
                            .facilityName("north")
                            .building("A")));

            assertThat(told).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0, are 0", "90.1, 0, latitude", "0, -180.1, longitude", "NaN, 1, latitude"})
    void shouldRefuseWhatIsNoPosition(final double latitude, final double longitude, final String complaint) {
        assertThatThrownBy(() -> Position.at(latitude, longitude))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(complaint);
    }
}
