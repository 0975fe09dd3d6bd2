package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    private OracleSecondPerson() {}

    static boolean mayPropose(final AuthorityRole role, final AuthorityAction action) {
        return PROPOSE.getOrDefault(action, Set.of()).contains(role);
    }

    static boolean mayConfirm(final AuthorityRole role, final AuthorityAction action) {
        return CONFIRM.getOrDefault(action, Set.of()).contains(role);
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
        if (areWider(before, after)) {
            actions.add(AuthorityAction.CHANGE_LIMITS);
        }
        if (isGraveLeftAlone(before, after) || mutesMore(before, after) || isTriagedLess(before, after)) {
            actions.add(AuthorityAction.CHANGE_POLICY);
        }
        return actions;
    }

    private static boolean areWider(final OracleSite before, final OracleSite after) {
        if ((before.rules.news2() && !after.rules.news2())
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
                        && isAsSoon(after.timings.get(j + 1), timing);
            }
            if (!isFound) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAsSoon(final OracleSite.@Nullable Timing is, final OracleSite.@Nullable Timing was) {
        if (is == null || (is.delayMs() == 0 && is.debounceMs() == 0 && is.count() == 1)) {
            return true;
        }
        return was != null
                && is.delayMs() <= was.delayMs()
                && is.debounceMs() <= was.debounceMs()
                && (is.count() == 1 || (is.count() <= was.count() && is.window() >= was.window()));
    }

    private static boolean isGraveLeftAlone(final OracleSite before, final OracleSite after) {
        final List<EmergencyType> types = new ArrayList<>(List.of(EmergencyType.values()));
        types.remove(EmergencyType.NULL_VAL);
        return types.stream()
                .anyMatch(type -> List.of(Severity.CRITICAL, Severity.EMERGENT).stream()
                        .anyMatch(severity ->
                                before.policyFor(severity, type) != null && after.policyFor(severity, type) == null));
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
        for (int bit = 0; bit < 6; bit++) {
            if (before.triage.has(bit) && !after.triage.has(bit)) {
                return true;
            }
        }
        return false;
    }
}
