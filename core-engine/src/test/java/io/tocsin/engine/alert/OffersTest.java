package io.tocsin.engine.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.engine.snapshot.SnapshotBytes;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Recipients and their slots. */
final class OffersTest {
    private final Alerts alerts = new Alerts(4, 4);
    private final Offers offers = new Offers(8, 64, alerts);

    private int alert() {
        final int alert = alerts.open(0);
        alerts.keys().put(alert, 1, 0, new UnsafeBuffer(new byte[] {(byte) ('a' + alert)}), 0, 1);
        return alert;
    }

    @Test
    void shouldNotShowWhatASlotHeldBefore() {
        final int alert = alert();
        final byte[] fresh = withOneRecipient(alert);
        final int offer = offers.add(alert, 3);
        offers.creditLane[offer] = 1;
        offers.step[offer] = 5;
        offers.deadlineNs[offer] = 77;
        offers.removeAll(alert);

        assertThat(withOneRecipient(alert))
                .as("an engine that was restored in between never knew the offer before")
                .isEqualTo(fresh);
    }

    private byte[] withOneRecipient(final int alert) {
        offers.add(alert, 3);
        final byte[] bytes = SnapshotBytes.of(offers::snapshot);
        offers.removeAll(alert);
        return bytes;
    }

    @Test
    void shouldListRecipientsInTheOrderTheyWereChosen() {
        final int one = alert();
        final int other = alert();
        offers.add(one, 5);
        offers.add(other, 1);
        offers.add(one, 2);

        assertThat(offers.person[alerts.offerHead[one]]).isEqualTo(5);
        assertThat(offers.person[offers.next(alerts.offerHead[one])]).isEqualTo(2);
        assertThat(offers.next(offers.next(alerts.offerHead[one]))).isEqualTo(Offers.NONE);
        assertThat(offers.find(one, 1)).isEqualTo(Offers.NONE);
        assertThat(offers.find(other, 1)).isEqualTo(alerts.offerHead[other]);
    }
}
