package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.MonitoringList;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.codecs.sbe.TargetKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whom a step means, and why them: the table of section 7. */
final class OracleTargets {
    private static final int MOST_PEOPLE = 64;

    private final OracleState state;
    private final OracleRouting routing;
    private final OracleSelection selection;
    private final OracleContacts contacts;
    /** Of the step asked last: somebody stands in for another. */
    private boolean covered;

    OracleTargets(final OracleState state, final OracleRouting routing, final OracleContacts contacts) {
        this.state = state;
        this.routing = routing;
        this.contacts = contacts;
        selection = new OracleSelection(state, routing);
    }

    /** Everybody with the slots of the team that they are asked to fill; of slots that others fill nobody is asked while one is open. */
    Map<Integer, Set<Integer>> of(final OracleAlert alert, final OraclePolicy.Step step) {
        routing.forgetNarrowing();
        covered = false;
        final Map<Integer, Set<Integer>> asked = new LinkedHashMap<>();
        for (final OraclePolicy.People each : asked(alert, step)) {
            final List<Integer> meant = switch (each.target()) {
                case CARE_TEAM -> careTeam(alert);
                case UNIT_ROLE -> alert.unit < 0 ? List.of() : state.holders(alert.unit, each.index());
                case NEAREST -> routing.nearest(alert, asked.keySet());
                case EMERGENCY_CONTACTS -> contacts.inform(alert);
                case FACILITY_ROLE -> ofFacility(alert, each.index());
                case ORDERING -> OracleResults.orderedBy(state, alert);
                case MONITORING_RECIPIENTS, MONITORING_VIEWERS -> ofSessions(alert, each.target());
                default -> List.of(each.index());
            };
            final List<Integer> inTheirPlace =
                    meant.stream().map(state::standIn).toList();
            final List<Integer> able =
                    each.target() == TargetKind.UNIT_ROLE ? routing.qualified(alert, inTheirPlace) : inTheirPlace;
            final List<Integer> people = able.stream()
                    .filter(person -> !each.capable() || isCapable(person))
                    .toList();
            final List<Integer> chosen = each.asks() == 0 ? people : some(alert, each, people, asked.keySet());
            covered |= meant.stream()
                    .anyMatch(person -> state.standIn(person) != person && chosen.contains(state.standIn(person)));
            for (final int person : chosen) {
                if (asked.size() < MOST_PEOPLE || asked.containsKey(person)) {
                    final Set<Integer> slots = asked.computeIfAbsent(person, nobody -> new TreeSet<>());
                    if (each.slot() > 0) {
                        slots.add(each.slot());
                    }
                }
            }
        }
        return asked;
    }

    /** Whether a client of somebody says that it can show an emergency as one. */
    private boolean isCapable(final int person) {
        return state.sessions.stream()
                .anyMatch(session -> session.person() == person && session.capabilities() % 2 == 1);
    }

    private List<Integer> some(
            final OracleAlert alert,
            final OraclePolicy.People of,
            final List<Integer> people,
            final Set<Integer> already) {
        final int most = Math.min(of.asks(), MOST_PEOPLE - already.size());
        return selection.someOf(
                alert,
                people.stream().filter(person -> !already.contains(person)).toList(),
                of.order(),
                most);
    }

    private static List<OraclePolicy.People> asked(final OracleAlert alert, final OraclePolicy.Step step) {
        final Set<Integer> open = OracleTeam.open(alert);
        return step.people().stream()
                .filter(people -> people.slot() == 0 || open.isEmpty() || open.contains(people.slot()))
                .toList();
    }

    /** Who holds a role in any unit of the alert's facility, or of one that covers it, in the order of the units. */
    private List<Integer> ofFacility(final OracleAlert alert, final int role) {
        final List<Integer> people = new ArrayList<>();
        for (int unit = 0; alert.unit >= 0 && unit < state.site.units.size(); unit++) {
            if (state.mayTell(unit, alert.unit)) {
                people.addAll(state.holders(unit, role));
            }
        }
        return people;
    }

    /** Of whom an alert is: what a device says of itself is about whoever it measures. */
    private static int patientOf(final OracleAlert alert) {
        final boolean isOfDevice = alert.cause == Cause.TECHNICAL && alert.type == EmergencyType.DEVICE_TECHNICAL;
        return isOfDevice ? alert.limitValue - 1 : alert.subject;
    }

    /** Whom running sessions name, who is not off duty and may accept; nobody who looks on as family. */
    private List<Integer> ofSessions(final OracleAlert alert, final TargetKind target) {
        final boolean isOfRecipients = target == TargetKind.MONITORING_RECIPIENTS;
        return state
                .monitorings
                .named(patientOf(alert), isOfRecipients ? MonitoringList.RECIPIENTS : MonitoringList.VIEWERS)
                .stream()
                .filter(person -> !OracleResults.isOffDuty(state, person))
                .filter(person -> OracleAuthority.mayEverAccept(state, person))
                .toList();
    }

    private List<Integer> careTeam(final OracleAlert alert) {
        final int subject = patientOf(alert);
        final boolean isPatient =
                subject >= 0 && state.site.subjects.get(subject).startsWith("P");
        final List<Integer> ofPatient = isPatient ? state.careOfPatient(subject) : List.of();
        return ofPatient.isEmpty() ? state.careOfBed(alert.bed) : ofPatient;
    }

    /** One for each kind of people, in order, the same kind twice in a row counts once; then what came of what the alert requires. */
    List<Clause> clausesOf(final OracleAlert alert, final OraclePolicy.Step step) {
        final List<Clause> clauses = new ArrayList<>();
        for (final OraclePolicy.People each : asked(alert, step)) {
            final boolean isOfSessions =
                    each.target() == TargetKind.MONITORING_RECIPIENTS || each.target() == TargetKind.MONITORING_VIEWERS;
            if (isOfSessions && ofSessions(alert, each.target()).isEmpty()) {
                continue;
            }
            final Clause clause = switch (each.target()) {
                case CARE_TEAM -> Clause.CARE_ASSIGNMENT;
                case UNIT_ROLE -> Clause.UNIT_ROLE;
                case NEAREST -> Clause.NEAREST_RESPONDER;
                case EMERGENCY_CONTACTS -> Clause.EMERGENCY_CONTACT;
                case FACILITY_ROLE -> Clause.FACILITY_ROLE;
                case ORDERING -> Clause.ORDERING_CLINICIAN;
                case MONITORING_RECIPIENTS -> Clause.MONITORING_RECIPIENT;
                case MONITORING_VIEWERS -> Clause.MONITORING_VIEWER;
                default -> Clause.NAMED_PERSON;
            };
            if (clauses.isEmpty() || clauses.get(clauses.size() - 1) != clause) {
                clauses.add(clause);
            }
        }
        clauses.addAll(routing.narrowing());
        if (covered) {
            clauses.add(Clause.BREAK_COVER);
        }
        return clauses;
    }

    /** How a person of a step stands, as its event lists it; null = no place was left. */
    static Map<String, Object> standing(
            final OracleState state,
            final OracleAlert alert,
            final int person,
            final int channels,
            final @Nullable Response response) {
        final Map<String, Object> standing = new LinkedHashMap<>();
        standing.put("person", person);
        standing.put("response", response == null ? "null" : response);
        standing.put("reachable", state.isReachable(alert, person, channels) ? 1 : 0);
        return standing;
    }
}
