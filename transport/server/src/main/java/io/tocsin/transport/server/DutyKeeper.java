package io.tocsin.transport.server;

import io.tocsin.AlertRouter;
import io.tocsin.DutyDesk;
import io.tocsin.DutyPlace;
import io.tocsin.DutyRoll;
import io.tocsin.Roster;
import io.tocsin.Rota;
import io.tocsin.schedule.Schedule;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a router told of who is on duty: when it starts, and again before what it knows comes to an end. A schedule that has ended names nobody, and is told of once:
 * neither a router that runs nor one that comes back may fail because time has passed.
 */
final class DutyKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DutyKeeper.class);
    private static final long PATIENCE_S = 60;

    private final DutySettings settings;
    private final DutyDesk desk;
    private final DutyRoll roll;
    private final Turn turn;
    /** Schedules whose end was told; first by who starts, then by the thread that goes on. */
    private final Set<String> over = ConcurrentHashMap.newKeySet();

    private @Nullable Repeating repeating;
    private volatile boolean isRefused;

    /**
     * Tells the router if it is its turn, and waits for that; what its journal has of rosters that are in the rota no more is taken away.
     *
     * @throws RuntimeException that says what is wrong with the rota.
     */
    DutyKeeper(final AlertRouter router, final DutySettings settings, final Turn turn) {
        this.settings = settings;
        this.turn = turn;
        desk = router.duty();
        roll = new DutyRoll(desk, settings.rota(), settings.ahead(), InstantSource.system());
        try {
            if (turn.isMine()) {
                begin();
            }
        } catch (final CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    /** Goes on telling it, on a thread of its own until it is closed; nothing if there is no rota. Returns this. */
    DutyKeeper start() {
        final Rota rota = settings.rota();
        if (turn.isShared()) {
            repeating = turn.repeat(
                    "tocsin-duty", settings.every().toMillis(), () -> watched(this::begin), () -> isRefused = false);
        } else if (!rota.schedules().isEmpty() || !rota.duties().isEmpty()) {
            repeating = turn.repeat("tocsin-duty", settings.every().toMillis(), () -> watched(this::tell), () -> {});
        }
        return this;
    }

    /** Whether the router did not take the rota when it was this one's turn to tell it. Any thread. */
    boolean isRefused() {
        return isRefused;
    }

    private void watched(final Runnable telling) {
        try {
            telling.run();
            isRefused = false;
        } catch (final RuntimeException refused) {
            isRefused = true;
            throw refused;
        }
    }

    private void begin() {
        final Set<DutyPlace> wanted = settings.rota().rosters(Instant.now(), settings.ahead()).stream()
                .map(Roster::place)
                .collect(Collectors.toSet());
        final List<DutyPlace> stale = new ArrayList<>(desk.places());
        stale.removeAll(wanted);
        if (!stale.isEmpty()) {
            desk.remove(stale).orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
        }
        if (!wanted.isEmpty()) {
            tell();
        }
    }

    private void tell() {
        final Instant now = Instant.now();
        for (final Schedule schedule : settings.rota().schedules()) {
            if (schedule.isOver(now) && over.add(schedule.name())) {
                LOG.warn(
                        "the rota schedule '{}' has ended, and says of nobody that they are '{}' of unit '{}': make another, or take it out of the configuration",
                        schedule.name(),
                        schedule.role(),
                        schedule.unit());
            }
        }
        // A node that loses its majority meanwhile must not wait for ever.
        roll.send().orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
    }

    /** Ends it. */
    @Override
    public void close() {
        if (repeating != null) {
            repeating.close();
        }
    }
}
