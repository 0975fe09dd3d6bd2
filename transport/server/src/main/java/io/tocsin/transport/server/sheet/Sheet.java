package io.tocsin.transport.server.sheet;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * What stands on a sheet, in the order in which it is printed. Immutable.
 *
 * @param site     for people.
 * @param node     which router made it.
 * @param made     when.
 * @param until    after which it is not to be relied on.
 * @param zone     of the times that are printed.
 * @param eventSeq the last event that is in it.
 * @param warnings what is missing or may be wrong.
 * @param alerts   every open alert, the gravest first.
 * @param desks    who is told in the end.
 * @param ladders  who is told in which order.
 * @param units    a page each.
 * @param people   everybody with a telephone number in the site's list.
 */
record Sheet(
        String site,
        String node,
        Instant made,
        Instant until,
        ZoneId zone,
        long eventSeq,
        List<String> warnings,
        List<Alert> alerts,
        List<String> desks,
        List<Ladder> ladders,
        List<Unit> units,
        Map<String, String> people) {
    /**
     * An open alert.
     *
     * @param unit  of it; empty = none.
     * @param owner who has it; empty = nobody yet.
     * @param note  whether its owner is at the bedside, and who fills which slot of its team.
     * @param told  who was asked, as long as nobody has it.
     */
    record Alert(
            String number,
            String severity,
            String what,
            String unit,
            String where,
            String patient,
            String raised,
            String owner,
            String note,
            String told) {}

    /** Whom alerts of a policy go to, a line for each step. */
    record Ladder(String name, List<String> steps) {}

    /** A unit: who is in it, and who is there for it. */
    record Unit(String name, List<Place> places, List<Role> roles, int leftOut) {}

    /** A bed, or a patient without one; who cares for them, in words. */
    record Place(String bed, String patient, String name, List<String> care, List<String> contacts) {}

    /** Who holds a role now, in words. */
    record Role(String name, List<String> people) {}

    /** A person with what the site's list says of them. */
    String called(final String person) {
        return called(people, person);
    }

    static String called(final Map<String, String> people, final String person) {
        final String said = people.get(person);
        return said == null ? person : person + " (" + said + ")";
    }

    /** The open alerts of a unit. */
    List<Alert> alertsOf(final String unit) {
        return alerts.stream().filter(alert -> alert.unit.equals(unit)).toList();
    }
}
