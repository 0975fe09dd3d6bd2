package io.tocsin.transport.cluster;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the service tells the ingress of its node: how far its commands were carried out, and what can be carried out no more. Written by the service's thread, read by
 * any.
 *
 * <p>A command sent in one term can stand in the log in that term only, because a leader takes commands of its own term only; one sent in a session stands there before
 * the session's end, or not at all. So once the node's own engine is past the beginning of a later term, or past the end of the session, whatever it has not carried out
 * by then never will be.
 */
final class IngressProgress {
    private final long ingressId;
    private final Set<Long> openSessions = ConcurrentHashMap.newKeySet();
    private volatile long appliedSequence = -1;
    private volatile long termId = -1;
    private volatile long highestSessionId = -1;

    IngressProgress(final long ingressId) {
        this.ingressId = ingressId;
    }

    /** An id that no other ingress has, before or after. */
    static long newId() {
        final UUID random = UUID.randomUUID();
        return random.getMostSignificantBits() ^ random.getLeastSignificantBits();
    }

    /** Under which the commands of this node's ingress stand in the log. */
    long ingressId() {
        return ingressId;
    }

    /** The last command of this ingress that the engine has carried out; -1 before the first. Read it after what makes others impossible. */
    long appliedSequence() {
        return appliedSequence;
    }

    /** The leadership term that the engine is in; -1 before the first. */
    long termId() {
        return termId;
    }

    /** Whether nothing of this session can come any more. Session ids rise. */
    boolean isOver(final long sessionId) {
        return sessionId <= highestSessionId && !openSessions.contains(sessionId);
    }

    void applied(final long sequence) {
        appliedSequence = sequence;
    }

    void enteredTerm(final long value) {
        termId = value;
    }

    void opened(final long sessionId) {
        openSessions.add(sessionId);
        highestSessionId = Math.max(highestSessionId, sessionId);
    }

    void closed(final long sessionId) {
        openSessions.remove(sessionId);
    }
}
