package io.tocsin.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.AlertRouter;
import io.tocsin.Policy;
import io.tocsin.Site;
import io.tocsin.bench.crowd.Issuer;
import io.tocsin.codecs.json.AlertDeclaration;
import io.tocsin.codecs.json.AlertText;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.transport.client.ClientGroup;
import io.tocsin.transport.client.Credentials;
import io.tocsin.transport.client.TocsinClient;
import io.tocsin.transport.gateway.Gateway;
import io.tocsin.transport.gateway.GatewayMetric;
import io.tocsin.transport.gateway.JwtSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * How many clinicians a second can log in with ES256 tokens, each its own connection from its first packet to the welcome and the good-bye, beside bare verifications of the
 * same signatures in the same run; and what an alert of somebody else takes meanwhile. Router, gateway and clients share the machine's cores. Main class: the seconds of a
 * round may be given, default 3.
 */
public final class Logins {
    private static final int ROUNDS = 5;
    private static final int WORKERS = 16;
    private static final int TOKENS = 2_048;
    private static final int BARE_THREADS = 2;
    private static final int PATIENCE_S = 20;
    private static final long PROBE_MS = 10;
    private static final String P1363 = "SHA256withECDSAinP1363Format";

    private final KeyPair keys;
    private final List<String> tokens = new ArrayList<>();
    private final String sourceToken;
    private final long roundNs;

    private Logins(final int seconds) throws GeneralSecurityException {
        keys = Issuer.newKeys();
        final Issuer issuer = new Issuer(keys.getPrivate());
        for (int i = 0; i < TOKENS; i++) {
            tokens.add(issuer.token("ann-" + i % WORKERS, "clinician", i));
        }
        sourceToken = issuer.token("monitor", "source", TOKENS);
        roundNs = TimeUnit.SECONDS.toNanos(seconds);
    }

    /**
     * Measures and prints.
     *
     * @param args seconds of a round; nothing = 3.
     * @throws Exception if something does not work.
     */
    public static void main(final String[] args) throws Exception {
        new Logins(args.length == 0 ? 3 : Integer.parseInt(args[0])).run();
    }

    private void run() throws Exception {
        final Path file = Files.createTempFile("tocsin-logins", ".json");
        try {
            Files.writeString(file, Issuer.jwks((ECPublicKey) keys.getPublic()));
            measure(file);
        } finally {
            Files.delete(file);
        }
    }

    private void measure(final Path file) throws Exception {
        final Gateway.Context door = new Gateway.Context()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .drainTimeout(Duration.ofMillis(200))
                .jwt(JwtSettings.of(Issuer.NAME, Issuer.AUDIENCE, file.toUri()));
        final double[] bare = new double[ROUNDS];
        final double[] logins = new double[ROUNDS];
        final Histogram quiet = new Histogram(3);
        final Histogram busy = new Histogram(3);
        try (AlertRouter router = AlertRouter.launch(
                        new AlertRouter.Context().site(site()).listener(door.listener()));
                Gateway gateway = Gateway.launch(door.router(router));
                ClientGroup group = ClientGroup.threads(1)) {
            final URI url = URI.create("ws://127.0.0.1:" + gateway.address().getPort() + "/ws");
            try (TocsinClient monitor = TocsinClient.connect(context(url, group)
                    .role(Role.SOURCE)
                    .client("monitor")
                    .credentials(Credentials.none().token(() -> sourceToken)))) {
                monitor.connected().get(PATIENCE_S, TimeUnit.SECONDS);
                // The first round of each warms up.
                for (int round = -1; round < ROUNDS; round++) {
                    final Histogram warm = new Histogram(3);
                    final double verified = bare();
                    probe(monitor, round < 0 ? warm : quiet, roundNs / 2);
                    final double welcomed = logins(url, group, monitor, round < 0 ? warm : busy);
                    if (round >= 0) {
                        bare[round] = verified;
                        logins[round] = welcomed;
                    }
                }
            }
            print(bare, logins, quiet, busy, gateway.counters().value(GatewayMetric.TOKENS_REFUSED));
        }
    }

    private static void print(
            final double[] bare,
            final double[] logins,
            final Histogram quiet,
            final Histogram busy,
            final long refused) {
        Arrays.sort(bare);
        Arrays.sort(logins);
        System.out.printf(
                Locale.ROOT,
                "JDK %s, %d cores: %.0f logins a second (median of %d rounds, %.0f to %.0f), %d refused; bare ES256"
                        + " verifications on %d threads %.0f a second%n",
                Runtime.version().feature(),
                Runtime.getRuntime().availableProcessors(),
                logins[ROUNDS / 2],
                ROUNDS,
                logins[0],
                logins[ROUNDS - 1],
                refused,
                BARE_THREADS,
                bare[ROUNDS / 2]);
        System.out.printf(
                Locale.ROOT,
                "a raise, until its answer: p50 %.2f ms, p99 %.2f ms without logins; p50 %.2f ms, p99 %.2f ms"
                        + " meanwhile%n",
                quiet.getValueAtPercentile(50) / 1e6,
                quiet.getValueAtPercentile(99) / 1e6,
                busy.getValueAtPercentile(50) / 1e6,
                busy.getValueAtPercentile(99) / 1e6);
    }

    /** Bare verifications a second, each with a signature of another token. */
    private double bare() throws InterruptedException {
        final AtomicInteger verified = new AtomicInteger();
        final long startNs = System.nanoTime();
        together(BARE_THREADS, thread -> {
            final Signature signature = Signature.getInstance(P1363);
            for (int i = thread; System.nanoTime() - startNs < roundNs; i++) {
                final String token = tokens.get(i % TOKENS);
                final int dot = token.lastIndexOf('.');
                signature.initVerify(keys.getPublic());
                signature.update(token.substring(0, dot).getBytes(UTF_8));
                if (!signature.verify(Base64.getUrlDecoder().decode(token.substring(dot + 1)))) {
                    throw new IllegalStateException("a good signature was not verified");
                }
                verified.incrementAndGet();
            }
        });
        return perSecond(verified.get(), startNs);
    }

    private double logins(final URI url, final ClientGroup group, final TocsinClient monitor, final Histogram latency)
            throws InterruptedException {
        final AtomicInteger welcomed = new AtomicInteger();
        final long startNs = System.nanoTime();
        final Thread probing = new Thread(() -> probe(monitor, latency, roundNs), "probe");
        probing.start();
        together(WORKERS, worker -> {
            for (int i = worker; System.nanoTime() - startNs < roundNs; i += WORKERS) {
                final String token = tokens.get(i % TOKENS);
                try (TocsinClient client = TocsinClient.connect(context(url, group)
                        .role(Role.CLINICIAN)
                        .person("ann-" + worker)
                        .client("phone")
                        .credentials(Credentials.none().token(() -> token)))) {
                    client.connected().get(PATIENCE_S, TimeUnit.SECONDS);
                    welcomed.incrementAndGet();
                }
            }
        });
        final double perSecond = perSecond(welcomed.get(), startNs);
        probing.join();
        return perSecond;
    }

    /** Raises again and again what is open already, and waits for each answer. */
    private static void probe(final TocsinClient monitor, final Histogram latency, final long forNs) {
        final long startNs = System.nanoTime();
        final AlertDeclaration alert = new AlertDeclaration(
                "probe", EmergencyType.STROKE, Severity.CRITICAL, "p-1", "", "", "", AlertText.NONE);
        try {
            while (System.nanoTime() - startNs < forNs) {
                final long sentNs = System.nanoTime();
                monitor.raise(alert).get(PATIENCE_S, TimeUnit.SECONDS);
                latency.recordValue(System.nanoTime() - sentNs);
                TimeUnit.MILLISECONDS.sleep(PROBE_MS);
            }
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (final ExecutionException | TimeoutException failed) {
            throw new IllegalStateException("a raise was not answered", failed);
        }
    }

    private static double perSecond(final int count, final long startNs) {
        return count * 1e9 / (System.nanoTime() - startNs);
    }

    private static void together(final int threads, final Task task) throws InterruptedException {
        final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        final List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            final int number = i;
            final Thread thread = new Thread(
                    () -> {
                        try {
                            task.run(number);
                        } catch (final Exception failed) {
                            failure.compareAndSet(null, failed);
                        }
                    },
                    "logins-" + number);
            thread.start();
            running.add(thread);
        }
        for (final Thread thread : running) {
            thread.join();
        }
        final Throwable failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("a round failed", failed);
        }
    }

    private static TocsinClient.Context context(final URI url, final ClientGroup group) {
        return new TocsinClient.Context().endpoints(url).group(group);
    }

    private static Site site() {
        final Site.Builder site = Site.named("logins")
                .desk("desk")
                .unit("icu")
                .bed("icu-1", "icu")
                .patient("p-1", "icu-1")
                .policy(Policy.named("all").failSafe("desk", Policy.seconds(600)));
        for (int i = 0; i < WORKERS; i++) {
            site.person("ann-" + i);
        }
        return site.build();
    }

    /** What one of several threads does. */
    private interface Task {
        void run(int number) throws Exception;
    }
}
