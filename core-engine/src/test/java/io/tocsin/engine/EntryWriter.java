package io.tocsin.engine;

import io.tocsin.codecs.sbe.AgeGroup;
import io.tocsin.codecs.sbe.BedEntryEncoder;
import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.CareEntryEncoder;
import io.tocsin.codecs.sbe.CareScope;
import io.tocsin.codecs.sbe.ChannelKind;
import io.tocsin.codecs.sbe.ChoiceOrder;
import io.tocsin.codecs.sbe.ContactEntryEncoder;
import io.tocsin.codecs.sbe.ContactUnless;
import io.tocsin.codecs.sbe.CreditEntryEncoder;
import io.tocsin.codecs.sbe.DutyEntryEncoder;
import io.tocsin.codecs.sbe.DutyScope;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.PatientEntryEncoder;
import io.tocsin.codecs.sbe.PersonEntryEncoder;
import io.tocsin.codecs.sbe.PolicyEntryEncoder;
import io.tocsin.codecs.sbe.RosterChange;
import io.tocsin.codecs.sbe.RuleTimingEntryEncoder;
import io.tocsin.codecs.sbe.RulesEntryEncoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.ShiftEnd;
import io.tocsin.codecs.sbe.SourceEntryEncoder;
import io.tocsin.codecs.sbe.TargetKind;
import io.tocsin.codecs.sbe.TrendEntryEncoder;
import io.tocsin.codecs.sbe.UnitEntryEncoder;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes the entries of configurations of hand-made logs. */
final class EntryWriter {
    /** All severities. */
    static final int EVERY_SEVERITY = 0b11_1110;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[AlertEngine.MAX_COMMAND_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    /** A step that tells one person, or the care team if the name is empty. */
    record Step(long delayMs, String person, int channels) {
        Step(final long delayMs, final String person) {
            this(delayMs, person, 0);
        }
    }

    private byte[] bytes(final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    byte[] person(final String id) {
        return person(id, 0);
    }

    /** A destination that is attended without a session. */
    byte[] desk(final String id) {
        return person(id, 1);
    }

    private byte[] person(final String id, final int always) {
        final PersonEntryEncoder entry = new PersonEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.alwaysReachable((short) always).personId(id);
        return bytes(entry.limit());
    }

    /** Every method, far from each other. */
    byte[] contact(final String id) {
        return contact(id, 60_000, 0);
    }

    /** Every method, so far from each other. */
    byte[] contact(final String id, final long apartMs, final long bundleMs) {
        final ContactEntryEncoder entry = new ContactEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        final ContactEntryEncoder.MethodsEncoder methods =
                entry.plan((short) 0).bundleMs(bundleMs).methodsCount(5);
        for (short channel = 1; channel <= 5; channel++) {
            methods.next()
                    .afterMs(apartMs * channel)
                    .channel(ChannelKind.get(channel))
                    .unless(ContactUnless.ANSWERED);
        }
        entry.personId(id);
        return bytes(entry.limit());
    }

    byte[] unit(final String id) {
        final UnitEntryEncoder entry = new UnitEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.facility(0).unitId(id);
        return bytes(entry.limit());
    }

    byte[] bed(final String id, final String unit) {
        final BedEntryEncoder entry = new BedEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.bedId(id).unitId(unit);
        return bytes(entry.limit());
    }

    byte[] patient(final String id, final String bed) {
        final PatientEntryEncoder entry = new PatientEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.spo2Scale((short) 1)
                .treatmentLimits((short) 0)
                .ageGroup(AgeGroup.NOT_STATED)
                .bornOnDay(PatientEntryEncoder.bornOnDayNullValue())
                .patientId(id)
                .bedId(bed)
                .unitId("");
        return bytes(entry.limit());
    }

    byte[] source(final long id) {
        final SourceEntryEncoder entry = new SourceEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.sourceId(id);
        return bytes(entry.limit());
    }

    byte[] careTeam(final String patient, final List<String> people) {
        final CareEntryEncoder entry = new CareEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.scope(CareScope.PATIENT);
        final CareEntryEncoder.PeopleEncoder group = entry.peopleCount(people.size());
        people.forEach(person -> group.next().personId(person));
        entry.subjectId(patient);
        return bytes(entry.limit());
    }

    /** A roster of the nurses of a unit, one person on duty all the time in shifts of a second. */
    byte[] shifts(final String unit, final List<String> people, final long fromNs) {
        final DutyEntryEncoder entry = new DutyEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        final DutyEntryEncoder.DutiesEncoder group = entry.scope(DutyScope.ROLE)
                .change(RosterChange.REPLACE)
                .atEnd(ShiftEnd.ASK_AGAIN)
                .dutiesCount(people.size());
        long startNs = fromNs;
        for (final String person : people) {
            group.next().startNs(startNs).endNs(startNs + 1_000_000_000L).personId(person);
            startNs += 1_000_000_000L;
        }
        entry.unitId(unit).nameId("nurse");
        return bytes(entry.limit());
    }

    byte[] credit(
            final long gatewayCritical, final long gatewayOther, final long personCritical, final long personOther) {
        final CreditEntryEncoder entry = new CreditEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.gatewayCritical(gatewayCritical)
                .gatewayOther(gatewayOther)
                .personCritical(personCritical)
                .personOther(personOther)
                .positionMs(0);
        return bytes(entry.limit());
    }

    /** A policy that repeats its fail-safe destination every ten minutes and reviews for a minute. */
    byte[] policy(
            final long id, final long version, final int severities, final List<Step> steps, final String failSafe) {
        final PolicyEntryEncoder entry = new PolicyEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.policyId(id)
                .version(version)
                .severityMask(severities)
                .latchingTypes(0)
                .repeatMs(600_000)
                .reviewMs(60_000)
                .staleMs(0)
                .expireMs(600_000)
                .bedsideMs(0)
                .readBacks((short) 0)
                .loops(0)
                .types(0)
                .plan((short) 0);
        final PolicyEntryEncoder.StepsEncoder group = entry.stepsCount(steps.size());
        for (final Step step : steps) {
            group.next()
                    .delayMs(step.delayMs)
                    .target(step.person.isEmpty() ? TargetKind.CARE_TEAM : TargetKind.PERSON)
                    .channels((short) step.channels)
                    .needed((short) 0)
                    .same((short) 0)
                    .slot((short) 0)
                    .asks((short) 0)
                    .order(ChoiceOrder.AS_LISTED)
                    .capable((short) 0)
                    .name(step.person);
        }
        entry.failSafe(failSafe);
        return bytes(entry.limit());
    }

    /** One limit, and NEWS2 if wanted. */
    byte[] rule(final long version, final boolean news2, final Parameter parameter, final int above) {
        final RulesEntryEncoder entry = new RulesEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.rulesVersion(version)
                .news2((short) (news2 ? 1 : 0))
                .news2FastAgeMs(900_000)
                .news2PressureAgeMs(3_600_000)
                .news2TemperatureAgeMs(14_400_000)
                .limitsAsStated((short) 0)
                .personalRules(0)
                .personalMs(0)
                .personalFactor(0)
                .personalReadings((short) 0);
        entry.rulesCount(1)
                .next()
                .limitValue(above)
                .parameter(parameter)
                .bound(Bound.ABOVE)
                .severity(Severity.EMERGENT);
        return bytes(entry.limit());
    }

    /** Follows how one parameter moves. */
    byte[] trends(final Parameter parameter) {
        final TrendEntryEncoder entry = new TrendEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.advisoryEveryMs(14_400_000)
                .tauMs(600_000)
                .horizonMs(3_600_000)
                .gapMs(7_200_000)
                .baselineMs(7_200_000)
                .unusual(300)
                .slack(50)
                .threshold(500)
                .methods((short) 31)
                .composite((short) 1)
                .severity(Severity.SEMI_URGENT)
                .mediumPoints((short) 2)
                .highPoints((short) 4)
                .parametersCount(1)
                .next()
                .floor(400)
                .parameter(parameter);
        return bytes(entry.limit());
    }

    /** A condition delay of a rule that {@link #rule} wrote with a limit of 0. */
    byte[] delay(final long version, final int place, final long delayMs) {
        final RuleTimingEntryEncoder entry = new RuleTimingEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.rulesVersion(version)
                .delayMs(delayMs)
                .clearMs(0)
                .debounceMs(0)
                .clearValue(0)
                .rule((short) place)
                .count((short) 1)
                .window((short) 1);
        return bytes(entry.limit());
    }
}
