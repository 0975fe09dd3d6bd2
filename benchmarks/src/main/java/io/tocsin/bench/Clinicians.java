package io.tocsin.bench;

import io.tocsin.bench.crowd.CrowdRun;
import io.tocsin.bench.crowd.CrowdSite;
import io.tocsin.bench.crowd.Issuer;
import io.tocsin.bench.crowd.Remote;
import io.tocsin.bench.process.RunFolder;
import io.tocsin.codecs.json.AlertDeclaration;
import io.tocsin.codecs.json.AlertText;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.transport.client.ClientGroup;
import io.tocsin.transport.client.ClientListener;
import io.tocsin.transport.client.Credentials;
import io.tocsin.transport.client.TocsinClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What thousands of clinicians cost who are connected at once, each by a socket of their own and with an ES256 token: an alert to all of them beside a bare broadcast of the
 * same bytes, memory, an alert to one of them while the others idle, and all back after connections were cut. Servers, crowds and this process share the machine's cores,
 * but never at once: while one is measured the others wait. Main class: connections, then any of {@code memory broadcast storm one idle}; nothing is 15,000 and all.
 */
public final class Clinicians {
    private static final int ALL = 15_000;
    private static final int MANY_EACH = 250;
    private static final int FEW = 100;
    private static final int SOURCES = 8;
    private static final int WARM_UP = 8;
    private static final int ROUNDS = 15;
    private static final int PROBES = 1_500;
    private static final int PROBES_BEFORE = 500;
    private static final int CUT = 2_000;
    private static final int RAISERS = 100;
    private static final int SELDOM_MS = 60_000;
    private static final int USUAL_MS = 5_000;
    private static final int PATIENCE_S = 60;
    private static final int FIRST_PART = 10;
    private static final long SETTLE_MS = 300;
    private static final long LOOK_MS = 20;
    private static final double KIB = 1_024;

    private final int connections;
    private final List<String> figures;
    private final RunFolder folder;
    private final Issuer issuer;

    private Clinicians(final int connections, final List<String> figures, final RunFolder folder) throws Exception {
        this.connections = connections;
        this.figures = figures;
        this.folder = folder;
        Issuer.writeTo(folder.path());
        issuer = Issuer.of(folder.path());
    }

    /**
     * Measures and prints.
     *
     * @param args connections and figures.
     * @throws Exception if something does not work.
     */
    public static void main(final String[] args) throws Exception {
        final int connections = args.length == 0 ? ALL : Integer.parseInt(args[0]);
        final List<String> figures = args.length < 2
                ? List.of("memory", "broadcast", "storm", "one", "idle")
                : Arrays.asList(args).subList(1, args.length);
        try (RunFolder folder = RunFolder.in(null)) {
            new Clinicians(connections, figures, folder).run();
        }
    }

    private void run() throws Exception {
        say(
                "JDK %s, %d cores, %,d connections",
                Runtime.version().feature(), Runtime.getRuntime().availableProcessors(), connections);
        if (figures.contains("memory") || figures.contains("broadcast") || figures.contains("storm")) {
            everybody();
        }
        if (figures.contains("one")) {
            one();
        }
        if (figures.contains("idle")) {
            idle();
        }
    }

    /** A person for each connection. */
    private void everybody() throws Exception {
        try (CrowdRun run = new CrowdRun(folder.path())) {
            final CrowdRun.Part router = run.router(connections, SELDOM_MS);
            final CrowdRun.Part bare = run.bare();
            final Remote crowd = run.crowd(router, false, 1);
            final Remote bareCrowd = run.crowd(bare, true, 1);
            final int first = connections / FIRST_PART;
            crowd.ask("connect " + first);
            bareCrowd.ask("connect " + first);
            final long[] before = router.remote().ask("memory");
            final long[] bareBefore = bare.remote().ask("memory");
            final double seconds = crowd.ask("connect " + connections)[0] / 1e9;
            say("connected and welcomed: %.0f a second", (connections - first) / seconds);
            bareCrowd.ask("connect " + connections);
            memory(
                    before,
                    router.remote().ask("memory"),
                    bareBefore,
                    bare.remote().ask("memory"));
            if (figures.contains("broadcast")) {
                broadcast(router, bare.remote(), crowd, connections, connections);
            }
            final long ended = crowd.ask("ended")[0];
            if (ended > 0) {
                say(
                        "%,d connections were ended by the gateway, and came back: the machine is too busy for these"
                                + " figures",
                        ended);
            }
            if (figures.contains("storm")) {
                storm(router.remote(), crowd);
            }
            say("errors inside of the gateway: %d", router.remote().ask("errors")[0]);
        }
    }

    private void memory(final long[] before, final long[] after, final long[] bareBefore, final long[] bareAfter) {
        final int more = connections - connections / FIRST_PART;
        final double rss = (after[0] - before[0]) / KIB / more;
        final double bareRss = (bareAfter[0] - bareBefore[0]) / KIB / more;
        say(
                "memory of an idle connection: %.1f KiB resident, bare %.1f: %.1f more; on the heap %.1f, bare %.1f",
                rss,
                bareRss,
                rss - bareRss,
                (after[1] - before[1]) / KIB / more,
                (bareAfter[1] - bareBefore[1]) / KIB / more);
    }

    /** Sixty people with many clients each: one alert is for all of them. */
    private void one() throws Exception {
        final int people = connections / MANY_EACH;
        final int count = people * MANY_EACH;
        try (CrowdRun run = new CrowdRun(folder.path())) {
            final CrowdRun.Part router = run.router(people, SELDOM_MS);
            final CrowdRun.Part bare = run.bare();
            final Remote crowd = run.crowd(router, false, MANY_EACH);
            final Remote bareCrowd = run.crowd(bare, true, MANY_EACH);
            crowd.ask("connect " + count);
            bareCrowd.ask("connect " + count);
            say("%d people with %d connections each:", people, MANY_EACH);
            broadcast(router, bare.remote(), crowd, people, count);
        }
    }

    private void broadcast(
            final CrowdRun.Part router, final Remote bare, final Remote crowd, final int people, final int count)
            throws Exception {
        final int units = CrowdSite.units(people);
        final double[] ours = new double[ROUNDS];
        final double[] raw = new double[ROUNDS];
        try (ClientGroup group = ClientGroup.threads(1)) {
            final List<TocsinClient> sources = new ArrayList<>();
            for (int i = 0; i < SOURCES; i++) {
                sources.add(source(router, group, i));
            }
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                final boolean isBareFirst = round % 2 == 0;
                final long bytes = Math.max(crowd.ask("told")[1], 1);
                final double bareFirst = isBareFirst ? tellBare(bare, count, bytes) : 0;
                final double told = tell(router.remote(), crowd, sources, units, count, round);
                final double bareNext =
                        isBareFirst ? bareFirst : tellBare(bare, count, Math.max(crowd.ask("told")[1], 1));
                if (round >= 0) {
                    ours[round] = told;
                    raw[round] = bareNext;
                }
            }
            sources.forEach(TocsinClient::close);
        }
        final double[] ratios = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            ratios[i] = ours[i] / raw[i];
        }
        Arrays.sort(ours);
        Arrays.sort(raw);
        Arrays.sort(ratios);
        say(
                "%d alert%s to %,d connections, first write to last receipt: %.0f ms (%.0f to %.0f), bare broadcast"
                        + " %.0f ms (%.0f to %.0f), %,d bytes: %.2f times (of neighbours %.2f to %.2f)",
                units,
                units == 1 ? "" : "s at once",
                count,
                ours[ROUNDS / 2],
                ours[0],
                ours[ROUNDS - 1],
                raw[ROUNDS / 2],
                raw[0],
                raw[ROUNDS - 1],
                crowd.ask("told")[1],
                ratios[ROUNDS / 2],
                ratios[0],
                ratios[ROUNDS - 1]);
    }

    private static double tellBare(final Remote bare, final int count, final long bytes) throws Exception {
        final long[] firstAndLast = bare.ask("tell " + count + ' ' + bytes);
        TimeUnit.MILLISECONDS.sleep(SETTLE_MS);
        return (firstAndLast[1] - firstAndLast[0]) / 1e6;
    }

    /** Raises, waits for every receipt, and takes back what was raised; its end goes to all as well. */
    private static double tell(
            final Remote router,
            final Remote crowd,
            final List<TocsinClient> sources,
            final int units,
            final int count,
            final int round)
            throws Exception {
        final long toldBefore = crowd.ask("told")[0];
        router.begin("tell " + count);
        TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        final List<CompletableFuture<ServerMessage.Answer>> raised = new ArrayList<>();
        for (int unit = 0; unit < units; unit++) {
            raised.add(
                    sources.get(unit % SOURCES).raise(alert("round-" + round + '-' + unit, CrowdSite.patient(unit))));
        }
        for (final CompletableFuture<ServerMessage.Answer> answer : raised) {
            answer.get(PATIENCE_S, TimeUnit.SECONDS);
        }
        final long[] firstAndLast = router.hear(Duration.ofSeconds(PATIENCE_S));
        settle(crowd);
        final long told = crowd.ask("told")[0] - toldBefore;
        if (told != count) {
            throw new IOException(told + " deliveries instead of " + count);
        }
        for (int unit = 0; unit < units; unit++) {
            final ServerMessage.Answer answer = raised.get(unit).get(PATIENCE_S, TimeUnit.SECONDS);
            sources.get(unit % SOURCES)
                    .cancel(ClientMessage.AlertName.id(answer.alertId()))
                    .get(PATIENCE_S, TimeUnit.SECONDS);
        }
        settle(crowd);
        return (firstAndLast[1] - firstAndLast[0]) / 1e6;
    }

    /** Waits until nobody is told anything any more. */
    private static void settle(final Remote crowd) throws Exception {
        long before = -1;
        long told = crowd.ask("told")[0];
        while (told != before) {
            TimeUnit.MILLISECONDS.sleep(SETTLE_MS);
            before = told;
            told = crowd.ask("told")[0];
        }
    }

    private void storm(final Remote router, final Remote crowd) throws Exception {
        final int cut = Math.min(CUT, connections / 2);
        final int raisers = Math.min(RAISERS, cut);
        settle(crowd);
        final long sumBefore = crowd.ask("sum")[0];
        final long openBefore = router.ask("open")[0];
        final long[] back = crowd.ask("storm " + cut + ' ' + raisers);
        settle(crowd);
        final long[] open = router.ask("open");
        final long had = crowd.ask("sum")[0];
        final long received = router.ask("received")[0];
        long due = 0;
        for (int i = 0; i < raisers; i++) {
            final int unit = i / CrowdSite.A_UNIT;
            due += Math.min(CrowdSite.A_UNIT, connections - unit * CrowdSite.A_UNIT);
        }
        say(
                "%,d connections cut at once: all welcomed again after %.2f s, %,d resumed; %d alerts raised by those"
                        + " who were cut, and raised again under the same numbers: %d open, said %d times by their"
                        + " sources; deliveries due %,d, had %,d, missing in between %d, sent twice and dropped %d;"
                        + " received by the log %,d of %,d",
                cut,
                back[0] / 1e9,
                back[1],
                raisers,
                open[0] - openBefore,
                open[1] - openBefore,
                due,
                had - sumBefore,
                back[2],
                back[3],
                received,
                had);
        if (back[1] != cut
                || open[0] - openBefore != raisers
                || open[1] - openBefore != raisers
                || had - sumBefore != due
                || back[2] != 0
                || received != had) {
            throw new IOException("something was lost, or done twice");
        }
    }

    /** An alert to one, beside a router of the same site to which few are connected. */
    private void idle() throws Exception {
        try (CrowdRun run = new CrowdRun(folder.path());
                ClientGroup group = ClientGroup.threads(1)) {
            final CrowdRun.Part many = run.router(connections, USUAL_MS);
            final CrowdRun.Part few = run.router(connections, USUAL_MS);
            run.crowd(few, false, 1).ask("connect " + FEW);
            run.crowd(many, false, 1).ask("connect " + connections);
            final Histogram withFew = new Histogram(3);
            final Histogram withMany = new Histogram(3);
            try (Probe ofFew = new Probe(few, group);
                    Probe ofMany = new Probe(many, group)) {
                for (int i = -PROBES_BEFORE; i < PROBES; i++) {
                    final long fewNs = i % 2 == 0 ? ofFew.raise(i) : 0;
                    final long manyNs = ofMany.raise(i);
                    final long fewToo = i % 2 == 0 ? fewNs : ofFew.raise(i);
                    if (i >= 0) {
                        withFew.recordValue(fewToo);
                        withMany.recordValue(manyNs);
                    }
                }
            }
            say(
                    "a raise until it is received, with %,d connections idle: p50 %.3f ms, p99 %.2f, most %.1f; with"
                            + " %d: p50 %.3f ms, p99 %.2f, most %.1f; p50 %.2f times",
                    connections,
                    withMany.getValueAtPercentile(50) / 1e6,
                    withMany.getValueAtPercentile(99) / 1e6,
                    withMany.getMaxValue() / 1e6,
                    FEW,
                    withFew.getValueAtPercentile(50) / 1e6,
                    withFew.getValueAtPercentile(99) / 1e6,
                    withFew.getMaxValue() / 1e6,
                    (double) withMany.getValueAtPercentile(50) / withFew.getValueAtPercentile(50));
        }
    }

    /** A source and a nurse, both real clients. */
    private final class Probe implements AutoCloseable {
        private final BlockingQueue<Long> received = new LinkedBlockingQueue<>();
        private final TocsinClient source;
        private final TocsinClient nurse;

        Probe(final CrowdRun.Part router, final ClientGroup group) throws Exception {
            source = source(router, group, SOURCES);
            final String token = issuer.token(CrowdSite.PROBE, "clinician", ALL + 1);
            nurse = TocsinClient.connect(context(router, group, token)
                    .role(Role.CLINICIAN)
                    .person(CrowdSite.PROBE)
                    .client("probe")
                    .listener(new ClientListener() {
                        @Override
                        public void onDelivery(final ServerMessage.Delivery delivery) {
                            if (delivery.kind() == OutputKind.OFFER) {
                                received.add(System.nanoTime());
                            }
                        }
                    }));
            nurse.connected().get(PATIENCE_S, TimeUnit.SECONDS);
        }

        long raise(final int number) throws Exception {
            final long sentNs = System.nanoTime();
            final CompletableFuture<ServerMessage.Answer> answer =
                    source.raise(alert("probe-" + number, CrowdSite.PROBE_PATIENT));
            final Long receivedNs = received.poll(PATIENCE_S, TimeUnit.SECONDS);
            if (receivedNs == null) {
                throw new IOException("an alert did not arrive");
            }
            final long alertId = answer.get(PATIENCE_S, TimeUnit.SECONDS).alertId();
            source.cancel(ClientMessage.AlertName.id(alertId)).get(PATIENCE_S, TimeUnit.SECONDS);
            TimeUnit.MILLISECONDS.sleep(2);
            return receivedNs - sentNs;
        }

        @Override
        public void close() {
            source.close();
            nurse.close();
        }
    }

    private TocsinClient source(final CrowdRun.Part router, final ClientGroup group, final int number)
            throws Exception {
        final String name = "monitor-" + number;
        final TocsinClient source =
                TocsinClient.connect(context(router, group, issuer.token(name, "source", ALL + 2 + number))
                        .role(Role.SOURCE)
                        .client(name));
        source.connected().get(PATIENCE_S, TimeUnit.SECONDS);
        return source;
    }

    private static TocsinClient.Context context(
            final CrowdRun.Part router, final ClientGroup group, final String token) {
        return new TocsinClient.Context()
                .endpoints(URI.create("ws://127.0.0.1:" + router.port() + "/ws"))
                .group(group)
                .credentials(Credentials.none().token(() -> token));
    }

    private static AlertDeclaration alert(final String key, final String patient) {
        return new AlertDeclaration(
                key, EmergencyType.CARDIAC_ARREST, Severity.CRITICAL, patient, "", "", "", AlertText.NONE);
    }

    private static void say(final String format, final Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
