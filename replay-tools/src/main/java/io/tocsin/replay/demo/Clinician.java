package io.tocsin.replay.demo;

import io.tocsin.codecs.sbe.RejectReason;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A simulated person with a client. The listener writes down what it is told, on the client's thread, and leaves everything else to the people's own thread: to
 * accept, reject or ignore after a while; to walk to the bed, treat, and resolve; to be away at times. A clinician knows of the router what a client knows.
 */
final class Clinician implements PersonLine.Listener {
    private static final RejectReason[] REASONS = {RejectReason.BUSY, RejectReason.TOO_FAR, RejectReason.NOT_QUALIFIED};

    private static final double BUSY_REJECTS = 0.7;
    private static final double GIVES_BACK = 0.04;
    private static final long RETRY_MS = 200;
    private static final int SHORTEST_BREAK_MS = 1_000;
    private static final int BREAK_SPREAD_MS = 3_000;

    private final String person;
    private final Temper temper;
    private final Random random;
    private final Timetable people;
    private final Bedsides bedsides;
    private final Faults faults;
    private final ClientRecord record;

    // People's thread only.
    private final Set<Long> considered = new HashSet<>();
    private final Map<Long, Case> owned = new HashMap<>();
    private @Nullable PersonLine line;

    /**
     * A person who is not connected yet.
     *
     * @param person   id.
     * @param temper   how this person is.
     * @param random   of this person.
     * @param people   the thread of all of them.
     * @param bedsides where treatment happens.
     * @param record   what the client writes down.
     * @param faults   told of refusals that nobody can explain by being late.
     */
    Clinician(
            final String person,
            final Temper temper,
            final Random random,
            final Timetable people,
            final Bedsides bedsides,
            final ClientRecord record,
            final Faults faults) {
        this.person = person;
        this.temper = temper;
        this.random = random;
        this.people = people;
        this.bedsides = bedsides;
        this.faults = faults;
        this.record = record;
    }

    /** Where patients are. */
    interface Bedsides {
        /** Treats whoever lies in a bed. */
        void treat(String bed);

        /** Whether treatment helps. */
        boolean answersTreatment();
    }

    /** Begins the shift. People's thread, or before it has anything else to do. */
    CompletableFuture<Void> connect(final Lines router) {
        final PersonLine opened = router.person(person, this);
        line = opened;
        final CompletableFuture<Void> connected = opened.connected();
        if (temper.breakEveryMs() > 0) {
            final long breakMs = (long) Seeds.untilNext(random, temper.breakEveryMs());
            connected.thenRun(() -> people.after(breakMs, () -> leave(router)));
        }
        return connected;
    }

    @Override
    public void onTold(final Told told, final long receivedNs) {
        switch (told.kind()) {
            case OFFER -> {
                record.received(told, receivedNs);
                people.now(() -> consider(told));
            }
            case CONDITION_ENDED -> people.now(() -> conditionEnded(told.alertId()));
            case CLOSED -> people.now(() -> owned.remove(told.alertId()));
            case UPDATE, TAKEN, JOINED, NULL_VAL -> {
                // Nothing that would change what this person does.
            }
        }
    }

    private void leave(final Lines router) {
        if (line != null) {
            line.close();
            line = null;
        }
        people.after(SHORTEST_BREAK_MS + random.nextInt(BREAK_SPREAD_MS), () -> connect(router));
    }

    private void consider(final Told offer) {
        if (owned.containsKey(offer.alertId()) || !considered.add(offer.alertId())) {
            return;
        }
        final double drawn = random.nextDouble();
        final long answerMs = temper.answerMs(random);
        final boolean atThisBed = owned.values().stream().anyMatch(one -> one.bed.equals(offer.bed()));
        if (owned.size() >= temper.capacity() && !atThisBed && drawn < BUSY_REJECTS) {
            people.after(answerMs, () -> reject(offer, RejectReason.BUSY));
        } else if (atThisBed || drawn < temper.acceptShare()) {
            people.after(answerMs, () -> accept(offer));
        } else if (drawn < temper.acceptShare() + temper.rejectShare()) {
            people.after(answerMs, () -> reject(offer, REASONS[random.nextInt(REASONS.length)]));
        } else {
            // Ignored; whoever is told again, as the desk is, thinks again.
            people.after(answerMs, () -> considered.remove(offer.alertId()));
        }
    }

    private void accept(final Told offer) {
        considered.remove(offer.alertId());
        answer(offer.alertId(), client -> client.accept(offer.alertId()), () -> accepted(offer));
    }

    private void reject(final Told offer, final RejectReason reason) {
        considered.remove(offer.alertId());
        answer(offer.alertId(), client -> client.reject(offer.alertId(), reason), () -> {});
    }

    private void accepted(final Told offer) {
        final Case mine = new Case(offer.alertId(), offer.bed(), offer.fromReadings());
        owned.put(mine.alertId, mine);
        final int walkMs = 500 + random.nextInt(1_500);
        if (random.nextDouble() < GIVES_BACK) {
            people.after(walkMs, () -> giveBack(mine));
        } else {
            people.after(walkMs, () -> treat(mine));
        }
    }

    private void giveBack(final Case mine) {
        if (owned.remove(mine.alertId) != null) {
            answer(mine.alertId, client -> client.reject(mine.alertId, RejectReason.BUSY), () -> {});
        }
    }

    private void treat(final Case mine) {
        bedsides.treat(mine.bed);
        mine.treated = true;
        if (!mine.fromReadings || mine.ended || !bedsides.answersTreatment()) {
            people.after(700 + random.nextInt(2_000), () -> resolve(mine));
        }
    }

    private void conditionEnded(final long alertId) {
        final Case mine = owned.get(alertId);
        if (mine != null) {
            mine.ended = true;
            if (mine.treated) {
                people.after(300 + random.nextInt(900), () -> resolve(mine));
            }
        }
    }

    private void resolve(final Case mine) {
        if (owned.containsKey(mine.alertId)) {
            answer(mine.alertId, client -> client.resolve(mine.alertId), () -> owned.remove(mine.alertId));
        }
    }

    /** Sends an answer, again while the router is busy or the person is away. */
    private void answer(
            final long alertId, final Function<PersonLine, CompletableFuture<Reply>> command, final Runnable done) {
        final PersonLine client = line;
        if (client == null) {
            people.after(RETRY_MS, () -> answer(alertId, command, done));
            return;
        }
        command.apply(client)
                .whenComplete((reply, thrown) ->
                        people.now(() -> answered(alertId, reply, done, () -> answer(alertId, command, done))));
    }

    /** A person who has left before the reply came says it again. */
    private void answered(final long alertId, final @Nullable Reply reply, final Runnable done, final Runnable again) {
        if (reply == null || reply.is(Reply.Kind.BUSY) || reply.is(Reply.Kind.GONE)) {
            people.after(RETRY_MS, again);
        } else if (reply.is(Reply.Kind.DONE)) {
            done.run();
        } else if (reply.is(Reply.Kind.LATE)) {
            owned.remove(alertId);
        } else {
            faults.add(person + " was refused: " + reply);
        }
    }

    /** An alert that this person owns. */
    private static final class Case {
        private final long alertId;
        private final String bed;
        private final boolean fromReadings;
        private boolean treated;
        private boolean ended;

        Case(final long alertId, final String bed, final boolean fromReadings) {
            this.alertId = alertId;
            this.bed = bed;
            this.fromReadings = fromReadings;
        }
    }
}
