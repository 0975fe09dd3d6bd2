package io.tocsin;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.testkit.RouterTestKit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Handing an alert on, as a client of a person does it. */
final class HandoverTest {
    private final RouterTestKit kit = RouterTestKit.launch(North.builder()
            .policy(North.STANDARD.bedside(Duration.ofSeconds(30)).repeatSteps(1))
            .build());
    private final AlertRouter router = kit.router();
    private final List<Offer> ann = new ArrayList<>();
    private final List<Offer> bob = new ArrayList<>();

    @AfterEach
    void tearDown() {
        kit.close();
    }

    private AlertState alert() {
        kit.settle();
        return router.openAlerts().get(0);
    }

    private void alarm() {
        kit.answer(router.connect("ann", ann::add).opened());
        kit.answer(router.connect("bob", bob::add).opened());
        kit.answer(router.raise(North.arrest("a")));
        kit.settle();
    }

    @Test
    void shouldGiveBackAndNameAColleague() {
        alarm();
        kit.answer(ann.get(0).accept());
        kit.answer(ann.get(0).release());
        assertThat(alert().owner()).isNull();
        assertThat(alert().responses()).containsEntry("ann", Response.UNDEFINED).containsKey("bob");

        kit.answer(bob.get(0).redirect("ann", RejectReason.NOT_QUALIFIED));
        assertThat(alert().responses()).containsEntry("bob", Response.REJECTED).containsEntry("ann", Response.OFFERED);
    }

    @Test
    void shouldCallTheNextWhenTheOwnerIsNotAtTheBedside() {
        alarm();
        kit.answer(ann.get(0).accept());
        kit.advance(Duration.ofSeconds(31));
        assertThat(alert().owner()).isEqualTo("ann");
        assertThat(bob).isNotEmpty();

        kit.answer(ann.get(0).arrive());
        assertThat(alert().atBedside()).isTrue();
        assertThat(alert().deadlineNs()).isZero();
    }

    @Test
    void shouldRingUntilAsManyHaveAcceptedAsAreNeeded() {
        try (RouterTestKit both = RouterTestKit.launch(North.builder()
                .policy(Policy.named("standard")
                        .careTeam(Duration.ofSeconds(10))
                        .andUnitRole("charge-nurse")
                        .needsAll()
                        .failSafe("desk", Duration.ofSeconds(60)))
                .build())) {
            both.answer(both.router().connect("ann", ann::add).opened());
            both.answer(both.router().connect("bob", bob::add).opened());
            both.answer(both.router().raise(North.arrest("a")));
            both.settle();
            both.answer(ann.get(0).accept());
            both.settle();
            final AlertState one = both.router().openAlerts().get(0);
            assertThat(one.owner()).isEqualTo("ann");
            assertThat(one.needed()).isEqualTo(2);
            assertThat(one.deadlineNs()).isPositive();

            both.answer(bob.get(0).accept());
            both.settle();
            final AlertState two = both.router().openAlerts().get(0);
            assertThat(two.owner()).isEqualTo("ann");
            assertThat(two.responses()).containsEntry("ann", Response.ACCEPTED).containsEntry("bob", Response.ACCEPTED);
            assertThat(two.deadlineNs()).isZero();
        }
    }

    @Test
    void shouldEscalateOnce() {
        alarm();
        final AlertState seen = ann.get(0).alert();
        kit.answer(ann.get(0).escalate());
        final AlertState after = alert();
        assertThat(after.step()).isGreaterThan(seen.step());

        kit.answer(ann.get(0).escalate());
        assertThat(alert().step()).isEqualTo(after.step());
    }
}
