package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.InhibitionsEntryEncoder;
import io.tocsin.codecs.sbe.InhibitionsEntryEncoder.RulesEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** An {@code InhibitionsEntry} as bytes; values need not be valid. */
final class InhibitionEntry {
    private static final int FIRST =
            MessageHeaderEncoder.ENCODED_LENGTH + InhibitionsEntryEncoder.BLOCK_LENGTH + RulesEncoder.sbeHeaderSize();

    private InhibitionEntry() {}

    static byte[] of(final List<OracleInhibitions.Rule> rules) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[FIRST + rules.size() * RulesEncoder.sbeBlockLength()]);
        final InhibitionsEntryEncoder entry =
                new InhibitionsEntryEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        final RulesEncoder group = entry.rulesCount(rules.size());
        int at = FIRST;
        for (final OracleInhibitions.Rule rule : rules) {
            group.next()
                    .recheckMs(rule.recheckMs())
                    .equal((short) rule.equal())
                    .sourceType((short) rule.source().type())
                    .sourceCause((short) rule.source().cause())
                    .sourceParameter((short) rule.source().parameter())
                    .targetType((short) rule.target().type())
                    .targetCause((short) rule.target().cause())
                    .targetParameter((short) rule.target().parameter());
            buffer.putByte(at + RulesEncoder.sourceSeverityEncodingOffset(), (byte)
                    rule.source().severity());
            buffer.putByte(at + RulesEncoder.targetSeverityEncodingOffset(), (byte)
                    rule.target().severity());
            at += RulesEncoder.sbeBlockLength();
        }
        return buffer.byteArray();
    }
}
