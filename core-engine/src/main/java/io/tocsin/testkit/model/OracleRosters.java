package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Response;
import io.tocsin.codecs.sbe.TargetKind;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who is on duty: section 24. A roster is brought up to now as a whole, and everything is worked out from the plan and from what was told last. */
final class OracleRosters {
    /** A duty as planned. */
    record Duty(int person, long startNs, long endNs) {
        boolean isOnAt(final long nowNs) {
            return startNs <= nowNs && nowNs < endNs;
        }
    }

    /** A plan. */
    record Roster(boolean handsOver, List<Duty> duties) {}

    /** What a roster is for. */
    record Place(String scope, int unit, int name) {
        String key() {
            return scope + unit + "/" + name;
        }

        boolean isOf(final OracleState state, final OracleAlert alert) {
            return switch (scope) {
                case "ROLE" ->
                    alert.unit == unit || (isNamed(alert) && alert.unit >= 0 && state.mayTell(unit, alert.unit));
                case "BED" -> alert.bed == name;
                default -> alert.subject == name;
            };
        }

        /** Whether the alert's policy names this role in the facility. */
        private boolean isNamed(final OracleAlert alert) {
            return alert.policy != null
                    && alert.policy.steps().stream()
                            .flatMap(step -> step.people().stream())
                            .anyMatch(each -> each.target() == TargetKind.FACILITY_ROLE && each.index() == name);
        }
    }

    private final OracleState state;
    private final OracleRelief relief;
    private final OracleBreaks breaks;
    private final OracleLostDevices lostDevices;
    /** By key: those who were told to be on duty. */
    private final TreeMap<String, List<Duty>> told = new TreeMap<>();

    private final TreeMap<String, Long> dueNs = new TreeMap<>();
    private final TreeSet<String> configured = new TreeSet<>();

    OracleRosters(
            final OracleState state,
            final OracleRelief relief,
            final OracleBreaks breaks,
            final OracleLostDevices lostDevices) {
        this.state = state;
        this.relief = relief;
        this.breaks = breaks;
        this.lostDevices = lostDevices;
    }

    /** What the site promises is other than before. */
    void promised() {
        lostDevices.lookAgain();
    }

    /** A configuration changed the plan of a key. */
    void changed(final String key) {
        configured.add(key);
        dueNs.put(key, state.nowNs);
    }

    /** A roster is no more; if there was none nothing happens. */
    void removed(final String key, final boolean wasThere) {
        if (wasThere) {
            changed(key);
        }
    }

    /** Duties that take a place. */
    long used() {
        long used = 0;
        for (final Roster roster : state.site.rosters.values()) {
            used += roster.duties().size();
        }
        for (final String key : configured) {
            used += toldOf(key).size();
        }
        return used;
    }

    /** Duties whose place is free as soon as the roster is replaced. */
    long replaceable(final String key) {
        final Roster roster = state.site.rosters.get(key);
        return roster == null
                ? 0
                : roster.duties().size()
                        - (configured.contains(key) ? 0 : toldOf(key).size());
    }

    long deadlineNs() {
        return dueNs.values().stream().mapToLong(each -> each).min().orElse(OracleAlert.NEVER);
    }

    /** The first that is due: of one instant the one whose list was named first. */
    void fire() {
        final long atNs = deadlineNs();
        for (final OracleRosters.Place place : new ArrayList<>(state.site.lists)) {
            if (dueNs.getOrDefault(place.key(), OracleAlert.NEVER) == atNs) {
                bringUp(place);
                return;
            }
        }
    }

    private void bringUp(final Place place) {
        final String key = place.key();
        final @Nullable Roster roster = state.site.rosters.get(key);
        final List<Duty> before = toldOf(key);
        final List<Duty> on = new ArrayList<>();
        if (roster != null) {
            roster.duties().stream().filter(duty -> duty.isOnAt(state.nowNs)).forEach(on::add);
            on.forEach(duty -> state.site.namedBy.put(duty.person, key));
            state.onDuty.put(key, on.stream().map(Duty::person).toList());
        } else {
            state.onDuty.remove(key);
        }
        final List<Integer> gone = new ArrayList<>();
        for (final Duty duty : before) {
            if (find(on, duty.person) == null) {
                gone.add(duty.person);
                tell(duty.endNs <= state.nowNs ? Clause.SHIFT_ENDED : Clause.CONFIGURED, place, duty, on.size(), 0);
                lostDevices.went(duty.person, place);
            }
        }
        final List<Integer> came = new ArrayList<>();
        for (final Duty duty : on) {
            final Duty former = find(before, duty.person);
            if (former == null) {
                came.add(duty.person);
            }
            if (former == null || former.endNs != duty.endNs) {
                tell(configured.contains(key) ? Clause.CONFIGURED : Clause.SHIFT_BEGAN, place, duty, on.size(), 1);
            }
            if (former == null) {
                lostDevices.came(duty.person, place);
            }
        }
        if (roster != null) {
            final List<Integer> all = on.stream().map(Duty::person).toList();
            gone.stream().filter(person -> !isOnDuty(person)).forEach(breaks::coverHasGone);
            gone.forEach(person ->
                    handOn(place, person, roster.handsOver() ? came : List.of(), roster.handsOver() ? all : List.of()));
        }
        settle(key, roster, on);
    }

    private static @Nullable Duty find(final List<Duty> duties, final int person) {
        return duties.stream().filter(duty -> duty.person == person).findFirst().orElse(null);
    }

    private List<Duty> toldOf(final String key) {
        return told.getOrDefault(key, List.of());
    }

    private void tell(final Clause clause, final Place place, final Duty duty, final int people, final int on) {
        state.event(
                "DutyChanged",
                OracleState.clauses(clause),
                "untilNs",
                duty.endNs,
                "person",
                duty.person,
                "unit",
                place.unit(),
                "name",
                place.name(),
                "people",
                people,
                "scope",
                place.scope(),
                "on",
                on);
    }

    private void settle(final String key, final @Nullable Roster roster, final List<Duty> on) {
        configured.remove(key);
        told.put(key, on);
        dueNs.remove(key);
        if (roster != null) {
            final List<Duty> left = roster.duties().stream()
                    .filter(duty -> duty.endNs > state.nowNs)
                    .toList();
            state.site.rosters.put(key, new Roster(roster.handsOver(), left));
            left.stream()
                    .mapToLong(duty -> on.contains(duty) ? duty.endNs : duty.startNs)
                    .min()
                    .ifPresent(atNs -> dueNs.put(key, atNs));
        }
    }

    /** What somebody has accepted who is off duty for it, or altogether, goes to others: first to these, then to those, then to whom the steps name. */
    private void handOn(final Place place, final int person, final List<Integer> first, final List<Integer> then) {
        for (final OracleAlert alert : new ArrayList<>(state.alerts.values())) {
            final boolean isOf = place.isOf(state, alert);
            final boolean keepsFromElsewhere = state.plants.contains(Plant.OWNER_FROM_ELSEWHERE_GOES_HOME);
            if (!OracleAlerts.hasOffer(alert, person, Response.ACCEPTED)
                    || (isOf ? isOnDutyFor(alert, person) : isOnDuty(person) || keepsFromElsewhere)
                    || state.plants.contains(Plant.OWNER_GOES_HOME)) {
                continue;
            }
            if (relief.leave(alert, person, Clause.SHIFT_ENDED)
                    && !(isOf && (handOver(alert, person, first) || handOver(alert, person, then)))) {
                relief.askAgain(alert, Clause.SHIFT_ENDED);
            }
        }
    }

    private boolean handOver(final OracleAlert alert, final int person, final List<Integer> to) {
        boolean isAsked = false;
        for (final int meant : to) {
            final int asked = state.standIn(meant);
            if (asked != person && OracleAuthority.mayEverAccept(state, asked) && relief.canReach(alert, asked)) {
                isAsked = relief.handTo(alert, person, asked, Clause.HANDED_OVER);
            }
        }
        return isAsked;
    }

    private boolean isOnDutyFor(final OracleAlert alert, final int person) {
        return state.site.lists.stream().anyMatch(place -> place.isOf(state, alert) && isOnDuty(place, person));
    }

    /** Whether any roster has somebody on duty now. */
    private boolean isOnDuty(final int person) {
        return state.site.lists.stream().anyMatch(place -> isOnDuty(place, person));
    }

    private boolean isOnDuty(final Place place, final int person) {
        final Roster roster = state.site.rosters.get(place.key());
        return roster != null
                && roster.duties().stream().anyMatch(duty -> duty.person == person && duty.isOnAt(state.nowNs));
    }
}
