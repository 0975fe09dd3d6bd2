package io.tocsin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.codecs.sbe.Lane;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.testkit.RouterTestKit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RecipientSessionTest {
    private final RouterTestKit kit = RouterTestKit.launch(North.builder()
            .policy(Policy.named("standard")
                    .careTeam(Policy.seconds(10))
                    .unitRole("charge-nurse", Policy.seconds(20))
                    .failSafe("desk", Policy.seconds(60)))
            .care("p-17", "ann", "bob")
            .build());
    private final AlertRouter router = kit.router();
    private final Client ann = new Client();
    private final Client bob = new Client();

    @AfterEach
    void tearDown() {
        kit.close();
    }

    @Test
    void shouldOfferWithEverythingThatIsKnown() {
        router.connect("ann", ann);
        kit.answer(router.raise(North.arrest("a").description("asystole").room("4")));

        assertThat(ann.told).singleElement().satisfies(offer -> {
            assertThat(offer.kind()).isEqualTo(OutputKind.OFFER);
            assertThat(offer.alertId()).isEqualTo(1);
            assertThat(offer.patientId()).isEqualTo("p-17");
            assertThat(offer.bed()).isEqualTo("icu-1");
            assertThat(offer.unit()).isEqualTo("icu");
            assertThat(offer.description()).isEqualTo("asystole");
            assertThat(offer.place().room()).isEqualTo("4");
            assertThat(offer.step()).isZero();
            assertThat(offer.deadlineNs()).isEqualTo(kit.nowNs() + 10_000_000_000L);
            assertThat(offer.lane()).isEqualTo(Lane.CRITICAL);
            assertThat(offer.seq()).isEqualTo(1);
            assertThat(offer.prev()).isZero();
            assertThat(offer.redelivery()).isFalse();
            assertThat(offer.alert().responses()).containsEntry("ann", Response.OFFERED);
        });
    }

    @Test
    void shouldConfirmWhatTheListenerTook() {
        router.connect("ann", ann);
        kit.answer(router.raise(North.arrest("a")));
        kit.answer(router.raise(North.raise("b", Severity.URGENT)));
        kit.settle();

        assertThat(kit.events(RouterEvent.ReceiptNoted.class))
                .extracting(RouterEvent.ReceiptNoted::lane, RouterEvent.ReceiptNoted::receivedSeq)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Lane.CRITICAL, 1L),
                        org.assertj.core.groups.Tuple.tuple(Lane.OTHER, 1L));
    }

    @Test
    void shouldShowHowFarAPersonHasReceived() {
        router.connect("ann", ann);
        kit.answer(router.raise(North.arrest("a")));
        kit.answer(router.raise(North.arrest("b")));
        kit.settle();

        assertThat(router.view().received("ann", Lane.CRITICAL)).isEqualTo(2);
        assertThat(router.view().received("ann", Lane.OTHER)).isZero();
        assertThat(router.view().received("nobody", Lane.CRITICAL)).isZero();
    }

    @Test
    void shouldConfirmManyDeliveriesAtOnce() {
        router.connect("ann", ann);
        for (int i = 0; i < 20; i++) {
            router.raise(North.arrest("a" + i));
        }
        kit.settle();

        assertThat(ann.told).hasSize(20);
        assertThat(kit.events(RouterEvent.ReceiptNoted.class))
                .hasSizeLessThan(5)
                .last()
                .satisfies(receipt -> assertThat(receipt.receivedSeq()).isEqualTo(20));
    }

    @Test
    void shouldTellTheOthersWhoTookIt() {
        router.connect("ann", ann);
        router.connect("bob", bob);
        kit.answer(router.raise(North.arrest("a")));
        kit.answer(bob.told.get(0).accept());

        assertThat(ann.last().kind()).isEqualTo(OutputKind.TAKEN);
        assertThat(ann.owner).isEqualTo("bob");
        assertRefusedWith(Refusal.ALREADY_OWNED, ann.told.get(0));
        assertThat(router.openAlerts()).singleElement().satisfies(alert -> {
            assertThat(alert.owner()).isEqualTo("bob");
            assertThat(alert.deadlineNs()).isZero();
            assertThat(alert.responses())
                    .containsEntry("ann", Response.WITHDRAWN)
                    .containsEntry("bob", Response.ACCEPTED);
        });
    }

    @Test
    void shouldTellOfUpdatesEndAndClosing() {
        router.connect("ann", ann);
        kit.answer(router.raise(North.arrest("a")));
        kit.answer(ann.told.get(0).accept());
        kit.answer(router.update(Update.alert("a").description("now ventricular fibrillation")));
        kit.answer(router.clear("a"));
        kit.answer(ann.told.get(0).resolve());

        assertThat(ann.told)
                .extracting(Offer::kind)
                .containsExactly(OutputKind.OFFER, OutputKind.UPDATE, OutputKind.CONDITION_ENDED);
        assertThat(ann.told.get(1).description()).isEqualTo("now ventricular fibrillation");
        assertThat(router.openAlerts()).isEmpty();
    }

    @Test
    void shouldTellHowAnAlertWasClosed() {
        router.connect("ann", ann);
        router.connect("bob", bob);
        kit.answer(router.raise(North.arrest("a").description("asystole")));
        kit.answer(ann.told.get(0).resolve());
        kit.answer(router.raise(North.arrest("b")));
        kit.answer(router.cancel("b"));

        assertThat(bob.outcomes).containsExactly(Outcome.RESOLVED, Outcome.CANCELLED);
        assertThat(bob.last().kind()).isEqualTo(OutputKind.CLOSED);
        assertThat(bob.told.get(1).description()).isEqualTo("asystole");
        assertThat(ann.outcomes).containsExactly(Outcome.CANCELLED);
    }

    @Test
    void shouldGoOnAtOnceWhenSomebodyRejects() {
        router.connect("ann", ann);
        kit.answer(router.raise(North.arrest("a")));
        kit.answer(ann.told.get(0).reject(RejectReason.BUSY));
        kit.answer(router.connect("desk", bob).opened());

        assertThat(kit.events(RouterEvent.OfferAnswered.class)).singleElement().satisfies(answered -> {
            assertThat(answered.person()).isEqualTo("ann");
            assertThat(answered.reason()).isEqualTo(RejectReason.BUSY);
        });
        assertThat(kit.events(RouterEvent.StepEnded.class)).isNotEmpty();
    }

    @Test
    void shouldSendAgainWhatANewSessionHasNotReceived() {
        kit.answer(router.raise(North.arrest("a").description("asystole")));
        kit.settle();
        router.connect("desk", bob);
        kit.settle();

        assertThat(bob.told).singleElement().satisfies(offer -> {
            assertThat(offer.redelivery()).isTrue();
            assertThat(offer.description()).isEqualTo("asystole");
        });
    }

    @Test
    void shouldNotSendAgainWhatWasReceived() {
        final RecipientSession first = router.connect("ann", ann);
        kit.answer(router.raise(North.arrest("a")));
        kit.settle();
        first.close();
        router.connect("ann", bob);
        kit.settle();
        assertThat(bob.told).isEmpty();

        kit.answer(router.raise(North.arrest("b")));
        assertThat(bob.told).singleElement().satisfies(offer -> {
            assertThat(offer.seq()).isEqualTo(2);
            assertThat(offer.prev()).isEqualTo(1);
        });
    }

    @Test
    void shouldTellEverySessionOfAPersonOnce() {
        router.connect("ann", ann);
        router.connect("ann", bob);
        kit.answer(router.raise(North.arrest("a")));
        kit.settle();

        assertThat(ann.told).hasSize(1);
        assertThat(bob.told).hasSize(1);
    }

    @Test
    void shouldTellADuplicateOnlyOnce() {
        final RecipientSession session = router.connect("ann", ann);
        kit.answer(router.raise(North.arrest("a")));
        session.redeliver();
        kit.settle();
        session.redeliver();
        kit.settle();

        assertThat(ann.told).hasSize(1);
    }

    @Test
    void shouldAskAgainWhenSomethingIsMissing() {
        // 100 offers wait for the desk; the one raised while they are sent again overtakes the rest of them.
        for (int i = 1; i <= 100; i++) {
            kit.answer(router.raise(North.raise("a" + i, Severity.URGENT)));
        }
        router.connect("desk", bob);
        router.raise(North.raise("a101", Severity.URGENT));
        kit.settle();

        assertThat(kit.events(RouterEvent.OutputDispatched.class))
                .extracting(output -> output.recipients().get(0).seq())
                .containsSubsequence(64L, 101L, 65L);
        assertThat(bob.told).hasSize(101);
        for (int i = 0; i < 101; i++) {
            assertThat(bob.told.get(i).seq()).isEqualTo(i + 1);
        }
        assertThat(received("desk")).last().isEqualTo(101L);
    }

    @Test
    void shouldLeaveInTheOutboxWhatAListenerFailedOn() {
        final RecipientSession session = router.connect("ann", ann);
        router.connect("bob", bob);
        ann.fails = true;
        router.raise(North.arrest("a"));
        assertThatThrownBy(kit::settle).hasRootCauseMessage("the client failed");
        ann.fails = false;
        kit.answer(router.raise(North.arrest("b")));
        kit.settle();

        // The later one was told, but nothing from the failed one on is confirmed; Bob is not affected.
        assertThat(ann.told).extracting(Offer::seq).containsExactly(2L);
        assertThat(bob.told).hasSize(2);
        assertThat(received("ann")).isEmpty();
        assertThat(received("bob")).last().isEqualTo(2L);

        session.redeliver();
        kit.settle();
        assertThat(ann.told).extracting(Offer::seq).containsExactly(2L, 1L);
        assertThat(ann.last().redelivery()).isTrue();
        assertThat(received("ann")).last().isEqualTo(2L);
    }

    @Test
    void shouldSendTheFailedOneToTheNextSession() {
        final RecipientSession session = router.connect("ann", ann);
        ann.fails = true;
        router.raise(North.arrest("a"));
        assertThatThrownBy(kit::settle).hasRootCauseMessage("the client failed");
        session.close();
        kit.settle();
        router.connect("ann", bob);
        kit.settle();

        assertThat(bob.told)
                .singleElement()
                .satisfies(offer -> assertThat(offer.redelivery()).isTrue());
    }

    @Test
    void shouldNoteWhatWasShown() {
        router.connect("ann", offer -> offer.displayed());
        kit.answer(router.raise(North.arrest("a")));
        kit.settle();

        assertThat(kit.events(RouterEvent.DisplayNoted.class)).singleElement().satisfies(shown -> {
            assertThat(shown.person()).isEqualTo("ann");
            assertThat(shown.seq()).isEqualTo(1);
        });
    }

    @Test
    void shouldNoteMoreThanABatchOfWhatWasShown() {
        router.connect("ann", ann);
        router.configure(North.builder().offersPerPerson(200, 200).build());
        kit.settle();
        for (int i = 0; i < 150; i++) {
            router.raise(North.arrest("a" + i));
        }
        kit.settle();
        ann.told.forEach(Offer::displayed);
        kit.settle();

        assertThat(kit.events(RouterEvent.DisplayNoted.class)).hasSize(150);
    }

    @Test
    void shouldSayThatAPersonIsNotKnown() {
        final RecipientSession session = router.connect("eve", ann);
        assertThatThrownBy(kit::settle).hasCauseInstanceOf(RefusedException.class);
        assertThat(session.opened()).isCompletedExceptionally();
        assertThat(session.toString()).contains("closed");
    }

    @Test
    void shouldBeUnreachableOnceClosed() {
        final RecipientSession session = router.connect("ann", ann);
        kit.answer(session.opened());
        session.close();
        session.close();
        kit.answer(router.raise(North.arrest("a")));

        assertThat(ann.told).isEmpty();
        assertThat(kit.events(RouterEvent.SessionChanged.class)).hasSize(2);
        assertThatThrownBy(() -> kit.answer(session.accept(1)))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.UNKNOWN_SESSION));
    }

    private List<Long> received(final String person) {
        return kit.events(RouterEvent.ReceiptNoted.class).stream()
                .filter(receipt -> receipt.person().equals(person))
                .map(RouterEvent.ReceiptNoted::receivedSeq)
                .toList();
    }

    private void assertRefusedWith(final Refusal refusal, final Offer offer) {
        assertThatThrownBy(() -> kit.answer(offer.accept()))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(refusal));
    }

    /** Keeps what it is told, and fails when the test says so. */
    private static final class Client implements OfferListener {
        private final List<Offer> told = new ArrayList<>();
        private final List<Outcome> outcomes = new ArrayList<>();
        private String owner = "";
        private boolean fails;

        @Override
        public void onOffer(final Offer offer) {
            if (fails) {
                throw new IllegalArgumentException("the client failed");
            }
            told.add(offer);
        }

        @Override
        public void onUpdate(final Offer offer) {
            told.add(offer);
        }

        @Override
        public void onTaken(final Offer offer, final String ownerId) {
            told.add(offer);
            owner = ownerId;
        }

        @Override
        public void onConditionEnded(final Offer offer) {
            told.add(offer);
        }

        @Override
        public void onClosed(final Offer offer, final Outcome outcome) {
            told.add(offer);
            outcomes.add(outcome);
        }

        private Offer last() {
            return told.get(told.size() - 1);
        }
    }
}
