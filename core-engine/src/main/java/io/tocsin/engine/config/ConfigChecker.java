package io.tocsin.engine.config;

import io.tocsin.codecs.sbe.AuthorityEntryDecoder;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.BedEntryDecoder;
import io.tocsin.codecs.sbe.CareEntryDecoder;
import io.tocsin.codecs.sbe.CareScope;
import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.ContactEntryDecoder;
import io.tocsin.codecs.sbe.CreditEntryDecoder;
import io.tocsin.codecs.sbe.DeliveryEntryDecoder;
import io.tocsin.codecs.sbe.DutyEntryDecoder;
import io.tocsin.codecs.sbe.DutyScope;
import io.tocsin.codecs.sbe.EmergencyContactEntryDecoder;
import io.tocsin.codecs.sbe.LimitProfileEntryDecoder;
import io.tocsin.codecs.sbe.OperationsEntryDecoder;
import io.tocsin.codecs.sbe.PatientEntryDecoder;
import io.tocsin.codecs.sbe.PersonEntryDecoder;
import io.tocsin.codecs.sbe.PolicyEntryDecoder;
import io.tocsin.codecs.sbe.PrecedenceEntryDecoder;
import io.tocsin.codecs.sbe.QualificationEntryDecoder;
import io.tocsin.codecs.sbe.RoleEntryDecoder;
import io.tocsin.codecs.sbe.RuleTimingEntryDecoder;
import io.tocsin.codecs.sbe.RulesEntryDecoder;
import io.tocsin.codecs.sbe.ScoreTableEntryDecoder;
import io.tocsin.codecs.sbe.SourceEntryDecoder;
import io.tocsin.codecs.sbe.TriageEntryDecoder;
import io.tocsin.codecs.sbe.UnitEntryDecoder;
import io.tocsin.codecs.sbe.WatchEntryDecoder;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.store.IdTable;
import org.agrona.DirectBuffer;

/**
 * Checks the entries of one configuration, in order, without changing anything: what an entry refers to must be known or defined by an entry before it, and
 * everything must find a place. Room is counted on the safe side, see {@link ConfigRoom}.
 */
final class ConfigChecker {
    private static final int MAX_PEOPLE_IN_LIST = 16;

    private final ConfigState state;
    private final IdTable newPeople;
    private final IdTable newUnits;
    private final IdTable newBeds;
    private final IdTable newRoles;
    private final ConfigRoom room;
    private final SourceCheck sources;
    private final PolicyCheck policies;
    private final RulesCheck rules;
    private final QualificationCheck qualifications;
    private final DutyCheck duties;

    private final PersonEntryDecoder person = new PersonEntryDecoder();
    private final PatientEntryDecoder patient = new PatientEntryDecoder();
    private final CareEntryDecoder care = new CareEntryDecoder();
    private final CreditEntryDecoder credit = new CreditEntryDecoder();
    private final TriageEntryDecoder triage = new TriageEntryDecoder();
    private final AuthorityEntryDecoder authority = new AuthorityEntryDecoder();
    private final EmergencyContactEntryDecoder emergencyContact = new EmergencyContactEntryDecoder();
    private final DeliveryEntries delivery = new DeliveryEntries();
    private final OperationsEntries operations = new OperationsEntries();
    private final RuleEntries others = new RuleEntries();

    ConfigChecker(
            final ConfigState state,
            final int maxPeople,
            final int maxUnits,
            final int maxBeds,
            final int maxRoles,
            final int maxSubjects,
            final int configBytes) {
        this.state = state;
        newPeople = new IdTable(maxPeople);
        newUnits = new IdTable(maxUnits);
        newBeds = new IdTable(maxBeds);
        newRoles = new IdTable(maxRoles);
        policies = new PolicyCheck(state, newPeople, newRoles);
        room = new ConfigRoom(state, maxSubjects, configBytes);
        sources = new SourceCheck(state, newUnits, room);
        rules = new RulesCheck(state.rules());
        qualifications = new QualificationCheck(state.qualifications());
        duties = new DutyCheck(state, newPeople, maxPeople);
    }

    void begin() {
        newPeople.clear();
        newUnits.clear();
        newBeds.clear();
        newRoles.clear();
        policies.begin();
        room.begin();
        rules.begin();
        qualifications.begin();
        duties.begin();
    }

    /** What the limit profiles that were checked say; 0 = there are none. */
    long profilesContent() {
        return rules.profiles().content();
    }

    ConfigRefusal check(final DirectBuffer buffer, final MessageLayout entry) {
        final int at = entry.blockOffset();
        final int block = entry.blockLength();
        final int version = entry.version();
        if (entry.templateId() != DutyEntryDecoder.TEMPLATE_ID) {
            duties.interrupt();
        }
        switch (entry.templateId()) {
            case PersonEntryDecoder.TEMPLATE_ID -> {
                person.wrap(buffer, at, block, version);
                return person.alwaysReachable() > 1
                        ? ConfigRefusal.BAD_VALUE
                        : define(buffer, entry, 0, state.site().people(), newPeople);
            }
            case UnitEntryDecoder.TEMPLATE_ID -> {
                return define(buffer, entry, 0, state.site().units(), newUnits);
            }
            case BedEntryDecoder.TEMPLATE_ID -> {
                return checkBed(buffer, entry);
            }
            case PatientEntryDecoder.TEMPLATE_ID -> {
                patient.wrap(buffer, at, block, version);
                return checkPatient(buffer, entry);
            }
            case RoleEntryDecoder.TEMPLATE_ID -> {
                return checkRole(buffer, entry);
            }
            case CareEntryDecoder.TEMPLATE_ID -> {
                care.wrap(buffer, at, block, version);
                return checkCare(buffer, entry);
            }
            case DutyEntryDecoder.TEMPLATE_ID -> {
                return checkDuty(buffer, entry);
            }
            case PolicyEntryDecoder.TEMPLATE_ID -> {
                return policies.policy(buffer, entry);
            }
            case RulesEntryDecoder.TEMPLATE_ID -> {
                return rules.rules(buffer, entry);
            }
            case RuleTimingEntryDecoder.TEMPLATE_ID -> {
                return rules.timing(buffer, entry);
            }
            case ScoreTableEntryDecoder.TEMPLATE_ID -> {
                return rules.table(buffer, entry);
            }
            case LimitProfileEntryDecoder.TEMPLATE_ID -> {
                return entry.textLength(0) == 0
                                || isKnown(buffer, entry, 0, state.site().units(), newUnits)
                        ? rules.profiles().profile(buffer, entry)
                        : ConfigRefusal.UNKNOWN_UNIT;
            }
            case CreditEntryDecoder.TEMPLATE_ID -> {
                credit.wrap(buffer, at, block, version);
                return isCount(credit.gatewayCritical())
                                && isCount(credit.gatewayOther())
                                && isCount(credit.personCritical())
                                && isCount(credit.personOther())
                        ? ConfigRefusal.NONE
                        : ConfigRefusal.BAD_VALUE;
            }
            case SourceEntryDecoder.TEMPLATE_ID -> {
                return sources.source(buffer, entry);
            }
            case WatchEntryDecoder.TEMPLATE_ID -> {
                return sources.watch(buffer, entry);
            }
            case QualificationEntryDecoder.TEMPLATE_ID -> {
                return isKnown(buffer, entry, 0, state.site().people(), newPeople)
                        ? qualifications.check(buffer, entry)
                        : ConfigRefusal.UNKNOWN_PERSON;
            }
            case ContactEntryDecoder.TEMPLATE_ID -> {
                return isKnown(buffer, entry, 0, state.site().people(), newPeople)
                        ? ContactEntries.check(buffer, entry)
                        : ConfigRefusal.UNKNOWN_PERSON;
            }
            case PrecedenceEntryDecoder.TEMPLATE_ID -> {
                return isKnown(buffer, entry, 0, state.site().people(), newPeople)
                        ? delivery.checkPrecedence(buffer, entry)
                        : ConfigRefusal.UNKNOWN_PERSON;
            }
            case DeliveryEntryDecoder.TEMPLATE_ID -> {
                return delivery.check(buffer, entry);
            }
            case EmergencyContactEntryDecoder.TEMPLATE_ID -> {
                emergencyContact.wrap(buffer, at, block, version);
                return checkEmergencyContacts(buffer, entry);
            }
            case TriageEntryDecoder.TEMPLATE_ID -> {
                triage.wrap(buffer, at, block, version);
                final boolean isPolicyKnown = triage.limitedBy() == 0 || policies.isHeld(triage.limitedPolicyId());
                return isPolicyKnown ? TriageConfig.check(triage, buffer, entry) : ConfigRefusal.BAD_VALUE;
            }
            case AuthorityEntryDecoder.TEMPLATE_ID -> {
                authority.wrap(buffer, at, block, version);
                return checkAuthority(buffer, entry);
            }
            case OperationsEntryDecoder.TEMPLATE_ID -> {
                final ConfigRefusal refusal = operations.check(buffer, entry);
                return refusal == ConfigRefusal.NONE ? checkPeople(buffer, entry) : refusal;
            }
            default -> {
                return others.check(buffer, entry);
            }
        }
    }

    private ConfigRefusal checkBed(final DirectBuffer buffer, final MessageLayout entry) {
        if (!isId(entry, 0)) {
            return ConfigRefusal.BAD_ID;
        }
        return isKnown(buffer, entry, 1, state.site().units(), newUnits)
                ? define(buffer, entry, 0, state.site().beds(), newBeds)
                : ConfigRefusal.UNKNOWN_UNIT;
    }

    private ConfigRefusal checkPatient(final DirectBuffer buffer, final MessageLayout entry) {
        if ((patient.spo2Scale() != 1 && patient.spo2Scale() != 2)
                || !TriageConfig.isPatientValid(patient)
                || !state.births().canBe(TriageConfig.bornOnDay(patient))) {
            return ConfigRefusal.BAD_VALUE;
        }
        if (!isId(entry, 0)) {
            return ConfigRefusal.BAD_ID;
        }
        if (entry.textLength(1) > 0 && !isKnown(buffer, entry, 1, state.site().beds(), newBeds)) {
            return ConfigRefusal.UNKNOWN_BED;
        }
        if (entry.textLength(2) > 0 && !isKnown(buffer, entry, 2, state.site().units(), newUnits)) {
            return ConfigRefusal.UNKNOWN_UNIT;
        }
        return room.patient(buffer, entry, 0);
    }

    private ConfigRefusal checkRole(final DirectBuffer buffer, final MessageLayout entry) {
        final ConfigRefusal refusal = checkPeople(buffer, entry);
        if (refusal != ConfigRefusal.NONE) {
            return refusal;
        }
        if (!isKnown(buffer, entry, 0, state.site().units(), newUnits)) {
            return ConfigRefusal.UNKNOWN_UNIT;
        }
        final ConfigRefusal role = define(buffer, entry, 1, state.site().roles(), newRoles);
        return role == ConfigRefusal.NONE ? room.role(buffer, entry) : role;
    }

    private ConfigRefusal checkCare(final DirectBuffer buffer, final MessageLayout entry) {
        if (care.scopeRaw() > CareScope.BED.value()) {
            return ConfigRefusal.BAD_VALUE;
        }
        final ConfigRefusal refusal = checkPeople(buffer, entry);
        if (refusal != ConfigRefusal.NONE) {
            return refusal;
        }
        if (!isId(entry, 0)) {
            return ConfigRefusal.BAD_ID;
        }
        if (care.scopeRaw() == CareScope.BED.value()) {
            return isKnown(buffer, entry, 0, state.site().beds(), newBeds)
                    ? room.careOfBed(buffer, entry)
                    : ConfigRefusal.UNKNOWN_BED;
        }
        return room.careOfPatient(buffer, entry);
    }

    private ConfigRefusal checkDuty(final DirectBuffer buffer, final MessageLayout entry) {
        ConfigRefusal refusal = duties.head(buffer, entry);
        if (refusal == ConfigRefusal.NONE && !duties.continues()) {
            refusal = checkRosterName(buffer, entry);
        }
        if (refusal == ConfigRefusal.NONE) {
            refusal = duties.duties(buffer, entry);
        }
        return refusal == ConfigRefusal.NONE ? room.duties(entry) : refusal;
    }

    /** What a roster is for; a role that is new is defined by it. */
    private ConfigRefusal checkRosterName(final DirectBuffer buffer, final MessageLayout entry) {
        final int scope = duties.scope();
        if (scope == DutyScope.ROLE.value()
                && !isKnown(buffer, entry, 0, state.site().units(), newUnits)) {
            return ConfigRefusal.UNKNOWN_UNIT;
        }
        if (!isId(entry, 1)) {
            return ConfigRefusal.BAD_ID;
        }
        if (scope == DutyScope.BED.value()
                && !isKnown(buffer, entry, 1, state.site().beds(), newBeds)) {
            return ConfigRefusal.UNKNOWN_BED;
        }
        if (scope == DutyScope.ROLE.value() && !duties.removes()) {
            final ConfigRefusal role = define(buffer, entry, 1, state.site().roles(), newRoles);
            if (role != ConfigRefusal.NONE) {
                return role;
            }
        }
        return room.roster(buffer, entry, scope, duties.removes());
    }

    /** Nobody is told of a patient's emergency to whom the patient has not consented. */
    private ConfigRefusal checkEmergencyContacts(final DirectBuffer buffer, final MessageLayout entry) {
        final int people = entry.groupCount();
        if (people > ContactEntries.MAX_EMERGENCY_CONTACTS
                || emergencyContact.consent() > 1
                || (people > 0 && emergencyContact.consent() == 0)) {
            return ConfigRefusal.BAD_VALUE;
        }
        final ConfigRefusal refusal = checkPeople(buffer, entry);
        if (refusal != ConfigRefusal.NONE) {
            return refusal;
        }
        return isId(entry, 0) ? room.contactsOfPatient(buffer, entry) : ConfigRefusal.BAD_ID;
    }

    private ConfigRefusal checkAuthority(final DirectBuffer buffer, final MessageLayout entry) {
        final int role = authority.roleRaw();
        if (role > AuthorityRole.AUDITOR.value()) {
            return ConfigRefusal.BAD_VALUE;
        }
        if (!isKnown(buffer, entry, 0, state.site().people(), newPeople)) {
            return ConfigRefusal.UNKNOWN_PERSON;
        }
        final boolean needsPatient = role == AuthorityRole.PATIENT.value() || role == AuthorityRole.FAMILY.value();
        if (needsPatient != entry.textLength(1) > 0 || (needsPatient && !isId(entry, 1))) {
            return ConfigRefusal.BAD_ID;
        }
        return needsPatient ? room.patient(buffer, entry, 1) : ConfigRefusal.NONE;
    }

    private ConfigRefusal checkPeople(final DirectBuffer buffer, final MessageLayout entry) {
        if (entry.groupCount() > MAX_PEOPLE_IN_LIST) {
            return ConfigRefusal.BAD_VALUE;
        }
        int at = entry.groupOffset();
        for (int i = 0; i < entry.groupCount(); i++) {
            at += entry.elementBytes();
            final int length = buffer.getByte(at) & 0xFF;
            if (!isKnown(buffer, at + 1, length, state.site().people(), newPeople)) {
                return ConfigRefusal.UNKNOWN_PERSON;
            }
            at += 1 + length;
        }
        return ConfigRefusal.NONE;
    }

    private static ConfigRefusal define(
            final DirectBuffer buffer,
            final MessageLayout entry,
            final int text,
            final IdTable live,
            final IdTable defined) {
        if (!isId(entry, text)) {
            return ConfigRefusal.BAD_ID;
        }
        final int offset = entry.textOffset(text);
        final int length = entry.textLength(text);
        if (live.find((byte) 0, buffer, offset, length) == IdTable.ABSENT) {
            defined.intern((byte) 0, buffer, offset, length);
            // Nothing may be interned twice, so what is defined here needs a place there.
            if (defined.size() > live.free() || defined.find((byte) 0, buffer, offset, length) == IdTable.ABSENT) {
                return ConfigRefusal.TABLE_FULL;
            }
        }
        return ConfigRefusal.NONE;
    }

    private static boolean isKnown(
            final DirectBuffer buffer,
            final MessageLayout entry,
            final int text,
            final IdTable live,
            final IdTable defined) {
        return isKnown(buffer, entry.textOffset(text), entry.textLength(text), live, defined);
    }

    /** Whether an id is known, or was defined before by the same configuration. */
    static boolean isKnown(
            final DirectBuffer buffer, final int offset, final int length, final IdTable live, final IdTable defined) {
        return length > 0
                && length <= IdTable.MAX_ID_BYTES
                && (live.find((byte) 0, buffer, offset, length) != IdTable.ABSENT
                        || defined.find((byte) 0, buffer, offset, length) != IdTable.ABSENT);
    }

    static boolean isId(final MessageLayout entry, final int text) {
        return entry.textLength(text) >= 1 && entry.textLength(text) <= IdTable.MAX_ID_BYTES;
    }

    private static boolean isCount(final long value) {
        return value > 0 && value <= Integer.MAX_VALUE;
    }
}
