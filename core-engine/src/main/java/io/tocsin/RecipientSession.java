package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.lane.LaneOrder;
import io.tocsin.codecs.sbe.Mode;
import io.tocsin.codecs.sbe.Presence;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.text.EdgeText;
import io.tocsin.codecs.text.OverrideReason;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * One person's client, connected. A person may have several; each is told everything. Deliveries are handed to the listener, in the order of each lane and each
 * once, and confirmed to the router after the listener has returned. Any thread; nothing here waits.
 */
public final class RecipientSession implements AutoCloseable {
    private final long sessionId;
    private final String personId;
    private final OfferListener listener;
    private final SessionDesk desk;
    private final CommandGate gate;
    private final CompletableFuture<Confirmed> opened = new CompletableFuture<>();
    private final Receipts receipts = new Receipts();
    private boolean active;
    private volatile boolean closed;

    RecipientSession(
            final long sessionId,
            final String personId,
            final OfferListener listener,
            final SessionDesk desk,
            final CommandGate gate) {
        this.sessionId = sessionId;
        this.personId = personId;
        this.listener = listener;
        this.desk = desk;
        this.gate = gate;
    }

    /** Number of the session, unique in its router. */
    public long sessionId() {
        return sessionId;
    }

    /** What the client says that it can do, as the schema's field. */
    int capabilities() {
        return Capability.bits(listener.capabilities());
    }

    /** Whose session it is. */
    public String personId() {
        return personId;
    }

    /**
     * The answer to the opening. What is raised after {@link AlertRouter#connect} returned finds the person reachable; nobody needs to wait for this.
     *
     * @return completed once the person counts as reachable; exceptionally with {@link RefusedException} {@link Refusal#UNKNOWN_PERSON} or {@link
     *     Refusal#TABLE_FULL}, which the error handler is told as well.
     */
    public CompletableFuture<Confirmed> opened() {
        return opened.copy();
    }

    /**
     * Takes responsibility for an alert that was offered.
     *
     * @param alertId of the offer.
     * @return as {@link Offer#accept()}.
     */
    public CompletableFuture<Confirmed> accept(final long alertId) {
        return gate.submit(CommandEncoding.accept(sessionId, alertId), null, null, Answer::confirmed);
    }

    /** As {@link Offer#accept(String)}, of an alert as it was told last. */
    public CompletableFuture<Confirmed> accept(final AlertState seen, final String readBack) {
        return gate.submit(CommandEncoding.acceptResult(sessionId, seen, readBack), null, null, Answer::confirmed);
    }

    /**
     * Takes responsibility for an alert although this person was not asked, or may not by their relationships: they say that it is an emergency. Done if their
     * role permits that, told as {@code EmergencyOverride}, to be reviewed.
     *
     * @param alertId of any open alert but a critical result.
     * @param why     it is an emergency.
     * @return as {@link Offer#accept()}.
     */
    public CompletableFuture<Confirmed> acceptInEmergency(final long alertId, final OverrideReason why) {
        return gate.submit(
                CommandEncoding.accept(sessionId, alertId).flags(why.flags()), null, null, Answer::confirmed);
    }

    /** As {@link #acceptInEmergency(long, OverrideReason)}, of a critical result: read back as by {@link Offer#accept(String)}. */
    public CompletableFuture<Confirmed> acceptInEmergency(
            final AlertState seen, final String readBack, final OverrideReason why) {
        final OutgoingCommand accept = CommandEncoding.acceptResult(sessionId, seen, readBack);
        return gate.submit(accept.flags(why.flags()), null, null, Answer::confirmed);
    }

    /**
     * Does not take an alert, or gives it back.
     *
     * @param alertId of the offer.
     * @param reason  why.
     * @return as {@link Offer#reject}.
     */
    public CompletableFuture<Confirmed> reject(final long alertId, final RejectReason reason) {
        if (requireNonNull(reason, "reason") == RejectReason.NULL_VAL) {
            throw new IllegalArgumentException("reason is NULL_VAL: UNSPECIFIED is one");
        }
        return gate.submit(CommandEncoding.reject(sessionId, alertId, reason), null, null, Answer::confirmed);
    }

    /**
     * Gives an alert back that this person owns; they may be asked again.
     *
     * @param alertId of the offer.
     * @return completed once the next are asked; exceptionally with {@link RefusedException}, {@link Refusal#NOT_OWNER} among them.
     */
    public CompletableFuture<Confirmed> release(final long alertId) {
        return gate.submit(CommandEncoding.release(sessionId, alertId), null, null, Answer::confirmed);
    }

    /**
     * Names somebody else for an alert, who is asked at once; for this person it is a reject.
     *
     * @param alertId of the offer.
     * @param to      who is named; has to be connected.
     * @param reason  why this person does not do it.
     * @return completed once it is so; exceptionally with {@link RefusedException}, {@link Refusal#NOT_REACHABLE}, {@link Refusal#NOT_ACTIVE} and,
     *     of somebody whose role can never accept, {@link Refusal#FORBIDDEN} among them.
     */
    public CompletableFuture<Confirmed> redirect(final long alertId, final String to, final RejectReason reason) {
        if (requireNonNull(reason, "reason") == RejectReason.NULL_VAL) {
            throw new IllegalArgumentException("reason is NULL_VAL: UNSPECIFIED is one");
        }
        return gate.submit(
                CommandEncoding.redirect(sessionId, alertId, EdgeText.requiredId("to", to), reason),
                null,
                null,
                Answer::confirmed);
    }

    /**
     * The next step now, whether somebody owns the alert or not; an owner stays. If the alert has gone on since it was as given, nothing happens.
     *
     * @param seen the alert as this person saw it.
     * @return completed once it is so; exceptionally with {@link RefusedException}.
     */
    public CompletableFuture<Confirmed> escalate(final AlertState seen) {
        return gate.submit(CommandEncoding.escalate(sessionId, seen.alertId(), seen), null, null, Answer::confirmed);
    }

    /**
     * This person is at the bedside, and takes the alert if they have not yet.
     *
     * @param alertId of the offer.
     * @return completed once it is so; exceptionally with {@link RefusedException}, as {@link #accept}.
     */
    public CompletableFuture<Confirmed> arrive(final long alertId) {
        return gate.submit(CommandEncoding.arrive(sessionId, alertId), null, null, Answer::confirmed);
    }

    /**
     * Says that an alert is dealt with.
     *
     * @param alertId of the offer.
     * @return as {@link Offer#resolve()}.
     */
    public CompletableFuture<Confirmed> resolve(final long alertId) {
        return gate.submit(CommandEncoding.resolve(sessionId, alertId), null, null, Answer::confirmed);
    }

    /** What this person configures, alone or as one of two. */
    public Proposals proposals() {
        return new Proposals(sessionId, desk.configs(), gate);
    }

    /**
     * Silences what is known, for a time; the person is its author.
     *
     * @param silence read before this returns.
     * @return its number; exceptionally with {@link RefusedException} {@link Refusal#SILENCE_REFUSED} if it covers too much or lasts too long, {@link
     *     Refusal#INVALID_FIELD} if what it names is not known or its end has passed.
     */
    public CompletableFuture<Silenced> silence(final Silence silence) {
        return gate.submit(SilenceEncoding.create(sessionId, silence), null, null, Answer::silenced);
    }

    /**
     * As a second person lets a silence cover CRITICAL alerts that are raised from now on.
     *
     * @param silenceId that somebody else is the author of.
     * @return completed once recorded; exceptionally with {@link RefusedException} {@link Refusal#SAME_PERSON} if the person is its author, {@link
     *     Refusal#SILENCE_REFUSED} if there is no such silence.
     */
    public CompletableFuture<Confirmed> confirmSilence(final long silenceId) {
        return gate.submit(SilenceEncoding.confirm(sessionId, silenceId), null, null, Answer::confirmed);
    }

    /**
     * Ends a silence before its time: what it muted is treated as newly received.
     *
     * @param silenceId of the silence; one that is over is left as it is.
     * @return completed once recorded; exceptionally with {@link RefusedException} {@link Refusal#SILENCE_REFUSED} if there never was one.
     */
    public CompletableFuture<Confirmed> endSilence(final long silenceId) {
        return gate.submit(SilenceEncoding.expire(sessionId, silenceId), null, null, Answer::confirmed);
    }

    /**
     * Gives one patient a limit, or takes it back; the person is its author. The next reading decides by it.
     *
     * @param limit read before this returns.
     * @return completed once recorded; exceptionally with {@link RefusedException}, {@link Refusal#FORBIDDEN} if the role may not go so far, {@link
     *     Refusal#INVALID_FIELD} if the value cannot be meant or leaves nothing between the two limits, if no rule watches the parameter, or if a reason or an end
     *     within 24 h is missing that it needs, and {@link Refusal#SILENCE_REFUSED} if the end is further away, or a CRITICAL limit would be widened.
     */
    public CompletableFuture<Confirmed> limit(final PatientLimit limit) {
        return gate.submit(CommandEncoding.limit(sessionId, limit), null, null, Answer::confirmed);
    }

    /** What the person says of doses: takes it on any thread. */
    public DoseDesk doses() {
        return new DoseDesk(sessionId, gate);
    }

    /** Takes which monitoring sessions the person begins, ends and names people for; as this, any thread. */
    public MonitoringDesk monitoring() {
        return new MonitoringDesk(sessionId, gate);
    }

    /**
     * Puts an alert off that this person owns: until then they are not told of its updates, then it is treated as newly received, as if nobody had accepted it. It
     * comes back earlier if it becomes more severe. A later snooze replaces the end.
     *
     * @param alertId of the offer.
     * @param time    1 ms to 24 h; at most 10 min for an EMERGENT alert, 1 h for an URGENT one.
     * @return completed once it is put off; exceptionally with {@link RefusedException}, {@link Refusal#NOT_OWNER}, {@link Refusal#STILL_ASKING} and {@link
     *     Refusal#SILENCE_REFUSED} among them.
     */
    public CompletableFuture<Confirmed> snooze(final long alertId, final Duration time) {
        return gate.submit(CommandEncoding.snooze(sessionId, alertId, time), null, null, Answer::confirmed);
    }

    /**
     * Takes an alert up again before its snooze is over; this person goes on owning it.
     *
     * @param alertId of the offer; one that is not put off is left as it is.
     * @return completed once it is so; exceptionally with {@link RefusedException}, {@link Refusal#NOT_OWNER} among them.
     */
    public CompletableFuture<Confirmed> endSnooze(final long alertId) {
        return gate.submit(CommandEncoding.endSnooze(sessionId, alertId), null, null, Answer::confirmed);
    }

    /**
     * Says where the person is now; steps that ask for the nearest go by it until it is as old as the site allows.
     *
     * @param position coordinates, a place, or both.
     * @return completed once recorded.
     */
    public CompletableFuture<Confirmed> position(final Position position) {
        return gate.ask(
                CommandEncoding.position(sessionId, "", requireNonNull(position, "position")), Answer::confirmed);
    }

    /**
     * Says whether the person is there: BUSY people are passed over where a step chooses among many, no step waits for OFFLINE ones.
     *
     * @param presence until it is changed.
     * @return completed once recorded.
     */
    public CompletableFuture<Confirmed> presence(final Presence presence) {
        if (requireNonNull(presence, "presence") == Presence.NULL_VAL) {
            throw new IllegalArgumentException("presence is NULL_VAL: ONLINE is one");
        }
        return gate.ask(CommandEncoding.presence(sessionId, "", presence), Answer::confirmed);
    }

    /**
     * Says that the person is on break: somebody else is asked in their place, also of what they are asked for or have accepted, until the time is over,
     * the cover's last shift is, or {@link #endBreak()}. While the cover is not reachable the person is asked all the same. Once more, it has another cover and another end.
     *
     * @param atMost how long at most, from a minute to two hours.
     * @param cover  somebody else, who is reachable and not on break; else {@link Refusal#NOT_REACHABLE}; of a role that can accept, or
     *     without one, else {@link Refusal#FORBIDDEN}.
     * @return completed once recorded.
     */
    public CompletableFuture<Confirmed> beginBreak(final Duration atMost, final String cover) {
        return gate.ask(
                CommandEncoding.beginBreak(
                        sessionId,
                        Checks.millis("atMost", atMost, 60_000, 7_200_000),
                        EdgeText.requiredId("cover", cover)),
                Answer::confirmed);
    }

    /** Says that the person is back from break; nothing happens if they were not on one. Completed once recorded. */
    public CompletableFuture<Confirmed> endBreak() {
        return gate.ask(CommandEncoding.endBreak(sessionId), Answer::confirmed);
    }

    /**
     * Orders the least mode from now on; fails with {@link Refusal#NOT_ADMINISTRATOR} unless the person is an administrator of the site.
     *
     * @param mode NORMAL takes an order back.
     * @return when the mode is in force.
     */
    public CompletableFuture<Confirmed> orderMode(final Mode mode) {
        return gate.submit(
                CommandEncoding.modeOrdered(requireNonNull(mode, "mode")).actor(sessionId),
                null,
                null,
                Answer::confirmed);
    }

    /** Says that the person was shown a delivery that this session was told; sent with the next receipts. */
    public void displayed(final Offer offer) {
        receipts.displayed(offer.lane(), offer.seq());
        desk.flushSoon(this);
    }

    /** Asks for everything again that the listener has not taken, as if the person had connected anew. */
    public void redeliver() {
        receipts.askAgain();
        desk.flushSoon(this);
    }

    /** Ends the session; the person counts as unreachable without another one. What is not received yet waits for the next. Does nothing the second time. */
    @Override
    public void close() {
        desk.close(this);
    }

    @Override
    public String toString() {
        return "session " + sessionId + " of " + personId + (closed ? ", closed" : "");
    }

    /** The router has opened it: what comes from now on is for it. Delivery thread. */
    void activate(final long receivedCritical, final long receivedOther) {
        receipts.startAfter(receivedCritical, receivedOther);
        active = true;
    }

    CompletableFuture<Confirmed> openedByRouter() {
        return opened;
    }

    boolean isClosed() {
        return closed;
    }

    void markClosed() {
        closed = true;
    }

    Receipts receipts() {
        return receipts;
    }

    /** Hands a delivery to the listener, or leaves it. Delivery thread. */
    void deliver(
            final RouterEvent.OutputDispatched output,
            final RouterEvent.Recipient recipient,
            final AlertBook book,
            final ErrorReporter errors) {
        if (!active || closed) {
            return;
        }
        if (receipts.judge(output.lane(), recipient.seq(), recipient.prev()) == LaneOrder.Verdict.APPLY) {
            boolean taken = false;
            try {
                tell(new Offer(this, output, recipient, book.of(output)), book);
                taken = true;
            } catch (final Throwable thrown) {
                errors.report(thrown);
            }
            receipts.applied(output.lane(), recipient.seq(), taken);
        }
        desk.flushSoon(this);
    }

    private void tell(final Offer offer, final AlertBook book) {
        switch (offer.kind()) {
            case OFFER -> listener.onOffer(offer);
            case UPDATE -> listener.onUpdate(offer);
            case TAKEN -> listener.onTaken(offer, offer.owner());
            case JOINED -> listener.onJoined(offer, offer.owner());
            case CONDITION_ENDED -> listener.onConditionEnded(offer);
            case CLOSED -> listener.onClosed(offer, book.outcome(offer.alertId()));
            case NULL_VAL -> throw new IllegalStateException("an output without a kind");
        }
    }
}
