package io.tocsin.engine.report;

import io.tocsin.codecs.sbe.AgeGroup;
import io.tocsin.codecs.sbe.AuthorityEntryEncoder;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.BedEntryEncoder;
import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.CareEntryEncoder;
import io.tocsin.codecs.sbe.CareScope;
import io.tocsin.codecs.sbe.ConditionClass;
import io.tocsin.codecs.sbe.CreditEntryEncoder;
import io.tocsin.codecs.sbe.Harm;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Onset;
import io.tocsin.codecs.sbe.Parameter;
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
import io.tocsin.engine.alert.Assessments;
import io.tocsin.engine.authority.Authority;
import io.tocsin.engine.config.ConfigState;
import io.tocsin.engine.duty.DutyReport;
import io.tocsin.engine.event.SystemEvents;
import io.tocsin.engine.monitoring.LimitRules;
import io.tocsin.engine.monitoring.RuleTimings;
import io.tocsin.engine.monitoring.Subjects;
import io.tocsin.engine.site.Assignments;
import io.tocsin.engine.site.Policies;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.store.IdTable;
import io.tocsin.engine.triage.TriageRules;
import io.tocsin.engine.watch.SourceWatch;
import org.agrona.concurrent.UnsafeBuffer;

/** The configuration in force, entry by entry, as whoever sends the next one needs it to send the difference only. */
public final class ConfigReport {
    private static final int MAX_ENTRY_BYTES = 1152;
    private static final long NS_PER_MS = 1_000_000L;

    private final ConfigState state;
    private final SystemEvents events;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[MAX_ENTRY_BYTES]);
    private final UnsafeBuffer id = new UnsafeBuffer(new byte[1 + IdTable.MAX_ID_BYTES]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    /**
     * Reports a configuration.
     *
     * @param state  in force.
     * @param events of the report's stream.
     */
    public ConfigReport(final ConfigState state, final SystemEvents events) {
        this.state = state;
        this.events = events;
    }

    /**
     * Emits {@code ConfigStateReported} and a {@code ConfigEntryReported} for everything that an entry can say.
     *
     * @param appliedHash of the configuration that was applied last, or 0.
     */
    public void report(final long appliedHash) {
        final Policies policies = state.policies();
        int version = 0;
        for (int slot = policies.configuredAfter(Policies.NONE);
                slot != Policies.NONE;
                slot = policies.configuredAfter(slot)) {
            version = Integer.compareUnsigned(policies.version(slot), version) > 0 ? policies.version(slot) : version;
        }
        events.configState(appliedHash, version, state.rules().version());
        final Site site = state.site();
        for (int i = 0; i < site.people().size(); i++) {
            person(i);
        }
        for (int i = 0; i < site.units().size(); i++) {
            unit(i);
        }
        for (int i = 0; i < site.beds().size(); i++) {
            bed(i);
        }
        for (int i = 0; i < state.subjects().ids().size(); i++) {
            if (state.subjects().isIdentified(i)) {
                patient(i);
            }
        }
        for (int i = 0; i < state.assignments().lists(); i++) {
            assignment(i);
        }
        new DutyReport(
                        state.rosters(),
                        state.assignments(),
                        site,
                        state.subjects().ids(),
                        events)
                .report();
        for (int slot = policies.configuredAfter(Policies.NONE);
                slot != Policies.NONE;
                slot = policies.configuredAfter(slot)) {
            PolicyReport.policy(state, slot, events);
        }
        if (state.rules().version() != 0) {
            rules();
            timings();
            ScoreTableReport.report(state.rules(), events);
            new ProfileReport(state, events).report();
        }
        credit();
        for (int i = 0; i < site.people().size(); i++) {
            if (state.qualifications().of(i) != 0) {
                qualification(i);
            }
        }
        ContactReport.report(site, state.contacts(), events);
        ContactReport.deliveries(site, state.deliveryRules(), events);
        for (int i = 0; i < site.people().size(); i++) {
            if (state.authority().roleOf(i) != Authority.NO_ROLE) {
                authority(i);
            }
        }
        if (state.triage().rules().isSaid()) {
            triage();
        }
        for (int i = 0; i < state.windows().interfaces(); i++) {
            final SourceEntryEncoder entry = new SourceEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
            entry.sourceId(state.windows().interfaceAt(i));
            emit(entry.limit());
        }
        for (int i = 0; i < state.watch().count(); i++) {
            watch(i);
        }
        if (state.readingGate().rules().isSaid()) {
            ReadingsReport.gate(state.readingGate().rules(), events);
        }
        if (state.devices().rules().isSaid()) {
            ReadingsReport.devices(state.devices().rules(), events);
        }
        if (state.care().doses().rules().isSaid()) {
            CareReport.doses(state.care().doses().rules(), events);
        }
        if (state.care().weights().rules().isSaid()) {
            CareReport.weights(state.care().weights().rules(), events);
        }
        if (state.viewRules().isSaid()) {
            ServiceReport.views(state.viewRules(), buffer, events);
        }
        ServiceReport.report(state.operations(), state.site(), buffer, events);
    }

    private void watch(final int number) {
        final SourceWatch watch = state.watch();
        final WatchEntryEncoder entry = new WatchEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.sourceId(watch.sourceId(number))
                .silentMs(watch.silentNs(number) / NS_PER_MS)
                .severity(Severity.get((short) watch.severity(number)))
                .putDeviceId(id, 1, copy(state.subjects().ids(), watch.subject(number)) - 1);
        final int unit = watch.unit(number);
        entry.putUnitId(id, 0, unit == Site.NONE ? 0 : copy(state.site().units(), unit));
        emit(entry.limit());
    }

    private void person(final int index) {
        final PersonEntryEncoder entry = new PersonEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.alwaysReachable((short) (state.site().isAlwaysReachable(index) ? 1 : 0))
                .putPersonId(id, 0, copy(state.site().people(), index));
        emit(entry.limit());
    }

    private void unit(final int index) {
        final UnitEntryEncoder entry = new UnitEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.facility(state.site().facilityOfUnit(index) & 0xFFFF_FFFFL)
                .putUnitId(id, 0, copy(state.site().units(), index));
        emit(entry.limit());
    }

    private void bed(final int index) {
        final BedEntryEncoder entry = new BedEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.putBedId(id, 0, copy(state.site().beds(), index));
        entry.putUnitId(id, 0, copy(state.site().units(), state.site().unitOfBed(index)));
        emit(entry.limit());
    }

    /** A unit that follows from the bed is not named: most entries did not name it. */
    private void patient(final int subject) {
        final Subjects subjects = state.subjects();
        final int bed = subjects.bed(subject);
        final int unit = subjects.unit(subject);
        final boolean isNamed = unit != state.site().unitOfBed(bed);
        final PatientEntryEncoder entry = new PatientEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.spo2Scale((short) subjects.spo2Scale(subject))
                .treatmentLimits((short) subjects.treatmentLimits(subject))
                .ageGroup(AgeGroup.get((short) subjects.ageGroup(subject)))
                .bornOnDay(state.births().bornOnDay(subject))
                .putPatientId(id, 1, copy(subjects.ids(), subject) - 1);
        entry.putBedId(id, 0, bed == Site.NONE ? 0 : copy(state.site().beds(), bed));
        entry.putUnitId(id, 0, isNamed ? copy(state.site().units(), unit) : 0);
        emit(entry.limit());
    }

    private void assignment(final int list) {
        final long key = state.assignments().key(list);
        if (Assignments.isOfContacts(key)) {
            ContactReport.emergencyContacts(state, key, events);
            return;
        }
        if (Assignments.isOfRole(key)) {
            final RoleEntryEncoder entry = new RoleEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
            final RoleEntryEncoder.PeopleEncoder people = entry.peopleCount(length(list));
            for (int place = state.assignments().listHead(list);
                    place != Assignments.END;
                    place = state.assignments().next(place)) {
                people.next().putPersonId(id, 0, copyPerson(place));
            }
            entry.putUnitId(id, 0, copy(state.site().units(), Assignments.unitOf(key)));
            entry.putRole(id, 0, copy(state.site().roles(), Assignments.indexOf(key)));
            emit(entry.limit());
            return;
        }
        final boolean isBed = Assignments.isOfBed(key);
        final CareEntryEncoder entry = new CareEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        final CareEntryEncoder.PeopleEncoder people =
                entry.scope(isBed ? CareScope.BED : CareScope.PATIENT).peopleCount(length(list));
        for (int place = state.assignments().listHead(list);
                place != Assignments.END;
                place = state.assignments().next(place)) {
            people.next().putPersonId(id, 0, copyPerson(place));
        }
        if (isBed) {
            entry.putSubjectId(id, 0, copy(state.site().beds(), Assignments.indexOf(key)));
        } else {
            entry.putSubjectId(id, 1, copy(state.subjects().ids(), Assignments.indexOf(key)) - 1);
        }
        emit(entry.limit());
    }

    private void rules() {
        final LimitRules rules = state.rules();
        final RulesEntryEncoder entry = new RulesEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        final RulesEntryEncoder.RulesEncoder group = entry.rulesVersion(rules.version())
                .news2((short) (rules.usesNews2() ? 1 : 0))
                .news2FastAgeMs(rules.fastAgeNs() / NS_PER_MS)
                .news2PressureAgeMs(rules.pressureAgeNs() / NS_PER_MS)
                .news2TemperatureAgeMs(rules.temperatureAgeNs() / NS_PER_MS)
                .limitsAsStated((short) (rules.takesLimitsAsStated() ? 1 : 0))
                .personalRules(rules.personal().ofRules())
                .personalMs(rules.personal().spanNs() / NS_PER_MS)
                .personalFactor(rules.personal().factor())
                .personalReadings((short) rules.personal().leastReadings())
                .rulesCount(rules.count());
        for (int rule = 1; rule <= rules.count(); rule++) {
            group.next()
                    .limitValue(rules.limit(rule))
                    .parameter(Parameter.get((short) rules.parameter(rule)))
                    .bound(rules.isBelow(rule) ? Bound.BELOW : Bound.ABOVE)
                    .severity(Severity.get((short) rules.severity(rule)));
        }
        emit(entry.limit());
    }

    private void timings() {
        final RuleTimings timings = state.rules().timings();
        for (int rule = 1; rule <= state.rules().count(); rule++) {
            if (timings.isTimed(rule)) {
                final RuleTimingEntryEncoder entry = new RuleTimingEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
                entry.rulesVersion(state.rules().version())
                        .delayMs(timings.delayNs(rule) / NS_PER_MS)
                        .clearMs(timings.clearNs(rule) / NS_PER_MS)
                        .debounceMs(timings.debounceNs(rule) / NS_PER_MS)
                        .clearValue(timings.clearValue(rule))
                        .rule((short) rule)
                        .count((short) timings.count(rule))
                        .window((short) timings.window(rule))
                        .areaHundredthSeconds(timings.area(rule));
                emit(entry.limit());
            }
        }
    }

    private void qualification(final int person) {
        final long bits = state.qualifications().of(person);
        final QualificationEntryEncoder entry = new QualificationEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        final QualificationEntryEncoder.SpecializationsEncoder group = entry.specializationsCount(Long.bitCount(bits));
        long left = bits;
        while (left != 0) {
            final int first = state.qualifications().first(left);
            group.next().putName(id, 0, copy(state.qualifications().names(), first));
            left &= ~(1L << first);
        }
        entry.putPersonId(id, 0, copy(state.site().people(), person));
        emit(entry.limit());
    }

    private void credit() {
        final int[] limits = state.dispatcher().creditLimits();
        final CreditEntryEncoder entry = new CreditEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.gatewayCritical(limits[0])
                .gatewayOther(limits[1])
                .personCritical(limits[2])
                .personOther(limits[3])
                .positionMs(state.positions().holdNs() / NS_PER_MS);
        emit(entry.limit());
    }

    private void authority(final int person) {
        final int patient = state.authority().patientOf(person);
        final AuthorityEntryEncoder entry = new AuthorityEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        entry.role(AuthorityRole.get((short) state.authority().roleOf(person)))
                .putPersonId(id, 0, copy(state.site().people(), person));
        final int length = patient == Subjects.NONE ? 0 : copy(state.subjects().ids(), patient) - 1;
        entry.putPatientId(id, 1, length);
        emit(entry.limit());
    }

    private void triage() {
        final TriageRules rules = state.triage().rules();
        final Assessments assessments = state.triage().assessments();
        int changed = 0;
        for (int i = 1; i <= Assessments.CLASSES; i++) {
            changed += assessments.isDefault(i) ? 0 : 1;
        }
        final TriageEntryEncoder entry = new TriageEntryEncoder().wrapAndApplyHeader(buffer, 0, header);
        final TriageEntryEncoder.ClassesEncoder classes = entry.clauses(rules.clauses())
                .fastAgeMs(rules.fastAgeNs() / NS_PER_MS)
                .pressureAgeMs(rules.pressureAgeNs() / NS_PER_MS)
                .temperatureAgeMs(rules.temperatureAgeNs() / NS_PER_MS)
                .limitedPolicyId(state.triage().teams().policyId() & 0xFFFF_FFFFL)
                .limitedSeverities(state.triage().teams().severities())
                .limitedBy((short) state.triage().teams().limits())
                .classesCount(changed);
        for (int i = 1; i <= Assessments.CLASSES; i++) {
            if (!assessments.isDefault(i)) {
                classes.next()
                        .conditionClass(ConditionClass.get((short) i))
                        .harm(Harm.get((short) assessments.harm(i)))
                        .onset(Onset.get((short) assessments.onset(i)));
            }
        }
        emit(entry.limit());
    }

    private int length(final int list) {
        int length = 0;
        for (int place = state.assignments().listHead(list);
                place != Assignments.END;
                place = state.assignments().next(place)) {
            length++;
        }
        return length;
    }

    private int copyPerson(final int place) {
        return copy(state.site().people(), state.assignments().person(place));
    }

    private int copy(final IdTable ids, final int index) {
        id.putBytes(0, ids.records(), ids.idOffset(index), ids.idLength(index));
        return ids.idLength(index);
    }

    private void emit(final int length) {
        events.configEntry(buffer, length);
    }
}
