package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.CareCondition;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Phase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Weights that rise: section 37. */
final class OracleWeights {
    private static final long MS = 1_000_000L;

    private static final long SECOND = 1_000 * MS;
    private static final long HOUR = 3_600 * SECOND;

    /** Somebody was weighed. */
    private record Weighed(int weight, long atNs) {
        boolean isWithin(final Weighed other, final int share) {
            return Math.abs(weight - other.weight) <= other.weight / (double) share;
        }
    }

    /** A rise, told or not yet. */
    private record Rise(Weighed now, Weighed lowest, int bed) {
        int gain() {
            return now.weight - lowest.weight;
        }
    }

    /** What is kept of one subject. */
    private static final class Seen {
        private final List<Weighed> counted = new ArrayList<>();
        private long weighedNs;
        private @Nullable Weighed waits;
        private @Nullable Rise told;
        private @Nullable Rise pending;
    }

    private final OracleState state;
    private final OracleAlerts alerts;
    private final TreeMap<Integer, Seen> bySubject = new TreeMap<>();
    private OracleWeightRules rules = OracleWeightRules.UNSAID;
    private long retryNs;

    OracleWeights(final OracleState state, final OracleAlerts alerts) {
        this.state = state;
        this.alerts = alerts;
    }

    /** Another gain, or another window, begins anew with everybody. */
    void configure(final OracleWeightRules wanted) {
        final boolean isTheSame = wanted.gain() == rules.gain() && wanted.windowMs() == rules.windowMs();
        rules = wanted;
        if (!isTheSame) {
            List.copyOf(bySubject.keySet()).forEach(this::forget);
        }
    }

    void bedTaken(final String bed) {
        forget(state.site.subjects.indexOf("B" + bed));
    }

    private void forget(final int subject) {
        final Seen seen = bySubject.get(subject);
        if (seen != null) {
            if (seen.told != null) {
                isOver(subject, seen, null, null, Clause.CONFIGURED);
            }
            bySubject.remove(subject);
        }
    }

    /** What is kept of who is weighed now; null if there is no place. */
    private @Nullable Seen seen(final int subject, final long sinceNs) {
        final Seen known = bySubject.get(subject);
        if (known != null) {
            return known;
        }
        if (bySubject.size() >= state.limits().monitored()) {
            // Who has an alert that weights end gives way last.
            final Comparator<Map.Entry<Integer, Seen>> byNeed =
                    Comparator.comparing(each -> each.getValue().told != null);
            final Map.Entry<Integer, Seen> oldest = bySubject.entrySet().stream()
                    .filter(each -> each.getValue().weighedNs < sinceNs)
                    .min(byNeed.thenComparingLong(each -> each.getValue().weighedNs))
                    .orElse(null);
            if (oldest == null) {
                return null;
            }
            bySubject.remove(oldest.getKey());
        }
        final Seen begun = new Seen();
        bySubject.put(subject, begun);
        return begun;
    }

    void read(final int subject, final int bed, final int weight, final long measuredNs) {
        if (!rules.isOn() || (measuredNs != 0 && measuredNs < state.nowNs - 24 * HOUR)) {
            return;
        }
        final long sinceNs = state.nowNs - rules.windowMs() * MS;
        final Seen seen = seen(subject, sinceNs);
        if (seen == null) {
            return;
        }
        seen.weighedNs = state.nowNs;
        final Weighed now = new Weighed(weight, state.nowNs);
        if (!counts(subject, seen, now, sinceNs)) {
            return;
        }
        seen.waits = null;
        final Weighed lowest = lowest(seen, sinceNs);
        seen.counted.add(now);
        final int gain = lowest == null ? 0 : Math.max(0, weight - lowest.weight);
        final Rise told = seen.told;
        if (told != null && gain < rules.over()) {
            final boolean isBack = lowest != null && weight - told.lowest.weight < rules.over();
            isOver(subject, seen, now, lowest, isBack ? Clause.WEIGHT_BACK : Clause.WEIGHT_WINDOW);
        } else if (lowest != null && gain >= (told == null ? 0 : told.gain()) + rules.gain()) {
            final Rise rise = new Rise(now, lowest, bed);
            if (!tell(subject, seen, rise)) {
                note(subject, 0, now, lowest, 1, Clause.WEIGHT_GAINED);
                retryNs = isNobodyPending() ? state.nowNs + SECOND : retryNs;
                seen.pending = rise;
            }
        } else {
            seen.pending = null;
        }
    }

    /** Near the last; or the second that is like the first: not far, or for a day. */
    private boolean counts(final int subject, final Seen seen, final Weighed now, final long sinceNs) {
        final Weighed last = seen.counted.isEmpty() ? null : seen.counted.get(seen.counted.size() - 1);
        if (last == null || last.atNs < sinceNs || now.isWithin(last, 10)) {
            return true;
        }
        final Weighed waits = seen.waits;
        if (waits == null || waits.atNs < sinceNs || !now.isWithin(waits, 10)) {
            seen.waits = now;
            return false;
        }
        if (now.isWithin(last, 5)) {
            return true;
        }
        if (now.atNs - waits.atNs < 24 * HOUR) {
            return false;
        }
        if (seen.told != null) {
            isOver(subject, seen, now, null, Clause.WEIGHT_OTHER);
        }
        seen.counted.clear();
        seen.pending = null;
        return true;
    }

    private boolean isNobodyPending() {
        return bySubject.values().stream().allMatch(seen -> seen.pending == null);
    }

    long dueNs() {
        return isNobodyPending() ? OracleAlert.NEVER : retryNs;
    }

    void fire() {
        for (final Map.Entry<Integer, Seen> each : bySubject.entrySet()) {
            final Rise pending = each.getValue().pending;
            if (pending != null) {
                if (!tell(each.getKey(), each.getValue(), pending)) {
                    retryNs = state.nowNs + SECOND;
                }
                return;
            }
        }
    }

    /** Of each eighth of the window, as the epoch divides time, the lowest counts, until that is too old; of several the latest. */
    private @Nullable Weighed lowest(final Seen seen, final long sinceNs) {
        final Comparator<Weighed> order =
                Comparator.comparingInt(Weighed::weight).thenComparing(Weighed::atNs, Comparator.reverseOrder());
        final Map<Long, Weighed> byEighth = new HashMap<>();
        for (final Weighed each : seen.counted) {
            byEighth.merge(
                    each.atNs / (rules.windowMs() * MS / 8),
                    each,
                    (one, other) -> order.compare(other, one) <= 0 ? other : one);
        }
        return byEighth.values().stream()
                .filter(each -> each.atNs >= sinceNs)
                .min(order)
                .orElse(null);
    }

    private boolean tell(final int subject, final Seen seen, final Rise rise) {
        final OracleAlert open = open(subject);
        if (open == null && !OracleDoseNotices.mayOpen(state, alerts, false)) {
            return false;
        }
        final long alertId = open == null ? state.alertsRaised + 1 : open.alertId;
        note(subject, alertId, rise.now, rise.lowest, 1, Clause.WEIGHT_GAINED);
        seen.told = rise;
        seen.pending = null;
        final List<Clause> clauses = OracleState.clauses(Clause.WEIGHT_GAINED);
        if (open != null) {
            open.occurrence++;
            open.value = rise.gain();
            alerts.changed(open, rules.severity(), Phase.UPDATE, new byte[0], clauses);
            if (open.condition != Condition.ACTIVE) {
                alerts.reactivate(open);
            }
            return true;
        }
        final OracleAlert alert = new OracleAlert();
        alert.type = EmergencyType.CARE_NOTICE;
        alert.cause = Cause.CARE;
        alert.severity = rules.severity();
        alert.rule = CareCondition.WEIGHT_GAIN.value();
        alert.value = rise.gain();
        alerts.placeSubject(alert, subject, rise.bed, -1);
        alerts.open(alert, clauses);
        return true;
    }

    private void isOver(
            final int subject,
            final Seen seen,
            final @Nullable Weighed now,
            final @Nullable Weighed lowest,
            final Clause why) {
        final OracleAlert open = open(subject);
        note(subject, open == null ? 0 : open.alertId, now, lowest, 0, why);
        seen.told = null;
        seen.pending = null;
        if (open != null) {
            alerts.conditionEnds(open, why);
        }
    }

    private @Nullable OracleAlert open(final int subject) {
        return state.alerts.values().stream()
                .filter(alert -> alert.cause == Cause.CARE
                        && alert.subject == subject
                        && alert.rule == CareCondition.WEIGHT_GAIN.value())
                .findFirst()
                .orElse(null);
    }

    private void note(
            final int subject,
            final long alertId,
            final @Nullable Weighed now,
            final @Nullable Weighed lowest,
            final int active,
            final Clause why) {
        state.event(
                "WeightNoted",
                OracleState.clauses(why),
                "alertId",
                alertId,
                "lowestNs",
                lowest == null ? 0 : lowest.atNs,
                "subject",
                subject,
                "weight",
                now == null ? 0 : now.weight,
                "lowest",
                lowest == null ? 0 : lowest.weight,
                "active",
                active);
    }
}
