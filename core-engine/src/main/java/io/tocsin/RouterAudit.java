package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.AuditCheckpointEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import java.util.concurrent.CompletableFuture;

/** What the audit of a router says to its engine. Any thread; nothing waits. Futures fail as those of {@link AlertRouter}. */
public final class RouterAudit {
    private final CommandGate gate;
    private final int member;

    /** @param member which of the routers of its engine this is. */
    RouterAudit(final CommandGate gate, final int member) {
        this.gate = gate;
        this.member = member;
    }

    /**
     * Says how far the audit has come; a command in the log, so not more often than once a second.
     *
     * @param sealed what the audit has written and forced to the disk.
     * @return when it stands in the log; {@link Refusal#INVALID_FIELD} if it does not go on from what the log says of its chain: the audit was shortened or rewritten.
     */
    public CompletableFuture<Confirmed> checkpoint(final AuditSealed sealed) {
        requireNonNull(sealed, "sealed");
        final OutgoingCommand command = new OutgoingCommand();
        final AuditCheckpointEncoder encoder =
                new AuditCheckpointEncoder().wrapAndApplyHeader(command.buffer(), 0, new MessageHeaderEncoder());
        encoder.chainHigh(sealed.chainHigh())
                .chainLow(sealed.chainLow())
                .seq(sealed.seq())
                .previousSeq(sealed.previousSeq())
                .keyId(sealed.keyId())
                .member((short) member)
                .head(sealed.head())
                .previousHead(sealed.previousHead())
                .signature(sealed.signature());
        return gate.askAsHost(command.encoded(encoder.encodedLength()), Answer::confirmed);
    }
}
