package io.tocsin;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What one person configures: alone what their role may change alone, everything else as one of two. Of one session; any thread; nothing here waits. */
public final class Proposals {
    private final long sessionId;
    private final ConfigSender configs;
    private final CommandGate gate;

    Proposals(final long sessionId, final ConfigSender configs, final CommandGate gate) {
        this.sessionId = sessionId;
        this.configs = configs;
        this.gate = gate;
    }

    /**
     * Configures as this person: a site replaces the one in force, as far as it differs. What the person's role may not do alone waits, whole and not in force, for
     * another person who confirms it ({@link #confirm}); it ends after 24 hours, or with the next configuration. Without roles it is in force at once.
     *
     * @param site read before this returns.
     * @return completed once it is in force or proposed; exceptionally with {@link RefusedException} {@link Refusal#FORBIDDEN} if the person may not even propose it,
     *     {@link Refusal#CONFIG_REFUSED} if it contradicts itself or what is there.
     */
    public CompletableFuture<Proposed> propose(final Site site) {
        return configs.propose(sessionId, requireNonNull(site, "site"));
    }

    /**
     * As a second person lets a configuration come into force that somebody else has proposed: all of it, if it still fits what is there.
     *
     * @param contentHash of what the person has looked at, as {@link Proposal} tells it.
     * @return completed once it is in force; exceptionally with {@link RefusedException} {@link Refusal#UNKNOWN_PROPOSAL} if nothing of this hash waits, {@link
     *     Refusal#FORBIDDEN} if the person may not confirm it, {@link Refusal#SAME_PERSON} if they have proposed it, {@link Refusal#CONFIG_REFUSED} if it does not
     *     fit any more, and it is over.
     */
    public CompletableFuture<Confirmed> confirm(final long contentHash) {
        return gate.submit(CommandEncoding.confirmConfiguration(sessionId, contentHash), null, null, Answer::confirmed);
    }

    /** What waits for a second person; {@code null} if nothing does. Any thread. */
    public @Nullable Proposal pending() {
        return configs.proposal();
    }
}
