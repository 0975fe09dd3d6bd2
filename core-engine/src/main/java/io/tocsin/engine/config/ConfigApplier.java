package io.tocsin.engine.config;

import io.tocsin.codecs.sbe.AuthorityEntryDecoder;
import io.tocsin.codecs.sbe.BedEntryDecoder;
import io.tocsin.codecs.sbe.CareEntryDecoder;
import io.tocsin.codecs.sbe.CareScope;
import io.tocsin.codecs.sbe.ContactEntryDecoder;
import io.tocsin.codecs.sbe.CreditEntryDecoder;
import io.tocsin.codecs.sbe.DeliveryEntryDecoder;
import io.tocsin.codecs.sbe.DutyEntryDecoder;
import io.tocsin.codecs.sbe.DutyScope;
import io.tocsin.codecs.sbe.EmergencyContactEntryDecoder;
import io.tocsin.codecs.sbe.IdTable;
import io.tocsin.codecs.sbe.LimitProfileEntryDecoder;
import io.tocsin.codecs.sbe.OperationsEntryDecoder;
import io.tocsin.codecs.sbe.PatientEntryDecoder;
import io.tocsin.codecs.sbe.PersonEntryDecoder;
import io.tocsin.codecs.sbe.PolicyEntryDecoder;
import io.tocsin.codecs.sbe.PrecedenceEntryDecoder;
import io.tocsin.codecs.sbe.QualificationEntryDecoder;
import io.tocsin.codecs.sbe.RoleEntryDecoder;
import io.tocsin.codecs.sbe.RosterChange;
import io.tocsin.codecs.sbe.RuleTimingEntryDecoder;
import io.tocsin.codecs.sbe.RulesEntryDecoder;
import io.tocsin.codecs.sbe.ScoreTableEntryDecoder;
import io.tocsin.codecs.sbe.ShiftEnd;
import io.tocsin.codecs.sbe.SourceEntryDecoder;
import io.tocsin.codecs.sbe.TargetKind;
import io.tocsin.codecs.sbe.TriageEntryDecoder;
import io.tocsin.codecs.sbe.UnitEntryDecoder;
import io.tocsin.codecs.sbe.WatchEntryDecoder;
import io.tocsin.engine.authority.Consents;
import io.tocsin.engine.event.SystemEvents;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.monitoring.Subjects;
import io.tocsin.engine.site.Assignments;
import io.tocsin.engine.site.PolicySteps;
import io.tocsin.engine.site.Site;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** Applies entries that {@link ConfigChecker} has passed; nothing here can fail. */
final class ConfigApplier {
    private static final long NS_PER_MS = 1_000_000L;
    private static final int MAX_PEOPLE_IN_LIST = 16;

    private final ConfigState state;
    private final SystemEvents events;
    private final int[] people = new int[MAX_PEOPLE_IN_LIST];

    private final PersonEntryDecoder person = new PersonEntryDecoder();
    private final UnitEntryDecoder unit = new UnitEntryDecoder();
    private final PatientEntryDecoder patient = new PatientEntryDecoder();
    private final CareEntryDecoder care = new CareEntryDecoder();
    private final DutyEntryDecoder duty = new DutyEntryDecoder();
    /** Number of the list whose roster goes on with the next entry. */
    private int roster;

    private final PolicyEntryDecoder policy = new PolicyEntryDecoder();
    private final StepElements steps = new StepElements();
    private final RulesEntries limitRules = new RulesEntries();
    private final CreditEntryDecoder credit = new CreditEntryDecoder();
    private final SourceEntryDecoder source = new SourceEntryDecoder();
    private final WatchEntryDecoder watch = new WatchEntryDecoder();
    private final TriageEntryDecoder triage = new TriageEntryDecoder();
    private final AuthorityEntryDecoder authority = new AuthorityEntryDecoder();
    private final DeliveryEntries delivery = new DeliveryEntries();
    private final OperationsEntries operations = new OperationsEntries();
    private final InhibitionEntries inhibitions = new InhibitionEntries();
    private final GateEntries gate = new GateEntries();
    private final DeviceEntries devices = new DeviceEntries();
    private final CareEntries careEntries = new CareEntries();
    private final ViewEntries views = new ViewEntries();
    private final Consents consents;
    private boolean areConsentsNew;
    private final TrendEntries trends = new TrendEntries();
    private boolean hasPromised;

    ConfigApplier(final ConfigState state, final SystemEvents events) {
        this.state = state;
        this.events = events;
        consents = new Consents(state.authority(), state.assignments());
    }

    /** Everything is applied: whoever may have credit now, and whoever may be waited for, is looked at again, once. */
    void finish(final long profilesContent) {
        limitRules.finish(state, profilesContent);
        if (areConsentsNew) {
            areConsentsNew = false;
            state.monitorings().review(consents, state.subjects().ids().size());
        }
        trends.finish(state.advisories());
        state.dispatcher().reconsiderAll();
        if (delivery.hasChanged()) {
            state.dispatcher().requeueAll(false);
        }
        if (hasPromised) {
            hasPromised = false;
            state.lostDevices().configured();
        }
    }

    void apply(final DirectBuffer buffer, final MessageLayout entry) {
        final int at = entry.blockOffset();
        final int block = entry.blockLength();
        final int version = entry.version();
        final Site site = state.site();
        switch (entry.templateId()) {
            case PersonEntryDecoder.TEMPLATE_ID -> {
                person.wrap(buffer, at, block, version);
                site.person(intern(buffer, entry, 0, site.people(), IdTable.PERSON), person.alwaysReachable() != 0);
            }
            case UnitEntryDecoder.TEMPLATE_ID -> {
                unit.wrap(buffer, at, block, version);
                site.unit(intern(buffer, entry, 0, site.units(), IdTable.UNIT), (int) unit.facility());
            }
            case BedEntryDecoder.TEMPLATE_ID -> {
                site.bed(intern(buffer, entry, 0, site.beds(), IdTable.BED), find(buffer, entry, 1, site.units()));
                limitRules.somebodyMoved();
            }
            case PatientEntryDecoder.TEMPLATE_ID -> {
                patient.wrap(buffer, at, block, version);
                applyPatient(buffer, entry);
            }
            case RoleEntryDecoder.TEMPLATE_ID -> {
                applyRole(buffer, entry);
            }
            case CareEntryDecoder.TEMPLATE_ID -> {
                care.wrap(buffer, at, block, version);
                applyCare(buffer, entry);
            }
            case DutyEntryDecoder.TEMPLATE_ID -> {
                duty.wrap(buffer, at, block, version);
                applyDuty(buffer, entry);
            }
            case PolicyEntryDecoder.TEMPLATE_ID -> {
                policy.wrap(buffer, at, block, version);
                applyPolicy(buffer, entry);
            }
            case RulesEntryDecoder.TEMPLATE_ID -> limitRules.rules(buffer, entry, state);
            case RuleTimingEntryDecoder.TEMPLATE_ID -> limitRules.timing(buffer, entry, state);
            case ScoreTableEntryDecoder.TEMPLATE_ID -> limitRules.table(buffer, entry, state);
            case LimitProfileEntryDecoder.TEMPLATE_ID ->
                limitRules.profile(buffer, entry, state, find(buffer, entry, 0, site.units()));
            case CreditEntryDecoder.TEMPLATE_ID -> {
                credit.wrap(buffer, at, block, version);
                state.dispatcher()
                        .creditLimits(
                                (int) credit.gatewayCritical(),
                                (int) credit.gatewayOther(),
                                (int) credit.personCritical(),
                                (int) credit.personOther());
                state.positions().hold(positionMs(version) * NS_PER_MS);
            }
            case SourceEntryDecoder.TEMPLATE_ID -> {
                source.wrap(buffer, at, block, version);
                state.windows().makeInterface(source.sourceId());
            }
            case WatchEntryDecoder.TEMPLATE_ID -> {
                watch.wrap(buffer, at, block, version);
                final int subject = internSubject(Subjects.DEVICE, buffer, entry, 0);
                state.watch()
                        .watch(
                                watch.sourceId(),
                                watch.silentMs() * NS_PER_MS,
                                watch.severityRaw(),
                                subject,
                                find(buffer, entry, 1, site.units()));
            }
            case QualificationEntryDecoder.TEMPLATE_ID -> {
                applyQualification(buffer, entry);
            }
            case TriageEntryDecoder.TEMPLATE_ID -> {
                triage.wrap(buffer, at, block, version);
                state.triage().apply(triage, buffer, entry);
            }
            case AuthorityEntryDecoder.TEMPLATE_ID -> {
                authority.wrap(buffer, at, block, version);
                final int subject = entry.textLength(1) == 0 ? Subjects.NONE : internPatient(buffer, entry, 1);
                state.authority().give(find(buffer, entry, 0, site.people()), authority.roleRaw(), subject);
                areConsentsNew = true;
            }
            case ContactEntryDecoder.TEMPLATE_ID -> {
                ContactEntries.apply(buffer, entry, find(buffer, entry, 0, site.people()), state.contacts());
            }
            case PrecedenceEntryDecoder.TEMPLATE_ID -> {
                delivery.precedence(buffer, entry, site, find(buffer, entry, 0, site.people()));
            }
            case DeliveryEntryDecoder.TEMPLATE_ID -> {
                delivery.apply(buffer, entry, state.deliveryRules());
            }
            case EmergencyContactEntryDecoder.TEMPLATE_ID -> {
                final int count = readPeople(buffer, entry);
                final long key = Assignments.ofContacts(internPatient(buffer, entry, 0));
                state.assignments().replace(key, people, count);
                areConsentsNew = true;
            }
            case OperationsEntryDecoder.TEMPLATE_ID -> {
                operations.apply(buffer, entry, state.operations());
                final int count = readPeople(buffer, entry);
                for (int i = 0; i < count; i++) {
                    state.operations().administrator(people[i]);
                }
                hasPromised = true;
            }
            case TrendEntries.TEMPLATE_ID ->
                trends.apply(buffer, entry, state.advisories().rules());
            case InhibitionEntries.TEMPLATE_ID -> inhibitions.apply(buffer, entry, state.gate());
            case GateEntries.TEMPLATE_ID -> gate.apply(buffer, entry, state);
            case DeviceEntries.TEMPLATE_ID -> devices.apply(buffer, entry, state);
            case CareEntries.DOSES, CareEntries.WEIGHTS -> careEntries.apply(buffer, entry, state.care());
            case ViewEntries.TEMPLATE_ID -> views.apply(buffer, entry, state.viewRules());
            default -> {
                throw new IllegalStateException("an entry that was not checked: template " + entry.templateId());
            }
        }
    }

    /** How long positions hold; the usual time in an entry of a version that did not know it. */
    private long positionMs(final int version) {
        return version < CreditEntryDecoder.positionMsSinceVersion() ? 0 : credit.positionMs();
    }

    private void applyPatient(final DirectBuffer buffer, final MessageLayout entry) {
        final int subject = internPatient(buffer, entry, 0);
        final int bed = find(buffer, entry, 1, state.site().beds());
        final int named = find(buffer, entry, 2, state.site().units());
        if (bed != Site.NONE && bed != state.subjects().bed(subject)) {
            // Who had no name in this bed is somebody else, or has one now.
            final int unnamed =
                    state.subjects().ids().find(Subjects.BED, buffer, entry.textOffset(1), entry.textLength(1));
            state.patientLimits().endAll(unnamed);
            state.devices().silence().endingAll(unnamed);
            state.monitorings().endAll(unnamed);
            state.advisories().forget(unnamed);
            state.care().weights().forget(unnamed);
        }
        final int unit = named == Site.NONE ? state.site().unitOfBed(bed) : named;
        state.monitorings().forgetStopped(subject);
        state.devices().silence().moved(subject, unit, bed);
        state.subjects().identify(subject, patient.spo2Scale(), unit, bed);
        limitRules.somebodyMoved();
        state.births().born(subject, TriageConfig.bornOnDay(patient));
        state.subjects().describe(subject, TriageConfig.treatmentLimits(patient), TriageConfig.ageGroup(patient));
    }

    private void applyRole(final DirectBuffer buffer, final MessageLayout entry) {
        final int count = readPeople(buffer, entry);
        final int unitIndex = find(buffer, entry, 0, state.site().units());
        final int role = intern(buffer, entry, 1, state.site().roles(), IdTable.ROLE);
        state.assignments().replace(Assignments.ofRole(unitIndex, role), people, count);
    }

    private void applyCare(final DirectBuffer buffer, final MessageLayout entry) {
        final int count = readPeople(buffer, entry);
        final long key = care.scopeRaw() == CareScope.BED.value()
                ? Assignments.ofBed(find(buffer, entry, 0, state.site().beds()))
                : Assignments.ofPatient(internPatient(buffer, entry, 0));
        state.assignments().replace(key, people, count);
    }

    private void applyDuty(final DirectBuffer buffer, final MessageLayout entry) {
        final int scope = duty.scopeRaw();
        if (duty.changeRaw() == RosterChange.REMOVE.value()) {
            final long key = RosterKey.find(state, buffer, entry, scope);
            if (key != RosterKey.NONE) {
                state.rosters().remove(key);
            }
        } else if (duty.changeRaw() == RosterChange.REPLACE.value()) {
            if (scope == DutyScope.ROLE.value()) {
                intern(buffer, entry, 1, state.site().roles(), IdTable.ROLE);
            } else if (scope == DutyScope.PATIENT.value()) {
                internPatient(buffer, entry, 1);
            }
            roster = state.rosters()
                    .replace(
                            RosterKey.find(state, buffer, entry, scope), duty.atEndRaw() == ShiftEnd.HAND_OVER.value());
        }
        int at = entry.groupOffset();
        for (int i = 0; i < entry.groupCount(); i++) {
            final long startNs = buffer.getLong(
                    at + DutyEntryDecoder.DutiesDecoder.startNsEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
            final long endNs =
                    buffer.getLong(at + DutyEntryDecoder.DutiesDecoder.endNsEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
            at += entry.elementBytes();
            final int length = buffer.getByte(at) & 0xFF;
            state.rosters().add(roster, state.site().people().find((byte) 0, buffer, at + 1, length), startNs, endNs);
            at += 1 + length;
        }
    }

    private void applyPolicy(final DirectBuffer buffer, final MessageLayout entry) {
        final int slot = state.policies()
                .add(
                        (int) policy.policyId(),
                        (int) policy.version(),
                        policy.severityMask(),
                        entry.version() >= PolicyEntryDecoder.typesSinceVersion() ? policy.types() : 0,
                        policy.latchingTypes(),
                        policy.repeatMs() * NS_PER_MS,
                        policy.reviewMs() * NS_PER_MS,
                        policy.staleMs() * NS_PER_MS,
                        policy.expireMs() * NS_PER_MS,
                        find(buffer, entry, 0, state.site().people()));
        final PolicySteps applied = state.policies().steps();
        if (entry.version() >= PolicyEntryDecoder.bedsideMsSinceVersion()) {
            final boolean isFull = entry.blockLength() > PolicyEntryDecoder.readBacksEncodingOffset();
            final int readBacks = isFull ? policy.readBacks() : 0;
            applied.persist(slot, policy.loops(), policy.bedsideMs() * NS_PER_MS, policy.plan(), readBacks);
        }
        steps.begin(buffer, entry);
        while (steps.next()) {
            if (!steps.isSame()) {
                applied.add(slot, steps.channels(), steps.needed(), steps.delayMs() * NS_PER_MS);
            }
            final int target = steps.target();
            applied.addTarget(
                    slot,
                    target,
                    nameOfStep(buffer, steps.nameOffset(), steps.nameLength(), target),
                    steps.slot(),
                    steps.asks(),
                    steps.order(),
                    steps.capable() != 0);
        }
    }

    private int nameOfStep(final DirectBuffer buffer, final int offset, final int length, final int target) {
        if (target == TargetKind.UNIT_ROLE.value() || target == TargetKind.FACILITY_ROLE.value()) {
            return state.site().roles().find((byte) 0, buffer, offset, length);
        }
        return target == TargetKind.PERSON.value()
                ? state.site().people().find((byte) 0, buffer, offset, length)
                : Site.NONE;
    }

    private void applyQualification(final DirectBuffer buffer, final MessageLayout entry) {
        long bits = 0;
        int at = entry.groupOffset();
        for (int i = 0; i < entry.groupCount(); i++) {
            at += entry.elementBytes();
            final int length = buffer.getByte(at) & 0xFF;
            bits |= state.qualifications().intern(buffer, at + 1, length);
            at += 1 + length;
        }
        final int personIndex = find(buffer, entry, 0, state.site().people());
        state.qualifications().replace(personIndex, bits);
        state.positions().qualified(personIndex, bits);
    }

    private int readPeople(final DirectBuffer buffer, final MessageLayout entry) {
        int at = entry.groupOffset();
        for (int i = 0; i < entry.groupCount(); i++) {
            at += entry.elementBytes();
            final int length = buffer.getByte(at) & 0xFF;
            people[i] = state.site().people().find((byte) 0, buffer, at + 1, length);
            at += 1 + length;
        }
        return entry.groupCount();
    }

    private int internPatient(final DirectBuffer buffer, final MessageLayout entry, final int text) {
        return internSubject(Subjects.PATIENT, buffer, entry, text);
    }

    private int internSubject(final byte kind, final DirectBuffer buffer, final MessageLayout entry, final int text) {
        final io.tocsin.engine.store.IdTable ids = state.subjects().ids();
        final int before = ids.size();
        final int subject = ids.intern(kind, buffer, entry.textOffset(text), entry.textLength(text));
        if (subject == before) {
            state.subjects().created(subject);
            events.interned(IdTable.SUBJECT, subject, ids.records(), ids.idOffset(subject), ids.idLength(subject));
        }
        return subject;
    }

    private int intern(
            final DirectBuffer buffer,
            final MessageLayout entry,
            final int text,
            final io.tocsin.engine.store.IdTable ids,
            final IdTable table) {
        final int before = ids.size();
        final int index = ids.intern((byte) 0, buffer, entry.textOffset(text), entry.textLength(text));
        if (index == before) {
            events.interned(table, index, ids.records(), ids.idOffset(index), ids.idLength(index));
        }
        return index;
    }

    private static int find(
            final DirectBuffer buffer,
            final MessageLayout entry,
            final int text,
            final io.tocsin.engine.store.IdTable ids) {
        return entry.textLength(text) == 0
                ? Site.NONE
                : ids.find((byte) 0, buffer, entry.textOffset(text), entry.textLength(text));
    }
}
