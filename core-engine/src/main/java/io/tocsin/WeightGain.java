package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.WeightEntryEncoder;
import java.time.Duration;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * From which gain of weight on whoever cares for a patient is told, as water does that a failing heart keeps. Immutable.
 *
 * @param hundredthsKg     from this gain on; 10 to 10,000, 0 = never.
 * @param overHundredthsKg it is over below this; 1 to the gain, 0 with it.
 * @param within           in which time, 1 to 14 days.
 * @param severity         of the alert.
 */
public record WeightGain(int hundredthsKg, int overHundredthsKg, Duration within, Severity severity) {
    private static final Duration LEAST_WITHIN = Duration.ofDays(1);
    private static final Duration MOST_WITHIN = Duration.ofDays(14);
    private static final int LEAST = 10;
    private static final int MOST = 10_000;
    private static final int HUNDREDTHS = 100;
    private static final String KEY = "weight-gain";

    private static final WeightGain NEVER = new WeightGain(0, 0, LEAST_WITHIN, Severity.URGENT);
    private static final WeightGain STANDARD = new WeightGain(200, 150, Duration.ofDays(3), Severity.SEMI_URGENT);

    /** Refuses what no router takes. */
    public WeightGain {
        if (hundredthsKg != 0 && (hundredthsKg < LEAST || hundredthsKg > MOST)) {
            throw new IllegalArgumentException(
                    "gain is " + hundredthsKg + " hundredths of a kg: it is 10 to 10,000, or 0");
        }
        if (overHundredthsKg < Math.min(1, hundredthsKg) || overHundredthsKg > hundredthsKg) {
            throw new IllegalArgumentException(
                    "over is " + overHundredthsKg + " hundredths of a kg: it is 1 to the gain, and 0 with it");
        }
        if (requireNonNull(within, "within").compareTo(LEAST_WITHIN) < 0 || within.compareTo(MOST_WITHIN) > 0) {
            throw new IllegalArgumentException("within is " + within + ": it is 1 to 14 days");
        }
        if (requireNonNull(severity, "severity") == Severity.NULL_VAL) {
            throw new IllegalArgumentException("severity is NULL_VAL: an alert has a severity");
        }
    }

    /** What counts where a site says nothing: no weight is kept. */
    public static WeightGain never() {
        return NEVER;
    }

    /** 2 kg in three days, over below 1.5 kg, SEMI_URGENT: the gain at which patients with heart failure are told to call (ESC 2021 guideline, self-care). */
    public static WeightGain standard() {
        return STANDARD;
    }

    /** As a person writes it, such as 2 kg in three days, over below 1.5 kg. */
    public static WeightGain of(
            final double gainKg, final double overKg, final Duration within, final Severity severity) {
        return new WeightGain(
                (int) Math.round(gainKg * HUNDREDTHS), (int) Math.round(overKg * HUNDREDTHS), within, severity);
    }

    List<SiteEntry> entries() {
        return equals(NEVER) ? List.of() : List.of(reported(bytes()));
    }

    /** As an engine reports it; one that is no longer said is never. */
    static SiteEntry reported(final byte[] message) {
        return new SiteEntry(KEY, SiteEntry.Kind.PEOPLE, message, NEVER.bytes());
    }

    private byte[] bytes() {
        final byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + WeightEntryEncoder.BLOCK_LENGTH];
        new WeightEntryEncoder()
                .wrapAndApplyHeader(new UnsafeBuffer(bytes), 0, new MessageHeaderEncoder())
                .windowMs(within.toMillis())
                .gain(hundredthsKg)
                .over(overHundredthsKg)
                .severity(severity);
        return bytes;
    }
}
