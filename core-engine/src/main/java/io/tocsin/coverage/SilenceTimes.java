package io.tocsin.coverage;

import io.tocsin.SilenceScope;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The silences that cover the alerts of one class from one place, and until when they hold a page back; section 17 of the engine's specification. */
final class SilenceTimes {
    private static final int NONE = -1;

    private final List<PlannedSilence> silences;
    /** When a silence begins or ends, in order; the first is before all time. Between two of these nothing differs. */
    private final long[] changesNs;
    /** From each of these on: the silence that holds; below 0 if none does. */
    private final int[] holding;
    /** From each of these on, while one holds: when the last of those that hold one after another is over. */
    private final long[] pagesAtNs;

    /**
     * Silences that all cover the same alerts. They are put in order once: what is asked later costs a binary search.
     *
     * @param silences in the order in which they are made.
     */
    SilenceTimes(final List<PlannedSilence> silences) {
        this.silences = List.copyOf(silences);
        final long[] startNs = new long[silences.size()];
        final long[] endNs = new long[silences.size()];
        final TreeSet<Long> changes = new TreeSet<>(List.of(Long.MIN_VALUE));
        for (int i = 0; i < startNs.length; i++) {
            startNs[i] = Instants.ns(silences.get(i).span().from());
            endNs[i] = Instants.ns(silences.get(i).span().until());
            changes.addAll(List.of(startNs[i], endNs[i]));
        }
        changesNs = changes.stream().mapToLong(Long::longValue).toArray();
        holding = holding(changesNs, startNs, endNs);
        pagesAtNs = new long[changesNs.length];
        for (int i = changesNs.length - 1; i >= 0; i--) {
            if (holding[i] != NONE) {
                final int after = Arrays.binarySearch(changesNs, endNs[holding[i]]);
                pagesAtNs[i] = holding[after] == NONE ? changesNs[after] : pagesAtNs[after];
            }
        }
    }

    /** From each change on the silence that lasts longest of those that have begun, the first of those, unless it is over. */
    private static int[] holding(final long[] changesNs, final long[] startNs, final long[] endNs) {
        final int[] byStart = IntStream.range(0, startNs.length)
                .boxed()
                .sorted(Comparator.comparingLong(silence -> startNs[silence]))
                .mapToInt(Integer::intValue)
                .toArray();
        final int[] holding = new int[changesNs.length];
        int longest = NONE;
        int next = 0;
        for (int i = 0; i < changesNs.length; i++) {
            while (next < byStart.length && startNs[byStart[next]] <= changesNs[i]) {
                final int begun = byStart[next++];
                final boolean isLonger = longest == NONE
                        || endNs[begun] > endNs[longest]
                        || (endNs[begun] == endNs[longest] && begun < longest);
                longest = isLonger ? begun : longest;
            }
            holding[i] = longest == NONE || endNs[longest] <= changesNs[i] ? NONE : longest;
        }
        return holding;
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
                && (scope.type() == alerts.type() || (scope.type() == null && !isMeantByNameAlone(alerts)))
                && (scope.cause() == null || scope.cause() == alerts.cause())
                && (scope.parameter() == null || scope.parameter() == alerts.parameter());
    }

    private static boolean isMeantByNameAlone(final AlertClass alerts) {
        return switch (alerts.type()) {
            case CRITICAL_RESULT, DEVICE_THERAPY, CARE_NOTICE -> true;
            case DEVICE_TECHNICAL -> alerts.severity().value() <= Severity.EMERGENT.value();
            default -> false;
        };
    }

    private static boolean isProtected(final EmergencyType type) {
        return type == EmergencyType.CARDIAC_ARREST || type == EmergencyType.CHOKING;
    }

    private static boolean isAnyOr(final String named, final String actual) {
        return named.isEmpty() || named.equals(actual);
    }

    /** When an alert that is raised at an instant pages: then, or when no silence covers it any more. */
    long pagesAtNs(final long raisedNs) {
        final int place = place(raisedNs);
        return holding[place] == NONE ? raisedNs : pagesAtNs[place];
    }

    /** The silence that holds back what is raised at an instant; there is one. */
    PlannedSilence holding(final long raisedNs) {
        return silences.get(holding[place(raisedNs)]);
    }

    /** When a silence begins or ends next, after an instant; the greatest number if none does. */
    long nextChangeNs(final long afterNs) {
        final int next = place(afterNs) + 1;
        return next < changesNs.length ? changesNs[next] : Long.MAX_VALUE;
    }

    private int place(final long atNs) {
        final int found = Arrays.binarySearch(changesNs, atNs);
        return found >= 0 ? found : -found - 2;
    }
}
