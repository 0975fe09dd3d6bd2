package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.text.EdgeText;
import io.tocsin.schedule.ScheduleException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who is on duty when, in one place. While a router has a roster of a place, who is on duty stands where its role or care said who; nobody on duty is nobody.
 *
 * @param place     what people are on duty for.
 * @param handsOver at the end of a shift, what who goes has accepted is offered to who follows; else the steps of its policy begin again.
 * @param shifts    of people; may be empty.
 */
public record Roster(DutyPlace place, boolean handsOver, List<Shift> shifts) {
    /**
     * A person's time on duty.
     *
     * @param person of the site.
     * @param from   first instant, from 1970 to 2262.
     * @param until  first instant after it; later than from.
     */
    public record Shift(String person, Instant from, Instant until) {
        /**
         * Checks the order of the instants.
         *
         * @throws ScheduleException if it ends no later than it begins.
         */
        public Shift {
            EdgeText.requiredId("person", person);
            if (!requireNonNull(from, "from").isBefore(requireNonNull(until, "until"))) {
                throw new ScheduleException("shift of '" + person + "'", "until", until + " is no later than " + from);
            }
        }
    }

    private static final Comparator<Shift> ORDER =
            Comparator.comparing(Shift::from).thenComparing(Shift::until).thenComparing(Shift::person);

    /**
     * Puts the shifts in the order of their starts.
     *
     * @throws ScheduleException if a person is on duty twice at once.
     */
    public Roster {
        requireNonNull(place, "place");
        final List<Shift> ordered = new ArrayList<>(shifts);
        ordered.sort(ORDER);
        shifts = List.copyOf(ordered);
        final Map<String, Shift> last = new HashMap<>();
        for (final Shift shift : shifts) {
            final Shift before = last.put(shift.person(), shift);
            if (before != null && shift.from().isBefore(before.until())) {
                throw new ScheduleException(
                        "roster of " + place,
                        "from",
                        "'" + shift.person() + "' is on duty from " + before.from() + " until " + before.until()
                                + " already, and again from " + shift.from());
            }
        }
    }

    /**
     * A roster whose alerts are asked again from the first step when a shift ends.
     *
     * @param place  what people are on duty for.
     * @param shifts of people.
     */
    public Roster(final DutyPlace place, final List<Shift> shifts) {
        this(place, false, shifts);
    }
}
