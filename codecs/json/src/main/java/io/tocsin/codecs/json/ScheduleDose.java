package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.text.DoseContent;
import java.time.Duration;

/**
 * A dose that is to be told of; the same id of the same source moves it. Immutable.
 *
 * @param commandId  as of every command.
 * @param claimedNs  as of every command.
 * @param purpose    production, test or training.
 * @param dose       names it at the site, whoever tells of it.
 * @param patient    whose it is.
 * @param medication what is to be given, for people.
 * @param dueNs      when, epoch ns.
 * @param windowMs   for how long after that it may be told what became of it.
 * @param critical   it is time-critical.
 */
public record ScheduleDose(
        long commandId,
        long claimedNs,
        Purpose purpose,
        String dose,
        String patient,
        String medication,
        long dueNs,
        long windowMs,
        boolean critical)
        implements ClientMessage.Medicate {
    /** Longest window, in milliseconds: a day. */
    public static final long MAX_WINDOW_MS = 86_400_000;

    /**
     * What becomes a command.
     *
     * @return the content.
     * @throws IllegalArgumentException if it cannot be a command; the message says why.
     */
    public DoseContent content() {
        return new DoseContent(dose, patient, medication, dueNs, Duration.ofMillis(windowMs), critical);
    }
}
