package io.tocsin.replay.demo;

import io.tocsin.AlertRouter;
import io.tocsin.Confirmed;
import io.tocsin.Offer;
import io.tocsin.OfferListener;
import io.tocsin.RecipientSession;
import io.tocsin.Refusal;
import io.tocsin.RefusedException;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.RejectReason;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A simulated person with a client. The listener writes down what it is told, on the router's thread, and leaves everything else to the people's own thread: to
 * accept, reject or ignore after a while; to walk to the bed, treat, and resolve; to be away at times. A clinician knows of the router what a client knows.
 */
final class Clinician implements OfferListener {
    /** What may be answered to somebody who is late: others were faster, or the alert is over. */
    private static final Set<Refusal> LATE =
            EnumSet.of(Refusal.ALREADY_OWNED, Refusal.UNKNOWN_ALERT, Refusal.NOT_OFFERED);

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
    private @Nullable RecipientSession session;

    /**
     * A person who is not connected yet.
     *
     * @param person   id.
     * @param temper   how this person is.
     * @param random   of this person.
     * @param people   the thread of all of them.
     * @param bedsides where treatment happens.
     * @param faults   told of refusals that nobody can explain by being late.
     */
    Clinician(
            final String person,
            final Temper temper,
            final Random random,
            final Timetable people,
            final Bedsides bedsides,
            final Faults faults) {
        this.person = person;
        this.temper = temper;
        this.random = random;
        this.people = people;
        this.bedsides = bedsides;
        this.faults = faults;
        record = new ClientRecord(person);
    }

    /** Where patients are. */
    interface Bedsides {
        /** Treats whoever lies in a bed. */
        void treat(String bed);
    }

    ClientRecord record() {
        return record;
    }

    /** Begins the shift. People's thread, or before it has anything else to do. */
    CompletableFuture<Confirmed> connect(final AlertRouter router) {
        final RecipientSession opened = router.connect(person, this);
        session = opened;
        if (temper.breakEveryMs() > 0) {
            people.after((long) Seeds.untilNext(random, temper.breakEveryMs()), () -> leave(router));
        }
        return opened.opened();
    }

    @Override
    public void onOffer(final Offer offer) {
        record.received(offer, System.nanoTime());
        people.now(() -> consider(offer));
    }

    @Override
    public void onConditionEnded(final Offer offer) {
        people.now(() -> conditionEnded(offer.alertId()));
    }

    @Override
    public void onClosed(final Offer offer, final Outcome outcome) {
        people.now(() -> owned.remove(offer.alertId()));
    }

    private void leave(final AlertRouter router) {
        if (session != null) {
            session.close();
            session = null;
        }
        people.after(SHORTEST_BREAK_MS + random.nextInt(BREAK_SPREAD_MS), () -> connect(router));
    }

    private void consider(final Offer offer) {
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

    private void accept(final Offer offer) {
        considered.remove(offer.alertId());
        answer(offer.alertId(), client -> client.accept(offer.alertId()), () -> accepted(offer));
    }

    private void reject(final Offer offer, final RejectReason reason) {
        considered.remove(offer.alertId());
        answer(offer.alertId(), client -> client.reject(offer.alertId(), reason), () -> {});
    }

    private void accepted(final Offer offer) {
        final Case mine = new Case(offer.alertId(), offer.bed(), offer.cause().kind() != Cause.DECLARED);
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
        if (!mine.fromReadings || mine.ended) {
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
            final long alertId,
            final Function<RecipientSession, CompletableFuture<Confirmed>> command,
            final Runnable done) {
        final RecipientSession client = session;
        if (client == null) {
            people.after(RETRY_MS, () -> answer(alertId, command, done));
            return;
        }
        command.apply(client)
                .whenComplete((confirmed, thrown) -> people.now(() -> {
                    if (thrown == null) {
                        done.run();
                    } else {
                        refused(alertId, thrown, () -> answer(alertId, command, done));
                    }
                }));
    }

    private void refused(final long alertId, final Throwable thrown, final Runnable again) {
        if (!(thrown instanceof RefusedException refused)) {
            faults.add(thrown);
        } else if (refused.refusal() == Refusal.BUSY || refused.refusal() == Refusal.UNKNOWN_SESSION) {
            people.after(RETRY_MS, again);
        } else if (LATE.contains(refused.refusal())) {
            owned.remove(alertId);
        } else {
            faults.add(thrown);
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
