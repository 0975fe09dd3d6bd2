package io.tocsin.engine;

import static io.tocsin.engine.Ward.NURSE;
import static io.tocsin.engine.Ward.NURSES_SESSION;
import static io.tocsin.engine.Ward.SECOND_NS;
import static io.tocsin.engine.Ward.offer;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.CommandWriter.Texts;
import io.tocsin.engine.EntryWriter.Step;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Credit one: whoever has one question open waits with the next, the critical has credit of its own and overtakes, and credit comes back on every way an offer can
 * end. The order against a sorted list, at random, is the concern of {@code CreditedQueueTest}.
 */
final class CreditTest {
    private static final long PLENTY = 100;
    private static final int DESK = 2;

    private final Ward personal = Ward.withCredit(PLENTY, PLENTY, 1, 1);
    private final Ward gateway = Ward.withCredit(1, 1, PLENTY, PLENTY);

    @Test
    void shouldLetTheCriticalOvertakeWhoWaitForThePerson() {
        shouldLetTheCriticalOvertake(personal);
    }

    @Test
    void shouldLetTheCriticalOvertakeWhoWaitForTheGateway() {
        shouldLetTheCriticalOvertake(gateway);
    }

    private static void shouldLetTheCriticalOvertake(final Ward ward) {
        final long first = ward.raise("first", Severity.URGENT);
        ward.raise("second", Severity.URGENT);
        ward.raise("third", Severity.EMERGENT);
        assertThat(ward.newOffers()).containsExactly(offer(first, NURSE));

        final long critical = ward.raise("critical", Severity.CRITICAL);
        assertThat(ward.newOffers())
                .as("at once, in the entrance that raised it")
                .containsExactly(offer(critical, NURSE));

        ward.raise("critical too", Severity.CRITICAL);
        assertThat(ward.newOffers()).as("the credit of the critical is one too").isEmpty();
    }

    @Test
    void shouldDispatchByPriorityThenDeadlineThenAlert() {
        final long first = personal.raise("first", Severity.URGENT);
        final long earlierNormal = personal.raise("earlier normal", Severity.NON_URGENT);
        final long laterNormal = personal.raise("later normal", Severity.URGENT);
        final long earlierHigh = personal.raise("earlier high", Severity.EMERGENT);
        final long laterHigh = personal.raise("later high", Severity.EMERGENT);
        // The same instant and so the same deadline: the lower id comes first.
        personal.send(personal.write.raise(7, 0, Severity.EMERGENT, Texts.of("last high")));
        final long lastHigh = laterHigh + 1;
        assertThat(personal.newOffers()).containsExactly(offer(first, NURSE));

        for (final long[] pair : new long[][] {
            {first, earlierHigh},
            {earlierHigh, laterHigh},
            {laterHigh, lastHigh},
            {lastHigh, earlierNormal},
            {earlierNormal, laterNormal}
        }) {
            assertThat(personal.send(personal.write.resolve(NURSES_SESSION, pair[0])))
                    .isEqualTo(Result.OK);
            assertThat(personal.newOffers()).containsExactly(offer(pair[1], NURSE));
        }
    }

    @Test
    void shouldAskPeopleOfOneAlertInTheOrderOfTheirIndexes() {
        personal.configure(
                personal.entry.patient("p1", ""),
                personal.entry.careTeam("p1", List.of("doctor", "nurse")),
                personal.entry.policy(1, 2, EntryWriter.EVERY_SEVERITY, List.of(new Step(60_000, "")), "desk"));
        personal.send(personal.write.raise(7, 0, Severity.URGENT, Texts.of("k").patient("p1")));

        assertThat(personal.newOffers()).containsExactly(offer(1, NURSE), offer(1, Ward.DOCTOR));
    }

    @Test
    void shouldGiveThePersonsCreditBackWhenSheAccepts() {
        expectNextAfter(personal, alert -> personal.write.accept(NURSES_SESSION, alert));
    }

    @Test
    void shouldGiveThePersonsCreditBackWhenSheRejects() {
        expectNextAfter(personal, alert -> personal.write.reject(NURSES_SESSION, alert));
    }

    @Test
    void shouldGiveThePersonsCreditBackWhenSheResolves() {
        expectNextAfter(personal, alert -> personal.write.resolve(NURSES_SESSION, alert));
    }

    @Test
    void shouldGiveThePersonsCreditBackWhenTheSourceCancels() {
        expectNextAfter(personal, alert -> personal.write.cancel(7, alert));
    }

    @Test
    void shouldGiveThePersonsCreditBackWhenTheConditionEndsAndTheOfferIsWithdrawn() {
        expectNextAfter(personal, alert -> personal.write.clear(7, alert));
    }

    @Test
    void shouldGiveThePersonsCreditBackWhenSomebodyElseAccepts() {
        personal.configure(
                personal.entry.patient("p1", ""),
                personal.entry.careTeam("p1", List.of("nurse", "doctor")),
                personal.entry.policy(1, 2, EntryWriter.EVERY_SEVERITY, List.of(new Step(60_000, "")), "desk"));
        personal.send(
                personal.write.raise(7, 0, Severity.URGENT, Texts.of("first").patient("p1")));
        personal.send(
                personal.write.raise(7, 0, Severity.URGENT, Texts.of("second").patient("p1")));
        assertThat(personal.newOffers()).containsExactly(offer(1, NURSE), offer(1, Ward.DOCTOR));

        personal.send(personal.write.accept(Ward.DOCTORS_SESSION, 1));
        assertThat(personal.newOffers())
                .as("hers is withdrawn, his is answered: both are free")
                .containsExactly(offer(2, NURSE), offer(2, Ward.DOCTOR));
    }

    @Test
    void shouldGiveThePersonsCreditBackWhenTheStepEnds() {
        final long first = personal.raise("first", Severity.URGENT);
        personal.tickAfter(30 * SECOND_NS);
        final long second = personal.raise("second", Severity.URGENT);
        assertThat(personal.newOffers()).containsExactly(offer(first, NURSE));

        personal.tickAfter(30 * SECOND_NS);
        assertThat(personal.newOffers())
                .as("the first goes on to the desk, the second to the nurse; by deadline")
                .containsExactly(offer(second, NURSE), offer(first, DESK));
    }

    @Test
    void shouldNotGiveThePersonsCreditBackOnReceipt() {
        personal.raise("first", Severity.URGENT);
        personal.raise("second", Severity.URGENT);
        personal.newOffers();

        personal.send(personal.write.receipt(NURSES_SESSION, 0, 1));
        assertThat(personal.newOffers()).isEmpty();
    }

    @Test
    void shouldGiveTheGatewaysCreditBackOnReceipt() {
        expectNextAfter(gateway, alert -> gateway.write.receipt(NURSES_SESSION, 0, 1));
    }

    @Test
    void shouldGiveTheGatewaysCreditBackWhenTheOfferIsSuperseded() {
        expectNextAfter(gateway, alert -> gateway.write.cancel(7, alert));
    }

    @Test
    void shouldNotGiveTheGatewaysCreditBackOnAnAnswerAlone() {
        gateway.raise("first", Severity.URGENT);
        gateway.raise("second", Severity.URGENT);
        gateway.newOffers();

        // Whoever accepts is not told again, so the offer stays where it is until it is received.
        assertThat(gateway.send(gateway.write.accept(NURSES_SESSION, 1))).isEqualTo(Result.OK);
        assertThat(gateway.newOffers()).isEmpty();
    }

    @Test
    void shouldGiveTheGatewaysCreditBackToOthersWhenThePersonDisconnects() {
        // The doctor moves to the nurse's gateway; what is asked of him waits for her receipt.
        gateway.send(gateway.write.open(3, 0, "doctor"));
        gateway.configure(gateway.entry.policy(
                2, 1, 1 << Severity.NON_URGENT.value(), List.of(new Step(60_000, "doctor")), "desk"));
        final long first = gateway.raise("first", Severity.URGENT);
        final long doctors = gateway.raise("second", Severity.NON_URGENT);
        assertThat(gateway.newOffers()).containsExactly(offer(first, NURSE));

        gateway.send(gateway.write.close(NURSES_SESSION));
        assertThat(gateway.newOffers()).containsExactly(offer(doctors, Ward.DOCTOR));
    }

    @Test
    void shouldKeepTheGatewaysCreditWhileThePersonHasAnotherSessionThere() {
        gateway.send(gateway.write.open(3, 0, "doctor"));
        gateway.send(gateway.write.open(4, 0, "nurse"));
        gateway.configure(gateway.entry.policy(
                2, 1, 1 << Severity.NON_URGENT.value(), List.of(new Step(60_000, "doctor")), "desk"));
        gateway.raise("first", Severity.URGENT);
        final long doctors = gateway.raise("second", Severity.NON_URGENT);
        gateway.newOffers();

        gateway.send(gateway.write.close(NURSES_SESSION));
        assertThat(gateway.newOffers()).isEmpty();
        gateway.send(gateway.write.close(4));
        assertThat(gateway.newOffers()).containsExactly(offer(doctors, Ward.DOCTOR));
    }

    @Test
    void shouldUseTheCreditOfAnotherGatewayAfterMovingThere() {
        gateway.raise("first", Severity.URGENT);
        final long second = gateway.raise("second", Severity.URGENT);
        gateway.newOffers();

        gateway.send(gateway.write.open(3, 2, "nurse"));
        assertThat(gateway.newOffers()).containsExactly(offer(second, NURSE));
    }

    @Test
    void shouldGiveCreditByConfiguration() {
        personal.raise("first", Severity.URGENT);
        final long second = personal.raise("second", Severity.URGENT);
        final long third = personal.raise("third", Severity.URGENT);
        personal.raise("fourth", Severity.URGENT);
        personal.newOffers();

        personal.configure(personal.entry.credit(PLENTY, PLENTY, 1, 3));
        assertThat(personal.newOffers()).containsExactly(offer(second, NURSE), offer(third, NURSE));
    }

    @Test
    void shouldTakeTheCriticalsCreditWhenAWaitingAlertBecomesCritical() {
        personal.raise("first", Severity.URGENT);
        final long second = personal.raise("second", Severity.URGENT);
        personal.newOffers();

        personal.raise("second", Severity.CRITICAL);
        assertThat(personal.newOffers()).containsExactly(offer(second, NURSE));
    }

    @Test
    void shouldNotLimitADeskByItsPersonsCredit() {
        personal.configure(personal.entry.policy(1, 2, EntryWriter.EVERY_SEVERITY, List.of(), "desk"));
        for (int i = 1; i <= 5; i++) {
            final long alert = personal.raise("k" + i, Severity.URGENT);
            assertThat(personal.newOffers()).containsExactly(offer(alert, DESK));
        }
    }

    @Test
    void shouldAskEverythingInTheEnd() {
        for (int i = 0; i < 60; i++) {
            personal.raise("k" + i, i % 3 == 0 ? Severity.CRITICAL : i % 3 == 1 ? Severity.EMERGENT : Severity.URGENT);
        }
        final List<String> asked = new ArrayList<>(personal.newOffers());
        for (int at = 0; at < asked.size(); at++) {
            final String next = asked.get(at);
            final long alert = Long.parseLong(next.substring(0, next.indexOf(' ')));
            personal.send(personal.write.resolve(NURSES_SESSION, alert));
            asked.addAll(personal.newOffers());
        }

        assertThat(asked).hasSize(60).doesNotHaveDuplicates();
        assertThat(personal.closedAlerts()).isEqualTo(60);
    }

    private interface Ending {
        byte[] of(long alertId);
    }

    /** Two alerts and one credit: the second is asked when, and only when, the first has ended in some way. */
    private static void expectNextAfter(final Ward ward, final Ending ending) {
        final long first = ward.raise("first", Severity.URGENT);
        final long second = ward.raise("second", Severity.URGENT);
        assertThat(ward.newOffers()).containsExactly(offer(first, NURSE));
        ward.tickAfter(SECOND_NS);
        assertThat(ward.newOffers()).isEmpty();

        assertThat(ward.send(ending.of(first))).isEqualTo(Result.OK);
        assertThat(ward.newOffers()).contains(offer(second, NURSE));
    }
}
