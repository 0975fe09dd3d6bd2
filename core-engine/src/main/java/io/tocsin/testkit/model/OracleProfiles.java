package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.LimitProfileEntryDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.agrona.DirectBuffer;

/** Other limits for the patients of age groups, of an SpO2 scale and of units: section 28. */
final class OracleProfiles {
    /** A profile; a unit is an index, -1 = any. */
    record Profile(Set<Integer> ages, int scale, int unit, boolean withoutNews2, Map<Integer, Integer> limits) {
        boolean isFor(final Who who) {
            return (ages.isEmpty() || ages.contains(who.age))
                    && (scale == 0 || scale == who.scale)
                    && (unit < 0 || unit == who.unit);
        }

        int rank() {
            return (scale > 0 ? 100 : 0) + (ages.isEmpty() ? 0 : 10) + (unit >= 0 ? 1 : 0);
        }
    }

    /** What profiles ask of a patient; of somebody unknown nothing is known but the unit of the bed. */
    record Who(int age, int scale, int unit) {
        static final Who UNKNOWN = new Who(0, 1, -1);
    }

    /** How far out a CRITICAL rule may be moved for one age group: least lower, greatest upper; what is not here is not. */
    private static final Map<Parameter, Map<Integer, List<Integer>>> GRAVE_STILL = Map.of(
            Parameter.HEART_RATE,
                    Map.of(1, List.of(80, 190), 2, List.of(70, 170), 3, List.of(60, 150), 4, List.of(50, 140)),
            Parameter.SYSTOLIC, Map.of(1, List.of(45, 130)),
            Parameter.RESPIRATORY_RATE, Map.of(1, List.of(15, 91)));

    private OracleProfiles() {}

    /** Who a subject is. */
    static Who who(final OracleState state, final int subject) {
        if (subject < 0) {
            return Who.UNKNOWN;
        }
        final String name = state.site.subjects.get(subject);
        if (name.startsWith("B")) {
            return inBed(state, state.site.beds.indexOf(name.substring(1)));
        }
        final OracleSite.Patient patient = state.site.patients.get(subject);
        if (patient == null) {
            return Who.UNKNOWN;
        }
        final int ofBed = state.site.unitOf(patient.bed());
        return new Who(patient.ageGroup(state.nowNs), patient.spo2Scale(), ofBed >= 0 ? ofBed : patient.unit());
    }

    /** Somebody without a name in a bed. */
    private static Who inBed(final OracleState state, final int bed) {
        return new Who(0, 1, state.site.unitOf(bed));
    }

    /** Who a command is about. */
    static Who who(final OracleState state, final String patientId, final String bedId) {
        return patientId.isEmpty()
                ? inBed(state, state.site.beds.indexOf(bedId))
                : who(state, state.site.subjects.indexOf("P" + patientId));
    }

    /** A rule with the limit that it has for somebody, own limits aside. */
    static OracleSite.Rule ruleFor(final OracleSite site, final int number, final Who who) {
        final OracleSite.Rule rule = site.rules.list().get(number - 1);
        final int limit = limit(site, number, who);
        return limit == rule.limitValue() ? rule : rule.at(limit, Clause.PROFILE_LIMIT);
    }

    private static int limit(final OracleSite site, final int number, final Who who) {
        return site.profiles.stream()
                .filter(each -> each.isFor(who) && each.limits.containsKey(number))
                .max(Comparator.comparingInt(Profile::rank)
                        .thenComparing(Comparator.comparingInt((Profile each) -> site.profiles.indexOf(each))
                                .reversed()))
                .map(each -> each.limits.getOrDefault(number, 0))
                .orElseGet(() -> site.rules.list().get(number - 1).limitValue());
    }

    /** Whether NEWS2 is not meant for somebody. */
    static boolean isWithoutNews2(final OracleSite site, final Who who) {
        return site.profiles.stream().anyMatch(each -> each.withoutNews2 && each.isFor(who));
    }

    /** Reads an entry; the rules of the configuration are in force in the site. */
    static void read(final OracleSite site, final DirectBuffer buffer, final boolean bringsRules) {
        final LimitProfileEntryDecoder entry =
                new LimitProfileEntryDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        final int ages = entry.ageGroups();
        final int scale = entry.spo2Scale();
        final int news2 = entry.news2();
        final long version = entry.rulesVersion();
        final List<int[]> named = new ArrayList<>();
        for (final LimitProfileEntryDecoder.LimitsDecoder each : entry.limits()) {
            named.add(new int[] {each.rule(), each.limitValue()});
        }
        final String unit = OracleFields.latin(buffer, entry.limit(), entry.unitIdLength());
        final int unitIndex = unit.isEmpty()
                ? -1
                : OracleEntries.known(site.units, unit.length() > 36 ? "" : unit, ConfigRefusal.UNKNOWN_UNIT);
        final Set<Integer> groups = new TreeSet<>();
        for (int bit = 0; bit < 8; bit++) {
            if ((ages >> bit & 1) == 1) {
                require(bit >= 1 && bit <= 5);
                groups.add(bit);
            }
        }
        require(bringsRules && version == site.rules.version());
        require((scale == 0 || scale == 2) && news2 <= 1);
        require(!groups.isEmpty() || scale > 0 || unitIndex >= 0);
        require(!named.isEmpty() || news2 == 1);
        OracleEntries.require(site.profiles.size() < 32, ConfigRefusal.TABLE_FULL);
        final Map<Integer, Integer> limits = new TreeMap<>();
        for (final int[] each : named) {
            require(each[0] >= 1 && each[0] <= site.rules.list().size());
            final OracleSite.Rule rule = site.rules.list().get(each[0] - 1);
            require(OraclePossible.is(rule.parameter(), each[1]));
            require(scale == 0 || rule.parameter() == Parameter.SPO2);
            require(!rule.isBeyond(each[1]) || mayWiden(site, each[0], each[1], groups, scale));
            require(limits.put(each[0], each[1]) == null);
            require(!isCrossing(site, rule.parameter(), limits));
        }
        site.profiles.add(new Profile(groups, scale, unitIndex, news2 == 1, limits));
    }

    /** A CRITICAL rule and other graver ones for children and on scale 2 alone, the ordinary one always. */
    private static boolean mayWiden(
            final OracleSite site, final int number, final int value, final Set<Integer> groups, final int scale) {
        final OracleSite.Rule rule = site.rules.list().get(number - 1);
        if (rule.severity() == Severity.CRITICAL) {
            return rule.parameter() == Parameter.SPO2
                    ? scale == 2 && rule.bound() == Bound.BELOW && value >= 8_400
                    : !groups.isEmpty() && groups.stream().allMatch(group -> isGraveStill(rule, value, group));
        }
        final boolean isOfChildren = !groups.isEmpty() && !groups.contains(5);
        return isOfChildren
                || scale == 2
                || site.rules.list().stream()
                        .noneMatch(other -> other.parameter() == rule.parameter()
                                && other.bound() == rule.bound()
                                && (other.severity().value() > rule.severity().value()
                                        || (other.severity() == rule.severity()
                                                && site.rules.list().indexOf(other) < number - 1)));
    }

    private static boolean isGraveStill(final OracleSite.Rule rule, final int value, final int group) {
        final List<Integer> range =
                GRAVE_STILL.getOrDefault(rule.parameter(), Map.of()).get(group);
        return range != null
                && (rule.bound() == Bound.BELOW ? value >= 100 * range.get(0) : value <= 100 * range.get(1));
    }

    /** Whether any lower limit of a parameter, of rules and profiles, is not below any higher one. */
    private static boolean isCrossing(
            final OracleSite site, final Parameter parameter, final Map<Integer, Integer> limits) {
        final TreeSet<Integer> lower = new TreeSet<>();
        final TreeSet<Integer> higher = new TreeSet<>();
        for (int i = 1; i <= site.rules.list().size(); i++) {
            final OracleSite.Rule rule = site.rules.list().get(i - 1);
            if (rule.parameter() == parameter) {
                final TreeSet<Integer> side = rule.bound() == Bound.BELOW ? lower : higher;
                side.add(rule.limitValue());
                for (final Profile each : site.profiles) {
                    side.add(each.limits.getOrDefault(i, rule.limitValue()));
                }
                side.add(limits.getOrDefault(i, rule.limitValue()));
            }
        }
        return !lower.isEmpty() && !higher.isEmpty() && lower.last() >= higher.first();
    }

    /** What profiles say, whatever the places of their rules: another order is another thing to say. */
    static List<String> content(final OracleSite site) {
        final List<String> said = new ArrayList<>();
        for (final Profile each : site.profiles) {
            final StringBuilder text = new StringBuilder();
            text.append(each.ages).append(each.scale).append(each.withoutNews2);
            text.append(each.unit < 0 ? "" : site.units.get(each.unit));
            final TreeSet<String> limits = new TreeSet<>();
            each.limits.forEach((number, value) -> {
                final OracleSite.Rule rule = site.rules.list().get(number - 1);
                limits.add(rule.parameter() + " " + rule.bound() + " " + rule.severity() + " " + rule.limitValue() + " "
                        + value);
            });
            text.append(limits);
            said.add(text.toString());
        }
        return said;
    }

    private static void require(final boolean holds) {
        OracleEntries.require(holds, ConfigRefusal.BAD_VALUE);
    }
}
