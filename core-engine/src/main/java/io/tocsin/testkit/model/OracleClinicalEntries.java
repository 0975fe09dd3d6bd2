package io.tocsin.testkit.model;

import static io.tocsin.testkit.model.OracleEntries.id;
import static io.tocsin.testkit.model.OracleEntries.known;
import static io.tocsin.testkit.model.OracleEntries.require;

import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.InhibitionsEntryDecoder;
import io.tocsin.codecs.sbe.LimitProfileEntryDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.PolicyEntryDecoder;
import io.tocsin.codecs.sbe.RuleTimingEntryDecoder;
import io.tocsin.codecs.sbe.RulesEntryDecoder;
import io.tocsin.codecs.sbe.ScoreTableEntryDecoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TargetKind;
import io.tocsin.codecs.sbe.TrendEntryDecoder;
import io.tocsin.codecs.sbe.TriageEntryDecoder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.agrona.DirectBuffer;

/** The entries that say what becomes an alert, how severe it is, and whom it tells when: policies, rules and their timings, triage. */
final class OracleClinicalEntries {
    private static final int SEVERITIES = 0b11_1110;
    private static final int TYPES = 0b11_1111_1111_1110;

    private final OracleState state;
    private final OracleSite site;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private long versions;
    private boolean bringsRules;
    private boolean triageBegins;

    OracleClinicalEntries(final OracleState state, final OracleSite site) {
        this.state = state;
        this.site = site;
        versions = versionsHeld();
    }

    private void inhibitions(final DirectBuffer buffer, final List<Runnable> effects) {
        final List<OracleInhibitions.Rule> rules =
                OracleInhibitions.read(new InhibitionsEntryDecoder().wrapAndApplyHeader(buffer, 0, header));
        final ConfigRefusal refusal = OracleInhibitions.refusal(rules);
        require(refusal == ConfigRefusal.NONE, refusal);
        site.inhibitions = rules;
        effects.add(new OracleInhibitions(state)::rulesChanged);
    }

    /** Entries that came after the first ones, in any order. */
    static boolean isClinical(final int template) {
        return switch (template) {
            case RuleTimingEntryDecoder.TEMPLATE_ID,
                    ScoreTableEntryDecoder.TEMPLATE_ID,
                    LimitProfileEntryDecoder.TEMPLATE_ID,
                    TriageEntryDecoder.TEMPLATE_ID,
                    TrendEntryDecoder.TEMPLATE_ID,
                    InhibitionsEntryDecoder.TEMPLATE_ID,
                    OracleGateRules.TEMPLATE_ID,
                    OracleDeviceRules.TEMPLATE_ID,
                    OracleDoseRules.TEMPLATE_ID,
                    OracleViewRules.TEMPLATE_ID,
                    OracleWeightRules.TEMPLATE_ID -> true;
            default -> false;
        };
    }

    void apply(final int template, final DirectBuffer buffer, final List<Runnable> effects) {
        switch (template) {
            case OracleGateRules.TEMPLATE_ID -> site.quality = OracleGateRules.of(buffer);
            case OracleDoseRules.TEMPLATE_ID -> site.doseRules = OracleDoseRules.of(buffer);
            case OracleViewRules.TEMPLATE_ID -> site.viewRules = OracleViewRules.of(buffer);
            case RuleTimingEntryDecoder.TEMPLATE_ID -> timing(new RuleTimingEntryDecoder(), buffer);
            case ScoreTableEntryDecoder.TEMPLATE_ID -> table(new ScoreTableEntryDecoder(), buffer);
            case LimitProfileEntryDecoder.TEMPLATE_ID -> profile(buffer);
            case TriageEntryDecoder.TEMPLATE_ID -> triage(new TriageEntryDecoder(), buffer);
            case TrendEntryDecoder.TEMPLATE_ID -> trends(buffer);
            default -> inhibitions(buffer, effects);
        }
    }

    private void trends(final DirectBuffer buffer) {
        final TrendEntryDecoder entry = new TrendEntryDecoder().wrapAndApplyHeader(buffer, 0, header);
        final TrendEntryDecoder.ParametersDecoder parameters = entry.parameters();
        require(parameters.count() <= 5, ConfigRefusal.TABLE_FULL);
        final OracleTrendRules is =
                OracleTrendRules.read(new TrendEntryDecoder().wrapAndApplyHeader(buffer, 0, header));
        if (!is.isAs(site.trends)) {
            site.trendEntries++;
            site.trends = is;
        }
    }

    void policy(final PolicyEntryDecoder entry, final DirectBuffer buffer) {
        entry.wrapAndApplyHeader(buffer, 0, header);
        final long policyId = entry.policyId();
        final OraclePolicy held = site.policies.get(policyId);
        require(held == null || entry.version() > held.version(), ConfigRefusal.BAD_VALUE);
        require((entry.severityMask() & ~SEVERITIES) == 0, ConfigRefusal.BAD_VALUE);
        require((entry.latchingTypes() & ~TYPES) == 0, ConfigRefusal.BAD_VALUE);
        require(entry.expireMs() > 0, ConfigRefusal.BAD_VALUE);
        final long bedsideMs = header.version() < 3 ? 0 : entry.bedsideMs();
        final int types = header.version() < 3 ? 0 : entry.types();
        require((types & ~TYPES) == 0, ConfigRefusal.BAD_VALUE);
        final int loops = header.version() < 3 ? 0 : entry.loops();
        require(bedsideMs <= 86_400_000 && loops >= -1 && loops <= 1_000, ConfigRefusal.BAD_VALUE);
        final int plan = header.version() < 3 ? 0 : entry.plan();
        require(plan <= 1, ConfigRefusal.BAD_VALUE);
        final List<OraclePolicy.Step> steps = new OracleSteps(header.version(), this::target).of(entry, buffer);
        final String failSafe = OracleFields.latin(buffer, entry.limit(), entry.failSafeLength());
        final int failSafeIndex = known(site.people, failSafe, ConfigRefusal.NO_FAIL_SAFE);
        site.policies.remove(policyId);
        site.policies.put(
                policyId,
                new OraclePolicy(
                        policyId,
                        entry.version(),
                        entry.severityMask(),
                        types,
                        entry.latchingTypes(),
                        entry.repeatMs(),
                        entry.reviewMs(),
                        entry.staleMs(),
                        entry.expireMs(),
                        steps,
                        failSafeIndex,
                        bedsideMs,
                        loops,
                        plan,
                        header.version() < 3 || header.blockLength() <= PolicyEntryDecoder.readBacksEncodingOffset()
                                ? 0
                                : entry.readBacks()));
        versions++;
        require(versions <= state.limits().policies(), ConfigRefusal.TABLE_FULL);
    }

    private int target(final int target, final String name) {
        return switch (TargetKind.get((short) target)) {
            case UNIT_ROLE, FACILITY_ROLE -> known(site.roles, id(name), ConfigRefusal.UNKNOWN_ROLE);
            case PERSON -> known(site.people, id(name), ConfigRefusal.UNKNOWN_PERSON);
            default -> -1;
        };
    }

    /** The newest version of every policy, and older ones that open alerts still run on. */
    private int versionsHeld() {
        final Set<OraclePolicy> held = new HashSet<>(site.policies.values());
        for (final OracleAlert alert : state.alerts.values()) {
            if (alert.policy != null) {
                held.add(alert.policy);
            }
        }
        return held.size();
    }

    void rules(final RulesEntryDecoder entry, final DirectBuffer buffer) {
        entry.wrapAndApplyHeader(buffer, 0, header);
        require(entry.rulesVersion() > site.rules.version(), ConfigRefusal.BAD_VALUE);
        require(entry.news2() <= 1, ConfigRefusal.BAD_VALUE);
        final int limitsAsStated = header.version() < 3 ? 0 : entry.limitsAsStated();
        require(limitsAsStated <= 1, ConfigRefusal.BAD_VALUE);
        final List<OracleSite.Rule> list = new ArrayList<>();
        final RulesEntryDecoder.RulesDecoder rules = entry.rules();
        require(rules.count() <= state.limits().rules(), ConfigRefusal.TABLE_FULL);
        for (final RulesEntryDecoder.RulesDecoder each : rules) {
            require(OracleFields.isParameter(each.parameterRaw()), ConfigRefusal.BAD_VALUE);
            require(each.boundRaw() <= 1, ConfigRefusal.BAD_VALUE);
            require(OracleFields.isSeverity(each.severityRaw()), ConfigRefusal.BAD_VALUE);
            list.add(new OracleSite.Rule(each.limitValue(), each.parameter(), each.bound(), each.severity()));
        }
        for (final OracleSite.Rule low : list) {
            require(
                    header.version() < 3
                            || low.bound() == Bound.ABOVE
                            || list.stream()
                                    .noneMatch(high -> high.bound() == Bound.ABOVE
                                            && high.parameter() == low.parameter()
                                            && high.limitValue() <= low.limitValue()),
                    ConfigRefusal.BAD_VALUE);
        }
        final OraclePersonal.Wish personal = new OraclePersonal.Wish(
                places(header.version() < 3 ? 0 : entry.personalRules()),
                entry.personalMs(),
                entry.personalFactor(),
                entry.personalReadings());
        require(personal.rules().isEmpty() || personal.isGood(list), ConfigRefusal.BAD_VALUE);
        site.rules = new OracleSite.Rules(
                entry.rulesVersion(),
                entry.news2() == 1,
                entry.news2FastAgeMs(),
                entry.news2PressureAgeMs(),
                entry.news2TemperatureAgeMs(),
                limitsAsStated == 1,
                personal,
                list);
        site.timings.clear();
        site.tables = List.of();
        site.profiles.clear();
        bringsRules = true;
    }

    private static Set<Integer> places(final long bits) {
        final Set<Integer> places = new TreeSet<>();
        for (int bit = 0; bit < Long.SIZE; bit++) {
            if ((bits >> bit & 1) == 1) {
                places.add(bit);
            }
        }
        return places;
    }

    private void timing(final RuleTimingEntryDecoder entry, final DirectBuffer buffer) {
        entry.wrapAndApplyHeader(buffer, 0, header);
        final int place = entry.rule();
        require(bringsRules && entry.rulesVersion() == site.rules.version(), ConfigRefusal.BAD_VALUE);
        require(place >= 1 && place <= site.rules.list().size(), ConfigRefusal.BAD_VALUE);
        require(!site.timings.containsKey(place), ConfigRefusal.BAD_VALUE);
        final OracleSite.Rule rule = site.rules.list().get(place - 1);
        final boolean isCritical = rule.severity() == Severity.CRITICAL;
        require(entry.delayMs() <= (isCritical ? 5_000 : 3_600_000), ConfigRefusal.BAD_VALUE);
        require(entry.clearMs() <= 3_600_000, ConfigRefusal.BAD_VALUE);
        require(entry.debounceMs() <= (isCritical ? 0 : 86_400_000), ConfigRefusal.BAD_VALUE);
        require(!rule.isBeyond(entry.clearValue()), ConfigRefusal.BAD_VALUE);
        require(entry.window() >= 1 && entry.window() <= 31, ConfigRefusal.BAD_VALUE);
        require(entry.count() >= 1 && entry.count() <= entry.window(), ConfigRefusal.BAD_VALUE);
        final OracleSite.Timing timing = OracleSite.Timing.of(entry);
        require(timing.area() <= 100_000_000, ConfigRefusal.BAD_VALUE);
        require(!isCritical || timing.area() == 0 || timing.delayMs() > 0, ConfigRefusal.BAD_VALUE);
        site.timings.put(place, timing);
    }

    private void table(final ScoreTableEntryDecoder entry, final DirectBuffer buffer) {
        entry.wrapAndApplyHeader(buffer, 0, header);
        require(bringsRules && entry.rulesVersion() == site.rules.version(), ConfigRefusal.BAD_VALUE);
        require(entry.place() == site.tables.size() + 1, ConfigRefusal.BAD_VALUE);
        require(site.tables.size() < 8, ConfigRefusal.TABLE_FULL);
        final int version = entry.tableVersion();
        final List<OracleScoreTable.Line> lines = OracleScoreTable.lines(entry);
        final int name = entry.nameLength();
        require(name >= 1 && name <= 20, ConfigRefusal.BAD_ID);
        require(lines.size() <= 183, ConfigRefusal.TABLE_FULL);
        final OracleScoreTable table = OracleScoreTable.of(version, lines);
        require(table != null, ConfigRefusal.BAD_VALUE);
        if (table != null) {
            final List<OracleScoreTable> more = new ArrayList<>(site.tables);
            more.add(table);
            site.tables = more;
        }
    }

    private void profile(final DirectBuffer buffer) {
        OracleProfiles.read(site, buffer, bringsRules);
    }

    private void triage(final TriageEntryDecoder entry, final DirectBuffer buffer) {
        entry.wrapAndApplyHeader(buffer, 0, header);
        final OracleTriage.Rules rules = OracleTriage.Rules.of(entry, site.policies.keySet());
        require(rules != null, ConfigRefusal.BAD_VALUE);
        if (rules != null) {
            final boolean kept = OracleTriage.keeps(site);
            site.triage = rules;
            triageBegins |= !kept && OracleTriage.keeps(site);
        }
    }

    void devices(final OracleDeviceRules rules) {
        final boolean kept = OracleTriage.keeps(site);
        site.devices = rules;
        triageBegins |= !kept && OracleTriage.keeps(site);
    }

    /** Whether declared severities were not kept and are now: what is open counts as declared as it stands. */
    boolean triageBegins() {
        return triageBegins;
    }
}
