package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.AgeGroup;
import io.tocsin.codecs.sbe.AuthorityEntryEncoder;
import io.tocsin.codecs.sbe.BedEntryEncoder;
import io.tocsin.codecs.sbe.CareEntryEncoder;
import io.tocsin.codecs.sbe.DutyEntryEncoder;
import io.tocsin.codecs.sbe.PatientEntryEncoder;
import io.tocsin.codecs.sbe.PersonEntryEncoder;
import io.tocsin.codecs.sbe.PolicyEntryEncoder;
import io.tocsin.codecs.sbe.QualificationEntryEncoder;
import io.tocsin.codecs.sbe.RoleEntryEncoder;
import io.tocsin.codecs.sbe.RuleTimingEntryEncoder;
import io.tocsin.codecs.sbe.RulesEntryEncoder;
import io.tocsin.codecs.sbe.TriageEntryEncoder;
import io.tocsin.codecs.sbe.UnitEntryEncoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes entries of a configuration, without their length. Enums come as raw numbers. */
final class Entries extends SystemEntries {
    /** A step; the target is a raw {@code TargetKind}. */
    record Step(
            long delayMs,
            int target,
            int channels,
            String name,
            int needed,
            int same,
            int slot,
            int asks,
            int order,
            int capable) {
        /** One who accepts is enough. */
        Step(final long delayMs, final int target, final int channels, final String name) {
            this(delayMs, target, channels, name, 0, 0);
        }

        /** Of no slot of a team. */
        Step(
                final long delayMs,
                final int target,
                final int channels,
                final String name,
                final int needed,
                final int same) {
            this(delayMs, target, channels, name, needed, same, 0);
        }

        /** All of whom are asked. */
        Step(
                final long delayMs,
                final int target,
                final int channels,
                final String name,
                final int needed,
                final int same,
                final int slot) {
            this(delayMs, target, channels, name, needed, same, slot, 0, 0, 0);
        }

        /** Some of whom are asked, in an order. */
        Step some(final int howMany, final int inOrder) {
            return new Step(delayMs, target, channels, name, needed, same, slot, howMany, inOrder, capable);
        }

        /** Only those whose client is capable of emergencies. */
        Step capable(final int value) {
            return new Step(delayMs, target, channels, name, needed, same, slot, asks, order, value);
        }
    }

    /** A policy. */
    record Policy(
            long policyId,
            long version,
            int severityMask,
            int latchingTypes,
            long repeatMs,
            long reviewMs,
            long staleMs,
            long expireMs,
            List<Step> steps,
            String failSafe,
            long bedsideMs,
            int loops,
            int types) {
        /** Without a bedside clock, without loops, for every type. */
        Policy(
                final long policyId,
                final long version,
                final int severityMask,
                final int latchingTypes,
                final long repeatMs,
                final long reviewMs,
                final long staleMs,
                final long expireMs,
                final List<Step> steps,
                final String failSafe) {
            this(
                    policyId,
                    version,
                    severityMask,
                    latchingTypes,
                    repeatMs,
                    reviewMs,
                    staleMs,
                    expireMs,
                    steps,
                    failSafe,
                    0,
                    0,
                    0);
        }
    }

    /** A limit with raw enums. */
    record Rule(int limitValue, int parameter, int bound, int severity) {}

    byte[] person(final String personId, final int alwaysReachable) {
        final PersonEntryEncoder entry = new PersonEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.alwaysReachable((short) alwaysReachable).personId(personId);
        return Commands.copy(buffer, entry.limit());
    }

    byte[] unit(final String unitId) {
        return unit(unitId, 0);
    }

    byte[] unit(final String unitId, final int facility) {
        final UnitEntryEncoder entry = new UnitEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.facility(facility).unitId(unitId);
        return Commands.copy(buffer, entry.limit());
    }

    byte[] bed(final String bedId, final String unitId) {
        final BedEntryEncoder entry = new BedEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.bedId(bedId).unitId(unitId);
        return Commands.copy(buffer, entry.limit());
    }

    byte[] patient(final String patientId, final int spo2Scale, final String bedId, final String unitId) {
        final PatientEntryEncoder entry = new PatientEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.spo2Scale((short) spo2Scale)
                .treatmentLimits((short) 0)
                .ageGroup(AgeGroup.NOT_STATED)
                .bornOnDay(PatientEntryEncoder.bornOnDayNullValue())
                .patientId(patientId)
                .bedId(bedId)
                .unitId(unitId);
        return Commands.copy(buffer, entry.limit());
    }

    /** A patient of whom more is said; the age group is raw. */
    byte[] patient(final String patientId, final int treatmentLimits, final int ageGroup, final String bedId) {
        return patient(patientId, treatmentLimits, ageGroup, PatientEntryEncoder.bornOnDayNullValue(), bedId);
    }

    /** A patient of whom more is said, the date of birth too. */
    byte[] patient(
            final String patientId,
            final int treatmentLimits,
            final int ageGroup,
            final int bornOnDay,
            final String bedId) {
        final PatientEntryEncoder entry = new PatientEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.spo2Scale((short) 1).treatmentLimits((short) treatmentLimits).bornOnDay(bornOnDay);
        buffer.putByte(HEADER + PatientEntryEncoder.ageGroupEncodingOffset(), (byte) ageGroup);
        entry.patientId(patientId).bedId(bedId).unitId("");
        return Commands.copy(buffer, entry.limit());
    }

    /** A role of authority, raw. */
    byte[] authority(final String personId, final int role, final String patientId) {
        final AuthorityEntryEncoder entry = new AuthorityEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        buffer.putByte(HEADER + AuthorityEntryEncoder.roleEncodingOffset(), (byte) role);
        entry.personId(personId).patientId(patientId);
        return Commands.copy(buffer, entry.limit());
    }

    /** Triage; classes are raw (class, harm, onset). */
    byte[] triage(
            final int clauses,
            final long ageMs,
            final long limitedPolicyId,
            final int limitedSeverities,
            final int limitedBy,
            final List<int[]> classes) {
        final TriageEntryEncoder entry = new TriageEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.clauses(clauses)
                .fastAgeMs(ageMs)
                .pressureAgeMs(2 * ageMs)
                .temperatureAgeMs(3 * ageMs)
                .limitedPolicyId(limitedPolicyId)
                .limitedSeverities(limitedSeverities)
                .limitedBy((short) limitedBy);
        final TriageEntryEncoder.ClassesEncoder group = entry.classesCount(classes.size());
        for (final int[] each : classes) {
            final int at = entry.limit();
            group.next();
            for (int i = 0; i < each.length; i++) {
                buffer.putByte(at + i, (byte) each[i]);
            }
        }
        return Commands.copy(buffer, entry.limit());
    }

    byte[] role(final String unitId, final String role, final List<String> people) {
        final RoleEntryEncoder entry = new RoleEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        final RoleEntryEncoder.PeopleEncoder group = entry.peopleCount(people.size());
        people.forEach(person -> group.next().personId(person));
        entry.unitId(unitId).role(role);
        return Commands.copy(buffer, entry.limit());
    }

    /** Somebody on duty. */
    record Duty(String personId, long startNs, long endNs) {}

    /** A roster; scope, change and end of a shift are raw. */
    byte[] duty(
            final int scope,
            final int change,
            final int atEnd,
            final List<Duty> duties,
            final String unitId,
            final String nameId) {
        final DutyEntryEncoder entry = new DutyEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        buffer.putByte(HEADER + DutyEntryEncoder.scopeEncodingOffset(), (byte) scope);
        buffer.putByte(HEADER + DutyEntryEncoder.changeEncodingOffset(), (byte) change);
        buffer.putByte(HEADER + DutyEntryEncoder.atEndEncodingOffset(), (byte) atEnd);
        final DutyEntryEncoder.DutiesEncoder group = entry.dutiesCount(duties.size());
        duties.forEach(
                duty -> group.next().startNs(duty.startNs).endNs(duty.endNs).personId(duty.personId));
        entry.unitId(unitId).nameId(nameId);
        return Commands.copy(buffer, entry.limit());
    }

    byte[] care(final int scope, final String subjectId, final List<String> people) {
        final CareEntryEncoder entry = new CareEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        buffer.putByte(HEADER + CareEntryEncoder.scopeEncodingOffset(), (byte) scope);
        final CareEntryEncoder.PeopleEncoder group = entry.peopleCount(people.size());
        people.forEach(person -> group.next().personId(person));
        entry.subjectId(subjectId);
        return Commands.copy(buffer, entry.limit());
    }

    byte[] policy(final Policy policy) {
        return policy(policy, 0);
    }

    /** On a plan of contact methods. */
    byte[] policy(final Policy policy, final int plan) {
        return policy(policy, plan, 0);
    }

    /** With a bound to read-backs that fail. */
    byte[] policy(final Policy policy, final int plan, final int readBacks) {
        final PolicyEntryEncoder entry = new PolicyEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.policyId(policy.policyId)
                .version(policy.version)
                .severityMask(policy.severityMask)
                .latchingTypes(policy.latchingTypes)
                .repeatMs(policy.repeatMs)
                .reviewMs(policy.reviewMs)
                .staleMs(policy.staleMs)
                .expireMs(policy.expireMs)
                .bedsideMs(policy.bedsideMs)
                .loops(policy.loops)
                .types(policy.types)
                .plan((short) plan)
                .readBacks((short) readBacks);
        final PolicyEntryEncoder.StepsEncoder group = entry.stepsCount(policy.steps.size());
        for (final Step step : policy.steps) {
            final int at = entry.limit();
            group.next().delayMs(step.delayMs);
            buffer.putByte(at + PolicyEntryEncoder.StepsEncoder.targetEncodingOffset(), (byte) step.target);
            buffer.putByte(at + PolicyEntryEncoder.StepsEncoder.orderEncodingOffset(), (byte) step.order);
            group.channels((short) step.channels)
                    .needed((short) step.needed)
                    .same((short) step.same)
                    .slot((short) step.slot)
                    .asks((short) step.asks)
                    .capable((short) step.capable)
                    .name(step.name);
        }
        entry.failSafe(policy.failSafe);
        return Commands.copy(buffer, entry.limit());
    }

    byte[] rules(
            final long version,
            final int news2,
            final long fastAgeMs,
            final long pressureAgeMs,
            final long temperatureAgeMs,
            final List<Rule> rules) {
        final RulesEntryEncoder entry = new RulesEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.rulesVersion(version)
                .news2((short) news2)
                .news2FastAgeMs(fastAgeMs)
                .news2PressureAgeMs(pressureAgeMs)
                .news2TemperatureAgeMs(temperatureAgeMs)
                .limitsAsStated((short) 0)
                .personalRules(0)
                .personalMs(0)
                .personalFactor(0)
                .personalReadings((short) 0);
        final RulesEntryEncoder.RulesEncoder group = entry.rulesCount(rules.size());
        for (final Rule rule : rules) {
            final int at = entry.limit();
            group.next().limitValue(rule.limitValue);
            buffer.putByte(at + RulesEntryEncoder.RulesEncoder.parameterEncodingOffset(), (byte) rule.parameter);
            buffer.putByte(at + RulesEntryEncoder.RulesEncoder.boundEncodingOffset(), (byte) rule.bound);
            buffer.putByte(at + RulesEntryEncoder.RulesEncoder.severityEncodingOffset(), (byte) rule.severity);
        }
        return Commands.copy(buffer, entry.limit());
    }

    /** Rules, some of which give patients limits from what is usual for them. */
    static byte[] personal(
            final long rules, final long spanMs, final int factor, final int readings, final byte[] entry) {
        final byte[] copy = entry.clone();
        final ByteBuffer bytes = ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(HEADER + RulesEntryEncoder.personalRulesEncodingOffset(), rules);
        bytes.putInt(HEADER + RulesEntryEncoder.personalMsEncodingOffset(), (int) spanMs);
        bytes.putShort(HEADER + RulesEntryEncoder.personalFactorEncodingOffset(), (short) factor);
        bytes.put(HEADER + RulesEntryEncoder.personalReadingsEncodingOffset(), (byte) readings);
        return copy;
    }

    /** The same rules, taking what interfaces say of limits at the bedside as it stands. */
    static byte[] asStated(final byte[] rules) {
        final byte[] copy = rules.clone();
        copy[HEADER + RulesEntryEncoder.limitsAsStatedEncodingOffset()] = 1;
        return copy;
    }

    byte[] timing(
            final long rulesVersion,
            final int rule,
            final int clearValue,
            final long delayMs,
            final long clearMs,
            final long debounceMs,
            final int count,
            final int window) {
        final RuleTimingEntryEncoder entry = new RuleTimingEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.rulesVersion(rulesVersion)
                .delayMs(delayMs)
                .clearMs(clearMs)
                .debounceMs(debounceMs)
                .clearValue(clearValue)
                .rule((short) rule)
                .count((short) count)
                .window((short) window);
        return Commands.copy(buffer, entry.limit());
    }

    /** The same timing, waiting for depth as well. */
    static byte[] deep(final byte[] timing, final long areaHundredthSeconds) {
        final UnsafeBuffer copy = new UnsafeBuffer(timing.clone());
        copy.putInt(
                HEADER + RuleTimingEntryEncoder.areaHundredthSecondsEncodingOffset(),
                (int) areaHundredthSeconds,
                java.nio.ByteOrder.LITTLE_ENDIAN);
        return copy.byteArray();
    }

    byte[] qualification(final String personId, final List<String> names) {
        final QualificationEntryEncoder entry = new QualificationEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        final QualificationEntryEncoder.SpecializationsEncoder group = entry.specializationsCount(names.size());
        names.forEach(name -> group.next().name(name));
        entry.personId(personId);
        return Commands.copy(buffer, entry.limit());
    }

    /** Entries one after the other, each with its length before it. */
    static byte[] joined(final List<byte[]> entries) {
        final byte[] all =
                new byte[entries.stream().mapToInt(entry -> entry.length + 2).sum()];
        int at = 0;
        for (final byte[] entry : entries) {
            all[at] = (byte) entry.length;
            all[at + 1] = (byte) (entry.length >> 8);
            System.arraycopy(entry, 0, all, at + 2, entry.length);
            at += 2 + entry.length;
        }
        return all;
    }
}
