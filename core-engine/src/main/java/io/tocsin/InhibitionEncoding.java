package io.tocsin;

import io.tocsin.codecs.sbe.InhibitionsEntryEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Encodes the rules by which a site's alerts mute others. */
final class InhibitionEncoding {
    static final String KEY = "inhibitions";

    private static final int ANY_CAUSE = 255;
    private static final int MAX_BYTES = 512;

    private InhibitionEncoding() {}

    static SiteEntry entry(final List<Inhibition> rules) {
        return new SiteEntry(KEY, SiteEntry.Kind.PEOPLE, bytes(rules), bytes(List.of()));
    }

    /** As an engine reports it. */
    static SiteEntry reported(final byte[] message) {
        return new SiteEntry(KEY, SiteEntry.Kind.PEOPLE, message, bytes(List.of()));
    }

    private static byte[] bytes(final List<Inhibition> rules) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[MAX_BYTES]);
        final InhibitionsEntryEncoder entry =
                new InhibitionsEntryEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        final InhibitionsEntryEncoder.RulesEncoder group = entry.rulesCount(rules.size());
        for (final Inhibition rule : rules) {
            final AlertMatch source = rule.source();
            final AlertMatch target = rule.target();
            group.next()
                    .recheckMs(rule.recheck().toMillis())
                    .equal((short) rule.bits())
                    .sourceType((source.type() == null ? 0 : source.type().value()))
                    .sourceSeverity(source.severity())
                    .sourceCause(
                            (source.cause() == null ? ANY_CAUSE : source.cause().value()))
                    .sourceParameter(
                            (source.parameter() == null ? 0 : source.parameter().value()))
                    .targetType((target.type() == null ? 0 : target.type().value()))
                    .targetSeverity(target.severity())
                    .targetCause(
                            (target.cause() == null ? ANY_CAUSE : target.cause().value()))
                    .targetParameter(
                            (target.parameter() == null ? 0 : target.parameter().value()));
        }
        final byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + entry.encodedLength()];
        buffer.getBytes(0, bytes);
        return bytes;
    }
}
