package io.tocsin;

import io.tocsin.codecs.sbe.LimitProfileEntryEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Encodes a site's limit profiles, of rules of version 1. */
final class ProfileEncoding {
    private static final int MAX_BYTES = 512;

    private ProfileEncoding() {}

    static List<SiteEntry> entries(final LimitRules rules) {
        final List<SiteEntry> entries = new ArrayList<>();
        for (final LimitProfile profile : rules.profiles()) {
            entries.add(entry(entries.size() + 1, bytes(profile, profile.in(rules.rules()))));
        }
        return entries;
    }

    /** The entry of a profile at a place, from 1, encoded or as an engine reports it. */
    static SiteEntry entry(final int place, final byte[] message) {
        return new SiteEntry("rules/profile " + place, SiteEntry.Kind.RULES, message, SiteEncoder.NOTHING);
    }

    private static byte[] bytes(final LimitProfile profile, final List<LimitProfile.Placed> limits) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[MAX_BYTES]);
        final LimitProfileEntryEncoder entry =
                new LimitProfileEntryEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        final LimitProfileEntryEncoder.LimitsEncoder group = entry.rulesVersion(1)
                .ageGroups((short) profile.ageBits())
                .spo2Scale((short) profile.spo2Scale())
                .news2((short) (profile.news2() ? 0 : 1))
                .limitsCount(limits.size());
        // By place, as an engine reports them, so that what is the same is the same.
        limits.stream()
                .sorted(java.util.Comparator.comparingInt(LimitProfile.Placed::place))
                .forEach(each -> group.next().limitValue(each.hundredths()).rule((short) each.place()));
        entry.unitId(profile.unit());
        final byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + entry.encodedLength()];
        buffer.getBytes(0, bytes);
        return bytes;
    }
}
