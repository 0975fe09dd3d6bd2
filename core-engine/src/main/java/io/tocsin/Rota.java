package io.tocsin;

import io.tocsin.schedule.Duty;
import io.tocsin.schedule.Schedule;
import io.tocsin.schedule.ScheduleException;
import io.tocsin.schedule.Schedules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where rosters come from: schedules that are expanded as time goes on, and duties that are dated already, as of a table. Immutable; any thread.
 *
 * @param schedules of roles in units.
 * @param duties    dated; of roles that no schedule speaks of.
 * @param handsOver at the end of a shift alerts are offered to who follows; else the steps begin again.
 */
public record Rota(List<Schedule> schedules, List<Duty> duties, boolean handsOver) {
    /** Who is on duty now has come before; when exactly decides nothing. */
    private static final Duration BEFORE = Duration.ofDays(1);

    /**
     * Copies the lists.
     *
     * @throws ScheduleException if a duty is of a role that a schedule speaks of.
     */
    public Rota {
        schedules = List.copyOf(schedules);
        duties = List.copyOf(duties);
        for (final Schedule schedule : schedules) {
            for (final Duty duty : duties) {
                if (duty.unit().equals(schedule.unit()) && duty.role().equals(schedule.role())) {
                    throw new ScheduleException(
                            "schedule '" + schedule.name() + "'",
                            "role",
                            "dated duties say already who holds '" + duty.role() + "' of unit '" + duty.unit() + "'");
                }
            }
        }
    }

    /**
     * The rosters from an instant on.
     *
     * @param now   shifts that are over by then are left out; those that go on begin at most a day before.
     * @param ahead how far; a shift that begins before the end is whole as far as its schedule is known until a day later.
     * @return one for each role that the rota speaks of, though nobody be on duty, as when its schedule has ended.
     * @throws ScheduleException if a schedule contradicts itself, or overlaps another.
     */
    public List<Roster> rosters(final Instant now, final Duration ahead) {
        final Instant end = now.plus(ahead);
        final Map<DutyPlace, List<Roster.Shift>> shifts = new TreeMap<>();
        schedules.forEach(schedule -> shifts.put(DutyPlace.role(schedule.unit(), schedule.role()), new ArrayList<>()));
        duties.forEach(duty -> shifts.put(DutyPlace.role(duty.unit(), duty.role()), new ArrayList<>()));
        final List<Duty> all = new ArrayList<>(duties);
        all.addAll(Schedules.expand(schedules, now.minus(BEFORE), end.plus(Duration.ofDays(1))));
        for (final Duty duty : all) {
            if (duty.until().isAfter(now) && duty.from().isBefore(end)) {
                final List<Roster.Shift> of = shifts.get(DutyPlace.role(duty.unit(), duty.role()));
                if (of != null) {
                    of.add(new Roster.Shift(duty.person(), duty.from(), duty.until()));
                }
            }
        }
        final List<Roster> rosters = new ArrayList<>();
        shifts.forEach((place, list) -> rosters.add(new Roster(place, handsOver, list)));
        return List.copyOf(rosters);
    }

    /** Everybody whom it may ever name, in the order they are first named. */
    public Set<String> people() {
        final Set<String> people = new LinkedHashSet<>();
        schedules.forEach(schedule -> people.addAll(schedule.people()));
        duties.forEach(duty -> people.add(duty.person()));
        return people;
    }
}
