package io.tocsin;

import io.tocsin.pipeline.EngineHost;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;

/** Says which engine versions this router's engine knows, and asks for a newer one. Any thread; nothing waits. */
final class VersionDesk {
    private final CommandGate gate;
    private final EngineHost.Seat seat;
    private final int knownUpTo;
    private final IntSupplier unheardMember;

    VersionDesk(
            final CommandGate gate, final EngineHost.Seat seat, final int knownUpTo, final IntSupplier unheardMember) {
        this.gate = gate;
        this.seat = seat;
        this.knownUpTo = knownUpTo;
        this.unheardMember = unheardMember;
    }

    /** The newest that this router's engine knows. */
    int knownUpTo() {
        return knownUpTo;
    }

    /** Has the log know; completed when it does. Said again it changes nothing. */
    private CompletableFuture<Confirmed> tell() {
        return gate.askAsHost(CommandEncoding.engineVersionKnown(seat, knownUpTo), Answer::confirmed);
    }

    CompletableFuture<Confirmed> switchTo(final int engineVersion) {
        if (engineVersion > knownUpTo) {
            // What is in the log has to be carried out, so nothing gets there that would stop this very node.
            return CompletableFuture.failedFuture(RefusedException.of(Refusal.VERSION_NOT_KNOWN, seat.gateway()));
        }
        final int unheard = unheardMember.getAsInt();
        if (unheard >= 0) {
            // It may have been replaced by older code since it said what it knows.
            return CompletableFuture.failedFuture(RefusedException.of(Refusal.VERSION_NOT_KNOWN, unheard));
        }
        return tell().thenCompose(
                        known -> gate.askAsHost(CommandEncoding.switchEngineVersion(engineVersion), Answer::confirmed));
    }
}
