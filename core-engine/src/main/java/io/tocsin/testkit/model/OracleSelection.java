package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.ChoiceOrder;
import io.tocsin.codecs.sbe.Response;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** Some of a list, in an order: section 19. Sorts everybody, every time. */
final class OracleSelection {
    private final OracleState state;
    private final OracleRouting routing;
    /** When somebody had their turn last. */
    private final TreeMap<Integer, Long> turns = new TreeMap<>();

    private long turn;

    OracleSelection(final OracleState state, final OracleRouting routing) {
        this.state = state;
        this.routing = routing;
    }

    /** The first so many of some people, in an order; says why each. */
    List<Integer> someOf(final OracleAlert alert, final List<Integer> people, final ChoiceOrder order, final int most) {
        final List<Integer> chosen = people.stream()
                .distinct()
                .filter(person -> OracleAuthority.mayEverAccept(state, person)
                        || state.plants.contains(Plant.ONLOOKERS_ARE_CHOSEN))
                .filter(person -> !alert.offers.containsKey(person)
                        || List.of(Response.UNDEFINED, Response.WITHDRAWN).contains(offerOf(alert, person).response))
                .sorted(Comparator.comparingInt((Integer person) -> standing(alert, person))
                        .thenComparingLong(person -> rank(alert, person, people, order))
                        .thenComparingLong(person -> order == ChoiceOrder.NEAREST ? routing.apart(alert, person) : 0)
                        .thenComparingInt(person -> person))
                .limit(most)
                .toList();
        chosen.forEach(person -> chosen(alert, person, order));
        return chosen;
    }

    private static OracleAlert.Offer offerOf(final OracleAlert alert, final int person) {
        return alert.offers.getOrDefault(person, new OracleAlert.Offer(person));
    }

    /** Free, reachable, or neither. */
    private int standing(final OracleAlert alert, final int person) {
        final OracleAlert.Offer offer = alert.offers.get(person);
        final boolean wasAsked = offer != null && offer.response != Response.WITHDRAWN;
        if (!state.isReachable(person)) {
            return 2;
        }
        final boolean isBusy =
                state.presence.containsKey(person) && !state.plants.contains(Plant.BUSY_IS_AS_GOOD_AS_FREE);
        return wasAsked || isBusy ? 1 : 0;
    }

    private long rank(final OracleAlert alert, final int person, final List<Integer> people, final ChoiceOrder order) {
        return switch (order) {
            case NEAREST -> routing.nearnessOf(alert, person);
            case LEAST_LOADED -> state.load(person);
            case ROUND_ROBIN -> turns.getOrDefault(person, 0L);
            default -> people.indexOf(person);
        };
    }

    private void chosen(final OracleAlert alert, final int person, final ChoiceOrder order) {
        if (order == ChoiceOrder.ROUND_ROBIN
                && state.isReachable(person)
                && !alert.isAdvice()
                && !state.plants.contains(Plant.ALWAYS_THE_SAME_TURN)) {
            turns.put(person, ++turn);
        }
        final boolean isNearest = order == ChoiceOrder.NEAREST;
        final List<Clause> clauses = OracleState.clauses(
                switch (order) {
                    case NEAREST -> Clause.NEAREST_RESPONDER;
                    case LEAST_LOADED -> Clause.LEAST_LOADED;
                    case ROUND_ROBIN -> Clause.ROUND_ROBIN;
                    default -> Clause.LIST_ORDER;
                });
        if (isNearest && routing.isClockWrong(person)) {
            clauses.add(Clause.POSITION_CLOCK);
        }
        final long squared = isNearest ? routing.apart(alert, person) : Long.MAX_VALUE;
        routing.tell(
                alert, person, clauses, squared, isNearest ? routing.nearnessOf(alert, person) : OracleRouting.LEVELS);
    }
}
