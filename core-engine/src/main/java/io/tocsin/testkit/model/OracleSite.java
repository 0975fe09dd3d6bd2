package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.RuleTimingEntryDecoder;
import io.tocsin.codecs.sbe.Severity;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Everything configuration says, and the dictionaries of ids. Copied before a configuration is tried, and dropped if it is refused. */
final class OracleSite {
    /** A patient as admitted; bed and unit are indices, -1 = none. */
    record Patient(
            int spo2Scale,
            int bed,
            int unit,
            int treatmentLimits,
            int statedGroup,
            @Nullable LocalDate bornOn) {
        /** By the date of birth, else as stated. */
        int ageGroup(final long nowNs) {
            if (bornOn == null) {
                return statedGroup;
            }
            final long months = OracleAge.months(bornOn, nowNs);
            return months < 3 ? 1 : months < 36 ? 2 : months < 96 ? 3 : months < 192 ? 4 : 5;
        }
    }

    /** A limit; of a patient or of a profile, with the clause that tells it. */
    record Rule(
            int limitValue,
            Parameter parameter,
            Bound bound,
            Severity severity,
            @Nullable Clause whose) {
        Rule(final int limitValue, final Parameter parameter, final Bound bound, final Severity severity) {
            this(limitValue, parameter, bound, severity, null);
        }

        boolean isBeyond(final int value) {
            return isFurther(value, limitValue);
        }

        /** The same with the limit of a patient or a profile. */
        Rule at(final int other, final Clause ofWhom) {
            return new Rule(other, parameter, bound, severity, ofWhom);
        }

        /** Whether a value is further on the side that violates than another. */
        boolean isFurther(final int value, final int than) {
            return bound == Bound.BELOW ? value < than : value > than;
        }
    }

    /** When a violation of a rule counts and when it ends. */
    record Timing(long delayMs, long clearMs, long debounceMs, int clearValue, int count, int window, long area) {
        static Timing of(final RuleTimingEntryDecoder entry) {
            return new Timing(
                    entry.delayMs(),
                    entry.clearMs(),
                    entry.debounceMs(),
                    entry.clearValue(),
                    entry.count(),
                    entry.window(),
                    entry.areaHundredthSeconds() == 0xFFFF_FFFFL ? 0 : entry.areaHundredthSeconds());
        }
    }

    /** How many offers may be outstanding. */
    record Credit(long gatewayCritical, long gatewayOther, long personCritical, long personOther) {}

    /** What is promised, the limits of ELEVATED and of EMERGENCY (connections, backlog, processors), and who is told if it is not kept. */
    record Operations(
            long targetMs,
            long breachMs,
            long holdMs,
            long deferMs,
            int leavePercent,
            long deviceLostMs,
            List<long[]> limits,
            List<Integer> administrators) {}

    /** What is computed from readings. */
    record Rules(
            long version,
            boolean news2,
            long fastAgeMs,
            long pressureAgeMs,
            long temperatureAgeMs,
            boolean limitsAsStated,
            OraclePersonal.Wish personal,
            List<Rule> list) {}

    final List<String> subjects;
    final List<String> people;
    final List<String> units;
    final List<String> beds;
    final List<String> roles;
    final TreeSet<Integer> alwaysReachable;
    final TreeMap<Integer, Integer> unitOfBed;
    final TreeMap<Integer, Patient> patients;
    final TreeMap<String, List<Integer>> holders;
    final TreeMap<Integer, List<Integer>> careOfPatient;
    final TreeMap<Integer, List<Integer>> careOfBed;
    /** Every list and roster that was ever named, in this order. */
    final LinkedHashSet<OracleRosters.Place> lists;
    /** By key of the place. */
    final TreeMap<String, OracleRosters.Roster> rosters;
    /** By person: the key of the roster that named them last, as long as there is that roster. */
    final TreeMap<Integer, String> namedBy;
    /** The newest version of each policy, the one configured last at the end. */
    final LinkedHashMap<Long, OraclePolicy> policies;

    final TreeSet<Long> interfaces;
    /** Who has a role of authority. */
    final TreeMap<Integer, OracleAuthority.Grant> authority;

    Rules rules = new Rules(0, false, 0, 0, 0, false, OraclePersonal.Wish.NONE, List.of());
    /** What people are qualified for. */
    final TreeMap<Integer, TreeSet<String>> qualifications = new TreeMap<>();

    final TreeSet<String> specializations = new TreeSet<>();
    /** By the rule's place. */
    TreeMap<Integer, Timing> timings = new TreeMap<>();

    /** The score tables, by place. */
    List<OracleScoreTable> tables = List.of();

    /** How people are told beside the WebSocket, by person and plan: {@link #contactKey}. */
    final TreeMap<Integer, List<OracleContacts.Method>> contacts = new TreeMap<>();
    /** How long what follows a message waits, by person and plan. */
    final TreeMap<Integer, Long> bundleMs = new TreeMap<>();

    /** Whom patients want told of an emergency. */
    final TreeMap<Integer, List<Integer>> emergencyContacts = new TreeMap<>();

    /** Who is told before others, 0 to 3; everybody else 2. */
    final TreeMap<Integer, Integer> precedence = new TreeMap<>();

    final TreeMap<Integer, Long> facilities = new TreeMap<>();
    /** A facility, {@code >}, and one that covers it. */
    final TreeSet<String> covers = new TreeSet<>();

    int heldSeverities;
    int droppedSeverities;
    /** They were said by the configuration that is applied in this entrance. */
    boolean areDeliveriesNew;

    OracleTriage.Rules triage = OracleTriage.Rules.NONE;

    List<OracleInhibitions.Rule> inhibitions = List.of();

    /** In the order of their entries. */
    List<OracleProfiles.Profile> profiles = new ArrayList<>();

    @Nullable
    OracleGateRules quality;

    OracleDoseRules doseRules = OracleDoseRules.UNSAID;
    OracleWeightRules weightRules = OracleWeightRules.UNSAID;
    OracleViewRules viewRules = OracleViewRules.UNSAID;

    @Nullable
    OracleDeviceRules devices;

    @Nullable
    OracleTrendRules trends;

    /** How many entries have said what trends are. */
    long trendEntries;

    @Nullable
    Operations operations;

    /** Until an entry says another. */
    Credit credit = new Credit(1_024, 1_024, 32, 8);

    OracleSite() {
        subjects = new ArrayList<>();
        people = new ArrayList<>();
        units = new ArrayList<>();
        beds = new ArrayList<>();
        roles = new ArrayList<>();
        alwaysReachable = new TreeSet<>();
        unitOfBed = new TreeMap<>();
        patients = new TreeMap<>();
        holders = new TreeMap<>();
        careOfPatient = new TreeMap<>();
        careOfBed = new TreeMap<>();
        lists = new LinkedHashSet<>();
        rosters = new TreeMap<>();
        namedBy = new TreeMap<>();
        policies = new LinkedHashMap<>();
        interfaces = new TreeSet<>();
        authority = new TreeMap<>();
    }

    OracleSite(final OracleSite from) {
        subjects = new ArrayList<>(from.subjects);
        people = new ArrayList<>(from.people);
        units = new ArrayList<>(from.units);
        beds = new ArrayList<>(from.beds);
        roles = new ArrayList<>(from.roles);
        alwaysReachable = new TreeSet<>(from.alwaysReachable);
        unitOfBed = new TreeMap<>(from.unitOfBed);
        patients = new TreeMap<>(from.patients);
        holders = new TreeMap<>(from.holders);
        careOfPatient = new TreeMap<>(from.careOfPatient);
        careOfBed = new TreeMap<>(from.careOfBed);
        lists = new LinkedHashSet<>(from.lists);
        rosters = new TreeMap<>(from.rosters);
        namedBy = new TreeMap<>(from.namedBy);
        policies = new LinkedHashMap<>(from.policies);
        interfaces = new TreeSet<>(from.interfaces);
        authority = new TreeMap<>(from.authority);
        rules = from.rules;
        timings = new TreeMap<>(from.timings);
        tables = from.tables;
        triage = from.triage;
        devices = from.devices;
        credit = from.credit;
        qualifications.putAll(from.qualifications);
        specializations.addAll(from.specializations);
        operations = from.operations;
        contacts.putAll(from.contacts);
        bundleMs.putAll(from.bundleMs);
        precedence.putAll(from.precedence);
        facilities.putAll(from.facilities);
        covers.addAll(from.covers);
        heldSeverities = from.heldSeverities;
        droppedSeverities = from.droppedSeverities;
        inhibitions = from.inhibitions;
        profiles = new ArrayList<>(from.profiles);
        quality = from.quality;
        doseRules = from.doseRules;
        weightRules = from.weightRules;
        viewRules = from.viewRules;
        trends = from.trends;
        trendEntries = from.trendEntries;
        emergencyContacts.putAll(from.emergencyContacts);
    }

    static int contactKey(final int person, final int plan) {
        return 2 * person + plan;
    }

    /** The methods that count for a person; of who has none in a plan those of the first. */
    List<OracleContacts.Method> contactsOf(final int person, final int plan) {
        final List<OracleContacts.Method> inPlan = contacts.getOrDefault(contactKey(person, plan), List.of());
        return inPlan.isEmpty() ? contacts.getOrDefault(contactKey(person, 0), List.of()) : inPlan;
    }

    static String holdersKey(final int unit, final int role) {
        return unit + "/" + role;
    }

    /** Places taken in care assignments and unit roles together. */
    long assignments() {
        return size(holders.values())
                + size(careOfPatient.values())
                + size(careOfBed.values())
                + size(emergencyContacts.values());
    }

    private static long size(final Iterable<List<Integer>> lists) {
        long sum = 0;
        for (final List<Integer> list : lists) {
            sum += list.size();
        }
        return sum;
    }

    @Nullable
    OraclePolicy policyFor(final Severity severity, final EmergencyType type) {
        OraclePolicy forAll = null;
        OraclePolicy forType = null;
        for (final OraclePolicy policy : policies.values()) {
            if (policy.covers(severity)) {
                forAll = policy.types() == 0 ? policy : forAll;
                forType = policy.isFor(type) ? policy : forType;
            }
        }
        return forType == null ? forAll : forType;
    }

    /** The unit of a bed, -1 = none. */
    int unitOf(final int bed) {
        return bed < 0 ? -1 : unitOfBed.getOrDefault(bed, -1);
    }

    /** Whether anything is configured that looks at readings over time. */
    boolean looksOverTime() {
        final boolean followsTrends = trends != null && !trends.methods().isEmpty();
        return !tables.isEmpty() || quality != null || !rules.personal().rules().isEmpty() || followsTrends;
    }
}
