package io.tocsin.replay.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The role slots of the team that an alert calls, and who fills each, as events have told it. */
final class Slots {
    private static final Pattern SLOT = Pattern.compile("\\{role=(\\d+), person=(-?\\d+)}");
    private static final String NOBODY = "-1";

    private final List<String> roles = new ArrayList<>();
    private final List<String> people = new ArrayList<>();

    /**
     * A step lists them.
     *
     * @param list as a line has it.
     */
    void are(final String list) {
        roles.clear();
        people.clear();
        final Matcher each = SLOT.matcher(list);
        while (each.find()) {
            roles.add(each.group(1));
            people.add(each.group(2));
        }
    }

    /**
     * Somebody fills slots, or leaves them open.
     *
     * @param bits   which, in order, from 0.
     * @param person who fills them from now on; -1 = nobody.
     */
    void answered(final long bits, final String person) {
        for (int slot = 0; slot < people.size(); slot++) {
            if ((bits >> slot & 1) != 0) {
                people.set(slot, person);
            }
        }
    }

    /** Whether nobody fills one of them. */
    boolean areOpen() {
        return people.contains(NOBODY);
    }

    /** As a line lists them. */
    @Override
    public String toString() {
        final List<String> list = new ArrayList<>();
        for (int slot = 0; slot < roles.size(); slot++) {
            list.add("{role=" + roles.get(slot) + ", person=" + people.get(slot) + "}");
        }
        return list.toString();
    }
}
