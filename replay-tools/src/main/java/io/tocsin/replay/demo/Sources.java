package io.tocsin.replay.demo;

import io.tocsin.AlertRef;
import io.tocsin.AlertRouter;
import io.tocsin.Confirmed;
import io.tocsin.Raise;
import io.tocsin.Raised;
import io.tocsin.Refusal;
import io.tocsin.RefusedException;
import io.tocsin.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Those who declare emergencies: call buttons, phones, pumps, another system. Each raise is sent at the instant of the plan, whatever became of the ones before it,
 * and again under the same number while the router is busy; its time counts from the instant of the plan. One thread, the timetable's, except where said.
 */
final class Sources {
    /** How many there are; each numbers its own commands. */
    static final int COUNT = 4;

    private static final long FIRST_SOURCE_ID = 1_001;
    private static final long RETRY_MS = 10;

    private final AlertRouter router;
    private final Timetable timetable;
    private final Faults faults;
    private final long[] lastCommandIds = new long[COUNT];
    private final Queue<Declared> declared = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unanswered = new AtomicInteger();

    /**
     * Sources that have not sent anything.
     *
     * @param router    they send to.
     * @param timetable their thread.
     * @param faults    told of every refusal that should not be.
     */
    Sources(final AlertRouter router, final Timetable timetable, final Faults faults) {
        this.router = router;
        this.timetable = timetable;
        this.faults = faults;
    }

    /** Gives each the idempotency window of an interface. */
    static void addTo(final Site.Builder site) {
        for (int i = 0; i < COUNT; i++) {
            site.interfaceSource(FIRST_SOURCE_ID + i);
        }
    }

    /** Sends a plan that begins at an instant of {@link System#nanoTime()}. Any thread. */
    void start(final List<Emergency> plan, final long beginNs) {
        unanswered.addAndGet(plan.size());
        for (final Emergency emergency : plan) {
            timetable.at(beginNs + emergency.atNs(), () -> send(emergency, beginNs + emergency.atNs()));
        }
    }

    /** Whether every emergency of the plan was sent and answered. Any thread. */
    boolean isAnswered() {
        return unanswered.get() == 0;
    }

    /** What the router has answered for so far. Any thread. */
    List<Declared> declared() {
        return new ArrayList<>(declared);
    }

    private void send(final Emergency emergency, final long intendedNs) {
        final long commandId = nextCommandId(emergency.source());
        persistently(() -> router.raise(raise(emergency, commandId)), (raised, thrown) -> {
            if (raised != null) {
                declared.add(new Declared(emergency, raised.alertId(), intendedNs));
                timetable.after(emergency.endingMs(), () -> end(emergency, raised));
            } else if (thrown != null) {
                faults.add(thrown);
            }
            unanswered.decrementAndGet();
        });
    }

    private static Raise raise(final Emergency emergency, final long commandId) {
        final Emergency.Kind kind = emergency.kind();
        final Raise raise = Raise.alert("synthetic-" + emergency.number())
                .type(kind.type())
                .severity(kind.severity())
                .bed(emergency.patient().bed())
                .typeText(kind.typeText())
                .description("SYNTHETIC: " + kind.description())
                .facilityName("SYNTHETIC demo hospital")
                .from(sourceId(emergency.source()), commandId);
        return emergency.identified() ? raise.patient(emergency.patient().id()) : raise;
    }

    private void end(final Emergency emergency, final Raised raised) {
        if (emergency.ending() == Emergency.Ending.NONE) {
            return;
        }
        final AlertRef ref =
                AlertRef.id(raised.alertId()).from(sourceId(emergency.source()), nextCommandId(emergency.source()));
        final Supplier<CompletableFuture<Confirmed>> command =
                emergency.ending() == Emergency.Ending.CANCEL ? () -> router.cancel(ref) : () -> router.clear(ref);
        persistently(command, (confirmed, thrown) -> {
            // People were faster: there is nothing to end any more.
            if (thrown != null && !isRefusal(thrown, Refusal.UNKNOWN_ALERT)) {
                faults.add(thrown);
            }
        });
    }

    /** Sends until it is not refused as BUSY; the outcome comes on any thread. */
    private <T> void persistently(final Supplier<CompletableFuture<T>> command, final Outcome<T> outcome) {
        command.get().whenComplete((answer, thrown) -> {
            if (thrown != null && isRefusal(thrown, Refusal.BUSY)) {
                timetable.after(RETRY_MS, () -> persistently(command, outcome));
            } else {
                outcome.is(answer, thrown);
            }
        });
    }

    private long nextCommandId(final int source) {
        return ++lastCommandIds[source];
    }

    private static long sourceId(final int source) {
        return FIRST_SOURCE_ID + source;
    }

    private static boolean isRefusal(final Throwable thrown, final Refusal refusal) {
        return thrown instanceof RefusedException refused && refused.refusal() == refusal;
    }

    /** What became of a command: an answer or what was thrown. */
    private interface Outcome<T> {
        void is(@Nullable T answer, @Nullable Throwable thrown);
    }
}
