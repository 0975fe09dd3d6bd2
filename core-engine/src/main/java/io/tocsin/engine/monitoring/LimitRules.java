package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.monitoring.score.ScoreTableSet;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;

/** The limit rules and scores in use. A rule's id is its place, from 1; replaced as a whole, with a higher version. */
public final class LimitRules {
    /** A reading strictly below the limit violates the rule. */
    public static final int BELOW = 0;

    /** A reading strictly above the limit violates the rule. */
    public static final int ABOVE = 1;

    private static final int SECTION_ID = 42;
    private static final int SECTION_VERSION = 5;
    /** Values of {@link #place} are below it. */
    static final int PLACES = 2 * Subjects.PARAMETERS;

    private final int[] limit;
    private final byte[] parameter;
    private final byte[] bound;
    private final byte[] severity;
    /** First rule of a parameter, or 0; the others follow by {@link #nextOfParameter}. */
    private final int[] firstOfParameter = new int[Subjects.PARAMETERS];

    private final int[] nextOfParameter;
    /** By {@link #place}: the rule whose limit a patient's own stands for, or 0. */
    private final int[] ordinary = new int[PLACES];

    private final RuleTimings timings;
    private final ScoreTableSet tables = new ScoreTableSet();
    private final PersonalRules personal = new PersonalRules();
    private int count;
    private int version;
    private boolean usesNews2;
    private long fastAgeNs;
    private long pressureAgeNs;
    private long temperatureAgeNs;
    private boolean takesLimitsAsStated;
    private final RulesLoaded loaded = new RulesLoaded();

    /**
     * No rules, version 0.
     *
     * @param maxRules rules.
     */
    public LimitRules(final int maxRules) {
        limit = new int[maxRules + 1];
        parameter = new byte[maxRules + 1];
        bound = new byte[maxRules + 1];
        severity = new byte[maxRules + 1];
        nextOfParameter = new int[maxRules + 1];
        timings = new RuleTimings(maxRules);
    }

    /** Who is told when a version is complete, with its timings and tables. */
    public RulesLoaded loaded() {
        return loaded;
    }

    /**
     * Starts a new version without rules; {@link #add} follows for each, and {@link RuleTimings#put} for those that have a timing.
     *
     * @param newVersion              of the rules.
     * @param news2                   NEWS2 is computed and alarms.
     * @param newFastAgeNs            age at which heart rate, SpO2 and respiratory rate leave NEWS2.
     * @param newPressureAgeNs        age at which the systolic pressure leaves NEWS2.
     * @param newTemperatureAgeNs     age at which the temperature leaves NEWS2.
     * @param limitsAsStated          what interfaces say of limits at the bedside is taken as it stands.
     */
    public void replace(
            final int newVersion,
            final boolean news2,
            final long newFastAgeNs,
            final long newPressureAgeNs,
            final long newTemperatureAgeNs,
            final boolean limitsAsStated) {
        version = newVersion;
        usesNews2 = news2;
        fastAgeNs = newFastAgeNs;
        pressureAgeNs = newPressureAgeNs;
        temperatureAgeNs = newTemperatureAgeNs;
        takesLimitsAsStated = limitsAsStated;
        count = 0;
        timings.clear();
        tables.clear();
        personal.clear();
        java.util.Arrays.fill(firstOfParameter, 0);
        java.util.Arrays.fill(ordinary, 0);
    }

    /**
     * Adds the next rule.
     *
     * @param ruleParameter value of the enum Parameter.
     * @param ruleBound     {@link #BELOW} or {@link #ABOVE}.
     * @param ruleLimit     hundredths.
     * @param ruleSeverity  value of the enum Severity.
     */
    public void add(final int ruleParameter, final int ruleBound, final int ruleLimit, final int ruleSeverity) {
        final int rule = ++count;
        parameter[rule] = (byte) ruleParameter;
        bound[rule] = (byte) ruleBound;
        limit[rule] = ruleLimit;
        severity[rule] = (byte) ruleSeverity;
        nextOfParameter[rule] = 0;
        personal.add(rule, ruleParameter);
        final int place = place(ruleParameter, ruleBound);
        if (ordinary[place] == 0 || ruleSeverity > severity[ordinary[place]]) {
            ordinary[place] = rule;
        }
        if (firstOfParameter[ruleParameter] == 0) {
            firstOfParameter[ruleParameter] = rule;
        } else {
            int last = firstOfParameter[ruleParameter];
            while (nextOfParameter[last] != 0) {
                last = nextOfParameter[last];
            }
            nextOfParameter[last] = rule;
        }
    }

    /**
     * The first rule of a parameter.
     *
     * @param ofParameter value of the enum Parameter.
     * @return rule id, or 0.
     */
    public int first(final int ofParameter) {
        return firstOfParameter[ofParameter];
    }

    /**
     * The rule of the same parameter that follows.
     *
     * @param rule id.
     * @return rule id, or 0.
     */
    public int next(final int rule) {
        return nextOfParameter[rule];
    }

    /**
     * Whether a value violates a rule.
     *
     * @param rule    id.
     * @param value   hundredths, unrounded.
     * @param atLimit the rule's, or the patient's own.
     * @return strictly beyond the limit.
     */
    public boolean isViolated(final int rule, final int value, final int atLimit) {
        return bound[rule] == BELOW ? value < atLimit : value > atLimit;
    }

    /**
     * Why a value violates a rule.
     *
     * @param rule    id.
     * @param atLimit that it was compared with, {@link ComparedLimit}.
     * @return packed clauses.
     */
    long because(final int rule, final long atLimit) {
        final long side = Because.of(bound[rule] == BELOW ? Clause.LIMIT_BELOW : Clause.LIMIT_ABOVE);
        return switch (ComparedLimit.origin(atLimit)) {
            case ComparedLimit.PATIENT -> Because.and(side, Clause.PATIENT_LIMIT);
            case ComparedLimit.PROFILE -> Because.and(side, Clause.PROFILE_LIMIT);
            default -> side;
        };
    }

    /**
     * Where a patient's own limit is.
     *
     * @param ofParameter value of the enum Parameter.
     * @param ofBound     {@link #BELOW} or {@link #ABOVE}.
     * @return 0 to 2 x {@link Subjects#PARAMETERS} - 1.
     */
    static int place(final int ofParameter, final int ofBound) {
        return 2 * ofParameter + ofBound;
    }

    /** The place of a rule. */
    int placeOf(final int rule) {
        return place(parameter[rule], bound[rule]);
    }

    /**
     * The rule whose limit a patient's own stands for: of a parameter and bound the least severe, of several the first. Graver ones keep theirs.
     *
     * @param ofParameter value of the enum Parameter.
     * @param ofBound     {@link #BELOW} or {@link #ABOVE}.
     * @return rule id, or 0.
     */
    public int ordinary(final int ofParameter, final int ofBound) {
        return ordinary[place(ofParameter, ofBound)];
    }

    /** Whether a patient's own limit stands for that of a rule. */
    boolean isOrdinary(final int rule) {
        return ordinary[placeOf(rule)] == rule;
    }

    /**
     * Whether what interfaces say of limits at the bedside is taken as it stands.
     *
     * @return for replaying what was charted.
     */
    public boolean takesLimitsAsStated() {
        return takesLimitsAsStated;
    }

    /**
     * On which side the limit of a rule is.
     *
     * @param rule id.
     * @return true for {@link #BELOW}.
     */
    public boolean isBelow(final int rule) {
        return bound[rule] == BELOW;
    }

    /**
     * The limit of a rule.
     *
     * @param rule id.
     * @return hundredths.
     */
    public int limit(final int rule) {
        return limit[rule];
    }

    /**
     * The severity of a rule's alerts.
     *
     * @param rule id.
     * @return value of the enum Severity.
     */
    public int severity(final int rule) {
        return severity[rule];
    }

    /**
     * What a rule watches.
     *
     * @param rule id.
     * @return value of the enum Parameter.
     */
    public int parameter(final int rule) {
        return parameter[rule];
    }

    /**
     * The timings of the rules that have one.
     *
     * @return the live timings.
     */
    public RuleTimings timings() {
        return timings;
    }

    /**
     * The score tables.
     *
     * @return the live tables.
     */
    public ScoreTableSet tables() {
        return tables;
    }

    /**
     * For which rules patients get limits from what is usual for them.
     *
     * @return live.
     */
    public PersonalRules personal() {
        return personal;
    }

    /**
     * How many rules there are.
     *
     * @return the highest id.
     */
    public int count() {
        return count;
    }

    /**
     * The version of the rules.
     *
     * @return 0 before any were configured.
     */
    public int version() {
        return version;
    }

    /**
     * Most rules.
     *
     * @return as sized at Genesis.
     */
    public int capacity() {
        return limit.length - 1;
    }

    /**
     * Whether NEWS2 is computed.
     *
     * @return as configured.
     */
    public boolean usesNews2() {
        return usesNews2;
    }

    /**
     * Age at which heart rate, SpO2 and respiratory rate leave NEWS2.
     *
     * @return ns.
     */
    public long fastAgeNs() {
        return fastAgeNs;
    }

    /**
     * Age at which the systolic pressure leaves NEWS2.
     *
     * @return ns.
     */
    public long pressureAgeNs() {
        return pressureAgeNs;
    }

    /**
     * Age at which the temperature leaves NEWS2.
     *
     * @return ns.
     */
    public long temperatureAgeNs() {
        return temperatureAgeNs;
    }

    /**
     * Writes the rules.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        writer.putInt(version);
        writer.putByte(usesNews2 ? 1 : 0);
        writer.putLong(fastAgeNs);
        writer.putLong(pressureAgeNs);
        writer.putLong(temperatureAgeNs);
        writer.putByte(takesLimitsAsStated ? 1 : 0);
        personal.snapshot(writer);
        writer.putInt(count);
        for (int rule = 1; rule <= count; rule++) {
            writer.putByte(parameter[rule]);
            writer.putByte(bound[rule]);
            writer.putInt(limit[rule]);
            writer.putByte(severity[rule]);
        }
        timings.snapshot(writer);
        tables.snapshot(writer);
    }

    /**
     * Takes the rules over.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION);
        replace(
                reader.getInt(),
                reader.getByte() != 0,
                reader.getLong(),
                reader.getLong(),
                reader.getLong(),
                reader.getByte() != 0);
        personal.restore(reader);
        final int rules = reader.getCount(capacity(), "rules");
        for (int i = 0; i < rules; i++) {
            add(reader.getByte() % Subjects.PARAMETERS, reader.getByte(), reader.getInt(), reader.getByte());
        }
        timings.restore(reader);
        tables.restore(reader);
    }
}
