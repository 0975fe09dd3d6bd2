package io.tocsin.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.codecs.json.AlertDeclaration;
import io.tocsin.codecs.json.AlertText;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.ClientMessageWriter;
import io.tocsin.codecs.json.Location;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.transport.client.ClientGroup;
import io.tocsin.transport.client.ClientListener;
import io.tocsin.transport.client.CommandFailedException;
import io.tocsin.transport.client.TocsinClient;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The router as a target: sources and clinicians, each a client with a connection of its own, all on one event loop. Every clinician accepts what is offered at once and
 * resolves it after a while, so that the router holds as many alerts at the end as at the beginning.
 */
final class RouterTarget implements Target {
    /** As an interface has it. */
    private static final int SOURCE_WINDOW = 1_024;

    private static final int PLANTED = 7;
    private static final long PLANTED_MS = 3_000;
    private static final long CONNECT_S = 30;
    private static final Severity[] SEVERITIES = {
        Severity.CRITICAL, Severity.EMERGENT, Severity.URGENT, Severity.SEMI_URGENT, Severity.NON_URGENT
    };

    private final LoadSettings settings;
    private final ClientGroup group = ClientGroup.threads(1);
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(RouterTarget::daemon);
    private final List<TocsinClient> sources = new ArrayList<>();
    private final List<TocsinClient> clinicians = new ArrayList<>();
    private final AtomicInteger unsettled = new AtomicInteger();
    private volatile @Nullable Run run;
    private int runs;

    /** Who hears of the raises of a run, and how their keys begin. */
    private record Run(String prefix, Listener listener) {
        /** The raise that an alert is; -1 if it is of another run. */
        int number(final String key) {
            return key.startsWith(prefix) ? Integer.parseInt(key.substring(prefix.length())) : -1;
        }
    }

    private RouterTarget(final LoadSettings settings) {
        this.settings = settings;
    }

    /** Connects all and waits for that. */
    static RouterTarget connect(final URI url, final LoadSettings settings) throws InterruptedException {
        final RouterTarget target = new RouterTarget(settings);
        for (int i = 0; i < settings.clinicians(); i++) {
            target.addClinician(url, i);
        }
        for (int i = 0; i < settings.sources(); i++) {
            target.sources.add(TocsinClient.connect(new TocsinClient.Context()
                    .endpoints(url)
                    .role(Role.SOURCE)
                    .client(LoadSite.source(i))
                    .window(SOURCE_WINDOW)
                    .group(target.group)));
        }
        target.awaitConnected();
        return target;
    }

    /** A raise as it goes over the wire, in ASCII. */
    static String aRaise(final LoadSettings settings) {
        final int typical = 12_345;
        return new String(
                ClientMessageWriter.write(new ClientMessage.Raise(
                        typical, 0, null, Purpose.PRODUCTION, declaration("r1-" + typical, typical, settings))),
                UTF_8);
    }

    @Override
    public String name() {
        return "router";
    }

    @Override
    public void listener(final Listener listener) {
        runs++;
        unsettled.set(0);
        run = new Run("r" + runs + '-', listener);
    }

    @Override
    public void raise(final int number) {
        final Run current = run;
        if (current == null) {
            throw new IllegalStateException("nobody listens");
        }
        unsettled.incrementAndGet();
        sources.get(number % sources.size())
                .raise(declaration(current.prefix + number, number, settings))
                .whenComplete((answer, thrown) -> {
                    if (thrown == null) {
                        current.listener.acknowledged(number, System.nanoTime());
                    } else {
                        unsettled.decrementAndGet();
                        current.listener.refused(number, reason(thrown));
                    }
                });
    }

    @Override
    public boolean isQuiet() {
        return unsettled.get() <= 0;
    }

    /** The router cannot be paused; it idles as it always does. */
    @Override
    public void pause(final boolean isPaused) {}

    @Override
    public void close() {
        later.shutdownNow();
        sources.forEach(TocsinClient::close);
        clinicians.forEach(TocsinClient::close);
        group.close();
    }

    private void addClinician(final URI url, final int number) {
        final CompletableFuture<TocsinClient> self = new CompletableFuture<>();
        final TocsinClient client = TocsinClient.connect(new TocsinClient.Context()
                .endpoints(url)
                .role(Role.CLINICIAN)
                .person(LoadSite.clinician(number))
                .client("phone-" + number)
                .group(group)
                .listener(new ClientListener() {
                    @Override
                    public void onDelivery(final ServerMessage.Delivery delivery) {
                        if (delivery.kind() == OutputKind.OFFER) {
                            offered(self.join(), delivery, System.nanoTime());
                        }
                    }
                }));
        self.complete(client);
        clinicians.add(client);
    }

    private void offered(final TocsinClient client, final ServerMessage.Delivery delivery, final long atNs) {
        final Run current = run;
        final int number =
                current == null ? -1 : current.number(delivery.alert().key());
        if (current != null && number >= 0) {
            tell(current, number, atNs);
        }
        final long alertId = delivery.alert().alertId();
        client.accept(alertId).whenComplete((accepted, refusal) -> {
            if (refusal != null) {
                settled(number);
            } else if (settings.holdMs() == 0) {
                resolve(client, alertId, number);
            } else {
                later.schedule(() -> resolve(client, alertId, number), settings.holdMs(), TimeUnit.MILLISECONDS);
            }
        });
    }

    /** Does what it is told to do wrong, if it is. */
    private void tell(final Run current, final int number, final long atNs) {
        if (number != PLANTED || settings.plant() == LoadSettings.Plant.NONE) {
            current.listener.received(number, atNs);
        } else if (settings.plant() == LoadSettings.Plant.DELAY) {
            later.schedule(
                    () -> current.listener.received(number, System.nanoTime()), PLANTED_MS, TimeUnit.MILLISECONDS);
        }
    }

    private void resolve(final TocsinClient client, final long alertId, final int number) {
        client.resolve(alertId).whenComplete((resolved, refusal) -> settled(number));
    }

    private void settled(final int number) {
        if (number >= 0) {
            unsettled.decrementAndGet();
        }
    }

    private void awaitConnected() throws InterruptedException {
        final List<TocsinClient> all = new ArrayList<>(sources);
        all.addAll(clinicians);
        try {
            CompletableFuture.allOf(all.stream().map(TocsinClient::connected).toArray(CompletableFuture[]::new))
                    .get(CONNECT_S, TimeUnit.SECONDS);
        } catch (final ExecutionException | TimeoutException failed) {
            close();
            throw new IllegalStateException("not every client could connect", failed);
        }
    }

    private static AlertDeclaration declaration(final String key, final int number, final LoadSettings settings) {
        final int patient = number % settings.clinicians();
        return new AlertDeclaration(
                key,
                EmergencyType.SEVERE_ASTHMA,
                SEVERITIES[number % SEVERITIES.length],
                LoadSite.patient(patient),
                "",
                "",
                "",
                new AlertText(
                        "",
                        "SYNTHETIC: short of breath, saturation falling, does not answer in whole sentences",
                        "monitor-" + patient,
                        Location.UNKNOWN,
                        Map.of(Parameter.HEART_RATE, 131_00, Parameter.SPO2, 84_00),
                        List.of("respiratory"),
                        Map.of(),
                        0,
                        0));
    }

    private static String reason(final Throwable thrown) {
        final Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof CommandFailedException failed) {
            final ServerMessage.Answer answer = failed.answer();
            return answer == null ? failed.reason().name() : answer.result().name();
        }
        return cause.getClass().getSimpleName();
    }

    private static Thread daemon(final Runnable task) {
        final Thread thread = new Thread(task, "bench-later");
        thread.setDaemon(true);
        return thread;
    }
}
