package io.tocsin.transport.gateway;

import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.Capability;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.Epoch;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.ResumeResult;
import io.tocsin.codecs.json.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From the hello to the welcome: asks the engine how far the source has counted, and for a person opens the session and hands in the receipts that the client resumes
 * from. What the ring refuses is tried again until the hello's time is over; the welcome waits for every answer. Loop only.
 */
final class Greeting {
    /** Slot of the question how far the source has counted; the first of those that no command has. */
    static final int SOURCE_QUERY = Correlation.SLOTS - 4;

    private static final int SESSION_OPENED = Correlation.SLOTS - 3;
    private static final int RESUME = Correlation.SLOTS - 2;
    /** Slot of a session that is opened again, for redelivery. */
    static final int REDELIVERY = Correlation.SLOTS - 1;

    private final ClientMessage.Hello hello;
    private final Peer peer;
    private final RingPort ring;
    private final long correlatedId;
    private final Permitted permitted;
    private final boolean isSameEpoch;
    private int offered;
    private int answered;
    private boolean isSessionOpen;
    private boolean isAhead;
    private long highestCommandId;
    private @Nullable ErrorCode refusal;

    Greeting(
            final ClientMessage.Hello hello,
            final Peer peer,
            final Epoch epoch,
            final RingPort ring,
            final long correlatedId,
            final Permitted permitted) {
        this.hello = hello;
        this.peer = peer;
        this.ring = ring;
        this.correlatedId = correlatedId;
        this.permitted = permitted;
        isSameEpoch = hello.resume() != null && hello.resume().epoch().equals(epoch);
    }

    Peer peer() {
        return peer;
    }

    int capabilities() {
        return Capability.bits(hello.capabilities());
    }

    /** Offers what was not taken yet; false if some has to be offered again. */
    boolean advance() {
        final int steps = steps();
        while (offered < steps && refusal == null) {
            final AnswerResult result = offer(offered);
            if (result == AnswerResult.BUSY || result == AnswerResult.STORAGE_FULL) {
                return false;
            }
            if (result != AnswerResult.OK) {
                refusal = ErrorCode.UNAVAILABLE;
            } else {
                isSessionOpen |= offered == 1;
                offered++;
            }
        }
        return true;
    }

    /** Takes an answer. */
    void onAnswer(final int slot, final EngineAnswer answer) {
        answered++;
        if (slot == SOURCE_QUERY) {
            highestCommandId = answer.highestCommandId();
        } else if (slot == SESSION_OPENED && !answer.result().isOk()) {
            isSessionOpen = false;
            refusal = answer.result() == AnswerResult.UNKNOWN_PERSON ? ErrorCode.UNKNOWN_PERSON : ErrorCode.UNAVAILABLE;
        } else if (slot == RESUME) {
            isAhead = !answer.result().isOk();
        }
    }

    /** Whether everything was answered, or enough to refuse. */
    boolean isDone() {
        return refusal != null || answered == steps();
    }

    /** Why the client is not welcome; {@code null} if it is. */
    @Nullable
    ErrorCode refusal() {
        return refusal;
    }

    /** Whether the engine was told of a session, and did not refuse it. */
    boolean isSessionOpen() {
        return isSessionOpen;
    }

    long highestCommandId() {
        return highestCommandId;
    }

    /** How the hello continued what was before it. */
    ResumeResult resumed() {
        if (hello.resume() == null || peer.role() != Role.CLINICIAN) {
            return ResumeResult.NEW;
        }
        if (!isSameEpoch) {
            return ResumeResult.RESET;
        }
        return isAhead ? ResumeResult.AHEAD : ResumeResult.RESUMED;
    }

    private int steps() {
        if (peer.sessionId() == 0) {
            return 1;
        }
        return isSameEpoch ? 3 : 2;
    }

    private AnswerResult offer(final int step) {
        return switch (step) {
            case 0 -> ring.offerSourceQuery(peer.sourceId(), Correlation.of(correlatedId, SOURCE_QUERY));
            case 1 ->
                ring.offerSessionOpened(
                        peer.sessionId(),
                        peer.person(),
                        capabilities(),
                        permitted,
                        Correlation.of(correlatedId, SESSION_OPENED));
            default -> {
                final ClientMessage.Resume resume = hello.resume();
                yield ring.offer(
                        new ClientMessage.Receipts(
                                resume == null ? 0 : resume.critical(), resume == null ? 0 : resume.other(), List.of()),
                        peer.sourceId(),
                        peer.sessionId(),
                        Correlation.of(correlatedId, RESUME));
            }
        };
    }
}
