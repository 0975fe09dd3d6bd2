package io.tocsin.transport.gateway;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the connections of one event loop share: the way to the ring, the postings that the delivery thread hands over, and three timers. Between two wake-ups of the
 * loop the delivery thread gathers postings; each of them stands under a bound of its receiver. Loop only, except as said.
 */
final class LoopDesk {
    private static final Logger LOG = LoggerFactory.getLogger(LoopDesk.class);
    private static final long TICK_MS = 10;
    private static final long WATCH_MS = 50;
    /** Looks until everybody was looked at: a critical delivery waits for one turn of them, not for all. */
    private static final int TURNS = 20;
    /** Batches that leave before the loop turns to what was handed over meanwhile: a critical delivery waits for no more of them. */
    private static final int ENDED_A_TASK = 32;

    private final List<Set<Connection>> turns = new ArrayList<>(TURNS);
    private final ArrayDeque<Connection> touched = new ArrayDeque<>();
    private Set<Connection> ticking = new LinkedHashSet<>();
    private final Set<Connection> gathering = new LinkedHashSet<>();
    /** Whose window is over. */
    private final Set<Connection> ending = new LinkedHashSet<>();

    private final EventLoop loop;
    private final RingPort ring;
    private final GatewaySettings settings;
    private final GatewayCounters counters;
    private final Departures departures;
    private final ReadingsDesk readings;
    private final @Nullable Authentication authentication;
    private final Tickets tickets;
    private final Budgets budgets;
    private final SessionRoll roll;

    /** Delivery thread only. */
    private List<Runnable> postings = new ArrayList<>();

    private int exchanges;
    private boolean tickArmed;
    private boolean batchArmed;
    private int nextTurn;
    private int turn;
    private int open;
    private volatile long turnedNs = System.nanoTime();

    LoopDesk(
            final EventLoop loop,
            final RingPort ring,
            final GatewaySettings settings,
            final GatewayCounters counters,
            final @Nullable Authentication authentication,
            final Tickets tickets,
            final Budgets budgets,
            final SessionRoll roll,
            final int number) {
        this.loop = loop;
        this.ring = ring;
        this.settings = settings;
        this.counters = counters;
        this.authentication = authentication;
        this.tickets = tickets;
        this.budgets = budgets;
        this.roll = roll;
        departures = new Departures(ring, counters);
        readings = new ReadingsDesk(ring, settings, counters, number);
        for (int i = 0; i < TURNS; i++) {
            turns.add(new LinkedHashSet<>());
        }
    }

    /** Starts the watch. Any thread. */
    void start() {
        loop.scheduleAtFixedRate(this::watch, WATCH_MS, WATCH_MS, TimeUnit.MILLISECONDS);
    }

    EventLoop loop() {
        return loop;
    }

    RingPort ring() {
        return ring;
    }

    GatewaySettings settings() {
        return settings;
    }

    GatewayCounters counters() {
        return counters;
    }

    /** Finds out who somebody is; {@code null} = nobody asks. */
    @Nullable
    Authentication authentication() {
        return authentication;
    }

    /** Tickets of all loops. */
    Tickets tickets() {
        return tickets;
    }

    /** How fast who may speak, on all loops together. */
    Budgets budgets() {
        return budgets;
    }

    /** Who is connected, on all loops together. */
    SessionRoll roll() {
        return roll;
    }

    Departures departures() {
        return departures;
    }

    ReadingsDesk readings() {
        return readings;
    }

    /** Hands something over, to be run with the others when the cycle ends. Delivery thread. */
    void post(final Runnable posting) {
        postings.add(posting);
    }

    /** Wakes the loop if something was handed over. Delivery thread; cheap if not. */
    void endCycle() {
        if (!postings.isEmpty()) {
            final List<Runnable> cycle = postings;
            postings = new ArrayList<>();
            try {
                loop.execute(() -> run(cycle));
            } catch (final RejectedExecutionException closed) {
                LOG.debug("the loop is closed; {} postings go with it", cycle.size());
            }
        }
    }

    /** When the loop last turned, nanoTime. Any thread. */
    long turnedNs() {
        return turnedNs;
    }

    /** A new connection; answers the turn in which it is looked at. */
    int add(final Connection connection) {
        final int its = nextTurn;
        nextTurn = (nextTurn + 1) % TURNS;
        turns.get(its).add(connection);
        open++;
        return its;
    }

    void remove(final Connection connection) {
        if (turns.get(connection.turn()).remove(connection)) {
            open--;
        }
        ticking.remove(connection);
        gathering.remove(connection);
        ending.remove(connection);
    }

    /** A request begins, +1, or ends, -1, to wait for the engine. */
    void exchange(final int change) {
        exchanges += change;
    }

    /** Whether nobody who is told to go should have something first. */
    boolean owesNothing() {
        return exchanges == 0 && turns.stream().flatMap(Set::stream).noneMatch(Connection::isOwed);
    }

    /** Every connection now, to walk over while they come and go. */
    List<Connection> connections() {
        final List<Connection> all = new ArrayList<>(open);
        turns.forEach(all::addAll);
        return all;
    }

    /** Has a connection write what it has before the loop turns to something else. */
    void touch(final Connection connection) {
        touched.add(connection);
    }

    /** Writes what connections have, one system call for each. */
    void pumpTouched() {
        for (Connection next = touched.poll(); next != null; next = touched.poll()) {
            next.pump();
        }
    }

    /** Whether so many are connected that what is not critical leaves in batches. */
    boolean isCrowded() {
        return settings.batchAbove > 0 && counters.value(GatewayMetric.CONNECTIONS_OPEN) > settings.batchAbove;
    }

    /** Has what gathers for a connection leave when the window is over; sooner, if others of this loop began to gather before. */
    void gather(final Connection connection) {
        gathering.add(connection);
        if (!batchArmed) {
            batchArmed = true;
            loop.schedule(this::endBatches, settings.batchWindowNs, TimeUnit.NANOSECONDS);
        }
    }

    /** Has a connection asked soon whether it has something to do or to try again. */
    void tickFor(final Connection connection) {
        ticking.add(connection);
        armTick();
    }

    /** Has the tick run soon. */
    void armTick() {
        if (!tickArmed) {
            tickArmed = true;
            loop.schedule(this::tick, TICK_MS, TimeUnit.MILLISECONDS);
        }
    }

    private void run(final List<Runnable> cycle) {
        for (final Runnable posting : cycle) {
            try {
                posting.run();
            } catch (final RuntimeException failed) {
                counters.increment(GatewayMetric.INTERNAL_ERRORS);
                LOG.error(
                        "an event or an answer could not be handed to its connection; the others are not affected",
                        failed);
            }
        }
        pumpTouched();
    }

    private void tick() {
        tickArmed = false;
        final long nowNs = System.nanoTime();
        boolean again = departures.retry();
        again |= readings.retry(nowNs);
        final Set<Connection> due = ticking;
        ticking = new LinkedHashSet<>();
        for (final Connection connection : due) {
            if (connection.onTick(nowNs)) {
                ticking.add(connection);
            }
        }
        pumpTouched();
        if (again || !ticking.isEmpty()) {
            armTick();
        }
    }

    private void endBatches() {
        batchArmed = false;
        final boolean isEnding = !ending.isEmpty();
        ending.addAll(gathering);
        gathering.clear();
        if (!isEnding) {
            endSome();
        }
    }

    /** The rest follows in a task of its own, behind what was handed over in the meantime; also if something fails here. */
    private void endSome() {
        try {
            final Iterator<Connection> due = ending.iterator();
            for (int i = 0; i < ENDED_A_TASK && due.hasNext(); i++) {
                final Connection next = due.next();
                due.remove();
                next.courier().endBatch();
            }
            pumpTouched();
        } finally {
            if (!ending.isEmpty()) {
                loop.execute(this::endSome);
            }
        }
    }

    private void watch() {
        final long nowNs = System.nanoTime();
        turnedNs = nowNs;
        turn = (turn + 1) % TURNS;
        if (turn == 0) {
            readings.watch(nowNs);
        }
        final Heartbeats beats = new Heartbeats(settings.clock.nanoTime());
        for (final Connection connection : List.copyOf(turns.get(turn))) {
            connection.onWatch(nowNs, beats);
        }
        pumpTouched();
    }
}
