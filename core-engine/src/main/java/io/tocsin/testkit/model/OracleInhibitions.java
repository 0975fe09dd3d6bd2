package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.InhibitionsEntryDecoder;
import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Alerts that keep others from paging: section 27. Finds them by looking at every open alert. */
final class OracleInhibitions {
    private static final int TARGETS = 64;
    private static final int ANY_CAUSE = 255;
    private static final long MS_NS = 1_000_000L;

    /** Which alerts a side of a rule means, but for the severity. */
    record Side(int type, int severity, int cause, int parameter) {
        boolean isGood() {
            return type <= 13
                    && severity >= 1
                    && severity <= 5
                    && (cause <= Cause.TECHNICAL.value() || cause == ANY_CAUSE)
                    && parameter <= 12;
        }

        boolean is(final OracleAlert alert) {
            return (type == 0 || type == alert.type.value())
                    && (cause == ANY_CAUSE || cause == alert.cause.value())
                    && (parameter == 0 || parameter == alert.parameter);
        }

        /** Whether some alert could be this target and that source. */
        boolean overlaps(final Side source) {
            return severity <= source.severity
                    && !OracleSilences.isProtected(source.type)
                    && (type == 0 || source.type == 0 || type == source.type)
                    && (cause == ANY_CAUSE || source.cause == ANY_CAUSE || cause == source.cause)
                    && (parameter == 0 || source.parameter == 0 || parameter == source.parameter);
        }
    }

    /** A rule. */
    record Rule(long recheckMs, int equal, Side source, Side target) {
        boolean isGood() {
            return recheckMs >= 1_000
                    && recheckMs <= 86_400_000
                    && equal < 32
                    && equal % 8 != 0
                    && source.isGood()
                    && target.isGood()
                    && target.severity > 1
                    && target.severity >= source.severity
                    && !OracleSilences.isProtected(target.type);
        }
    }

    private final OracleState state;

    OracleInhibitions(final OracleState state) {
        this.state = state;
    }

    static List<Rule> read(final InhibitionsEntryDecoder entry) {
        final List<Rule> rules = new ArrayList<>();
        for (final InhibitionsEntryDecoder.RulesDecoder each : entry.rules()) {
            rules.add(new Rule(
                    each.recheckMs(),
                    each.equal(),
                    new Side(each.sourceType(), each.sourceSeverityRaw(), each.sourceCause(), each.sourceParameter()),
                    new Side(each.targetType(), each.targetSeverityRaw(), each.targetCause(), each.targetParameter())));
        }
        return rules;
    }

    static ConfigRefusal refusal(final List<Rule> rules) {
        if (rules.size() > 16) {
            return ConfigRefusal.TABLE_FULL;
        }
        if (!rules.stream().allMatch(Rule::isGood)) {
            return ConfigRefusal.BAD_VALUE;
        }
        if (rules.stream().map(Rule::equal).distinct().count() > 4) {
            return ConfigRefusal.TABLE_FULL;
        }
        for (final Rule rule : rules) {
            if (reaches(rules, rule, rule, new TreeSet<>())) {
                return ConfigRefusal.INHIBITION_CYCLE;
            }
        }
        return ConfigRefusal.NONE;
    }

    private static boolean reaches(final List<Rule> rules, final Rule from, final Rule to, final Set<Integer> visited) {
        for (int i = 0; i < rules.size(); i++) {
            final Rule next = rules.get(i);
            if (from.target.overlaps(next.source)
                    && (next.equals(to) || (visited.add(i) && reaches(rules, next, to, visited)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAlike(final int equal, final OracleAlert one, final OracleAlert other) {
        return (equal % 2 == 0 || (one.subject >= 0 && one.subject == other.subject))
                && (equal / 2 % 2 == 0 || (one.bed >= 0 && one.bed == other.bed))
                && (equal / 4 % 2 == 0 || (one.unit >= 0 && one.unit == other.unit))
                && (equal / 8 % 2 == 0 || (one.parameter > 0 && one.parameter == other.parameter))
                && (equal / 16 % 2 == 0 || (one.sourceId != 0 && one.sourceId == other.sourceId));
    }

    private static boolean isSource(final OracleAlert alert, final Rule rule) {
        return !alert.isTest()
                && alert.condition != Condition.INACTIVE
                && alert.policy != null
                && !alert.isMuted()
                && !alert.isAboutRouter()
                && !alert.isAdvice()
                && alert.severity.value() <= rule.source.severity
                && (rule.source.type == alert.type.value() || alert.type.compareTo(EmergencyType.OTHER) <= 0)
                && rule.source.is(alert);
    }

    private boolean isTarget(final OracleAlert alert, final Rule rule) {
        return (alert.severity != Severity.CRITICAL || state.plants.contains(Plant.CRITICAL_IS_INHIBITED))
                && alert.severity.value()
                        >= (state.plants.contains(Plant.CRITICAL_IS_INHIBITED) ? 1 : rule.target.severity)
                && OracleSilences.isMeant(rule.target.type, alert)
                && rule.target.is(alert);
    }

    /** Until when another alert mutes the alert that would begin now; 0 = none does. */
    long mutedAnewUntilNs(final OracleAlert alert) {
        if (OracleSilences.isProtected(alert.type.value()) || alert.isAboutRouter() || alert.isAdvice()) {
            return 0;
        }
        for (final OracleAlert other : state.alerts.values()) {
            if (other == alert || targets(other).size() >= TARGETS) {
                continue;
            }
            for (int i = 0; i < state.site.inhibitions.size(); i++) {
                final Rule rule = state.site.inhibitions.get(i);
                if (isTarget(alert, rule) && isSource(other, rule) && isAlike(rule.equal, alert, other)) {
                    alert.inhibitedBy = other.alertId;
                    alert.inhibition = i + 1;
                    alert.isInhibitorThere = true;
                    final long untilNs = state.nowNs + rule.recheckMs * MS_NS;
                    OracleGate.muted(state, alert, untilNs, Clause.INHIBITED);
                    return untilNs;
                }
            }
        }
        return 0;
    }

    private List<OracleAlert> targets(final OracleAlert source) {
        return state.alerts.values().stream()
                .filter(each -> each.inhibitedBy == source.alertId && each.isInhibitorThere)
                .toList();
    }

    /** It is more or less severe, muted or not any more: those that it may no longer mute are looked at at once. */
    void changed(final OracleAlert source) {
        for (final OracleAlert alert : targets(source)) {
            if (!isSource(source, state.site.inhibitions.get(alert.inhibition - 1))) {
                release(alert);
            }
        }
    }

    void over(final OracleAlert source) {
        targets(source).forEach(this::release);
    }

    /** There are other rules. */
    void rulesChanged() {
        state.alerts.values().stream()
                .filter(alert -> alert.inhibitedBy != 0 && alert.isInhibitorThere)
                .forEach(this::release);
    }

    private void release(final OracleAlert alert) {
        alert.isInhibitorThere = false;
        alert.stepDeadlineNs = Math.min(alert.stepDeadlineNs, state.nowNs);
    }
}
