package io.tocsin;

import io.tocsin.codecs.sbe.DeliveryEntryEncoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.PrecedenceEntryDecoder;
import io.tocsin.codecs.sbe.PrecedenceEntryEncoder;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.codecs.sbe.Severity;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Encodes what a mode does not deliver, and who is told before whom. */
final class DeliveryEncoding {
    private static final int MAX_ENTRY_BYTES = 1_024;

    private DeliveryEncoding() {}

    /** What a mode does not deliver, as an entry. */
    static SiteEntry entry(final Deliveries deliveries) {
        return entry(encode(deliveries));
    }

    /** The entry that an engine reports. */
    static SiteEntry entry(final byte[] message) {
        return new SiteEntry("deliveries", SiteEntry.Kind.PEOPLE, message, encode(Deliveries.everything()));
    }

    /** Who is told before whom, as an entry. */
    static SiteEntry precedence(final String personId, final Priority precedence) {
        return precedence(personId, encode(personId, precedence));
    }

    /** The entry of somebody's precedence that an engine reports. */
    static SiteEntry precedence(final DirectBuffer buffer, final byte[] message) {
        return precedence(
                new PrecedenceEntryDecoder()
                        .wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder())
                        .personId(),
                message);
    }

    private static SiteEntry precedence(final String personId, final byte[] message) {
        return new SiteEntry(
                "precedence/" + personId, SiteEntry.Kind.PEOPLE, message, encode(personId, Priority.NORMAL));
    }

    private static byte[] encode(final String personId, final Priority precedence) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[MAX_ENTRY_BYTES]);
        final PrecedenceEntryEncoder entry =
                new PrecedenceEntryEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        entry.precedence(precedence).personId(personId);
        return bytes(buffer, entry.limit());
    }

    private static byte[] encode(final Deliveries deliveries) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[MAX_ENTRY_BYTES]);
        final DeliveryEntryEncoder entry =
                new DeliveryEntryEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        final DeliveryEntryEncoder.CoversEncoder group = entry.heldSeverities(bits(deliveries.held()))
                .droppedSeverities(bits(deliveries.dropped()))
                .coversCount(deliveries.covers().size());
        deliveries
                .covers()
                .forEach(cover -> group.next().facility(cover.facility()).coveredBy(cover.by()));
        return bytes(buffer, entry.limit());
    }

    private static int bits(final Set<Severity> severities) {
        int bits = 0;
        for (final Severity severity : severities) {
            bits |= 1 << severity.value();
        }
        return bits;
    }

    private static byte[] bytes(final UnsafeBuffer buffer, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        return bytes;
    }
}
