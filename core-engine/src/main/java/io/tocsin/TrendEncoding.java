package io.tocsin;

import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.TrendEntryEncoder;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Encodes what a site follows of how readings move. */
final class TrendEncoding {
    static final String KEY = "trends";

    private static final int MAX_BYTES = 128;

    private TrendEncoding() {}

    /** None where nothing is followed. */
    static List<SiteEntry> entries(final TrendRules rules) {
        return rules.isNone() ? List.of() : List.of(reported(bytes(rules)));
    }

    /** As an engine reports it. */
    static SiteEntry reported(final byte[] message) {
        return new SiteEntry(KEY, SiteEntry.Kind.PEOPLE, message, bytes(TrendRules.none()));
    }

    private static byte[] bytes(final TrendRules rules) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[MAX_BYTES]);
        final TrendEntryEncoder entry =
                new TrendEntryEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        final TrendEntryEncoder.ParametersEncoder group = entry.advisoryEveryMs(rules.everyMs())
                .tauMs(rules.tauMs())
                .horizonMs(rules.horizonMs())
                .gapMs(rules.gapMs())
                .baselineMs(rules.baselineMs())
                .unusual(rules.unusual())
                .slack(rules.slack())
                .threshold(rules.threshold())
                .methods((short) rules.bits())
                .composite((short) (rules.isComposite() ? 1 : 0))
                .severity(rules.severity())
                .mediumPoints((short) rules.mediumPoints())
                .highPoints((short) rules.highPoints())
                .parametersCount(rules.floors().size());
        rules.floors().forEach((parameter, floor) -> group.next().floor(floor).parameter(parameter));
        final byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + entry.encodedLength()];
        buffer.getBytes(0, bytes);
        return bytes;
    }
}
