package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The role slots of the team that an alert calls: section 18. Slots count from 1. */
final class OracleTeam {
    /** Stands for whatever slot is open. */
    static final int WHATEVER_IS_OPEN = 0;

    private OracleTeam() {}

    /** The roles that name the slots of a policy, in order. */
    static List<Integer> roles(final List<OraclePolicy.Step> steps) {
        final List<Integer> roles = new ArrayList<>();
        for (final OraclePolicy.Step step : steps) {
            for (final OraclePolicy.People people : step.people()) {
                if (people.slot() > roles.size()) {
                    roles.add(people.index());
                }
            }
        }
        return roles;
    }

    private static List<Integer> roles(final OracleAlert alert) {
        return alert.policy == null ? List.of() : roles(alert.policy.steps());
    }

    static boolean isCalled(final OracleAlert alert) {
        return !roles(alert).isEmpty();
    }

    /** The slots that nobody fills. */
    static Set<Integer> open(final OracleAlert alert) {
        final Set<Integer> open = new TreeSet<>();
        if (!alert.isStarted) {
            return open;
        }
        for (int slot = 1; slot <= roles(alert).size(); slot++) {
            open.add(slot);
        }
        for (final int person : alert.people(Response.ACCEPTED)) {
            open.removeAll(OracleLadder.offer(alert, person).slots);
        }
        return open;
    }

    /** A person accepts: the first open slot of those that they are asked to fill is theirs, or whatever is open. */
    static void fill(final OracleAlert alert, final OracleAlert.Offer offer, final boolean isEverySlot) {
        final boolean isForAll = isEverySlot || offer.slots.contains(WHATEVER_IS_OPEN);
        final List<Integer> open = open(alert).stream()
                .filter(slot -> isForAll || offer.slots.contains(slot))
                .toList();
        offer.slots.clear();
        offer.slots.addAll(isForAll ? open : open.stream().limit(1).toList());
    }

    /** Whether others fill all that a person was asked to fill, and slots are open. */
    static boolean isInVain(final OracleAlert alert, final int person) {
        final OracleAlert.Offer offer = OracleLadder.offer(alert, person);
        final Set<Integer> open = open(alert);
        return !open.isEmpty()
                && offer.response != Response.ACCEPTED
                && !offer.slots.isEmpty()
                && !offer.slots.contains(WHATEVER_IS_OPEN)
                && offer.slots.stream().noneMatch(open::contains);
    }

    /** The slots that a person fills, or did, as events tell them. */
    static int filledBy(final OracleAlert.Offer offer) {
        return offer.slots.stream().mapToInt(slot -> 1 << (slot - 1)).sum();
    }

    /** The slots as events list them. */
    static List<Map<String, Object>> listed(final OracleAlert alert) {
        final List<Map<String, Object>> slots = new ArrayList<>();
        final List<Integer> roles = roles(alert);
        for (int slot = 1; slot <= roles.size(); slot++) {
            final Map<String, Object> listed = new LinkedHashMap<>();
            listed.put("role", roles.get(slot - 1));
            int filler = -1;
            for (final int person : alert.people(Response.ACCEPTED)) {
                if (filler < 0 && OracleLadder.offer(alert, person).slots.contains(slot)) {
                    filler = person;
                }
            }
            listed.put("person", filler);
            slots.add(listed);
        }
        return slots;
    }
}
