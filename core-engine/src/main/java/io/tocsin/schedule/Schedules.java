package io.tocsin.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Expands schedules to dated duties. */
public final class Schedules {
    private Schedules() {}

    /**
     * Who is on duty between two instants. A duty that goes on without a break is one, whoever else comes and goes beside it. A schedule that has ended names nobody: it
     * is no mistake, for a time passes without anybody's doing.
     *
     * @param schedules of a site.
     * @param from      first instant.
     * @param until     first instant after it.
     * @return in {@link Duty#ORDER}, within the two instants.
     * @throws ScheduleException if a schedule contradicts itself, or overlaps another of the same unit and role.
     */
    public static List<Duty> expand(final List<Schedule> schedules, final Instant from, final Instant until) {
        check(schedules);
        final List<Duty> duties = new ArrayList<>();
        for (final Schedule schedule : schedules) {
            final Map<String, Instant> since = new HashMap<>();
            final Map<String, Instant> last = new HashMap<>();
            for (final Span span : schedule.between(from, until)) {
                for (final String person : span.crew()) {
                    if (!span.from().equals(last.get(person))) {
                        end(schedule, person, since, last, duties);
                        since.put(person, span.from());
                    }
                    last.put(person, span.until());
                }
            }
            List.copyOf(last.keySet()).forEach(person -> end(schedule, person, since, last, duties));
        }
        duties.sort(Duty.ORDER);
        return List.copyOf(duties);
    }

    /**
     * Refuses schedules that cannot be used together, now or ever: what is right stays right as time passes.
     *
     * @param schedules of a site.
     * @throws ScheduleException as {@link #expand}.
     */
    public static void check(final List<Schedule> schedules) {
        for (int i = 0; i < schedules.size(); i++) {
            final Schedule schedule = schedules.get(i);
            schedule.check();
            for (final Schedule other : schedules.subList(0, i)) {
                if (other.name().equals(schedule.name())) {
                    throw new ScheduleException(where(schedule), "name", "is used by two schedules");
                }
                final boolean isSame =
                        other.unit().equals(schedule.unit()) && other.role().equals(schedule.role());
                if (isSame
                        && schedule.begins().isBefore(other.ends())
                        && other.begins().isBefore(schedule.ends())) {
                    throw new ScheduleException(
                            where(schedule),
                            "role",
                            "schedule '" + other.name() + "' says already who holds '" + schedule.role() + "' of unit '"
                                    + schedule.unit() + "' at that time");
                }
            }
        }
    }

    private static void end(
            final Schedule schedule,
            final String person,
            final Map<String, Instant> since,
            final Map<String, Instant> last,
            final List<Duty> duties) {
        final Instant begin = since.remove(person);
        final Instant end = last.remove(person);
        if (begin != null && end != null) {
            duties.add(new Duty(schedule.unit(), schedule.role(), person, begin, end));
        }
    }

    private static String where(final Schedule schedule) {
        return "schedule '" + schedule.name() + "'";
    }
}
