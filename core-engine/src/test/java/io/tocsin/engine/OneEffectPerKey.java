package io.tocsin.engine;

import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.HeartbeatDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.SourceQueryDecoder;
import io.tocsin.codecs.sbe.TickDecoder;
import io.tocsin.codecs.sbe.VitalsBatchDecoder;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.snapshot.SnapshotBytes;
import io.tocsin.testkit.model.RecordedScript.Entrance;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * 3: at most one effect per (sourceId, commandId). A key that was carried out before gets the same answer or {@code STALE_KEY}, and nothing happens: what the engine
 * says is what its twin says to whom only time has passed.
 */
final class OneEffectPerKey extends Invariant {
    private static final Set<Integer> NOT_KEYED = Set.of(
            TickDecoder.TEMPLATE_ID,
            VitalsBatchDecoder.TEMPLATE_ID,
            HeartbeatDecoder.TEMPLATE_ID,
            SourceQueryDecoder.TEMPLATE_ID);
    private static final int CLIENTS_FIELD = 13;

    private record Key(long sourceId, long commandId) {}

    private final Map<Key, Said.Answer> first = new HashMap<>();
    private final MessageLayout layout = new MessageLayout();
    private @Nullable Key key;
    private byte @Nullable [] snapshotBefore;

    @Override
    int number() {
        return 3;
    }

    @Override
    void before(final AlertEngine engine, final Entrance entrance) {
        key = keyOf(entrance);
        snapshotBefore = null;
        if (key != null && first.containsKey(key)) {
            final SnapshotBytes sink = new SnapshotBytes();
            engine.snapshot(sink);
            snapshotBefore = sink.toArray();
        }
    }

    @Override
    void after(final AlertEngine engine, final EngineParts parts, final Entrance entrance, final Said said) {
        final Key sent = key;
        if (sent == null) {
            return;
        }
        final Said.Answer before = first.get(sent);
        final byte[] snapshot = snapshotBefore;
        if (before != null && snapshot != null) {
            looked();
            lookAgain(sent, before, snapshot, entrance.timestampNs(), said);
        } else if (said.answer != null && isKept(said.answer) && !said.isRepeated) {
            first.put(sent, said.answer);
        }
    }

    private void lookAgain(
            final Key sent, final Said.Answer before, final byte[] snapshot, final long timestampNs, final Said said) {
        final Said.Answer answer = said.answer;
        final boolean isStale = answer != null && answer.result() == Result.STALE_KEY;
        if (answer != null && !isStale && !(said.isRepeated && answer.equals(before))) {
            violated(sent + " was answered " + before + " and then " + answer);
        }
        final Said twinSaid = new Said();
        final AlertEngine twin = new AlertEngine(twinSaid);
        twin.restore(SnapshotBytes.source(snapshot));
        twin.onTick(timestampNs);
        if (!areSame(said.bytes, twinSaid.bytes)) {
            violated(sent + " was seen before, but had an effect: " + said.events);
        }
    }

    private static boolean areSame(final List<byte[]> one, final List<byte[]> other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            if (!Arrays.equals(one.get(i), other.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the engine keeps an answer: it looked the key up and the key was new. */
    private static boolean isKept(final Said.Answer answer) {
        return answer.result() != Result.STALE_KEY
                && answer.result() != Result.NOT_STARTED
                && !(answer.result() == Result.TABLE_FULL && answer.detail() == CLIENTS_FIELD);
    }

    private @Nullable Key keyOf(final Entrance entrance) {
        final byte[] message = entrance.message();
        if (message == null) {
            return null;
        }
        final UnsafeBuffer buffer = new UnsafeBuffer(message);
        if (layout.walkCommand(buffer, 0, message.length) != MessageLayout.FITS
                || NOT_KEYED.contains(layout.templateId())) {
            return null;
        }
        final EnvelopeDecoder envelope = new EnvelopeDecoder().wrap(buffer, MessageHeaderDecoder.ENCODED_LENGTH);
        return envelope.commandId() == 0 || envelope.purposeRaw() > Purpose.TRAINING.value()
                ? null
                : new Key(envelope.sourceId(), envelope.commandId());
    }
}
