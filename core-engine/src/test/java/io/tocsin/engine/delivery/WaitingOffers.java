package io.tocsin.engine.delivery;

import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.site.Site;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;

/** Alerts of random priority with an offer to everybody; deadlines are few, so that ids and people decide often. */
final class WaitingOffers {
    final Alerts alerts;
    final Offers offers;
    private final int count;

    WaitingOffers(final SplittableRandom random, final int alertCount, final int people) {
        alerts = new Alerts(alertCount, 1);
        count = alertCount * people;
        offers = new Offers(count, count, alerts);
        for (int i = 0; i < alertCount; i++) {
            final int alert = alerts.open(0);
            final byte[] key = ("k" + i).getBytes(StandardCharsets.US_ASCII);
            alerts.keys().put(alert, 1, 0, new UnsafeBuffer(key), 0, key.length);
            alerts.priority[alert] = (byte) random.nextInt(3);
        }
        // Slots of alerts are handed out in the order of their ids; those of offers are not in the order of people.
        for (int i = 0; i < alertCount; i++) {
            for (int person = people - 1; person >= 0; person--) {
                final int offer = offers.add(i, person);
                offers.state[offer] = Offers.WAITING;
                offers.deadlineNs[offer] = random.nextInt(4);
            }
        }
    }

    int count() {
        return count;
    }

    /** As the specification says: priority, deadline, alert id, precedence of the person, person. */
    Comparator<Integer> order(final Site site) {
        return Comparator.<Integer>comparingInt(offer -> alerts.priority[offers.alert[offer]])
                .thenComparingLong(offer -> offers.deadlineNs[offer])
                .thenComparingLong(offer -> alerts.alertId[offers.alert[offer]])
                .thenComparingInt(offer -> site.precedence(offers.person[offer]))
                .thenComparingInt(offer -> offers.person[offer]);
    }
}
