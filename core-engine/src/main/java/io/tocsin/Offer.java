package io.tocsin;

import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Lane;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.Severity;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** What one person is told about one alert, as it was when the person was told. Immutable, apart from what its answers do. Any thread. */
public final class Offer {
    private final RecipientSession session;
    private final RouterEvent.OutputDispatched output;
    private final RouterEvent.Recipient recipient;
    private final AlertState alert;

    Offer(
            final RecipientSession session,
            final RouterEvent.OutputDispatched output,
            final RouterEvent.Recipient recipient,
            final AlertState alert) {
        this.session = session;
        this.output = output;
        this.recipient = recipient;
        this.alert = alert;
    }

    /**
     * Takes responsibility for the alert.
     *
     * @return completed once that is recorded; exceptionally with {@link RefusedException} {@link Refusal#ALREADY_OWNED} if somebody was faster, {@link
     *     Refusal#UNKNOWN_ALERT} if it is over, or {@link Refusal#BUSY}.
     */
    public CompletableFuture<Confirmed> accept() {
        return session.accept(alertId());
    }

    /**
     * Takes responsibility for a critical result, reading its value back; of any other alert what is read back is not looked at.
     *
     * @param readBack the value, with or without its unit; at most 72 bytes, else {@link IllegalArgumentException}.
     * @return as {@link #accept()}; {@link Refusal#READ_BACK_WRONG} if it is another value, or the result says something else than when this was told, {@link Refusal#READ_BACK_NEEDED} if it is empty.
     */
    public CompletableFuture<Confirmed> accept(final String readBack) {
        return session.accept(alert, readBack);
    }

    /**
     * Does not take the alert, or gives it back: the next step follows at once.
     *
     * @param reason why.
     * @return completed once that is recorded, or exceptionally with {@link RefusedException}.
     */
    public CompletableFuture<Confirmed> reject(final RejectReason reason) {
        return session.reject(alertId(), reason);
    }

    /**
     * Gives back what this person has accepted, and may be asked again: the next step follows at once.
     *
     * @return as {@link RecipientSession#release}.
     */
    public CompletableFuture<Confirmed> release() {
        return session.release(alertId());
    }

    /**
     * Names somebody else, who is asked at once.
     *
     * @param personId who.
     * @param reason   why not this person.
     * @return as {@link RecipientSession#redirect}.
     */
    public CompletableFuture<Confirmed> redirect(final String personId, final RejectReason reason) {
        return session.redirect(alertId(), personId, reason);
    }

    /**
     * The next step now, unless the alert has gone on since this was told.
     *
     * @return as {@link RecipientSession#escalate}.
     */
    public CompletableFuture<Confirmed> escalate() {
        return session.escalate(alert);
    }

    /**
     * This person is at the bedside, and takes the alert if they have not yet.
     *
     * @return as {@link RecipientSession#arrive}.
     */
    public CompletableFuture<Confirmed> arrive() {
        return session.arrive(alertId());
    }

    /**
     * Says that the alert is dealt with: it is closed.
     *
     * @return completed once that is recorded, or exceptionally with {@link RefusedException}.
     */
    public CompletableFuture<Confirmed> resolve() {
        return session.resolve(alertId());
    }

    /** Says that the person was shown this; sent with the next receipts. */
    public void displayed() {
        session.displayed(this);
    }

    /** The alert; details of one that ended long ago may be missing. */
    public AlertState alert() {
        return alert;
    }

    /** Which alert. */
    public long alertId() {
        return output.alertId();
    }

    /** What this is: an offer, an update, that it was taken, has ended, or is closed. */
    public OutputKind kind() {
        return output.kind();
    }

    /** Priority of the delivery. */
    public Priority priority() {
        return output.priority();
    }

    /** Severity of the alert. */
    public Severity severity() {
        return output.severity();
    }

    /** What was ordered not to be done for the patient; as it is said with an offer. */
    public Set<TreatmentLimit> treatmentLimits() {
        return output.treatmentLimits();
    }

    /** Type of the emergency. */
    public EmergencyType type() {
        return alert.type();
    }

    /** The patient; empty if not known. */
    public String patientId() {
        return alert.patientId();
    }

    /** The alert's unit; empty if it has none. */
    public String unit() {
        return alert.unit();
    }

    /** The alert's bed; empty if it has none. */
    public String bed() {
        return alert.bed();
    }

    /** Where, as the source said. */
    public Place place() {
        return alert.details().place();
    }

    /** What the source said; empty if nothing. */
    public String description() {
        return alert.details().description();
    }

    /** What opened the alert. */
    public AlertCause cause() {
        return alert.cause();
    }

    /** The step of the ladder, from 0. */
    public int step() {
        return output.step();
    }

    /** When the step ends, epoch ns; 0 if this is no offer. */
    public long deadlineNs() {
        return output.deadlineNs();
    }

    /** When the person was told, engine time, epoch ns. */
    public long toldAtNs() {
        return output.stamp().timestampNs();
    }

    /** The lane of the delivery. */
    public Lane lane() {
        return output.lane();
    }

    /** Sequence of the delivery, dense per person and lane. */
    public long seq() {
        return recipient.seq();
    }

    /** Sequence of what was in the lane before it; 0 = nothing. */
    public long prev() {
        return recipient.prev();
    }

    /** Whether it was sent before, to another session or because it was not received. */
    public boolean redelivery() {
        return output.redelivery();
    }

    /** Who took the alert, or joined; empty unless {@link #kind()} is TAKEN or JOINED. */
    public String owner() {
        return output.owner();
    }

    @Override
    public String toString() {
        return kind() + " of alert " + alertId() + ' ' + severity() + ' ' + type() + " to " + recipient.person()
                + ", step " + step() + ", " + lane() + ' ' + seq() + (redelivery() ? ", again" : "");
    }
}
