package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whom a step means, and why them: the table of section 7. */
final class OracleTargets {
    private static final int MOST_PEOPLE = 64;

    private final OracleState state;

    OracleTargets(final OracleState state) {
        this.state = state;
    }

    List<Integer> of(final OracleAlert alert, final OraclePolicy.Step step) {
        final Set<Integer> once = new LinkedHashSet<>();
        for (final OraclePolicy.People each : step.people()) {
            once.addAll(
                    switch (each.target()) {
                        case CARE_TEAM -> careTeam(alert);
                        case UNIT_ROLE ->
                            state.site.holders.getOrDefault(OracleSite.holdersKey(alert.unit, each.index()), List.of());
                        default -> List.of(each.index());
                    });
        }
        return once.stream().limit(MOST_PEOPLE).toList();
    }

    private List<Integer> careTeam(final OracleAlert alert) {
        final boolean isPatient =
                alert.subject >= 0 && state.site.subjects.get(alert.subject).startsWith("P");
        final List<Integer> ofPatient =
                isPatient ? state.site.careOfPatient.getOrDefault(alert.subject, List.of()) : List.of();
        return ofPatient.isEmpty() ? state.site.careOfBed.getOrDefault(alert.bed, List.of()) : ofPatient;
    }

    /** One for each kind of people, in order; the same kind twice in a row counts once. */
    static List<Clause> clausesOf(final OraclePolicy.Step step) {
        final List<Clause> clauses = new ArrayList<>();
        for (final OraclePolicy.People each : step.people()) {
            final Clause clause = switch (each.target()) {
                case CARE_TEAM -> Clause.CARE_ASSIGNMENT;
                case UNIT_ROLE -> Clause.UNIT_ROLE;
                default -> Clause.NAMED_PERSON;
            };
            if (clauses.isEmpty() || clauses.get(clauses.size() - 1) != clause) {
                clauses.add(clause);
            }
        }
        return clauses;
    }

    /** How a person of a step stands, as its event lists it; null = no place was left. */
    static Map<String, Object> standing(final OracleState state, final int person, final @Nullable Response response) {
        final Map<String, Object> standing = new LinkedHashMap<>();
        standing.put("person", person);
        standing.put("response", response == null ? "null" : response);
        standing.put("reachable", state.isReachable(person) ? 1 : 0);
        return standing;
    }
}
