package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.PooledByteBufAllocator;
import io.tocsin.Policy;
import io.tocsin.Site;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.EngineLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Two hundred clients, of which twenty stop reading and twenty are gone without a word, as a phone in a lift is: the others are told as before, what waits for the bad ones is
 * bounded, they are ended, and when they are back they have everything. Only with the profile {@code siege}: half a minute passes until somebody who is gone is given up.
 * What is about one alone runs always: {@link SlowClientTest}, {@link GatewayLifeTest}.
 */
@EnabledIfSystemProperty(named = "siege", matches = "true")
final class SlowAndGoneTest {
    private static final int BAD = 20;
    private static final int GOOD = 20;
    private static final int CLIENTS_EACH = 8;
    private static final int ALERTS = 400;
    private static final int BEFORE = 200;
    private static final int MOST_BYTES = 262_144;
    private static final Duration GONE_WITHIN = Duration.ofSeconds(31);
    private static final int RECEIVE_BUFFER = 16_384;

    @Test
    void shouldTellTheOthersAsBeforeAndEverybodyEverythingInTheEnd() throws IOException {
        try (Rig rig = Rig.launch(
                router -> router.site(site()).limits(EngineLimits.hospital()),
                gateway -> gateway.laneBound(64, 65_536))) {
            final List<JdkPeer> good = new ArrayList<>();
            for (int i = 0; i < GOOD * CLIENTS_EACH; i++) {
                good.add(rig.clinician("good-" + i % GOOD));
            }
            final JdkPeer monitor = rig.source("monitor");
            final long[] before = raise(monitor, good, "before", BEFORE);

            final List<RawPeer> stopped = new ArrayList<>();
            final List<Lift> gone = new ArrayList<>();
            for (int i = 0; i < BAD; i++) {
                stopped.add(new RawPeer(rig.port(), RECEIVE_BUFFER).greet("stopped-" + i));
                final Lift lift = new Lift(rig.port());
                gone.add(lift);
                new RawPeer(lift.port()).greet("gone-" + i);
            }
            final long pinned = PooledByteBufAllocator.DEFAULT.pinnedDirectMemory();
            final long goneNs = System.nanoTime();
            gone.forEach(Lift::closeDoors);
            final long[] during = raise(monitor, good, "during", ALERTS);
            final long waiting = PooledByteBufAllocator.DEFAULT.pinnedDirectMemory() - pinned;
            assertThat(waiting).as("bytes that wait for forty who take nothing").isLessThan(2L * BAD * MOST_BYTES);

            await().atMost(GONE_WITHIN.multipliedBy(2))
                    .until(() -> rig.count(GatewayMetric.SESSIONS_OPEN) == GOOD * CLIENTS_EACH);
            final Duration given = Duration.ofNanos(System.nanoTime() - goneNs);
            assertThat(given).isLessThan(GONE_WITHIN.plusSeconds(5));
            assertThat(rig.count(GatewayMetric.CLOSED_TOO_SLOW) + rig.count(GatewayMetric.CLOSED_SILENT))
                    .isEqualTo(2 * BAD);
            for (int i = 0; i < BAD; i++) {
                hasEverything(rig.clinician("stopped-" + i));
                hasEverything(rig.clinician("gone-" + i));
            }
            assertThat(rig.count(GatewayMetric.INTERNAL_ERRORS)).isZero();
            System.out.printf(
                    "a raise until the last of %d had it: p50 %.1f ms, p99 %.1f before; p50 %.1f, p99 %.1f beside %d"
                            + " who stopped and %d who were gone; %,d bytes waited for them; all ended after %.1f s, too"
                            + " slow %d, silent %d; all %d have everything%n",
                    GOOD * CLIENTS_EACH,
                    part(before, 50),
                    part(before, 99),
                    part(during, 50),
                    part(during, 99),
                    BAD,
                    BAD,
                    waiting,
                    given.toMillis() / 1e3,
                    rig.count(GatewayMetric.CLOSED_TOO_SLOW),
                    rig.count(GatewayMetric.CLOSED_SILENT),
                    2 * BAD);
            gone.forEach(Lift::close);
            stopped.forEach(RawPeer::close);
        }
    }

    private static void hasEverything(final JdkPeer back) {
        for (int seq = 1; seq <= BEFORE + ALERTS; seq++) {
            final ServerMessage.Delivery delivery = back.delivery();
            assertThat(delivery.seq()).isEqualTo(seq);
            assertThat(delivery.prev()).isEqualTo(seq - 1);
            back.confirm(delivery);
        }
    }

    /** Each alert, until the last of the good ones has it. */
    private static long[] raise(final JdkPeer monitor, final List<JdkPeer> good, final String key, final int count) {
        final long[] takenNs = new long[count];
        for (int i = 0; i < count; i++) {
            final long startNs = System.nanoTime();
            monitor.raise(key + '-' + i, Severity.CRITICAL);
            for (final JdkPeer peer : good) {
                peer.confirm(peer.delivery());
            }
            takenNs[i] = System.nanoTime() - startNs;
        }
        java.util.Arrays.sort(takenNs);
        return takenNs;
    }

    private static double part(final long[] sorted, final int percent) {
        return sorted[sorted.length * percent / 100] / 1e6;
    }

    private static Site site() {
        final Site.Builder site = Site.named("lift").desk("desk").unit("icu").bed("icu-1", "icu");
        Policy all = Policy.named("all").failSafe("desk", Policy.minutes(30));
        // A list of people has sixteen at most.
        for (int first = 0; first < GOOD; first += 5) {
            final List<String> people = new ArrayList<>();
            for (int i = first; i < first + 5; i++) {
                people.addAll(List.of("good-" + i, "stopped-" + i, "gone-" + i));
            }
            people.forEach(site::person);
            site.role("icu", "nurse-" + first, people.toArray(new String[0]));
            all = first == 0 ? all.unitRole("nurse-0", Policy.minutes(30)) : all.andUnitRole("nurse-" + first);
        }
        return site.patient("p-17", "icu-1")
                .offersPerPerson(10_000, 10_000)
                .offersPerGateway(100_000, 100_000)
                .policy(all)
                .build();
    }

    /** What lies between a client and the gateway: once its doors are closed nothing passes either way, and neither end hears of it. */
    private static final class Lift implements AutoCloseable {
        private final ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final Socket inside;
        private volatile boolean isClosed;

        Lift(final int port) throws IOException {
            inside = new Socket(InetAddress.getLoopbackAddress(), port);
            start(() -> {
                final Socket outside = door.accept();
                start(() -> carry(outside.getInputStream(), inside.getOutputStream()));
                carry(inside.getInputStream(), outside.getOutputStream());
            });
        }

        int port() {
            return door.getLocalPort();
        }

        void closeDoors() {
            isClosed = true;
        }

        /** Once closed it reads nothing either, so that what the gateway writes piles up as it would. */
        private void carry(final InputStream from, final OutputStream to) throws IOException {
            final byte[] bytes = new byte[4_096];
            int read = from.read(bytes);
            while (read >= 0 && !isClosed) {
                to.write(bytes, 0, read);
                read = from.read(bytes);
            }
        }

        private static void start(final Task task) {
            final Thread thread = new Thread(() -> {
                try {
                    task.run();
                } catch (final IOException over) {
                    // The lift is gone.
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void close() {
            try {
                inside.close();
                door.close();
            } catch (final IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        private interface Task {
            void run() throws IOException;
        }
    }
}
