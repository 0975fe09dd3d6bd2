package io.tocsin.replay.demo;

import io.tocsin.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Those who declare emergencies: call buttons, phones, pumps, another system. Each raise is sent at the instant of the plan, whatever became of the ones before it,
 * and again while the router is busy; its time counts from the instant of the plan. One thread, the timetable's, except where said.
 */
final class Sources {
    /** How many there are; each numbers its own commands. */
    static final int COUNT = 4;

    private static final long FIRST_SOURCE_ID = 1_001;
    private static final long RETRY_MS = 10;

    private final List<SourceLine> lines = new ArrayList<>();
    private final Timetable timetable;
    private final Notebook notebook;
    private final Faults faults;
    private final AtomicInteger unanswered = new AtomicInteger();

    /**
     * Sources that have not sent anything.
     *
     * @param router    they send to.
     * @param timetable their thread.
     * @param notebook  where they write what they were answered.
     * @param faults    told of every refusal that should not be.
     */
    Sources(final Lines router, final Timetable timetable, final Notebook notebook, final Faults faults) {
        this.timetable = timetable;
        this.notebook = notebook;
        this.faults = faults;
        ids().keySet().forEach(name -> lines.add(router.source(name)));
    }

    /** The id of each, by the name that it greets with. */
    static Map<String, Long> ids() {
        final Map<String, Long> ids = new TreeMap<>();
        for (int i = 0; i < COUNT; i++) {
            ids.put("source-" + (i + 1), FIRST_SOURCE_ID + i);
        }
        return ids;
    }

    /** Gives each the idempotency window of an interface. */
    static void addTo(final Site.Builder site) {
        ids().values().forEach(site::interfaceSource);
    }

    /** Completed once all can send. */
    CompletableFuture<Void> connected() {
        return CompletableFuture.allOf(lines.stream().map(SourceLine::connected).toArray(CompletableFuture[]::new));
    }

    /** Sends a plan that begins at an instant of {@link System#nanoTime()}. Any thread. */
    void start(final List<Emergency> plan, final long beginNs) {
        unanswered.addAndGet(plan.size());
        for (final Emergency emergency : plan) {
            timetable.at(beginNs + emergency.atNs(), () -> send(emergency, beginNs + emergency.atNs()));
        }
    }

    /** How many emergencies of the plan are not sent or not answered. Any thread. */
    int unanswered() {
        return unanswered.get();
    }

    private void send(final Emergency emergency, final long intendedNs) {
        final SourceLine line = lines.get(emergency.source());
        persistently(() -> line.raise(emergency, intendedNs), reply -> {
            if (reply.is(Reply.Kind.DONE)) {
                notebook.write(new Note.Answered(emergency.number(), reply.alertId(), intendedNs));
                timetable.after(emergency.endingMs(), () -> end(emergency, reply.alertId()));
            } else {
                faults.add("emergency " + emergency.number() + " was refused: " + reply);
            }
            unanswered.decrementAndGet();
        });
    }

    private void end(final Emergency emergency, final long alertId) {
        if (emergency.ending() == Emergency.Ending.NONE) {
            return;
        }
        final SourceLine line = lines.get(emergency.source());
        final Supplier<CompletableFuture<Reply>> command =
                emergency.ending() == Emergency.Ending.CANCEL ? () -> line.cancel(alertId) : () -> line.clear(alertId);
        persistently(command, reply -> {
            // Late: people were faster, and there is nothing to end any more.
            if (reply.is(Reply.Kind.REFUSED)) {
                faults.add("the end of emergency " + emergency.number() + " was refused: " + reply);
            }
        });
    }

    /** Sends until it is not refused as BUSY; the outcome comes on any thread. */
    private void persistently(final Supplier<CompletableFuture<Reply>> command, final Consumer<Reply> outcome) {
        command.get().whenComplete((reply, thrown) -> {
            if (reply == null) {
                faults.add("a source was not answered: " + thrown);
            } else if (reply.is(Reply.Kind.BUSY)) {
                timetable.after(RETRY_MS, () -> persistently(command, outcome));
            } else {
                outcome.accept(reply);
            }
        });
    }
}
