package io.tocsin;

import io.tocsin.codecs.sbe.AuthorityEntryEncoder;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.BedEntryEncoder;
import io.tocsin.codecs.sbe.CareEntryEncoder;
import io.tocsin.codecs.sbe.CareScope;
import io.tocsin.codecs.sbe.CreditEntryEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.OperationsEntryEncoder;
import io.tocsin.codecs.sbe.PatientEntryEncoder;
import io.tocsin.codecs.sbe.PersonEntryEncoder;
import io.tocsin.codecs.sbe.QualificationEntryEncoder;
import io.tocsin.codecs.sbe.RoleEntryEncoder;
import io.tocsin.codecs.sbe.RuleTimingEntryEncoder;
import io.tocsin.codecs.sbe.RulesEntryEncoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SourceEntryEncoder;
import io.tocsin.codecs.sbe.TriageEntryEncoder;
import io.tocsin.codecs.sbe.UnitEntryEncoder;
import io.tocsin.codecs.sbe.WatchEntryEncoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Encodes a site's parts as entries: people, units, beds, patients, roles, assignments, policies, rules, credit, sources, watched sources, so that every entry names only what stands
 * before it. A policy's id is its place from 1, versions are 1.
 */
final class SiteEncoder {
    // A policy of 20 steps with names of 36 bytes has 1,049.
    private static final int MAX_ENTRY_BYTES = 1152;
    /** In the place of the message that empties what cannot be emptied. */
    static final byte[] NOTHING = {};

    private final List<SiteEntry> entries = new ArrayList<>();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[MAX_ENTRY_BYTES]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    private SiteEncoder() {}

    static List<SiteEntry> encode(final SiteParts parts) {
        final SiteEncoder encoder = new SiteEncoder();
        parts.people.forEach(encoder::person);
        parts.units.forEach(encoder::unit);
        parts.beds.forEach(encoder::bed);
        parts.patients.forEach(encoder::patient);
        parts.roles.forEach(encoder::role);
        parts.patientCare.forEach((id, people) -> encoder.care(CareScope.PATIENT, id, people));
        parts.bedCare.forEach((id, people) -> encoder.care(CareScope.BED, id, people));
        parts.qualifications.forEach(encoder::qualification);
        encoder.entries.addAll(ContactEncoding.entries(parts));
        int policyId = 1;
        for (final Policy policy : parts.policies.values()) {
            encoder.policy(policyId++, policy);
        }
        encoder.rules(parts.rules);
        List.of(
                        ProfileEncoding.entries(parts.rules),
                        GateEncoding.entries(parts.gate),
                        parts.doses.entries(),
                        parts.weights.entries(),
                        parts.viewLimits.entries())
                .forEach(encoder.entries::addAll);
        parts.authority.forEach(encoder::authority);
        if (parts.triage.bits() != 0 || !parts.limitedTeam.equals(SiteParts.LimitedTeam.NONE)) {
            encoder.triage(parts);
        }
        if (!parts.credit.equals(SiteParts.Credit.UNSAID)) {
            encoder.credit(parts.credit);
        }
        parts.sources.forEach(encoder::source);
        parts.watches.forEach(encoder::watch);
        if (parts.serviceLevel != null) {
            encoder.serviceLevel(parts.serviceLevel);
        }
        final List<Inhibition> inhibitions = parts.inhibitions;
        encoder.entries.addAll(inhibitions.isEmpty() ? List.of() : List.of(InhibitionEncoding.entry(inhibitions)));
        encoder.entries.addAll(TrendEncoding.entries(parts.trends));
        final DeviceRules devices = parts.devices;
        encoder.entries.addAll(devices == null ? List.of() : DeviceEncoding.entries(devices));
        return List.copyOf(encoder.entries);
    }

    static String key(final SiteParts.Role role) {
        return "role/" + role.unit() + '/' + role.role();
    }

    static String key(final CareScope scope, final String subject) {
        return "care/" + scope + '/' + subject;
    }

    static String qualificationKey(final String personId) {
        return "qualification/" + personId;
    }

    /** The entry that leaves a person unqualified. */
    static byte[] unqualified(final String personId) {
        final SiteEncoder encoder = new SiteEncoder();
        return encoder.bytes(encoder.encodeQualification(personId, List.of()));
    }

    /** The entry that takes everybody out of a role. */
    static byte[] emptied(final SiteParts.Role role) {
        final SiteEncoder encoder = new SiteEncoder();
        return encoder.bytes(encoder.encodeRole(role, List.of()));
    }

    /** The entry that takes everybody out of an assignment. */
    static byte[] emptied(final CareScope scope, final String subject) {
        final SiteEncoder encoder = new SiteEncoder();
        return encoder.bytes(encoder.encodeCare(scope, subject, List.of()));
    }

    private void serviceLevel(final ServiceLevel level) {
        final OperationsEntryEncoder entry = new OperationsEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        final OperationsEntryEncoder.AdministratorsEncoder group = entry.targetMs(level.targetMs())
                .breachMs(level.breachMs())
                .elevatedConnections(level.elevated().connections())
                .emergencyConnections(level.emergency().connections())
                .elevatedBacklogPermille(level.elevated().backlogPermille())
                .emergencyBacklogPermille(level.emergency().backlogPermille())
                .elevatedCpuPermille(level.elevated().cpuPermille())
                .emergencyCpuPermille(level.emergency().cpuPermille())
                .holdMs(level.holdMs())
                .deferMs(level.deferMs())
                .leavePercent((short) level.leavePercent())
                .deviceLostMs(level.deviceLostMs())
                .administratorsCount(level.administrators().size());
        level.administrators().forEach(person -> group.next().personId(person));
        add("service-level", SiteEntry.Kind.PLAIN, entry.encodedLength());
    }

    private void person(final String id, final boolean alwaysReachable) {
        final PersonEntryEncoder entry = new PersonEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.alwaysReachable(flag(alwaysReachable)).personId(id);
        add("person/" + id, SiteEntry.Kind.PLAIN, entry.encodedLength());
    }

    private void unit(final String id, final long facility) {
        final UnitEntryEncoder entry = new UnitEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.facility(facility).unitId(id);
        add("unit/" + id, SiteEntry.Kind.PLAIN, entry.encodedLength());
    }

    private void bed(final String id, final String unit) {
        final BedEntryEncoder entry = new BedEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.bedId(id).unitId(unit);
        add("bed/" + id, SiteEntry.Kind.PLAIN, entry.encodedLength());
    }

    private void patient(final String id, final SiteParts.Patient patient) {
        final PatientEntryEncoder entry = new PatientEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.spo2Scale((short) patient.spo2Scale())
                .treatmentLimits((short) TreatmentLimit.bits(patient.limits()))
                .ageGroup(patient.ageGroup())
                .bornOnDay(patient.bornOnDay())
                .patientId(id)
                .bedId(patient.bed())
                .unitId(patient.unit());
        add("patient/" + id, SiteEntry.Kind.PLAIN, entry.encodedLength());
    }

    private void role(final SiteParts.Role role, final List<String> people) {
        final byte[] emptied = bytes(encodeRole(role, List.of()));
        add(key(role), SiteEntry.Kind.PEOPLE, encodeRole(role, people), emptied);
    }

    private int encodeRole(final SiteParts.Role role, final List<String> people) {
        final RoleEntryEncoder entry = new RoleEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        final RoleEntryEncoder.PeopleEncoder group = entry.peopleCount(people.size());
        people.forEach(person -> group.next().personId(person));
        entry.unitId(role.unit()).role(role.role());
        return entry.encodedLength();
    }

    private void care(final CareScope scope, final String id, final List<String> people) {
        final byte[] emptied = bytes(encodeCare(scope, id, List.of()));
        add(key(scope, id), SiteEntry.Kind.PEOPLE, encodeCare(scope, id, people), emptied);
    }

    private int encodeCare(final CareScope scope, final String id, final List<String> people) {
        final CareEntryEncoder entry = new CareEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.scope(scope);
        final CareEntryEncoder.PeopleEncoder group = entry.peopleCount(people.size());
        people.forEach(person -> group.next().personId(person));
        entry.subjectId(id);
        return entry.encodedLength();
    }

    private void qualification(final String personId, final List<String> names) {
        add(
                qualificationKey(personId),
                SiteEntry.Kind.PEOPLE,
                encodeQualification(personId, names),
                unqualified(personId));
    }

    private int encodeQualification(final String personId, final List<String> names) {
        final QualificationEntryEncoder entry = new QualificationEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        final QualificationEntryEncoder.SpecializationsEncoder group = entry.specializationsCount(names.size());
        names.forEach(name -> group.next().name(name));
        entry.personId(personId);
        return entry.encodedLength();
    }

    private void policy(final int policyId, final Policy policy) {
        final int length = PolicyEncoding.encode(policyId, policy, buffer, header);
        add("policy/" + policy.name(), SiteEntry.Kind.POLICY, length);
    }

    private void rules(final LimitRules rules) {
        final RulesEntryEncoder entry = new RulesEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.rulesVersion(1)
                .news2(flag(rules.news2()))
                .news2FastAgeMs(rules.ages().fastMs())
                .news2PressureAgeMs(rules.ages().pressureMs())
                .news2TemperatureAgeMs(rules.ages().temperatureMs())
                .limitsAsStated(flag(rules.takesLimitsAsStated()));
        final List<LimitRules.Rule> limits = rules.rules();
        final RulesEntryEncoder.RulesEncoder group =
                rules.personal().encode(entry, limits).rulesCount(limits.size());
        limits.forEach(rule -> group.next()
                .limitValue(rule.limitHundredths())
                .parameter(rule.parameter())
                .bound(rule.bound())
                .severity(rule.severity()));
        add("rules", SiteEntry.Kind.RULES, entry.encodedLength());
        for (int place = 1; place <= rules.rules().size(); place++) {
            final LimitRules.Rule rule = rules.rules().get(place - 1);
            if (!rule.timing().equals(LimitTiming.AT_ONCE)) {
                timing(place, rule);
            }
        }
        for (int place = 1; place <= rules.scores().size(); place++) {
            entries.add(ScoreEncoding.entry(place, rules.scores().get(place - 1)));
        }
    }

    private void timing(final int place, final LimitRules.Rule rule) {
        final RuleTimingEntryEncoder entry = new RuleTimingEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        rule.timing()
                .in(entry)
                .rulesVersion(1)
                .clearValue(rule.clearHundredths())
                .rule((short) place);
        add(timingKey(place), SiteEntry.Kind.RULES, entry.encodedLength());
    }

    static String timingKey(final int place) {
        return "rules/timing of limit " + place;
    }

    private void authority(final String person, final SiteParts.Authority authority) {
        final byte[] emptied = emptiedAuthority(person);
        final int length = encodeAuthority(person, authority.role(), authority.patient());
        add("authority/" + person, SiteEntry.Kind.PEOPLE, length, emptied);
    }

    private int encodeAuthority(final String person, final AuthorityRole role, final String patient) {
        final AuthorityEntryEncoder entry = new AuthorityEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.role(role).personId(person).patientId(patient);
        return entry.encodedLength();
    }

    /** The entry that takes a person's role. */
    static byte[] emptiedAuthority(final String person) {
        final SiteEncoder encoder = new SiteEncoder();
        return encoder.bytes(encoder.encodeAuthority(person, AuthorityRole.NONE, ""));
    }

    private void triage(final SiteParts parts) {
        final TriageRules rules = parts.triage;
        final SiteParts.LimitedTeam team = parts.limitedTeam;
        final TriageEntryEncoder entry = new TriageEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        int severities = 0;
        for (final Severity severity : team.severities()) {
            severities |= 1 << severity.value();
        }
        final TriageEntryEncoder.ClassesEncoder classes = entry.clauses(rules.bits())
                .fastAgeMs(rules.fastAgeMs())
                .pressureAgeMs(rules.pressureAgeMs())
                .temperatureAgeMs(rules.temperatureAgeMs())
                .limitedPolicyId(List.copyOf(parts.policies.keySet()).indexOf(team.policy()) + 1L)
                .limitedSeverities(severities)
                .limitedBy((short) TreatmentLimit.bits(team.limits()))
                .classesCount(rules.threats().size());
        rules.threats()
                .forEach((conditionClass, threat) -> classes.next()
                        .conditionClass(conditionClass)
                        .harm(threat.harm())
                        .onset(threat.onset()));
        add("triage", SiteEntry.Kind.TRIAGE, entry.encodedLength(), emptiedTriage());
    }

    /** The entry after which what is declared stands. */
    static byte[] emptiedTriage() {
        final SiteEncoder encoder = new SiteEncoder();
        final TriageEntryEncoder entry = new TriageEntryEncoder().wrapAndApplyHeader(encoder.buffer, 0, encoder.header);
        entry.clauses(0)
                .fastAgeMs(0)
                .pressureAgeMs(0)
                .temperatureAgeMs(0)
                .limitedPolicyId(0)
                .limitedSeverities(0)
                .limitedBy((short) 0)
                .classesCount(0);
        return encoder.bytes(entry.encodedLength());
    }

    private void credit(final SiteParts.Credit credit) {
        final CreditEntryEncoder entry = new CreditEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.gatewayCritical(credit.gatewayCritical())
                .gatewayOther(credit.gatewayOther())
                .personCritical(credit.personCritical())
                .personOther(credit.personOther())
                .positionMs(credit.positionMs());
        add("credit", SiteEntry.Kind.PLAIN, entry.encodedLength());
    }

    private void source(final long sourceId) {
        final SourceEntryEncoder entry = new SourceEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.sourceId(sourceId);
        add("source/" + Long.toUnsignedString(sourceId), SiteEntry.Kind.PLAIN, entry.encodedLength());
    }

    private void watch(final long sourceId, final SiteParts.Watch watch) {
        final byte[] ended = bytes(encodeWatch(sourceId, watch, 0));
        final String key = "watch/" + Long.toUnsignedString(sourceId);
        add(key, SiteEntry.Kind.PEOPLE, encodeWatch(sourceId, watch, watch.silentMs()), ended);
    }

    private int encodeWatch(final long sourceId, final SiteParts.Watch watch, final long silentMs) {
        final WatchEntryEncoder entry = new WatchEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.sourceId(sourceId)
                .silentMs(silentMs)
                .severity(watch.severity())
                .deviceId(watch.device())
                .unitId(watch.unit());
        return entry.encodedLength();
    }

    private void add(final String key, final SiteEntry.Kind kind, final int encodedLength) {
        add(key, kind, encodedLength, NOTHING);
    }

    private void add(final String key, final SiteEntry.Kind kind, final int encodedLength, final byte[] emptied) {
        entries.add(new SiteEntry(key, kind, bytes(encodedLength), emptied));
    }

    private byte[] bytes(final int encodedLength) {
        final byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + encodedLength];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    private static short flag(final boolean value) {
        return value ? (short) 1 : 0;
    }
}
