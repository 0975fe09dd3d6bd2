package io.tocsin;

import io.tocsin.codecs.sbe.GateEntryEncoder;
import io.tocsin.codecs.sbe.GateReason;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Encodes how a site questions readings. */
final class GateEncoding {
    private GateEncoding() {}

    /** One entry; none of a gate that looks for nothing. */
    static List<SiteEntry> entries(final ReadingGate gate) {
        return gate.reasons().isEmpty() ? List.of() : List.of(reported(bytes(gate)));
    }

    /** As an engine reports it; one that is no longer said looks for nothing. */
    static SiteEntry reported(final byte[] message) {
        return new SiteEntry("reading-gate", SiteEntry.Kind.PEOPLE, message, bytes(ReadingGate.none()));
    }

    private static byte[] bytes(final ReadingGate gate) {
        final byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + GateEntryEncoder.BLOCK_LENGTH];
        int reasons = 0;
        for (final GateReason reason : gate.reasons()) {
            reasons |= 1 << reason.value();
        }
        new GateEntryEncoder()
                .wrapAndApplyHeader(new UnsafeBuffer(bytes), 0, new MessageHeaderEncoder())
                .confirmMs(gate.confirm().toMillis())
                .flatMs(gate.flat().toMillis())
                .reasons(reasons)
                .severity(gate.severity());
        return bytes;
    }
}
