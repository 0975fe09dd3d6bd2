package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.ForgetPatientEncoder;
import io.tocsin.codecs.sbe.ForgetReason;
import io.tocsin.codecs.sbe.LiftRevocationEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.RevokeAccessEncoder;
import io.tocsin.codecs.text.EdgeText;
import java.util.concurrent.CompletableFuture;

/** How whoever operates a router revokes what somebody has proved, and has a patient forgotten. Any thread; nothing waits. Futures fail as those of {@link AlertRouter}. */
public final class RouterAccess {
    private final CommandGate gate;

    RouterAccess(final CommandGate gate) {
        this.gate = gate;
    }

    /**
     * Revokes access: every gateway of the engine ends what is open by it, and lets nobody in by it. Said again it reaches as far, and as long, as either said.
     *
     * @param revocation of whom.
     * @return when the log has it; {@link Refusal#TABLE_FULL} if as many are in force as there may be sessions, which that of everybody never is; {@link Refusal#INVALID_FIELD}
     *     if it is over already, or more than five minutes ahead, and {@link Refusal#TOO_LONG} if it is to be kept for more than 31 days.
     */
    public CompletableFuture<Confirmed> revoke(final Revocation revocation) {
        requireNonNull(revocation, "revocation");
        final OutgoingCommand command = new OutgoingCommand();
        final RevokeAccessEncoder encoder =
                new RevokeAccessEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        encoder.sessionId(revocation.sessionId())
                .issuedBeforeNs(revocation.issuedBeforeNs())
                .untilNs(revocation.untilNs())
                .kind(revocation.kind())
                .subject(revocation.subject())
                .tokenId(revocation.tokenId());
        return gate.askAsHost(command.encoded(encoder.encodedLength()), Answer::confirmed);
    }

    /**
     * Has what was typed about a patient until now be readable by nobody any more: the patient's keys are destroyed. What is typed from now on has another key.
     *
     * @param patientId whom; need not be known.
     * @param reason    why.
     * @param comment   why, in words; of OTHER 10 bytes at least, at most 160. It stands in the log.
     * @return when the log has it and the keys are gone from the disk, so not as long as that cannot be written ({@code PatientKeys.undestroyed}); nothing is shown from when the log has it; {@link Refusal#SILENCE_REFUSED} while the patient has an open alert or has to be kept, {@link Refusal#INVALID_FIELD} if the
     *     router was launched without {@link AlertRouter.Context#patientTexts}.
     */
    public CompletableFuture<Confirmed> forget(
            final String patientId, final ForgetReason reason, final String comment) {
        final OutgoingCommand command = new OutgoingCommand();
        final ForgetPatientEncoder encoder =
                new ForgetPatientEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        encoder.lastKey(0)
                .keptUntilNs(0)
                .reason(requireNonNull(reason, "reason"))
                .patientId(EdgeText.requiredId("patientId", patientId))
                .comment(requireNonNull(comment, "comment"));
        return gate.askAsHost(command.encoded(encoder.encodedLength()), Answer::confirmed);
    }

    /**
     * Takes a revocation back; one that is not in force changes nothing.
     *
     * @param revocation of the same kind and name.
     * @return when the log has it.
     * @throws IllegalArgumentException if it is of a session, which is not kept.
     */
    public CompletableFuture<Confirmed> lift(final Revocation revocation) {
        if (revocation.sessionId() != 0) {
            throw new IllegalArgumentException("a session that was ended stays so");
        }
        final OutgoingCommand command = new OutgoingCommand();
        final LiftRevocationEncoder encoder =
                new LiftRevocationEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        encoder.kind(revocation.kind()).subject(revocation.subject()).tokenId(revocation.tokenId());
        return gate.askAsHost(command.encoded(encoder.encodedLength()), Answer::confirmed);
    }
}
