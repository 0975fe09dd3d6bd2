package io.tocsin.replay.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ReconciliationTest {
    private final Hospital hospital = new Hospital();
    private final Patient patient = hospital.patients().get(30);
    private final Patient elsewhere = hospital.patients().get(150);

    @Test
    void shouldMeasureFromTheIntendedInstantToTheFirstEntitledReceipt() {
        final Reconciliation arrived = reconcile(
                received(patient.buddy(), patient.bed(), 700),
                received(patient.nurse(), patient.bed(), 400),
                received(Hospital.DESK, patient.bed(), 900));
        assertThat(arrived.delivered()).isOne();
        assertThat(arrived.lost()).isZero();
        assertThat(arrived.misrouted()).isZero();
        assertThat(arrived.maxMs()).isBetween(300.0, 300.5);
        assertThat(arrived.isSlaMet()).isTrue();
    }

    @Test
    void shouldCallAnAlertLostThatNobodyReceived() {
        final Reconciliation arrived = reconcile();
        assertThat(arrived.delivered()).isZero();
        assertThat(arrived.lost()).isOne();
        assertThat(arrived.isSlaMet()).isFalse();
    }

    @Test
    void shouldNotTakeTheReceiptOfSomebodyElseForADelivery() {
        final Reconciliation arrived = reconcile(received(elsewhere.nurse(), patient.bed(), 400));
        assertThat(arrived.lost()).isOne();
        assertThat(arrived.misrouted()).isOne();
    }

    @Test
    void shouldNotTakeTheReceiptOfAnotherBedForADelivery() {
        assertThat(reconcile(received(elsewhere.nurse(), elsewhere.bed(), 400)).lost())
                .isOne();
    }

    @Test
    void shouldMissTheSlaByOneLateAlert() {
        final Reconciliation arrived = reconcile(received(patient.nurse(), patient.bed(), 100 + 2_100));
        assertThat(arrived.lost()).isZero();
        assertThat(arrived.isSlaMet()).isFalse();
    }

    private Reconciliation reconcile(final Receipt... receipts) {
        return Reconciliation.of(List.of(VerdictTest.declared(1, patient, ms(100))), List.of(receipts), hospital);
    }

    private static Receipt received(final String person, final String bed, final long atMs) {
        return new Receipt(1, person, bed, ms(atMs));
    }

    private static long ms(final long value) {
        return TimeUnit.MILLISECONDS.toNanos(value);
    }
}
