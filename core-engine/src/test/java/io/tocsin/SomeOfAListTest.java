package io.tocsin;

import static io.tocsin.Policy.seconds;
import static io.tocsin.codecs.sbe.EmergencyType.CHOKING;
import static io.tocsin.codecs.sbe.Severity.CRITICAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.ChoiceOrder;
import io.tocsin.testkit.RouterTestKit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Some of a list, as an embedder has them asked. */
final class SomeOfAListTest {
    @Test
    void shouldAskOneAtATimeInTurnThenTheNext() {
        final List<String> told = new ArrayList<>();
        try (RouterTestKit kit = RouterTestKit.launch(ward(ChoiceOrder.ROUND_ROBIN))) {
            kit.router().connect("ann", offer -> told.add("ann " + offer.alertId()));
            kit.router().connect("bob", offer -> told.add("bob " + offer.alertId()));
            kit.answer(kit.router().raise(alert("one")));
            kit.answer(kit.router().raise(alert("two")));
            assertThat(told).containsExactly("ann 1", "bob 2");
            kit.advance(seconds(10));
            assertThat(told).containsExactly("ann 1", "bob 2", "bob 1", "ann 2");
        }
    }

    @Test
    void shouldAskWhoHasAcceptedTheFewest() {
        final List<String> told = new ArrayList<>();
        try (RouterTestKit kit = RouterTestKit.launch(ward(ChoiceOrder.LEAST_LOADED))) {
            final RecipientSession ann = kit.router().connect("ann", offer -> told.add("ann " + offer.alertId()));
            kit.router().connect("bob", offer -> told.add("bob " + offer.alertId()));
            kit.answer(kit.router().raise(alert("one")));
            kit.answer(ann.accept(1));
            kit.answer(kit.router().raise(alert("two")));

            assertThat(told).containsExactly("ann 1", "bob 2");
        }
    }

    @Test
    void shouldTakeAPolicyWithAsManyStepsAndAsLongNamesAsThereMayBe() {
        final String role = "r".repeat(36);
        final String desk = "d".repeat(36);
        Policy longest = Policy.named("longest");
        for (int step = 0; step < Policy.MAX_STEPS; step++) {
            longest = longest.unitRole(role, seconds(10)).asks(1, ChoiceOrder.ROUND_ROBIN);
        }
        final Site site = Site.named("ward")
                .person("ann")
                .desk(desk)
                .unit("icu")
                .role("icu", role, "ann")
                .policy(longest.failSafe(desk, seconds(60)))
                .build();
        final List<String> told = new ArrayList<>();
        try (RouterTestKit kit = RouterTestKit.launch(site)) {
            kit.router().connect("ann", offer -> told.add("ann " + offer.alertId()));
            kit.answer(kit.router().raise(alert("one")));

            assertThat(told).containsExactly("ann 1");
        }
    }

    @Test
    void shouldRefuseToAskSomeOfWhatIsNoList() {
        final Policy policy = Policy.named("p");
        assertThatThrownBy(() -> policy.asks(1, ChoiceOrder.NEAREST)).hasMessageContaining("has no step yet");
        assertThatThrownBy(() -> policy.nearest(seconds(1)).asks(1, ChoiceOrder.AS_LISTED))
                .hasMessageContaining("are no list");
        assertThatThrownBy(() -> policy.careTeam(seconds(1)).asks(64, ChoiceOrder.AS_LISTED))
                .hasMessageContaining("asks is 64: it is 1 to 63");
        assertThatThrownBy(() -> policy.careTeam(seconds(1)).asks(1, ChoiceOrder.NULL_VAL))
                .hasMessageContaining("no order");
    }

    private static Raise alert(final String key) {
        return Raise.alert(key).type(CHOKING).severity(CRITICAL).unit("icu");
    }

    private static Site ward(final ChoiceOrder order) {
        return Site.named("ward")
                .person("ann")
                .person("bob")
                .desk("desk")
                .unit("icu")
                .role("icu", "nurse", "ann", "bob")
                .policy(Policy.named("some")
                        .unitRole("nurse", seconds(10))
                        .asks(1, order)
                        .unitRole("nurse", seconds(10))
                        .asks(1, order)
                        .failSafe("desk", seconds(60)))
                .build();
    }
}
