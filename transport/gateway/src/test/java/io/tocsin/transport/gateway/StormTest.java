package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.Policy;
import io.tocsin.Site;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.Lane;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.journal.InMemoryJournal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sources that raise, people's clients that read a while, confirm what they like, lose their connection and resume, over a slow disk, two event loops and lanes of
 * eight places. Whatever happens, each client sees each lane in order, without a gap or a duplicate, and in the end every alert.
 */
final class StormTest {
    private static final int PEOPLE = 6;
    private static final int SOURCES = 3;
    private static final int ALERTS_EACH = 40;
    private static final Severity[] SEVERITIES = {Severity.CRITICAL, Severity.URGENT, Severity.NON_URGENT};

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void shouldTellEverybodyEverythingInOrderAndOnce(final long seed) throws InterruptedException, ExecutionException {
        final ExecutorService threads = Executors.newCachedThreadPool();
        try (Rig rig = Rig.launch(
                router -> router.site(site()).journal(InMemoryJournal.slow(seed)),
                gateway -> gateway.eventLoops(2).laneBound(8, 65_536).commandWindow(64))) {
            final List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < PEOPLE; i++) {
                final Callable<Void> clinician = new Clinician(rig, "person-" + i, new SplittableRandom(seed * 31 + i));
                all.add(threads.submit(clinician));
            }
            for (int i = 0; i < SOURCES; i++) {
                final int number = i;
                all.add(threads.submit(() -> {
                    final JdkPeer source = rig.source("source-" + number);
                    for (int alert = 0; alert < ALERTS_EACH; alert++) {
                        source.raise("key-" + alert, SEVERITIES[alert % SEVERITIES.length]);
                    }
                }));
            }
            for (final Future<?> one : all) {
                one.get();
            }
            assertThat(rig.count(GatewayMetric.INTERNAL_ERRORS))
                    .as("seed %d", seed)
                    .isZero();
            assertThat(rig.router.pipelineCounters().deliveryErrors()).isZero();
        } finally {
            threads.shutdownNow();
        }
    }

    private static Site site() {
        final String[] people = new String[PEOPLE];
        final Site.Builder site = Site.named("storm").desk("desk").unit("icu").bed("icu-1", "icu");
        for (int i = 0; i < PEOPLE; i++) {
            people[i] = "person-" + i;
            site.person(people[i]);
        }
        return site.patient("p-17", "icu-1")
                .care("p-17", people)
                .offersPerPerson(1_000, 1_000)
                .policy(Policy.named("storm").careTeam(Policy.minutes(10)).failSafe("desk", Policy.minutes(10)))
                .build();
    }

    /** One person's client, on a thread of its own. */
    private static final class Clinician implements Callable<Void> {
        private final Rig rig;
        private final String person;
        private final SplittableRandom random;
        private final long[] last = new long[2];
        private final Set<Long> told = new TreeSet<>();

        Clinician(final Rig rig, final String person, final SplittableRandom random) {
            this.rig = rig;
            this.person = person;
            this.random = random;
        }

        @Override
        public Void call() {
            JdkPeer peer = rig.clinician(person);
            while (told.size() < SOURCES * ALERTS_EACH) {
                take(peer.delivery());
                if (random.nextInt(3) == 0) {
                    peer.say(new ClientMessage.Receipts(last[0], last[1], List.of()));
                }
                if (random.nextInt(20) == 0) {
                    peer.cut();
                    peer = rig.clinician(person, peer.resume(last[0], last[1]));
                    assertThat(peer.welcome().critical()).isEqualTo(last[0]);
                    assertThat(peer.welcome().other()).isEqualTo(last[1]);
                }
                if (random.nextInt(4) > 0) {
                    // Confirmed in time more often than not, or the lane OTHER would stand still for good.
                    peer.say(new ClientMessage.Receipts(0, last[1], List.of()));
                }
            }
            peer.say(new ClientMessage.Receipts(last[0], last[1], List.of()));
            assertThat(peer.settle()).isEmpty();
            return null;
        }

        private void take(final ServerMessage.Delivery delivery) {
            final int lane = delivery.lane() == Lane.CRITICAL ? 0 : 1;
            assertThat(delivery.seq()).as(person).isEqualTo(last[lane] + 1);
            assertThat(delivery.prev()).as(person).isLessThanOrEqualTo(last[lane]);
            last[lane] = delivery.seq();
            told.add(delivery.alert().alertId());
        }
    }
}
