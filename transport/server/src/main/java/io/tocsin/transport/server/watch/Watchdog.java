package io.tocsin.transport.server.watch;

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
    private final Spool log;
    private final Spool terminal;
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
    private volatile long lookedNs = System.nanoTime();
    private boolean isInFolder;
    private volatile boolean closed;

    private Watchdog(
            final WatchSettings settings,
            final Consumer<String> log,
            final Consumer<String> terminal,
            final LongSupplier clock) {
        this.settings = settings;
        folder = WatchFolder.lock(settings.folder());
        // From here on nobody waits for what is printed.
        this.log = new Spool("tocsin-watch-log", log);
        this.terminal = new Spool("tocsin-watch-bell", terminal);
        this.clock = clock;
        lookNs = Math.min(LONGEST_LOOK_NS, settings.every().toNanos());
        callers = new Callers(settings, this.log, this.terminal);
        heartbeat = new Heartbeat(settings.heartbeat(), this::isWatching, this.log);
        probes = settings.nodes().stream()
                .map(node -> new NodeProbe(node, settings, this::tellNodes, failure::complete))
                .toList();
        outage = new Outage(
                settings.patience().toNanos(),
                settings.grace().toNanos(),
                settings.repeat().toNanos(),
                4 * lookNs,
                settings.every().plus(settings.pollTimeout()).toNanos(),
                folder.holdsOutage());
        isInFolder = folder.holdsOutage();
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
                .map(node -> new NodeProbe(node, settings, () -> {}, error -> {}))
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
        terminal.close();
        log.close();
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
        final boolean isAnyReady = probes.stream().anyMatch(probe -> probe.isReady(longestAskNs()));
        final long unseenNs =
                probes.stream().mapToLong(NodeProbe::unseenNs).min().orElse(0);
        final long silentBeforeNs = outage.silentNs();
        final String by = outage.isTold() && isInFolder ? folder.acknowledgedBy() : null;
        final Outage.Call call = outage.look(clock.getAsLong(), isAnyReady, unseenNs, by != null);
        lookedNs = System.nanoTime();
        switch (call) {
            case ALARM -> {
                final String text = settings.name() + ": NO ROUTER IS READY, for " + outage.silentNs() / NS_PER_S
                        + " s: people are not told of alerts. Watch patients and monitors directly.";
                // People first: nothing else must keep them from being called.
                call("alarm", text, outage.silentNs());
                log.accept("ALARM: " + text + ' ' + reasons());
                isInFolder = false;
                putInFolder(text);
            }
            case REPEAT -> {
                final String text = settings.name() + ": STILL NO ROUTER IS READY, for " + outage.silentNs() / NS_PER_S
                        + " s, and nobody has acknowledged it.";
                call("repeat", text, outage.silentNs());
                log.accept("REPEAT: " + text);
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

    /** How long an answer may be on its way, with some time for a machine that is busy. */
    private long longestAskNs() {
        return settings.every().plus(settings.pollTimeout()).toNanos() + NS_PER_S;
    }

    /** Whether it looks, and asks every node: whoever is told that all is well must not be told so by a thread that lives alone. */
    private boolean isWatching() {
        final long nowNs = System.nanoTime();
        final long longestNs = longestAskNs() + 5 * NS_PER_S;
        return nowNs - lookedNs < longestNs && probes.stream().allMatch(probe -> probe.isAsking(longestNs));
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
