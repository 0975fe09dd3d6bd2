package io.tocsin.transport.server.faults;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.json.AlertDeclaration;
import io.tocsin.codecs.json.AlertText;
import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.transport.client.ClientGroup;
import io.tocsin.transport.client.ClientListener;
import io.tocsin.transport.client.CommandFailedException;
import io.tocsin.transport.client.TocsinClient;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Monitors that raise alerts and people who take them, over real WebSockets, with clients that come back: some go to the next node when theirs is gone, others know one
 * node only. Everything they ask, are answered and receive goes into one history. Each alert is for one person, who accepts and resolves it; one in twenty is for somebody
 * who never answers, so that the deputy is asked and does.
 */
final class Load implements AutoCloseable {
    /** Monitors that know one node only, with its number. */
    static final String PINNED = "pinned";

    private static final String ROAMING = "roaming";

    /** How the key of an alert ends that is first for somebody who never answers, and then for the deputy. */
    static final String OF_THE_SILENT = "x";

    private static final int IN_FLIGHT = 16;
    private static final int SILENT_EVERY = 20;

    private final World world;
    private final History history;
    private final ClientGroup group = ClientGroup.threads(2);
    private final List<Monitor> monitors = new ArrayList<>();
    private final Map<String, Phone> people = new ConcurrentHashMap<>();
    private final Map<String, Integer> refusals = new TreeMap<>();
    private final SplittableRandom random;
    private final long intervalNs;
    private final Thread pacer = new Thread(this::raise, "pacer");
    private volatile boolean isResting = true;
    private volatile boolean isOver;
    private volatile int among = World.PEOPLE;

    /** Connects everybody; nothing is raised yet. */
    Load(final World world, final History history, final int perSecond, final long seed) throws Exception {
        this.world = world;
        this.history = history;
        random = new SplittableRandom(seed);
        intervalNs = TimeUnit.SECONDS.toNanos(1) / perSecond;
        for (int id = 0; id < World.NODES; id++) {
            monitors.add(new Monitor(pinned(id), world.url(id)));
        }
        for (int i = 0; i < 2; i++) {
            monitors.add(new Monitor(ROAMING + i, world.urls(i)));
        }
        for (int i = 0; i < World.PEOPLE; i++) {
            person("s" + i, i, null);
        }
        person(World.SILENT, 0, null);
        person(World.DEPUTY, 1, null);
        for (final Phone phone : people.values()) {
            phone.client.connected().get(30, TimeUnit.SECONDS);
        }
        pacer.setDaemon(true);
        pacer.start();
    }

    /** The monitor that knows this node only. */
    static String pinned(final int id) {
        return PINNED + id;
    }

    /** Raises from now on. */
    void go() {
        isResting = false;
    }

    /** Raises nothing any more. */
    void rest() {
        isResting = true;
    }

    /** What was refused since the last time, and how often. */
    Map<String, Integer> refusals() {
        synchronized (refusals) {
            final Map<String, Integer> all = new TreeMap<>(refusals);
            refusals.clear();
            return all;
        }
    }

    /** Whether this was refused since {@link #refusals} was asked. */
    boolean hasRefused(final String what) {
        synchronized (refusals) {
            return refusals.containsKey(what);
        }
    }

    /** For the first so many people alone from now on. */
    void among(final int count) {
        among = count;
    }

    /** Waits until everything is answered, everybody is told, and nothing waits in any client: what has to come of it once all is healed. */
    void settle(final long seconds) throws InterruptedException {
        rest();
        final long untilNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!isSettled()) {
            if (System.nanoTime() > untilNs) {
                throw new AssertionError("not settled in " + seconds + " s: " + waiting() + ", everybody told: "
                        + history.isEverybodyTold() + "; logs are in " + world.folder);
            }
            Thread.sleep(50);
        }
    }

    private boolean isSettled() {
        return waiting().isEmpty() && history.isEverybodyTold();
    }

    private List<String> waiting() {
        final List<String> waiting = new ArrayList<>();
        for (final Monitor monitor : monitors) {
            if (monitor.inFlight.get() > 0 || monitor.client.unanswered() > 0) {
                waiting.add(monitor.name + " " + monitor.inFlight.get() + " " + monitor.client.isConnected());
            }
        }
        people.forEach((name, phone) -> {
            if (phone.client.unanswered() > 0) {
                waiting.add(name + " " + phone.client.unanswered() + " " + phone.client.isConnected());
            }
        });
        return waiting;
    }

    @Override
    public void close() {
        isOver = true;
        for (final Monitor monitor : monitors) {
            monitor.client.close();
        }
        people.values().forEach(phone -> phone.client.close());
        group.close();
    }

    private void raise() {
        long nextNs = System.nanoTime();
        int turn = 0;
        while (!isOver) {
            if (isResting) {
                LockSupport.parkNanos(intervalNs);
                nextNs = System.nanoTime();
                continue;
            }
            final Monitor monitor = monitors.get(turn++ % monitors.size());
            if (monitor.inFlight.get() < IN_FLIGHT) {
                monitor.raise();
            }
            nextNs += intervalNs;
            LockSupport.parkNanos(nextNs - System.nanoTime());
        }
    }

    /** Has somebody go on at a node, as whoever walks to another screen. */
    void moveTo(final String name, final int node) throws Exception {
        final TocsinClient before = requireNonNull(people.get(name)).client;
        before.close();
        // Afterwards: until it is closed it hears more.
        final ClientMessage.Resume has = before.resume().get(10, TimeUnit.SECONDS);
        person(name, node, has).client.connected().get(30, TimeUnit.SECONDS);
    }

    private Phone person(final String name, final int first, final ClientMessage.@Nullable Resume has) {
        final Phone phone = new Phone(name, has, world.urls(first % World.NODES));
        people.put(name, phone);
        return phone;
    }

    private void refused(final String what, final Throwable problem) {
        if (isOver) {
            return;
        }
        final String why = problem instanceof CommandFailedException failed && failed.answer() != null
                ? failed.answer().result().toString()
                : String.valueOf(problem.getMessage());
        count(what + " " + why);
    }

    private void count(final String refusal) {
        synchronized (refusals) {
            refusals.merge(refusal, 1, Integer::sum);
        }
    }

    private final class Monitor implements ClientListener {
        private final String name;
        private final TocsinClient client;
        private final AtomicInteger inFlight = new AtomicInteger();
        private long number;

        Monitor(final String name, final URI... urls) {
            this.name = name;
            client = TocsinClient.connect(new TocsinClient.Context()
                    .endpoints(urls)
                    .role(Role.SOURCE)
                    .client(name)
                    .group(group)
                    .backoff(50, 500)
                    .timeoutMs(2_000)
                    .maxWaiting(100_000)
                    .listener(this));
        }

        /** What the client asks again is heard here alone. */
        @Override
        public void onAnswer(final ServerMessage.Answer answer) {
            if (answer.result() != AnswerResult.OK) {
                count("raise " + answer.result());
            }
        }

        void raise() {
            final long count = number++;
            final boolean isSilent = random.nextInt(SILENT_EVERY) == 0;
            final String key = name + "-" + count + (isSilent ? OF_THE_SILENT : "");
            final int who = random.nextInt(among);
            inFlight.incrementAndGet();
            history.asked(key, isSilent ? World.DEPUTY : "s" + who, name, System.nanoTime());
            client.raise(new AlertDeclaration(
                            key,
                            EmergencyType.CARDIAC_ARREST,
                            Severity.CRITICAL,
                            isSilent ? "px" : "p" + who,
                            "",
                            "",
                            "",
                            AlertText.NONE))
                    .whenComplete((answer, problem) -> {
                        inFlight.decrementAndGet();
                        if (problem == null) {
                            history.answered(key, answer.alertId(), String.valueOf(answer.level()), System.nanoTime());
                        } else {
                            refused("raise", problem);
                        }
                    });
        }
    }

    private final class Phone implements ClientListener {
        private final String person;
        private final TocsinClient client;
        private volatile String epoch = "";

        Phone(final String person, final ClientMessage.@Nullable Resume has, final URI... urls) {
            this.person = person;
            final TocsinClient.Context context = new TocsinClient.Context()
                    .endpoints(urls)
                    .role(Role.CLINICIAN)
                    .person(person)
                    .client("phone-of-" + person)
                    .group(group)
                    .backoff(50, 500)
                    .timeoutMs(2_000)
                    .maxWaiting(100_000)
                    .listener(this);
            client = TocsinClient.connect(has == null ? context : context.resume(has));
        }

        @Override
        public void onWelcome(final ServerMessage.Welcome welcome) {
            epoch = welcome.epoch().toString();
        }

        @Override
        public void onDelivery(final ServerMessage.Delivery delivery) {
            final boolean isOffer = delivery.kind() == OutputKind.OFFER;
            final long alertId = delivery.alert().alertId();
            history.told(new History.Told(
                    person,
                    epoch,
                    delivery.lane().toString(),
                    delivery.seq(),
                    delivery.prev(),
                    isOffer,
                    delivery.step(),
                    alertId,
                    delivery.alert().key(),
                    delivery.deadlineNs(),
                    delivery.offeredNs(),
                    System.nanoTime()));
            if (isOffer && isAnsweredHere(delivery.alert().key())) {
                client.accept(alertId).whenComplete((answer, problem) -> {
                    if (problem == null) {
                        resolve(alertId);
                    } else {
                        refused("accept", problem);
                    }
                });
            }
        }

        /** The deputy takes what nobody else does. */
        private boolean isAnsweredHere(final String key) {
            return !person.equals(World.SILENT) && person.equals(World.DEPUTY) == key.endsWith(OF_THE_SILENT);
        }

        private void resolve(final long alertId) {
            history.triesToResolve(alertId);
            client.resolve(alertId).whenComplete((answer, problem) -> {
                if (problem == null) {
                    history.resolved(alertId, String.valueOf(answer.level()));
                } else {
                    refused("resolve", problem);
                }
            });
        }
    }
}
