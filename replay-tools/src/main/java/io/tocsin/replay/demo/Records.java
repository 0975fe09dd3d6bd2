package io.tocsin.replay.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** What the hospital's process has written down until now. Written by the thread that reads its notes, read by any. */
final class Records {
    private final Map<Integer, Emergency> plan = new HashMap<>();
    private final List<Declared> declared = new ArrayList<>();
    private final List<Receipt> receipts = new ArrayList<>();
    private final CompletableFuture<Void> connected = new CompletableFuture<>();
    private final Map<String, CompletableFuture<Void>> done = new ConcurrentHashMap<>();
    private final Faults faults;
    private final Predicate<Note> heard;
    private Note.Standing standing = new Note.Standing(0, 0, 0, 0, 0);

    /**
     * Nothing yet.
     *
     * @param plan   of the emergencies; notes name them by number.
     * @param faults told what the hospital complains about.
     * @param heard  which notes are taken down; the others are as if they had never been written.
     */
    Records(final List<Emergency> plan, final Faults faults, final Predicate<Note> heard) {
        plan.forEach(emergency -> this.plan.put(emergency.number(), emergency));
        this.faults = faults;
        this.heard = heard;
    }

    /** Takes one down. */
    void on(final Note note) {
        if (!heard.test(note)) {
            return;
        }
        if (note instanceof Note.Answered answered) {
            onAnswered(answered);
        } else if (note instanceof Note.Received received) {
            synchronized (this) {
                receipts.add(received.receipt());
            }
        } else if (note instanceof Note.Standing now) {
            synchronized (this) {
                standing = now;
            }
        } else if (note instanceof Note.Fault fault) {
            faults.add(fault.text());
        } else if (note instanceof Note.Done order) {
            done(order.what()).complete(null);
        } else {
            connected.complete(null);
        }
    }

    /** There will be no more: whoever waits for something learns that it will not come. */
    void end() {
        final IllegalStateException ended = new IllegalStateException("the hospital's process has ended");
        connected.completeExceptionally(ended);
        done.values().forEach(waiting -> waiting.completeExceptionally(ended));
    }

    /** Completed once everybody is connected. */
    CompletableFuture<Void> connected() {
        return connected;
    }

    /** Completed once an order was carried out. */
    CompletableFuture<Void> done(final String order) {
        return done.computeIfAbsent(order, name -> new CompletableFuture<>());
    }

    /** What the router has answered for. */
    synchronized List<Declared> declared() {
        return List.copyOf(declared);
    }

    /** What clients have received, the first of each person and alert. */
    synchronized List<Receipt> receipts() {
        return List.copyOf(receipts);
    }

    /** What went wrong, the first of it. */
    String complaints() {
        final List<String> first = faults.first();
        return first.isEmpty() ? "nothing" : String.join("; ", first);
    }

    synchronized Note.Standing standing() {
        return standing;
    }

    /** Whether everything that was sent is answered. */
    boolean isAnswered() {
        final Note.Standing now = standing();
        return now.unanswered() == 0 && now.answered() == now.sent();
    }

    private synchronized void onAnswered(final Note.Answered answered) {
        final Emergency emergency = plan.get(answered.number());
        if (emergency == null) {
            faults.add("the hospital was answered for an emergency that was never planned: " + answered.number());
        } else {
            declared.add(new Declared(emergency, answered.alertId(), answered.intendedNs()));
        }
    }
}
