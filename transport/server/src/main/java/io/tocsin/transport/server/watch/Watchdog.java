package io.tocsin.transport.server.watch;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks routers whether they are ready, and calls people when none is: by a command, a webhook and the terminal's bell, until somebody has acknowledged it or a node is
 * ready again. Runs until it is closed; whatever goes wrong with one way of calling, with one node or with a name server, it goes on, and says so.
 */
public final class Watchdog implements AutoCloseable {
    private static final long LONGEST_LOOK_NS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long NS_PER_S = 1_000_000_000;

    private final WatchSettings settings;
    private final Consumer<String> log;
    private final LongSupplier clock;
    private final WatchFolder folder;
    private final Callers callers;
    private final List<NodeProbe> probes;
    private final Outage outage;
    private final Heartbeat heartbeat;
    private final long lookNs;
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final Thread thread;
    private final Thread beating;
    private long readySeen;
    private boolean isInFolder;
    private volatile boolean closed;

    private Watchdog(
            final WatchSettings settings,
            final Consumer<String> log,
            final Consumer<String> terminal,
            final LongSupplier clock) {
        this.settings = settings;
        this.log = log;
        this.clock = clock;
        lookNs = Math.min(LONGEST_LOOK_NS, settings.every().toNanos());
        callers = new Callers(settings, log, terminal);
        heartbeat = new Heartbeat(settings.heartbeat(), () -> true, log);
        probes = settings.nodes().stream()
                .map(node -> new NodeProbe(node, settings, this::tellNodes))
                .toList();
        folder = WatchFolder.lock(settings.folder());
        final Duration grace = folder.holdsOutage() ? settings.patience() : settings.grace();
        outage = new Outage(
                settings.patience().toNanos(),
                grace.toNanos(),
                settings.repeat().toNanos(),
                4 * lookNs);
        thread = daemon(this::watch, "tocsin-watchdog");
        beating = daemon(this::beat, "tocsin-watchdog-heartbeat");
    }

    /**
     * Starts one.
     *
     * @param settings whom it asks and whom it tells.
     * @param log      told what it does and what goes wrong, a line each, on its threads.
     * @param terminal rung by what is printed there.
     * @return a watchdog that watches.
     * @throws IllegalArgumentException if a file of authorities cannot be used.
     * @throws IllegalStateException    if another runs with the same folder.
     * @throws java.io.UncheckedIOException if the folder cannot be used.
     */
    public static Watchdog start(
            final WatchSettings settings, final Consumer<String> log, final Consumer<String> terminal) {
        return start(settings, log, terminal, System::nanoTime);
    }

    static Watchdog start(
            final WatchSettings settings,
            final Consumer<String> log,
            final Consumer<String> terminal,
            final LongSupplier clock) {
        final Watchdog watchdog = new Watchdog(settings, log, terminal, clock);
        watchdog.probes.forEach(NodeProbe::start);
        watchdog.thread.start();
        if (settings.heartbeat().isOn()) {
            watchdog.beating.start();
        }
        return watchdog;
    }

    /**
     * Asks every node once. Waits, for the time-out at most.
     *
     * @return what is the matter with each, by its address; empty = it is ready.
     */
    public static Map<String, String> askOnce(final WatchSettings settings) {
        final List<NodeProbe> probes = settings.nodes().stream()
                .map(node -> new NodeProbe(node, settings, () -> {}))
                .toList();
        final List<Thread> asking =
                probes.stream().map(probe -> daemon(probe::ask, "tocsin-ask")).toList();
        asking.forEach(Thread::start);
        try {
            for (final Thread each : asking) {
                each.join();
            }
        } catch (final InterruptedException over) {
            Thread.currentThread().interrupt();
        }
        return nodes(probes);
    }

    /**
     * Calls people as a test, in all ways that are configured. Waits until all have ended.
     *
     * @return whether all succeeded.
     */
    public static boolean callOnce(
            final WatchSettings settings, final Consumer<String> log, final Consumer<String> terminal) {
        try (Callers callers = new Callers(settings, log, terminal)) {
            return callers.call(new Callers.Call(
                            "test",
                            settings.name() + ": this is a test of the watchdog, nothing is the matter",
                            0,
                            Map.of()))
                    .join();
        }
    }

    /**
     * Says that somebody takes on the outage that a watchdog with these settings tells.
     *
     * @param by who.
     * @return what is told; {@code null} if nothing is.
     * @throws java.io.UncheckedIOException if the folder cannot be used.
     */
    public static @Nullable String acknowledge(final WatchSettings settings, final String by) {
        return WatchFolder.acknowledge(settings.folder(), by);
    }

    /** Completed if it has ended by itself, which it does for lack of memory and the like only; never by {@link #close()}. */
    public CompletableFuture<Throwable> failure() {
        return failure.copy();
    }

    /** Ends it. What it has started to tell is broken off. Waits for no more than its own look. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        beating.interrupt();
        probes.forEach(NodeProbe::close);
        callers.close();
        try {
            if (Thread.currentThread() != thread) {
                thread.join(TimeUnit.SECONDS.toMillis(2));
            }
        } catch (final InterruptedException over) {
            Thread.currentThread().interrupt();
        }
        folder.close();
    }

    private void watch() {
        log.accept("watching " + settings.nodes().size() + " nodes of " + settings.name()
                + ": people are called when none is ready for "
                + settings.patience().toMillis() + " ms");
        boolean hasFailed = false;
        while (!closed) {
            try {
                look();
                hasFailed = false;
                Thread.sleep(TimeUnit.NANOSECONDS.toMillis(lookNs));
            } catch (final InterruptedException over) {
                return;
            } catch (final RuntimeException failed) {
                if (!hasFailed) {
                    log.accept("something is wrong here, and it goes on: " + failed);
                }
                hasFailed = true;
                pause();
            } catch (final Error fatal) {
                failure.complete(fatal);
                return;
            }
        }
    }

    private void look() {
        final long ready = probes.stream().mapToLong(NodeProbe::readyCount).sum();
        final boolean isAnyReady = ready != readySeen;
        readySeen = ready;
        final long silentBeforeNs = outage.silentNs();
        final String by = outage.isTold() && isInFolder ? folder.acknowledgedBy() : null;
        final Outage.Call call = outage.look(clock.getAsLong(), isAnyReady, by != null);
        switch (call) {
            case ALARM -> {
                final String text = settings.name() + ": NO ROUTER IS READY, for " + outage.silentNs() / NS_PER_S
                        + " s: people are not told of alerts. Watch patients and monitors directly.";
                log.accept("ALARM: " + text + ' ' + reasons());
                // People first: a full disk must not keep them from being called.
                call("alarm", text, outage.silentNs());
                isInFolder = false;
                putInFolder(text);
            }
            case REPEAT -> {
                final String text = settings.name() + ": STILL NO ROUTER IS READY, for " + outage.silentNs() / NS_PER_S
                        + " s, and nobody has acknowledged it.";
                log.accept("REPEAT: " + text);
                call("repeat", text, outage.silentNs());
                if (!isInFolder) {
                    putInFolder(text);
                }
            }
            case ACKNOWLEDGED -> {
                log.accept("ACKNOWLEDGED by " + by + ": nobody is called again before a router is ready");
                call("acknowledged", settings.name() + ": acknowledged by " + by, outage.silentNs());
            }
            case RECOVERED -> {
                final String text =
                        settings.name() + ": a router is ready again, after " + silentBeforeNs / NS_PER_S + " s";
                log.accept("RECOVERED: " + text);
                call("recovered", text, silentBeforeNs);
                folder.end();
            }
            case NONE -> {}
        }
    }

    private void putInFolder(final String text) {
        folder.begin(text);
        isInFolder = true;
    }

    private void call(final String event, final String text, final long silentNs) {
        callers.call(new Callers.Call(event, text, silentNs / NS_PER_S, nodes(probes)));
    }

    private void tellNodes() {
        final long ready =
                probes.stream().filter(probe -> probe.problem() == null).count();
        log.accept(
                ready + " of " + probes.size() + " nodes are ready" + (ready == probes.size() ? "" : ": " + reasons()));
    }

    private String reasons() {
        return nodes(probes).entrySet().stream()
                .filter(node -> !node.getValue().isEmpty())
                .map(node -> node.getKey() + " (" + node.getValue() + ")")
                .collect(Collectors.joining(", "));
    }

    private void beat() {
        while (!closed) {
            try {
                heartbeat.beat();
                Thread.sleep(settings.heartbeat().every().toMillis());
            } catch (final InterruptedException over) {
                return;
            } catch (final RuntimeException failed) {
                log.accept("the heartbeat failed, and goes on: " + failed);
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(settings.every().toMillis());
        } catch (final InterruptedException over) {
            closed = true;
        }
    }

    private static Map<String, String> nodes(final List<NodeProbe> probes) {
        final Map<String, String> nodes = new LinkedHashMap<>();
        for (final NodeProbe probe : probes) {
            final String problem = probe.problem();
            nodes.put(probe.url().toString(), problem == null ? "" : problem);
        }
        return nodes;
    }

    private static Thread daemon(final Runnable task, final String name) {
        final Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
