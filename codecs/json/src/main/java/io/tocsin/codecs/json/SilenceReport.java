package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SilenceOrigin;
import io.tocsin.codecs.sbe.SilenceState;
import org.jspecify.annotations.Nullable;

/**
 * A silence that is not over.
 *
 * @param silenceId   dense from 1.
 * @param state       pending or active.
 * @param origin      who made it: a person, or maintenance or a calendar, which have no author.
 * @param startNs     epoch ns.
 * @param endNs       epoch ns; what it holds back is told then.
 * @param author      person; empty = nobody.
 * @param confirmedBy the second person, without whom it covers nothing CRITICAL; empty = nobody yet.
 * @param scope       what it covers.
 * @param comment     why.
 */
public record SilenceReport(
        long silenceId,
        SilenceState state,
        SilenceOrigin origin,
        long startNs,
        long endNs,
        String author,
        String confirmedBy,
        Scope scope,
        String comment) {
    /**
     * What a silence names: all of it must be an alert's. Empty and {@code null} mean any.
     *
     * @param unit           of the alert.
     * @param patient        of the alert.
     * @param bed            of the alert.
     * @param emergency      of the alert.
     * @param severityAtMost this severity and the less grave ones.
     * @param cause          what opened the alert.
     * @param parameter      whose limit opened the alert.
     */
    public record Scope(
            String unit,
            String patient,
            String bed,
            @Nullable EmergencyType emergency,
            Severity severityAtMost,
            @Nullable Cause cause,
            @Nullable Parameter parameter) {}
}
