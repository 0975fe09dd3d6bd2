package io.tocsin.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.engine.Seeds;
import io.tocsin.engine.alert.Offers;
import io.tocsin.engine.site.Site;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What is dispatched next is always the first offer, in a plainly sorted list of all that wait, whose person and gateway have credit; nothing waits that could go,
 * and nothing is lost, however credit, sessions, priorities and limits change.
 */
final class CreditedQueueTest {
    private static final int NONE = -1;

    @TestFactory
    Stream<DynamicTest> shouldDispatchTheFirstThatHasCredit() {
        return Seeds.each(24, seed -> new Play(seed).run());
    }

    /** One run: the queue, and beside it a list and two tables of counts. */
    private static final class Play {
        private final long seed;
        private final SplittableRandom random;
        private final int people;
        private final int gateways;
        private final Site site;
        private final Sessions sessions;
        private final WaitingOffers waiting;
        private final CreditedQueue queue;
        private final List<Integer> waits = new ArrayList<>();
        /** Gateway by offer that is out, {@link #NONE} if it took no gateway's credit. */
        private final int[] gatewayOf;
        /** Lane by offer that is out, {@link #NONE} if it is not. */
        private final int[] outLane;

        private final int[][] usedByPerson;
        private final int[][] usedByGateway;
        private final int[] personLimit = new int[2];
        private final int[] gatewayLimit = new int[2];
        private final List<long[]> open = new ArrayList<>();
        private long sessionIds;
        private int dispatched;

        Play(final long seed) {
            this.seed = seed;
            random = new SplittableRandom(seed);
            // Few of each, so that what one gives back is what another waits for.
            people = 2 + random.nextInt(4);
            gateways = 1 + random.nextInt(2);
            usedByPerson = new int[people][2];
            usedByGateway = new int[gateways][2];
            site = new Site(people, 1, 1, 1);
            sessions = new Sessions(8, people);
            waiting = new WaitingOffers(random, 2 + random.nextInt(20), people);
            gatewayOf = new int[waiting.count()];
            outLane = new int[waiting.count()];
            Arrays.fill(gatewayOf, NONE);
            Arrays.fill(outLane, NONE);
            queue = new CreditedQueue(people, gateways, site, waiting.alerts, waiting.offers, sessions, new NoLoad());
            for (int person = 0; person < people; person++) {
                final byte[] id = ("n" + person).getBytes(StandardCharsets.US_ASCII);
                site.people().intern((byte) 0, new UnsafeBuffer(id), 0, id.length);
                site.person(person, person == 0 && people > 3);
            }
            limits();
        }

        void run() {
            for (int step = 0; step < 3_000; step++) {
                switch (random.nextInt(12)) {
                    case 0, 1, 2, 3 -> enqueue();
                    case 4 -> withdraw();
                    case 5, 6 -> answer();
                    case 7, 8 -> receive();
                    case 9 -> openOrClose();
                    case 10 -> changePriority();
                    default -> {
                        if (random.nextInt(6) == 0) {
                            limits();
                            queue.reconsiderAll();
                        }
                    }
                }
                // A short budget now and then, as at an entrance that is cut short.
                dispatch(step, random.nextInt(3) == 0 ? random.nextInt(3) : Integer.MAX_VALUE);
                assertThat(queue.size()).as("seed %d, step %d", seed, step).isEqualTo(waits.size());
            }
            assertThat(dispatched)
                    .as("seed %d dispatched too little to tell", seed)
                    .isGreaterThan(100);
        }

        private void limits() {
            for (int lane = 0; lane < 2; lane++) {
                personLimit[lane] = 1 + random.nextInt(3);
                gatewayLimit[lane] = 1 + random.nextInt(4);
            }
            queue.limits(gatewayLimit[0], gatewayLimit[1], personLimit[0], personLimit[1]);
        }

        private int lane(final int offer) {
            return Lanes.laneOf(waiting.alerts.priority[waiting.offers.alert[offer]]);
        }

        private void enqueue() {
            final int offer = random.nextInt(waiting.count());
            if (!waits.contains(offer) && outLane[offer] == NONE) {
                waiting.offers.state[offer] = Offers.WAITING;
                waiting.offers.deadlineNs[offer] = random.nextInt(4);
                queue.add(offer);
                waits.add(offer);
            }
        }

        private void withdraw() {
            if (!waits.isEmpty()) {
                queue.remove(waits.remove(random.nextInt(waits.size())));
            }
        }

        /** The person answers or runs out of time: the person's credit comes back, and the gateway's if it is still on its way. */
        private void answer() {
            final int[] out = offersWith(outLane);
            if (out.length > 0) {
                final int offer = out[random.nextInt(out.length)];
                final int person = waiting.offers.person[offer];
                usedByPerson[person][outLane[offer]]--;
                waiting.offers.creditLane[offer] = (byte) outLane[offer];
                queue.giveBackPerson(offer);
                giveBackGateway(offer);
                outLane[offer] = NONE;
            }
        }

        /** The client has received it: the gateway's credit comes back, the person's does not. */
        private void receive() {
            final int[] onTheWay = offersWith(gatewayOf);
            if (onTheWay.length > 0) {
                giveBackGateway(onTheWay[random.nextInt(onTheWay.length)]);
            }
        }

        private void giveBackGateway(final int offer) {
            final int gateway = gatewayOf[offer];
            if (gateway != NONE) {
                gatewayOf[offer] = NONE;
                usedByGateway[gateway][outLane[offer]]--;
                queue.giveBackGateway(gateway, outLane[offer]);
            }
        }

        private static int[] offersWith(final int[] values) {
            return IntStream.range(0, values.length)
                    .filter(offer -> values[offer] != NONE)
                    .toArray();
        }

        private void openOrClose() {
            if (open.size() < 6 && random.nextBoolean()) {
                final int person = random.nextInt(people);
                final int gateway = random.nextInt(gateways);
                final int former = sessions.gatewayOfPerson(person);
                sessions.open(++sessionIds, person, gateway, 0);
                open.add(new long[] {sessionIds, person, gateway});
                queue.gatewayChanged(former);
            } else if (!open.isEmpty()) {
                final long[] session = open.remove(random.nextInt(open.size()));
                sessions.close(sessions.slotOf(session[0]));
                queue.gatewayChanged((int) session[2]);
            }
        }

        private void changePriority() {
            final int alert = random.nextInt(waiting.count() / people);
            final List<Integer> ofAlert = waits.stream()
                    .filter(each -> waiting.offers.alert[each] == alert)
                    .toList();
            ofAlert.forEach(queue::remove);
            waiting.alerts.priority[alert] = (byte) random.nextInt(3);
            ofAlert.forEach(queue::add);
        }

        private void dispatch(final int step, final int budget) {
            for (int left = budget; left > 0; left--) {
                final int expected = firstWithCredit();
                final int found = queue.firstWithCredit();
                assertThat(found).as("seed %d, step %d", seed, step).isEqualTo(expected);
                if (found == NONE) {
                    return;
                }
                final int lane = lane(found);
                final int person = waiting.offers.person[found];
                final int gateway = gatewayOfPerson(person);
                assertThat(queue.take(found, lane)).isEqualTo(gateway);
                waits.remove((Integer) found);
                waiting.offers.state[found] = Offers.OFFERED;
                usedByPerson[person][lane]++;
                if (gateway != NONE) {
                    usedByGateway[gateway][lane]++;
                }
                outLane[found] = lane;
                gatewayOf[found] = gateway;
                dispatched++;
            }
        }

        private int firstWithCredit() {
            return waits.stream()
                    .sorted(waiting.order(site))
                    .filter(this::hasCredit)
                    .findFirst()
                    .orElse(NONE);
        }

        private boolean hasCredit(final int offer) {
            final int lane = lane(offer);
            final int person = waiting.offers.person[offer];
            final int gateway = gatewayOfPerson(person);
            final boolean personHas = site.isAlwaysReachable(person) || usedByPerson[person][lane] < personLimit[lane];
            return personHas && (gateway == NONE || usedByGateway[gateway][lane] < gatewayLimit[lane]);
        }

        /** Of the newest session that is open. */
        private int gatewayOfPerson(final int person) {
            int gateway = NONE;
            for (final long[] session : open) {
                if (session[1] == person) {
                    gateway = (int) session[2];
                }
            }
            return gateway;
        }
    }
}
