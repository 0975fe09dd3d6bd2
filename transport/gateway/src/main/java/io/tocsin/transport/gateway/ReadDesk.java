package io.tocsin.transport.gateway;

import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.ProtocolException;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.ReadKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where what one connection reads of patients waits until it stands in the log who reads it: only then it is shown. While the audit is at fault nothing is, and what the
 * client does about alerts goes on. Without an audit it is shown at once. Loop only.
 */
final class ReadDesk {
    /** Behind all that a window of commands may have. */
    static final int FIRST_SLOT = 240;

    private static final int SLOTS = Greeting.SOURCE_QUERY - FIRST_SLOT;

    /** As many as one record may name. */
    private static final int MAX_SHOWN = 64;

    private static final int MAX_ID_BYTES = 36;

    private final @Nullable Recording recording;
    private final Consumer<ServerMessage> out;
    private final @Nullable Waiting[] waiting = new Waiting[SLOTS];

    /**
     * What is read.
     *
     * @param kind    of what.
     * @param patient whose, if it is of one; else empty, as the others are.
     * @param unit    of which.
     * @param bed     of which.
     * @param device  of which.
     * @param shown   alerts, monitoring sessions or silences, 64 at most.
     */
    record Read(ReadKind kind, String patient, String unit, String bed, String device, List<Long> shown) {
        Read {
            shown = List.copyOf(shown.subList(0, Math.min(shown.size(), MAX_SHOWN)));
        }

        /** Of everything that the client may see. */
        static Read of(final ReadKind kind, final List<Long> shown) {
            return new Read(kind, "", "", "", "", shown);
        }

        /** Who reads, where no session of a person says so: as the client has proved, or how it calls itself; what is too long is cut. */
        String who(final Peer peer) {
            if (peer.sessionId() != 0) {
                return "";
            }
            String who = peer.person().isEmpty() ? peer.client() : peer.person();
            while (who.getBytes(StandardCharsets.UTF_8).length > MAX_ID_BYTES) {
                who = who.substring(0, who.offsetByCodePoints(who.length(), -1));
            }
            return who;
        }

        /** Of one patient. */
        static Read ofPatient(final ReadKind kind, final String patient) {
            return new Read(kind, patient, "", "", "", List.of());
        }
    }

    /** Shows what was asked for. */
    interface Shown {
        void show() throws ProtocolException;
    }

    private record Waiting(String ref, Shown shown) {}

    /** Where reads are recorded. */
    private record Recording(BooleanSupplier audit, RingPort ring, GatewayCounters counters, long correlatedId) {}

    private ReadDesk(final @Nullable Recording recording, final Consumer<ServerMessage> out) {
        this.recording = recording;
        this.out = out;
    }

    /**
     * Of a connection.
     *
     * @param desk         of the loop; its settings say whether there is an audit.
     * @param correlatedId of the connection.
     * @param out          takes refusals that come later.
     */
    static ReadDesk of(final LoopDesk desk, final long correlatedId, final Consumer<ServerMessage> out) {
        final BooleanSupplier audit = desk.settings().audit;
        return audit == null
                ? unrecorded()
                : new ReadDesk(new Recording(audit, desk.ring(), desk.counters(), correlatedId), out);
    }

    /** Without an audit: what is asked for is shown at once. */
    static ReadDesk unrecorded() {
        return new ReadDesk(null, refusal -> {});
    }

    /**
     * Has it recorded who reads, then shows it.
     *
     * @param read  what.
     * @param peer  who.
     * @param ref   of the question, for refusals.
     * @param shown done now, or once it is recorded.
     * @throws ProtocolException if it cannot be recorded now, or what {@code shown} throws.
     */
    void serve(final Read read, final Peer peer, final String ref, final Shown shown) throws ProtocolException {
        final Recording to = recording;
        if (to == null) {
            shown.show();
            return;
        }
        if (!to.audit().getAsBoolean()) {
            throw refused(to, ErrorCode.NOT_AUDITED, ref);
        }
        final int slot = free();
        if (slot < 0
                || to.ring().offerRead(read, peer, Correlation.of(to.correlatedId(), FIRST_SLOT + slot))
                        != AnswerResult.OK) {
            throw refused(to, ErrorCode.UNAVAILABLE, ref);
        }
        waiting[slot] = new Waiting(ref, shown);
    }

    /** As {@link #serve}, for what is found out later: a refusal is told. */
    void serveLater(final Read read, final Peer peer, final String ref, final Shown shown) {
        try {
            serve(read, peer, ref, shown);
        } catch (final ProtocolException refused) {
            out.accept(refused.toMessage());
        }
    }

    /** Whether what is read of patients may be shown now. */
    boolean mayShow() {
        return recording == null || recording.audit().getAsBoolean();
    }

    /** It is recorded, or will not be. */
    void onAnswer(final int slot, final EngineAnswer answer) {
        final Recording to = recording;
        final Waiting asked = waiting[slot - FIRST_SLOT];
        waiting[slot - FIRST_SLOT] = null;
        if (asked == null || to == null) {
            return;
        }
        try {
            if (!answer.result().isOk()) {
                throw refused(to, ErrorCode.UNAVAILABLE, asked.ref());
            }
            to.counters().increment(GatewayMetric.READS_RECORDED);
            asked.shown().show();
        } catch (final ProtocolException refused) {
            out.accept(refused.toMessage());
        }
    }

    private int free() {
        for (int slot = 0; slot < SLOTS; slot++) {
            if (waiting[slot] == null) {
                return slot;
            }
        }
        return -1;
    }

    private static ProtocolException refused(final Recording to, final ErrorCode code, final String ref) {
        to.counters().increment(GatewayMetric.READS_REFUSED);
        return new ProtocolException(code, "", code.meaning()).about(0, ref);
    }
}
