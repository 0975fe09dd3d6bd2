package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.text.DoseContent;
import io.tocsin.codecs.text.DoseNote;
import io.tocsin.codecs.text.OverrideReason;
import java.util.concurrent.CompletableFuture;

/** What a medication system, or one person, says of doses: {@link AlertRouter#doses} and {@link RecipientSession#doses}. Any thread; nothing here waits. */
public final class DoseDesk {
    private final long sessionId;
    private final CommandGate gate;

    DoseDesk(final long sessionId, final CommandGate gate) {
        this.sessionId = sessionId;
        this.gate = gate;
    }

    /**
     * Schedules a dose, or moves the one of the same id: of the patient, whoever of the people, or this router's program, has scheduled it. Unless it is told what became of it by when it is due
     * and its window is over, whoever cares for the patient is alerted.
     *
     * @param dose that is to be told of.
     * @return completed once recorded; exceptionally with {@link RefusedException}, {@link Refusal#INVALID_FIELD} if it is due in more than 31 days, or was over more than
     *     a day ago, {@link Refusal#TABLE_FULL} if no more doses are held, {@link Refusal#FORBIDDEN} if the role may not.
     */
    public CompletableFuture<Confirmed> schedule(final DoseContent dose) {
        final OutgoingCommand command = new OutgoingCommand();
        final int length = requireNonNull(dose, "dose").encode(command.buffer(), 0);
        return gate.submit(command.encodedWithHeader(length).actor(sessionId), null, null, Answer::confirmed);
    }

    /**
     * Says what became of a dose: it is not waited for any more, and is missed no more. A program tells of what it schedules, a person of any dose of the patient.
     *
     * @param note of a dose.
     * @return completed once recorded; exceptionally with {@link RefusedException}, {@link Refusal#UNKNOWN_DOSE} if the patient has none of that id, {@link Refusal#FORBIDDEN}
     *     if the role may not.
     */
    public CompletableFuture<Confirmed> told(final DoseNote note) {
        return told(note, 0);
    }

    /**
     * The same of a person who gave the dose without caring for the patient otherwise: they say that it was an emergency. Done if their role permits that, told as
     * {@code EmergencyOverride}, to be reviewed.
     *
     * @param note of a dose.
     * @param why  it was an emergency.
     * @return as {@link #told(DoseNote)}.
     */
    public CompletableFuture<Confirmed> toldInEmergency(final DoseNote note, final OverrideReason why) {
        return told(note, why.flags());
    }

    private CompletableFuture<Confirmed> told(final DoseNote note, final int flags) {
        final OutgoingCommand command = new OutgoingCommand();
        final int length = requireNonNull(note, "note").encode(command.buffer(), 0);
        return gate.submit(
                command.encodedWithHeader(length).actor(sessionId).flags(flags), null, null, Answer::confirmed);
    }
}
