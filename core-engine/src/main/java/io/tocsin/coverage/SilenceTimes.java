package io.tocsin.coverage;

import io.tocsin.SilenceScope;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import java.util.List;

/** The silences that cover the alerts of one class from one place, and until when they hold a page back; section 17 of the engine's specification. */
final class SilenceTimes {
    private final List<PlannedSilence> silences;
    private final long[] startNs;
    private final long[] endNs;

    /**
     * Silences that all cover the same alerts.
     *
     * @param silences in the order in which they are made.
     */
    SilenceTimes(final List<PlannedSilence> silences) {
        this.silences = List.copyOf(silences);
        startNs = new long[silences.size()];
        endNs = new long[silences.size()];
        for (int i = 0; i < startNs.length; i++) {
            startNs[i] = Instants.ns(silences.get(i).span().from());
            endNs[i] = Instants.ns(silences.get(i).span().until());
        }
    }

    /** Whether a silence names nothing that a place is not. */
    static boolean isFrom(final PlannedSilence silence, final Place place) {
        final SilenceScope scope = silence.scope();
        return isAnyOr(scope.unit(), place.unit())
                && isAnyOr(scope.bed(), place.bed())
                && isAnyOr(scope.patient(), place.patient());
    }

    /** Whether a silence covers alerts of a class, confirmed or not as it is. */
    static boolean isOf(final PlannedSilence silence, final AlertClass alerts) {
        final SilenceScope scope = silence.scope();
        return !isProtected(alerts.type())
                && alerts.severity().value() >= scope.severityAtMost().value()
                && (alerts.severity() != Severity.CRITICAL || silence.confirmed())
                && (scope.type() == null || scope.type() == alerts.type())
                && (scope.cause() == null || scope.cause() == alerts.cause())
                && (scope.parameter() == null || scope.parameter() == alerts.parameter());
    }

    private static boolean isProtected(final EmergencyType type) {
        return type == EmergencyType.CARDIAC_ARREST || type == EmergencyType.CHOKING;
    }

    private static boolean isAnyOr(final String named, final String actual) {
        return named.isEmpty() || named.equals(actual);
    }

    /** When an alert that is raised at an instant pages: then, or when no silence covers it any more. */
    long pagesAtNs(final long raisedNs) {
        long atNs = raisedNs;
        for (int holds = longest(atNs); holds >= 0; holds = longest(atNs)) {
            atNs = endNs[holds];
        }
        return atNs;
    }

    /** The silence that holds back what is raised at an instant; there is one. */
    PlannedSilence holding(final long raisedNs) {
        return silences.get(longest(raisedNs));
    }

    /** When a silence begins or ends next, after an instant; the greatest number if none does. */
    long nextChangeNs(final long afterNs) {
        long next = Long.MAX_VALUE;
        for (int i = 0; i < startNs.length; i++) {
            next = startNs[i] > afterNs ? Math.min(next, startNs[i]) : next;
            next = endNs[i] > afterNs ? Math.min(next, endNs[i]) : next;
        }
        return next;
    }

    /** The silence that lasts longest of those that cover an instant, the first of those; below 0 if none does. */
    private int longest(final long atNs) {
        int longest = -1;
        for (int i = 0; i < startNs.length; i++) {
            if (startNs[i] <= atNs && atNs < endNs[i] && (longest < 0 || endNs[i] > endNs[longest])) {
                longest = i;
            }
        }
        return longest;
    }
}
