package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.DoseEntryEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Severity;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * How severe it is that nobody told in time what became of a dose. Immutable.
 *
 * @param usual    of most doses.
 * @param critical of time-critical ones, such as an antibiotic in sepsis or insulin: a late one harms (ISMP, acute care guidelines for timely administration).
 */
public record MissedDoses(Severity usual, Severity critical) {
    private static final MissedDoses STANDARD = new MissedDoses(Severity.URGENT, Severity.EMERGENT);
    private static final String KEY = "missed-doses";

    /** Refuses what is no severity. */
    public MissedDoses {
        if (requireNonNull(usual, "usual") == Severity.NULL_VAL
                || requireNonNull(critical, "critical") == Severity.NULL_VAL) {
            throw new IllegalArgumentException("usual or critical is NULL_VAL: a missed dose has a severity");
        }
    }

    /** What counts where a site says nothing: URGENT, and EMERGENT of time-critical doses. */
    public static MissedDoses standard() {
        return STANDARD;
    }

    List<SiteEntry> entries() {
        return equals(STANDARD) ? List.of() : List.of(reported(bytes()));
    }

    /** As an engine reports it; one that is no longer said is the standard again. */
    static SiteEntry reported(final byte[] message) {
        return new SiteEntry(KEY, SiteEntry.Kind.PEOPLE, message, STANDARD.bytes());
    }

    private byte[] bytes() {
        final byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + DoseEntryEncoder.BLOCK_LENGTH];
        new DoseEntryEncoder()
                .wrapAndApplyHeader(new UnsafeBuffer(bytes), 0, new MessageHeaderEncoder())
                .severity(usual)
                .criticalSeverity(critical);
        return bytes;
    }
}
