package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.ViewRulesEntryDecoder;
import io.tocsin.codecs.sbe.ViewRulesEntryEncoder;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * For how long, and how often at once, patients are seen by broken glass; the engine holds everybody to it. Immutable.
 *
 * @param most      how long a view lasts at most from its beginning, however often it is asked for; a minute to four hours.
 * @param perPerson patients whom one person sees so at once, 1 to 3.
 * @param atOnce    views of everybody together, up to 65,535; 0 = as many as there are.
 */
public record ViewLimits(Duration most, int perPerson, int atOnce) {
    private static final Duration LEAST = Duration.ofMinutes(1);
    private static final Duration MOST = Duration.ofHours(4);
    private static final int MOST_PER_PERSON = 3;
    private static final int MOST_AT_ONCE = 65_535;
    private static final String KEY = "view-limits";
    private static final ViewLimits STANDARD = new ViewLimits(MOST, MOST_PER_PERSON, 0);

    /** Refuses what no router takes. */
    public ViewLimits {
        if (requireNonNull(most, "most").compareTo(LEAST) < 0 || most.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("most is " + most + ": it is a minute to four hours");
        }
        if (perPerson < 1 || perPerson > MOST_PER_PERSON) {
            throw new IllegalArgumentException("perPerson is " + perPerson + ": it is 1 to " + MOST_PER_PERSON);
        }
        if (atOnce < 0 || atOnce > MOST_AT_ONCE) {
            throw new IllegalArgumentException("atOnce is " + atOnce + ": it is 0 to " + MOST_AT_ONCE);
        }
    }

    /** What counts where a site says nothing: four hours, three patients of one person, and as many people as there are. */
    public static ViewLimits standard() {
        return STANDARD;
    }

    /** As a configuration says. */
    static ViewLimits of(final Collection<SiteEntry> entries) {
        for (final SiteEntry entry : entries) {
            if (entry.key().equals(KEY)) {
                final ViewRulesEntryDecoder said = new ViewRulesEntryDecoder()
                        .wrapAndApplyHeader(new UnsafeBuffer(entry.bytes()), 0, new MessageHeaderDecoder());
                return new ViewLimits(Duration.ofMillis(said.mostMs()), said.perPerson(), said.atOnce());
            }
        }
        return STANDARD;
    }

    List<SiteEntry> entries() {
        return equals(STANDARD) ? List.of() : List.of(reported(bytes()));
    }

    /** As an engine reports it; one that is no longer said is as if nothing had been. */
    static SiteEntry reported(final byte[] message) {
        return new SiteEntry(KEY, SiteEntry.Kind.PEOPLE, message, STANDARD.bytes());
    }

    private byte[] bytes() {
        final byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + ViewRulesEntryEncoder.BLOCK_LENGTH];
        new ViewRulesEntryEncoder()
                .wrapAndApplyHeader(new UnsafeBuffer(bytes), 0, new MessageHeaderEncoder())
                .mostMs(most.toMillis())
                .atOnce(atOnce)
                .perPerson((short) perPerson);
        return bytes;
    }
}
