package io.tocsin.replay.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The bedside monitors of all beds, those of a unit on one line: each takes a sample in every period, a tenth of them at a time. What the router has no room for is
 * dropped, and so is a sample whose predecessor is not answered yet: as a monitor does, because the next one is newer.
 */
final class Wards {
    private static final int SLICES = 10;

    private final List<Bedside> bedsides = new ArrayList<>();
    private final Map<String, SourceLine> lines = new HashMap<>();
    private final long sliceMs;
    private final Faults faults;
    private final LongAdder sent = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private int slice;

    /**
     * Puts a monitor at each bed.
     *
     * @param population who lies there.
     * @param hospital   whose beds.
     * @param router     that the samples go to.
     * @param faults     told of every refusal but BUSY.
     */
    Wards(final Population population, final Hospital hospital, final Lines router, final Faults faults) {
        this.faults = faults;
        sliceMs = Math.max(1, population.periodMs() / SLICES);
        for (final Patient patient : hospital.patients()) {
            final SourceLine line = lines.computeIfAbsent(patient.unit(), unit -> router.source("monitors-" + unit));
            bedsides.add(new Bedside(population.monitor(patient), line, new AtomicBoolean()));
        }
    }

    /** Completed once all can send. */
    CompletableFuture<Void> connected() {
        return CompletableFuture.allOf(
                lines.values().stream().map(SourceLine::connected).toArray(CompletableFuture[]::new));
    }

    /** Begins to send, on the timetable's thread, until that is closed. */
    void start(final Timetable monitors) {
        monitors.every(sliceMs, this::sendSlice);
    }

    /** Somebody treats whoever lies in a bed. Any thread. */
    void treat(final Patient patient) {
        bedsides.get(patient.number()).monitor.treat();
    }

    /** How many samples were sent. */
    long sent() {
        return sent.sum();
    }

    /** How many samples the router has answered. */
    long answered() {
        return answered.sum();
    }

    /** How many samples found no room, or came while the one before was on its way. */
    long dropped() {
        return dropped.sum();
    }

    private void sendSlice() {
        for (int i = slice; i < bedsides.size(); i += SLICES) {
            send(bedsides.get(i));
        }
        slice = (slice + 1) % SLICES;
    }

    private void send(final Bedside bedside) {
        final Sample sample = bedside.monitor.next();
        if (sample == null) {
            return;
        }
        if (!bedside.waiting.compareAndSet(false, true)) {
            dropped.increment();
            return;
        }
        sent.increment();
        bedside.line.readings(sample).whenComplete((reply, thrown) -> {
            bedside.waiting.set(false);
            onReply(reply, thrown);
        });
    }

    private void onReply(final @Nullable Reply reply, final @Nullable Throwable thrown) {
        answered.increment();
        if (reply == null) {
            faults.add("readings were not answered: " + thrown);
        } else if (reply.is(Reply.Kind.BUSY)) {
            dropped.increment();
        } else if (reply.is(Reply.Kind.REFUSED)) {
            faults.add("readings were refused: " + reply);
        }
    }

    /** A bed, what stands there, the line it sends on, and whether a sample is on its way. */
    private record Bedside(Monitor monitor, SourceLine line, AtomicBoolean waiting) {}
}
