package io.tocsin;

import io.tocsin.pipeline.EngineHost;
import java.util.concurrent.CompletableFuture;

/** Says which engine versions this router's engine knows, and asks for a newer one. Any thread; nothing waits. */
final class VersionDesk {
    private final CommandGate gate;
    private final EngineHost.Seat seat;
    private final int knownUpTo;

    VersionDesk(final CommandGate gate, final EngineHost.Seat seat, final int knownUpTo) {
        this.gate = gate;
        this.seat = seat;
        this.knownUpTo = knownUpTo;
    }

    /** The newest that this router's engine knows. */
    int knownUpTo() {
        return knownUpTo;
    }

    /** Whether there are others who have to know what this router's engine does. */
    boolean isOneOfSeveral() {
        return seat.sourceIds().size() > 1;
    }

    /** Has the log know; completed when it does. Said again it changes nothing. */
    CompletableFuture<Confirmed> tell() {
        return gate.askAsHost(
                CommandEncoding.engineVersionKnown(seat, knownUpTo).neededToLaunch(), Answer::confirmed);
    }

    CompletableFuture<Confirmed> switchTo(final int engineVersion) {
        if (engineVersion > knownUpTo) {
            // What is in the log has to be carried out, so nothing gets there that would stop this very node.
            return CompletableFuture.failedFuture(RefusedException.of(Refusal.VERSION_NOT_KNOWN, seat.gateway()));
        }
        return tell().thenCompose(
                        known -> gate.askAsHost(CommandEncoding.switchEngineVersion(engineVersion), Answer::confirmed));
    }
}
