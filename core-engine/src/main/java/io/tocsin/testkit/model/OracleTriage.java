package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.AlarmPriority;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.ConditionClass;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Harm;
import io.tocsin.codecs.sbe.NewsBand;
import io.tocsin.codecs.sbe.Onset;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TriageEntryDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How severe a declared alert is at least, and to which class alerts belong: section 20. */
final class OracleTriage {
    /** What a class of conditions threatens. */
    record Threat(Harm harm, Onset onset) {}

    /** What the site says. */
    record Rules(
            int clauses,
            long fastAgeMs,
            long pressureAgeMs,
            long temperatureAgeMs,
            long limitedPolicyId,
            int limitedSeverities,
            int limitedBy,
            Map<Integer, Threat> threats) {
        static final Rules NONE = new Rules(0, 0, 0, 0, 0, 0, 0, new TreeMap<>());

        /** What an entry says; null if it is out of range, or its policy is not known. */
        static @Nullable Rules of(final TriageEntryDecoder entry, final Set<Long> policies) {
            final boolean isTeamFine = entry.limitedBy() == 0
                    || (entry.limitedSeverities() != 0 && policies.contains(entry.limitedPolicyId()));
            final boolean isInRange = entry.clauses() < 256
                    && entry.limitedBy() < 16
                    && entry.limitedSeverities() % 2 == 0
                    && entry.limitedSeverities() < 64;
            final TriageEntryDecoder.ClassesDecoder classes = entry.classes();
            if (!isTeamFine || !isInRange || classes.count() > 6) {
                return null;
            }
            final Map<Integer, Threat> threats = new TreeMap<>();
            for (final TriageEntryDecoder.ClassesDecoder each : classes) {
                if (!isOneTo(6, each.conditionClassRaw())
                        || !isOneTo(3, each.harmRaw())
                        || !isOneTo(3, each.onsetRaw())) {
                    return null;
                }
                threats.put((int) each.conditionClassRaw(), new Threat(each.harm(), each.onset()));
            }
            return new Rules(
                    entry.clauses(),
                    entry.fastAgeMs(),
                    entry.pressureAgeMs(),
                    entry.temperatureAgeMs(),
                    entry.limitedPolicyId(),
                    entry.limitedSeverities(),
                    entry.limitedBy(),
                    threats);
        }

        private static boolean isOneTo(final int most, final int value) {
            return value >= 1 && value <= most;
        }

        boolean isOn() {
            return clauses != 0;
        }

        boolean has(final int bit) {
            return (clauses >> bit) % 2 == 1;
        }
    }

    /** What the clauses say, in the order of the table. */
    record Verdict(Severity declared, Map<Clause, Severity> said, boolean isInDangerZone) {
        @Nullable
        Severity least() {
            Severity least = null;
            for (final Severity each : said.values()) {
                least = more(least, each);
            }
            return least;
        }

        Severity atLeast(final Severity severity) {
            final Severity least = least();
            return least == null ? severity : worse(least, severity);
        }

        /** What decided the severity. */
        List<Clause> clauses(final Severity severity) {
            final List<Clause> clauses = new ArrayList<>();
            if (declared == severity) {
                clauses.add(Clause.DECLARED_SEVERITY);
            } else {
                said.forEach((clause, saying) -> {
                    if (saying == severity && clauses.size() < 2) {
                        clauses.add(clause);
                    }
                });
                if (clauses.isEmpty()) {
                    clauses.add(Clause.TRIAGE_HELD);
                }
            }
            if (isInDangerZone && severity == Severity.URGENT) {
                clauses.add(Clause.TRIAGE_DANGER_ZONE);
            }
            return clauses;
        }
    }

    private static final long FIVE_MINUTES_NS = 300_000_000_000L;
    private static final int PAIN = OracleTriageTable.PAIN;

    private OracleTriage() {}

    static Severity worse(final Severity one, final Severity other) {
        return one.value() < other.value() ? one : other;
    }

    static @Nullable Severity more(final @Nullable Severity one, final @Nullable Severity other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return worse(one, other);
    }

    /** Whether what sources declared is kept beside severities. */
    static boolean keeps(final OracleSite site) {
        return site.triage.isOn()
                || (site.devices != null && !site.devices.floors().isEmpty());
    }

    /** A configuration was applied. */
    static void configured(final OracleState state, final boolean begins) {
        for (final OracleAlert alert : state.alerts.values()) {
            if (!keeps(state.site) || alert.cause != Cause.DECLARED) {
                alert.declared = null;
                alert.triaged = null;
            } else if (begins) {
                alert.declared = alert.severity;
                alert.triaged = null;
            }
        }
    }

    /** The severity of a raise of the same key. */
    static Severity raisedAgain(
            final OracleState state, final OracleAlert alert, final OracleRaise raise, final List<Clause> clauses) {
        final Severity declared = raise.severity();
        if (alert.declared == null) {
            return declared;
        }
        final long reportedNs = alert.condition == Condition.ACTIVE ? state.nowNs - alert.raisedAtNs : 0;
        final Verdict verdict = look(state, raise, alert.subject, reportedNs);
        final boolean isLess = declared.value() > alert.declared.value();
        Severity severity = verdict.atLeast(declared);
        if (isLess && !state.plants.contains(Plant.TRIAGE_NEVER_LETS_GO)) {
            alert.triaged = verdict.least();
        } else {
            alert.triaged = more(alert.triaged, verdict.least());
            severity = worse(severity, alert.severity);
        }
        alert.declared = declared;
        if (severity != declared) {
            clauses.addAll(verdict.clauses(severity));
        }
        return severity;
    }

    /** The severity after an update that declares one. */
    static Severity declaredAgain(final OracleAlert alert, final Severity declared, final List<Clause> clauses) {
        if (alert.declared == null) {
            return declared;
        }
        final boolean isLess = declared.value() > alert.declared.value();
        final Severity held = isLess ? alert.triaged : alert.severity;
        alert.declared = declared;
        final Severity severity = held == null ? declared : worse(declared, held);
        if (severity != declared) {
            clauses.add(Clause.TRIAGE_HELD);
        }
        return severity;
    }

    /** Adds to the event that was told last what else is known of its alert. */
    static void tell(final OracleState state, final OracleAlert alert) {
        Line.put(
                state.out.get(state.out.size() - 1).fields(),
                "declaredSeverity",
                alert.declared == null ? alert.severity : alert.declared,
                "conditionClass",
                classOf(state, alert),
                "harm",
                harm(state, alert),
                "onset",
                onset(state, alert),
                "alarmPriority",
                priority(state, alert));
    }

    /** What triage says of a raise that opens an alert. */
    static Verdict ofNew(final OracleState state, final OracleRaise raise) {
        final String subject = OracleAlerts.subjectName(raise.patientId(), raise.bedId(), raise.deviceId());
        final int index = state.site.subjects.indexOf(subject);
        return look(state, raise, index, 0);
    }

    /** Keeps it with the alert, where there is triage. */
    static void keep(final OracleState state, final OracleAlert alert, final Verdict verdict) {
        alert.declared = keeps(state.site) ? verdict.declared : null;
        alert.triaged = verdict.least();
    }

    private static Verdict look(
            final OracleState state, final OracleRaise raise, final int subject, final long reportedNs) {
        final Severity ofDevice = OracleDevices.floor(state.site, raise);
        if (raise.type() == EmergencyType.DEVICE_TECHNICAL) {
            // How the patient is says nothing of a battery.
            final Map<Clause, Severity> floor = ofDevice == null ? Map.of() : Map.of(Clause.DEVICE_FLOOR, ofDevice);
            return new Verdict(raise.severity(), floor, false);
        }
        final EmergencyType type = raise.type();
        final Severity declared = raise.severity();
        final OracleReadings stated = raise.readings();
        final Rules rules = state.site.triage;
        final OracleSite.Patient patient = state.site.patients.get(subject);
        final int ageGroup = patient == null ? 0 : patient.ageGroup(state.nowNs);
        final boolean isChild = ageGroup != 0 && ageGroup != 5;
        final Integer heartRate = newest(state, subject, Parameter.HEART_RATE, stated.heartRate(), rules.fastAgeMs);
        final Integer spo2 = newest(state, subject, Parameter.SPO2, stated.spo2(), rules.fastAgeMs);
        final Integer respiration =
                newest(state, subject, Parameter.RESPIRATORY_RATE, stated.respiration(), rules.fastAgeMs);
        final Integer systolic = newest(state, subject, Parameter.SYSTOLIC, stated.systolic(), rules.pressureAgeMs);
        final Integer temperature =
                newest(state, subject, Parameter.TEMPERATURE, stated.temperature(), rules.temperatureAgeMs);
        final Integer acvpu = newest(state, subject, Parameter.CONSCIOUSNESS, stated.consciousness(), -1);
        final Integer oxygen = newest(state, subject, Parameter.OXYGEN_THERAPY, null, -1);

        final Map<Clause, Severity> said = new LinkedHashMap<>();
        final Severity floor = OracleTriageTable.floor(type);
        if (rules.has(0) && floor != null) {
            said.put(Clause.TRIAGE_TYPE, floor);
        }
        if (rules.has(1) && OracleTriageTable.threatensLife(type, systolic, respiration, spo2, acvpu)) {
            said.put(Clause.TRIAGE_TYPE_READINGS, Severity.CRITICAL);
        }
        if (rules.has(2) && type == EmergencyType.SEIZURE && reportedNs >= FIVE_MINUTES_NS) {
            said.put(Clause.TRIAGE_ONGOING, Severity.CRITICAL);
        }
        if (rules.has(3) && !isChild) {
            final NewsBand band = OracleNews2.score(
                            Arrays.asList(respiration, spo2, oxygen, systolic, heartRate, acvpu, temperature),
                            patient == null ? 1 : patient.spo2Scale())
                    .band();
            if (band.compareTo(NewsBand.LOW_MEDIUM) >= 0) {
                said.put(Clause.TRIAGE_NEWS2, band == NewsBand.HIGH ? Severity.EMERGENT : Severity.URGENT);
            }
        }
        if (rules.has(4) && !isChild && heartRate != null && systolic != null && systolic > 0) {
            if (heartRate >= systolic) {
                said.put(Clause.TRIAGE_SHOCK_INDEX, Severity.EMERGENT);
            }
        }
        if (rules.has(5) && acvpu != null && acvpu > 0) {
            said.put(Clause.TRIAGE_CONSCIOUSNESS, acvpu >= PAIN ? Severity.CRITICAL : Severity.EMERGENT);
        }
        if (ofDevice != null) {
            said.put(Clause.DEVICE_FLOOR, ofDevice);
        }
        return new Verdict(
                declared, said, rules.has(6) && OracleTriageTable.isDangerous(ageGroup, heartRate, respiration, spo2));
    }

    private static @Nullable Integer newest(
            final OracleState state,
            final int subject,
            final Parameter parameter,
            final @Nullable Integer stated,
            final long ageMs) {
        if (stated != null) {
            return stated;
        }
        final TreeMap<Parameter, OracleState.Kept> held = state.readings.get(subject);
        final OracleState.Kept kept = held == null ? null : held.get(parameter);
        if (kept == null || (ageMs >= 0 && state.nowNs - kept.atNs() > ageMs * 1_000_000L)) {
            return null;
        }
        return kept.value();
    }

    static ConditionClass classOf(final OracleState state, final OracleAlert alert) {
        if (!state.site.triage.has(7)) {
            return ConditionClass.NONE;
        }
        final boolean isLethal = alert.type == EmergencyType.CARDIAC_ARREST || alert.type == EmergencyType.CHOKING;
        final boolean isSlow = alert.cause == Cause.LIMIT
                && (alert.parameter == Parameter.TEMPERATURE.value() || alert.parameter == Parameter.GLUCOSE.value());
        return switch (alert.severity) {
            case CRITICAL -> isLethal ? ConditionClass.LETHAL : ConditionClass.LIFE_THREATENING;
            case EMERGENT -> ConditionClass.HIGH_RISK;
            case URGENT -> isSlow ? ConditionClass.SLOW_CHANGE : ConditionClass.DETERIORATION;
            case SEMI_URGENT -> ConditionClass.SLOW_CHANGE;
            default -> ConditionClass.MINOR;
        };
    }

    private static Threat threat(final OracleState state, final OracleAlert alert) {
        final ConditionClass of = classOf(state, alert);
        final Threat said = state.site.triage.threats.get((int) of.value());
        if (said != null) {
            return said;
        }
        return switch (of) {
            case LETHAL, LIFE_THREATENING -> new Threat(Harm.DEATH, Onset.IMMEDIATE);
            case HIGH_RISK -> new Threat(Harm.DEATH, Onset.PROMPT);
            case DETERIORATION -> new Threat(Harm.REVERSIBLE, Onset.PROMPT);
            case SLOW_CHANGE -> new Threat(Harm.REVERSIBLE, Onset.DELAYED);
            case MINOR -> new Threat(Harm.MINOR, Onset.DELAYED);
            default -> new Threat(Harm.NONE, Onset.NONE);
        };
    }

    static Harm harm(final OracleState state, final OracleAlert alert) {
        return threat(state, alert).harm();
    }

    static Onset onset(final OracleState state, final OracleAlert alert) {
        return threat(state, alert).onset();
    }

    static AlarmPriority priority(final OracleState state, final OracleAlert alert) {
        final Threat threat = threat(state, alert);
        if (threat.harm() == Harm.NONE) {
            return AlarmPriority.NONE;
        }
        // Both count from the gravest: each diagonal of the table is one priority.
        final int away = threat.harm().value() + threat.onset().value();
        if (away <= 3) {
            return AlarmPriority.HIGH;
        }
        return away == 4 ? AlarmPriority.MEDIUM : AlarmPriority.LOW;
    }

    /** What was ordered not to be done for a subject. */
    static int limitsOf(final OracleState state, final int subject) {
        final OracleSite.Patient patient = state.site.patients.get(subject);
        return patient == null ? 0 : patient.treatmentLimits();
    }

    /** The policy an alert runs on. */
    static @Nullable OraclePolicy policyFor(final OracleState state, final OracleAlert alert) {
        final Rules rules = state.site.triage;
        final boolean isMeant = (rules.limitedSeverities & (1 << alert.severity.value())) != 0;
        if (isMeant && (limitsOf(state, alert.subject) & rules.limitedBy) != 0) {
            return state.site.policies.get(rules.limitedPolicyId);
        }
        final EmergencyType type = state.plants.contains(Plant.TYPE_IS_IGNORED) ? EmergencyType.OTHER : alert.type;
        return state.site.policyFor(alert.severity, type);
    }
}
