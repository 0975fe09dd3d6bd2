package io.tocsin.testkit.model;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Phase;
import io.tocsin.codecs.sbe.Severity;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The score tables of a site: section 29. */
final class OracleTableScores {
    /** Rule id of a table's alert, above which its place counts. */
    static final int RULE = 100;

    private static final long NEVER = -1;
    private static final long MS_NS = 1_000_000L;
    private static final long DAY_MS = 86_400_000L;
    private static final long FOR_EVER_MS = Long.MAX_VALUE / 1_000_000L;

    /** What is known of somebody. */
    interface Readings {
        /** The last value, or null if it is older or there is none. */
        @Nullable
        Integer last(Parameter parameter, long ageMs);
    }

    private record Held(int total, int level, int missing, int ofWhatIsKnown) {}

    private record Seen(int value, long atNs) {}

    /** Of one subject. */
    private static final class Observed {
        final Map<Parameter, Seen> byParameter = new TreeMap<>();
    }

    /** Of one subject, by place. */
    private static final class Told {
        final Map<Integer, Held> byPlace = new TreeMap<>();
        /** Places whose alert found no room. */
        final Set<Integer> waiting = new TreeSet<>();
    }

    private final OracleState state;
    private final OracleMonitoring monitoring;
    private final OracleAlerts alerts;
    private final OracleMonitored monitored;

    OracleTableScores(
            final OracleState state,
            final OracleMonitoring monitoring,
            final OracleAlerts alerts,
            final OracleMonitored monitored) {
        this.state = state;
        this.monitoring = monitoring;
        this.alerts = alerts;
        this.monitored = monitored;
    }

    void forget(final int subject) {
        final Told told = told(subject);
        if (told != null) {
            told.byPlace.clear();
            told.waiting.clear();
        }
    }

    private @Nullable Told told(final int subject) {
        final OracleMonitored.Kept kept = monitored.of(subject);
        return kept == null ? null : kept.of(Told.class, Told::new);
    }

    private @Nullable Observed observed(final int subject) {
        final OracleMonitored.Kept kept = monitored.of(subject);
        return kept == null ? null : kept.of(Observed.class, Observed::new);
    }

    /** One reading of a batch, of whatever it is. */
    void read(final int subject, final Parameter parameter, final int value) {
        final Observed observed = observed(subject);
        if (observed == null) {
            return;
        }
        final Map<Parameter, Seen> seen = observed.byParameter;
        if (OracleFields.isObserved(parameter.value())) {
            seen.put(parameter, new Seen(value, state.nowNs));
        }
        switch (parameter) {
            case OXYGEN_FLOW -> seen.remove(Parameter.FIO2);
            case FIO2 -> seen.remove(Parameter.OXYGEN_FLOW);
            case CONSCIOUSNESS -> seen.remove(Parameter.GCS);
            case OXYGEN_THERAPY -> {
                if (value == 0) {
                    seen.remove(Parameter.OXYGEN_FLOW);
                    seen.remove(Parameter.FIO2);
                }
            }
            default -> {}
        }
    }

    private long ageMs(final Parameter parameter) {
        return parameter == Parameter.CAPILLARY_REFILL || parameter == Parameter.RESPIRATORY_EFFORT
                ? state.site.rules.temperatureAgeMs()
                : DAY_MS;
    }

    void read(final int bed, final int subject, final Readings readings, final Set<Parameter> unsure) {
        final Map<Integer, Integer> known = known(readings);
        final Set<Integer> lapsed = new TreeSet<>();
        final Observed observed = observed(subject);
        if (observed != null) {
            observed.byParameter.forEach((parameter, seen) -> {
                if (state.nowNs - seen.atNs <= ageMs(parameter) * MS_NS) {
                    known.put((int) parameter.value(), seen.value);
                } else {
                    lapsed.add((int) parameter.value());
                }
            });
        }
        final OracleSite.Patient patient = state.site.patients.get(subject);
        final int group = patient == null ? 0 : patient.ageGroup(state.nowNs);
        for (int place = 1; place <= state.site.tables.size(); place++) {
            final OracleScoreTable table = state.site.tables.get(place - 1);
            final int age = patient == null || patient.bornOn() == null
                    ? age(table, group)
                    : table.ageOf(months(patient), months(patient));
            if (age >= 0) {
                final int scale = patient == null ? 1 : patient.spo2Scale();
                scored(bed, subject, place, table, table.score(known, lapsed, scale, age), !table.asks(unsure));
            } else {
                isForOthers(subject, place);
            }
        }
    }

    private void isForOthers(final int subject, final int place) {
        final OracleAlert open = monitoring.open(subject, Cause.SCORE, RULE + place);
        if (open != null) {
            alerts.conditionEnds(open, Clause.CONFIGURED);
        }
        final Told told = told(subject);
        if (told != null) {
            told.byPlace.remove(place);
            told.waiting.remove(place);
        }
    }

    /** By number of the parameter. */
    private Map<Integer, Integer> known(final Readings readings) {
        final Map<Integer, Integer> known = new TreeMap<>();
        for (final Parameter parameter : Parameter.values()) {
            final long ageMs = switch (parameter) {
                case HEART_RATE, SPO2, RESPIRATORY_RATE -> state.site.rules.fastAgeMs();
                case SYSTOLIC -> state.site.rules.pressureAgeMs();
                case TEMPERATURE -> state.site.rules.temperatureAgeMs();
                case CONSCIOUSNESS, OXYGEN_THERAPY -> FOR_EVER_MS;
                default -> NEVER;
            };
            final Integer value = ageMs == NEVER ? null : readings.last(parameter, ageMs);
            if (value != null) {
                known.put((int) parameter.value(), value);
            }
        }
        return known;
    }

    private int months(final OracleSite.Patient patient) {
        return (int) OracleAge.months(requireNonNull(patient.bornOn()), state.nowNs);
    }

    private static int age(final OracleScoreTable table, final int group) {
        return switch (group) {
            case 1 -> table.ageOf(0, 2);
            case 2 -> table.ageOf(3, 35);
            case 3 -> table.ageOf(36, 95);
            case 4 -> table.ageOf(96, 191);
            default -> table.ageOf(192, 9_999);
        };
    }

    private void scored(
            final int bed,
            final int subject,
            final int place,
            final OracleScoreTable table,
            final OracleScoreTable.Score score,
            final boolean isSure) {
        final OracleAlert open = monitoring.open(subject, Cause.SCORE, RULE + place);
        OracleMonitoring.watchIfOff(open, state.nowNs);
        final Told told = told(subject);
        final Held before = told == null ? null : told.byPlace.get(place);
        final int from = before == null ? standsFor(open, table) : before.level;
        final int level = score.missingMask() != 0 || !isSure ? Math.max(from, score.level()) : score.level();
        final boolean isNothing = level == 0 && score.total() == 0 && score.missingMask() == table.everything();
        final Held now = isNothing ? null : new Held(score.total(), level, score.missingMask(), score.level());
        final int knownBefore = before == null ? from : before.ofWhatIsKnown;
        final int severity = table.severity(level);
        final boolean waited = told != null && told.waiting.remove(place);
        if (told != null) {
            if (Objects.equals(now, before)) {
                if (waited) {
                    raise(bed, subject, told, place, score.total(), severity);
                }
                return;
            }
            told.byPlace.remove(place);
            if (now != null) {
                told.byPlace.put(place, now);
            }
        } else {
            final boolean stays = severity == table.severity(from) || isMilder(severity, table.severity(from));
            if (stays && (open == null || open.value == score.total())) {
                return;
            }
        }
        final Clause clause = severity == OracleScoreTable.NO_ALERT ? Clause.SCORE_BELOW : Clause.SCORE_REACHED;
        final List<Clause> clauses = OracleState.clauses(clause);
        if (told == null) {
            clauses.add(Clause.SCORE_BOUND);
        }
        OracleScoreTold.ofTable(score.total(), place, level, table.version, score.missingMask())
                .tell(state, subject, clauses);
        if (open != null) {
            open.value = score.total();
        }
        final int risenTo = waited ? severity : table.severity(score.level());
        final boolean rises = (score.level() > knownBefore || waited) && risenTo != OracleScoreTable.NO_ALERT;
        if (rises && open == null) {
            raise(bed, subject, told, place, score.total(), risenTo);
        } else if (rises && level >= from) {
            rose(requireNonNull(open), risenTo);
        } else if (level < from && open != null) {
            fell(open, before != null, table.severity(from), severity);
        }
    }

    private static int standsFor(final @Nullable OracleAlert open, final OracleScoreTable table) {
        if (open == null || open.condition == Condition.INACTIVE) {
            return 0;
        }
        int lowest = 0;
        int same = 0;
        for (int level = 1; level <= table.levels(); level++) {
            if (table.severity(level) != OracleScoreTable.NO_ALERT) {
                lowest = lowest == 0 ? level : lowest;
                same = table.severity(level) == open.severity.value() ? level : same;
            }
        }
        return same == 0 ? lowest : same;
    }

    private void raise(
            final int bed,
            final int subject,
            final @Nullable Told told,
            final int place,
            final int total,
            final int severity) {
        if (alerts.mayOpen(Severity.get((short) severity))) {
            final OracleAlert alert = new OracleAlert();
            alert.cause = Cause.SCORE;
            alert.severity = Severity.get((short) severity);
            alert.rule = RULE + place;
            alert.value = total;
            alerts.placeSubject(alert, subject, bed, -1);
            alerts.open(alert, OracleState.clauses(Clause.SCORE_REACHED));
            OracleMonitoring.watchIfOff(alert, state.nowNs);
        } else if (told != null) {
            told.waiting.add(place);
        }
    }

    private void rose(final OracleAlert open, final int severity) {
        final Severity graver = Severity.get((short) severity);
        if (severity < open.severity.value()) {
            alerts.changed(open, graver, Phase.ESCALATE, new byte[0], OracleState.clauses(Clause.SCORE_REACHED));
        }
        if (open.condition != Condition.ACTIVE) {
            alerts.reactivate(open);
        }
        OracleMonitoring.watchIfOff(open, state.nowNs);
    }

    private static boolean isMilder(final int severity, final int than) {
        return severity != OracleScoreTable.NO_ALERT && than != OracleScoreTable.NO_ALERT && severity > than;
    }

    private void fell(final OracleAlert open, final boolean isKnown, final int from, final int to) {
        if (to == OracleScoreTable.NO_ALERT) {
            alerts.conditionEnds(open, Clause.SCORE_BELOW);
        } else if (isKnown && to != from && open.severity.value() == from) {
            alerts.changed(
                    open,
                    Severity.get((short) to),
                    Phase.DEESCALATE,
                    new byte[0],
                    OracleState.clauses(Clause.SCORE_REACHED));
        }
    }
}
