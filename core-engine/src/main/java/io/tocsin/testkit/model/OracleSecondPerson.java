package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What of a configuration takes two persons: section 21. */
final class OracleSecondPerson {
    private static final Map<AuthorityAction, Set<AuthorityRole>> PROPOSE = Map.of(
            AuthorityAction.CHANGE_POLICY, EnumSet.of(AuthorityRole.CHARGE_NURSE, AuthorityRole.ADMIN_SYS),
            AuthorityAction.MANAGE_SYSTEM, EnumSet.of(AuthorityRole.ADMIN_SYS));
    private static final Map<AuthorityAction, Set<AuthorityRole>> CONFIRM = Map.of(
            AuthorityAction.CHANGE_LIMITS, EnumSet.of(AuthorityRole.ADMIN_UNIT),
            AuthorityAction.CHANGE_POLICY, EnumSet.of(AuthorityRole.ADMIN_UNIT, AuthorityRole.ADMIN_SYS),
            AuthorityAction.MANAGE_SYSTEM, EnumSet.of(AuthorityRole.ADMIN_SYS));

    private static final List<AuthorityAction> CONFIGURE = List.of(
            AuthorityAction.CHANGE_LIMITS,
            AuthorityAction.ORDER_TREATMENT,
            AuthorityAction.GRANT_VIEWERS,
            AuthorityAction.MANAGE_SCHEDULES,
            AuthorityAction.CHANGE_POLICY,
            AuthorityAction.MANAGE_SYSTEM);

    private OracleSecondPerson() {}

    static boolean mayPropose(final AuthorityRole role, final AuthorityAction action) {
        return PROPOSE.getOrDefault(action, Set.of()).contains(role);
    }

    static boolean mayConfirm(final AuthorityRole role, final AuthorityAction action) {
        return CONFIRM.getOrDefault(action, Set.of()).contains(role);
    }

    /** The refusal of somebody who wants to begin a configuration; null if there is anything of one that they may do or propose. */
    static @Nullable OracleAnswer begin(final OracleState state, final int person) {
        final AuthorityRole role = OracleAuthority.roleOf(state, person);
        final boolean isSomething =
                CONFIGURE.stream().anyMatch(each -> mayPropose(role, each) || OracleAuthority.mayAlone(role, each));
        return isSomething ? null : OracleAuthority.configure(state, person, CONFIGURE);
    }

    /** What somebody else has to confirm. */
    static EnumSet<AuthorityAction> toConfirm(
            final AuthorityRole author,
            final List<AuthorityAction> needed,
            final OracleSite before,
            final OracleSite after) {
        final EnumSet<AuthorityAction> actions = EnumSet.noneOf(AuthorityAction.class);
        for (final AuthorityAction action : needed) {
            if (mayPropose(author, action)) {
                actions.add(action);
            }
        }
        final boolean areOtherProfiles = !OracleProfiles.content(before).equals(OracleProfiles.content(after));
        if (areWider(before, after)
                || areOtherProfiles
                || isPersonalOtherwise(before.rules, after.rules)
                || OracleGateRules.keepBackMore(before.quality, after.quality)) {
            actions.add(AuthorityAction.CHANGE_LIMITS);
        }
        if (isGraveLeftAlone(before, after)
                || mutesMore(before, after)
                || isTriagedLess(before, after)
                || OracleDeviceRules.tellLess(before.devices, after.devices)
                || OracleDoseRules.callLess(before.doseRules, after.doseRules)
                || OracleWeightRules.callLess(before.weightRules, after.weightRules)) {
            actions.add(AuthorityAction.CHANGE_POLICY);
        }
        return actions;
    }

    private static boolean isPersonalOtherwise(final OracleSite.Rules before, final OracleSite.Rules after) {
        final OraclePersonal.Wish wish = after.personal();
        return !wish.rules().isEmpty()
                && (!wish.equals(before.personal())
                        || wish.rules().stream()
                                .anyMatch(place -> before.list().get(place - 1).parameter()
                                                != after.list().get(place - 1).parameter()
                                        || before.list().get(place - 1).bound()
                                                != after.list().get(place - 1).bound()));
    }

    private static boolean areWider(final OracleSite before, final OracleSite after) {
        final List<OracleScoreTable> raising =
                before.tables.stream().filter(OracleScoreTable::raisesAlerts).toList();
        if ((before.rules.news2() && !after.rules.news2())
                || raising.stream().anyMatch(table -> !table.isAmong(after.tables))
                || ((before.rules.news2() || !raising.isEmpty())
                        && areSoonerOld(agesOf(before.rules), agesOf(after.rules)))
                || (after.rules.limitsAsStated() && !before.rules.limitsAsStated())) {
            return true;
        }
        for (int i = 0; i < before.rules.list().size(); i++) {
            final OracleSite.Rule was = before.rules.list().get(i);
            final OracleSite.Timing timing = before.timings.get(i + 1);
            boolean isFound = false;
            for (int j = 0; j < after.rules.list().size(); j++) {
                final OracleSite.Rule is = after.rules.list().get(j);
                isFound |= is.parameter() == was.parameter()
                        && is.bound() == was.bound()
                        && is.severity().value() <= was.severity().value()
                        && (is.bound() == Bound.BELOW
                                ? is.limitValue() >= was.limitValue()
                                : is.limitValue() <= was.limitValue())
                        && isAsSoon(after.timings.get(j + 1), timing)
                        && isOrdinary(before, i) == isOrdinary(after, j)
                        && (!isOrdinary(before, i) || is.severity() == was.severity());
            }
            if (!isFound) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is the rule whose limit patients may have of their own: the least severe of its side, of several the first. */
    private static boolean isOrdinary(final OracleSite site, final int place) {
        final List<OracleSite.Rule> list = site.rules.list();
        final OracleSite.Rule rule = list.get(place);
        return IntStream.range(0, list.size())
                        .filter(i -> list.get(i).parameter() == rule.parameter()
                                && list.get(i).bound() == rule.bound())
                        .boxed()
                        .max(Comparator.<Integer>comparingInt(
                                        i -> list.get(i).severity().value())
                                .thenComparing(Comparator.reverseOrder()))
                        .orElseThrow()
                == place;
    }

    private static List<Long> agesOf(final OracleSite.Rules rules) {
        return List.of(rules.fastAgeMs(), rules.pressureAgeMs(), rules.temperatureAgeMs());
    }

    private static List<Long> agesOf(final OracleTriage.Rules rules) {
        return List.of(rules.fastAgeMs(), rules.pressureAgeMs(), rules.temperatureAgeMs());
    }

    private static boolean areSoonerOld(final List<Long> were, final List<Long> are) {
        return IntStream.range(0, were.size()).anyMatch(i -> are.get(i) < were.get(i));
    }

    private static boolean isAsSoon(final OracleSite.@Nullable Timing is, final OracleSite.@Nullable Timing was) {
        if (is == null || (is.delayMs() == 0 && is.area() == 0 && is.debounceMs() == 0 && is.count() == 1)) {
            return true;
        }
        return was != null
                && isAsSoonByDepth(is, was)
                && is.debounceMs() <= was.debounceMs()
                && (is.count() == 1 || (is.count() <= was.count() && is.window() >= was.window()));
    }

    /** Whether any depth, the least and the greatest, counts as soon as before. */
    private static boolean isAsSoonByDepth(final OracleSite.Timing is, final OracleSite.Timing was) {
        final boolean isForEver = is.delayMs() == 0 && is.area() > 0;
        final boolean wasForEver = was.delayMs() == 0 && was.area() > 0;
        final boolean isShallowAsSoon = wasForEver || (!isForEver && is.delayMs() <= was.delayMs());
        final boolean isDeepAsSoon =
                is.delayMs() + is.area() == 0 || was.area() == 0 || (is.area() > 0 && is.area() <= was.area());
        return isShallowAsSoon && isDeepAsSoon;
    }

    private static boolean isGraveLeftAlone(final OracleSite before, final OracleSite after) {
        final List<EmergencyType> types = new ArrayList<>(List.of(EmergencyType.values()));
        types.remove(EmergencyType.NULL_VAL);
        return types.stream()
                .anyMatch(type -> List.of(Severity.CRITICAL, Severity.EMERGENT).stream()
                        .anyMatch(severity ->
                                stepsOf(after.policyFor(severity, type)) < stepsOf(before.policyFor(severity, type))));
    }

    /** None is fewer than no steps before the fail-safe. */
    private static int stepsOf(final @Nullable OraclePolicy policy) {
        return policy == null ? -1 : policy.steps().size();
    }

    private static boolean mutesMore(final OracleSite before, final OracleSite after) {
        return after.inhibitions.stream()
                .filter(rule -> rule.target().severity() <= Severity.EMERGENT.value())
                .anyMatch(rule -> before.inhibitions.stream()
                        .noneMatch(held -> held.equal() == rule.equal()
                                && held.source().equals(rule.source())
                                && held.target().equals(rule.target())));
    }

    /** The first six clauses raise severities. */
    private static boolean isTriagedLess(final OracleSite before, final OracleSite after) {
        boolean wasOn = false;
        for (int bit = 0; bit < 6; bit++) {
            if (before.triage.has(bit) && !after.triage.has(bit)) {
                return true;
            }
            wasOn |= before.triage.has(bit);
        }
        return wasOn && areSoonerOld(agesOf(before.triage), agesOf(after.triage));
    }
}
