package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.AuthorityEntryDecoder;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.BedEntryDecoder;
import io.tocsin.codecs.sbe.CareEntryDecoder;
import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.ContactEntryDecoder;
import io.tocsin.codecs.sbe.CreditEntryDecoder;
import io.tocsin.codecs.sbe.DeliveryEntryDecoder;
import io.tocsin.codecs.sbe.DutyEntryDecoder;
import io.tocsin.codecs.sbe.EmergencyContactEntryDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.OperationsEntryDecoder;
import io.tocsin.codecs.sbe.PatientEntryDecoder;
import io.tocsin.codecs.sbe.PersonEntryDecoder;
import io.tocsin.codecs.sbe.PolicyEntryDecoder;
import io.tocsin.codecs.sbe.PrecedenceEntryDecoder;
import io.tocsin.codecs.sbe.QualificationEntryDecoder;
import io.tocsin.codecs.sbe.RoleEntryDecoder;
import io.tocsin.codecs.sbe.RulesEntryDecoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SourceEntryDecoder;
import io.tocsin.codecs.sbe.UnitEntryDecoder;
import io.tocsin.codecs.sbe.WatchEntryDecoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Applies the entries of one configuration to a copy of the site, one after the other: an entry may use what an earlier one has defined. */
final class OracleEntries {
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final ConfigRefusal refusal;

        Refused(final ConfigRefusal refusal) {
            super(refusal.name());
            this.refusal = refusal;
        }
    }

    private static final int ID_BYTES = 36;
    private static final int PEOPLE = 16;

    private final OracleState state;
    private final OracleSources sources;
    private final OracleRosters rosters;
    private final OracleWatch watch;
    private final OracleRouting routing;
    private final OraclePatientLimits limits;
    private final OracleMonitoring monitoring;
    private final OracleSite site;
    private final OracleClinicalEntries clinical;
    private final OraclePersonalEntries personal;
    private final OracleDutyEntries duties;
    private final List<Runnable> effects = new ArrayList<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private boolean hasMoved;
    private long assignments;
    private long lists;
    private long planned;
    private long newWatches;
    private long repeatedDevices;
    /** What the entries do. */
    final List<AuthorityAction> needed = new ArrayList<>();

    OracleEntries(
            final OracleState state,
            final OracleSources sources,
            final OracleWatch watch,
            final OracleRouting routing,
            final OracleRosters rosters,
            final OraclePatientLimits limits,
            final OracleMonitoring monitoring,
            final OracleSite site) {
        this.state = state;
        this.monitoring = monitoring;
        this.routing = routing;
        this.limits = limits;
        this.watch = watch;
        this.site = site;
        assignments = site.assignments();
        lists = site.lists.size();
        clinical = new OracleClinicalEntries(state, site);
        personal = new OraclePersonalEntries(site);
        duties = new OracleDutyEntries(state, site, this, rosters);
        this.sources = sources;
        this.rosters = rosters;
    }

    OracleSite site() {
        return site;
    }

    /** What is said and done once all entries are in force, in their order. */
    List<Runnable> effects() {
        return effects;
    }

    /** Whether patients or beds may be elsewhere now. */
    boolean hasMoved() {
        return hasMoved;
    }

    /** Whether triage was off and is on now: what is open counts as declared as it stands. */
    boolean triageBegins() {
        return clinical.triageBegins();
    }

    ConfigRefusal apply(final byte[] entry) {
        final UnsafeBuffer buffer = new UnsafeBuffer(entry);
        final Schema.Fit fit = Schema.TOCSIN.fit(buffer, 0, entry.length);
        if (fit == Schema.Fit.UNKNOWN_TEMPLATE) {
            return ConfigRefusal.UNKNOWN_ENTRY;
        }
        if (fit == Schema.Fit.NO_HEADER || fit == Schema.Fit.OTHER_SCHEMA) {
            return ConfigRefusal.MALFORMED_ENTRY;
        }
        final int template = header.wrap(buffer, 0).templateId();
        if (!isEntry(template)) {
            return ConfigRefusal.UNKNOWN_ENTRY;
        }
        if (fit == Schema.Fit.BROKEN) {
            return ConfigRefusal.MALFORMED_ENTRY;
        }
        needed.add(OracleAuthority.actionOf(template));
        if (template != DutyEntryDecoder.TEMPLATE_ID) {
            duties.interrupt();
        }
        try {
            apply(template, buffer);
            return ConfigRefusal.NONE;
        } catch (final Refused refused) {
            return refused.refusal;
        }
    }

    private static boolean isEntry(final int template) {
        return (template >= PersonEntryDecoder.TEMPLATE_ID && template <= SourceEntryDecoder.TEMPLATE_ID)
                || OracleClinicalEntries.isClinical(template)
                || template == DutyEntryDecoder.TEMPLATE_ID
                || template == QualificationEntryDecoder.TEMPLATE_ID
                || template == AuthorityEntryDecoder.TEMPLATE_ID
                || template == WatchEntryDecoder.TEMPLATE_ID
                || template == ContactEntryDecoder.TEMPLATE_ID
                || template == PrecedenceEntryDecoder.TEMPLATE_ID
                || template == DeliveryEntryDecoder.TEMPLATE_ID
                || template == EmergencyContactEntryDecoder.TEMPLATE_ID
                || template == OperationsEntryDecoder.TEMPLATE_ID;
    }

    private void apply(final int template, final DirectBuffer buffer) {
        switch (template) {
            case PersonEntryDecoder.TEMPLATE_ID -> person(new PersonEntryDecoder(), buffer);
            case UnitEntryDecoder.TEMPLATE_ID -> unit(new UnitEntryDecoder(), buffer);
            case BedEntryDecoder.TEMPLATE_ID -> {
                bed(new BedEntryDecoder(), buffer);
                hasMoved = true;
            }
            case PatientEntryDecoder.TEMPLATE_ID -> {
                new OraclePatientEntry(this, site, limits, state.monitorings, monitoring).apply(buffer, state.nowNs);
                hasMoved = true;
            }
            case RoleEntryDecoder.TEMPLATE_ID -> role(new RoleEntryDecoder(), buffer);
            case DutyEntryDecoder.TEMPLATE_ID -> duties.duty(new DutyEntryDecoder(), buffer);
            case CareEntryDecoder.TEMPLATE_ID -> care(new CareEntryDecoder(), buffer);
            case PolicyEntryDecoder.TEMPLATE_ID -> clinical.policy(new PolicyEntryDecoder(), buffer);
            case RulesEntryDecoder.TEMPLATE_ID -> clinical.rules(new RulesEntryDecoder(), buffer);
            case CreditEntryDecoder.TEMPLATE_ID -> credit(new CreditEntryDecoder(), buffer);
            case AuthorityEntryDecoder.TEMPLATE_ID -> authority(new AuthorityEntryDecoder(), buffer);
            case WatchEntryDecoder.TEMPLATE_ID -> watch(new WatchEntryDecoder(), buffer);
            case QualificationEntryDecoder.TEMPLATE_ID ->
                personal.qualification(new QualificationEntryDecoder(), buffer);
            case PrecedenceEntryDecoder.TEMPLATE_ID -> personal.precedence(buffer);
            case DeliveryEntryDecoder.TEMPLATE_ID -> personal.delivery(buffer);
            case ContactEntryDecoder.TEMPLATE_ID -> personal.contact(new ContactEntryDecoder(), buffer);
            case EmergencyContactEntryDecoder.TEMPLATE_ID -> new OracleEmergencyEntry(this, site).apply(buffer);
            case OperationsEntryDecoder.TEMPLATE_ID -> operations(new OperationsEntryDecoder(), buffer);
            case OracleWeightRules.TEMPLATE_ID -> {
                site.weightRules = OracleWeightRules.of(buffer);
                final OracleWeightRules wanted = site.weightRules;
                effects.add(() -> monitoring.weights.configure(wanted));
            }
            case OracleDeviceRules.TEMPLATE_ID -> {
                final OracleDeviceRules rules = OracleDeviceRules.of(buffer);
                clinical.devices(rules);
                effects.add(() -> watch.devices.configured(rules));
            }
            case SourceEntryDecoder.TEMPLATE_ID -> source(new SourceEntryDecoder(), buffer);
            default -> clinical.apply(template, buffer, effects);
        }
    }

    private void person(final PersonEntryDecoder entry, final DirectBuffer buffer) {
        entry.wrapAndApplyHeader(buffer, 0, header);
        final int always = entry.alwaysReachable();
        final String name = id(OracleFields.latin(buffer, entry.limit(), entry.personIdLength()));
        require(always <= 1, ConfigRefusal.BAD_VALUE);
        final int person = intern(site.people, "PERSON", name, state.limits().people());
        if (always == 1) {
            site.alwaysReachable.add(person);
        } else {
            site.alwaysReachable.remove(person);
        }
    }

    private void unit(final UnitEntryDecoder entry, final DirectBuffer buffer) {
        entry.wrapAndApplyHeader(buffer, 0, header);
        final long facility = entry.facility();
        final String name = id(OracleFields.latin(buffer, entry.limit(), entry.unitIdLength()));
        site.facilities.put(intern(site.units, "UNIT", name, state.limits().units()), facility);
    }

    private void bed(final BedEntryDecoder entry, final DirectBuffer buffer) {
        entry.wrapAndApplyHeader(buffer, 0, header);
        final String bed = id(OracleFields.latin(buffer, entry.limit(), entry.bedIdLength()));
        entry.skipBedId();
        final int unit = known(
                site.units,
                id(OracleFields.latin(buffer, entry.limit(), entry.unitIdLength())),
                ConfigRefusal.UNKNOWN_UNIT);
        site.unitOfBed.put(intern(site.beds, "BED", bed, state.limits().beds()), unit);
    }

    private void role(final RoleEntryDecoder entry, final DirectBuffer buffer) {
        entry.wrapAndApplyHeader(buffer, 0, header);
        final List<String> names = new ArrayList<>();
        for (final RoleEntryDecoder.PeopleDecoder each : entry.people()) {
            names.add(OracleFields.latin(buffer, entry.limit(), each.personIdLength()));
            each.skipPersonId();
        }
        final String unit = id(OracleFields.latin(buffer, entry.limit(), entry.unitIdLength()));
        entry.skipUnitId();
        final String role = id(OracleFields.latin(buffer, entry.limit(), entry.roleLength()));
        final List<Integer> people = people(names);
        final int unitIndex = known(site.units, unit, ConfigRefusal.UNKNOWN_UNIT);
        final int roleIndex = role(role);
        final String key = OracleSite.holdersKey(unitIndex, roleIndex);
        site.holders.put(key, people);
        requireRoomFor(people, new OracleRosters.Place("ROLE", unitIndex, roleIndex));
    }

    private void care(final CareEntryDecoder entry, final DirectBuffer buffer) {
        entry.wrapAndApplyHeader(buffer, 0, header);
        final int scope = entry.scopeRaw();
        final List<String> names = new ArrayList<>();
        for (final CareEntryDecoder.PeopleDecoder each : entry.people()) {
            names.add(OracleFields.latin(buffer, entry.limit(), each.personIdLength()));
            each.skipPersonId();
        }
        final String subject = id(OracleFields.latin(buffer, entry.limit(), entry.subjectIdLength()));
        require(scope <= 1, ConfigRefusal.BAD_VALUE);
        final List<Integer> people = people(names);
        if (scope == 1) {
            final int bed = known(site.beds, subject, ConfigRefusal.UNKNOWN_BED);
            site.careOfBed.put(bed, people);
            requireRoomFor(people, new OracleRosters.Place("BED", -1, bed));
        } else {
            final int index = subject("P" + subject);
            site.careOfPatient.put(index, people);
            requireRoomFor(people, new OracleRosters.Place("PATIENT", -1, index));
        }
    }

    /** Room for a list, without what it replaces; it counts itself if the site did not have it before this configuration. */
    void requireRoomFor(final List<Integer> people, final OracleRosters.Place place) {
        assignments += people.size();
        site.lists.add(place);
        lists += state.site.lists.contains(place) ? 0 : 1;
        require(assignments <= state.limits().assignments(), ConfigRefusal.TABLE_FULL);
        require(lists <= state.limits().assignments(), ConfigRefusal.TABLE_FULL);
    }

    private void operations(final OperationsEntryDecoder entry, final DirectBuffer buffer) {
        entry.wrapAndApplyHeader(buffer, 0, header);
        final List<String> names = new ArrayList<>();
        final OperationsEntryDecoder.AdministratorsDecoder administrators = entry.administrators();
        require(administrators.count() <= 8, ConfigRefusal.BAD_VALUE);
        for (final OperationsEntryDecoder.AdministratorsDecoder each : administrators) {
            names.add(OracleFields.latin(buffer, entry.limit(), each.personIdLength()));
            each.skipPersonId();
        }
        require(OracleOperationsEntry.isGood(entry), ConfigRefusal.BAD_VALUE);
        site.operations = OracleOperationsEntry.of(entry, people(names));
        effects.add(rosters::promised);
    }

    private void credit(final CreditEntryDecoder entry, final DirectBuffer buffer) {
        entry.wrapAndApplyHeader(buffer, 0, header);
        site.credit = new OracleSite.Credit(
                entry.gatewayCritical(), entry.gatewayOther(), entry.personCritical(), entry.personOther());
        final long positionMs = header.version() < 3 ? 0 : entry.positionMs();
        effects.add(() -> routing.hold(positionMs));
        require(
                entry.gatewayCritical() > 0
                        && entry.gatewayOther() > 0
                        && entry.personCritical() > 0
                        && entry.personOther() > 0,
                ConfigRefusal.BAD_VALUE);
    }

    private void source(final SourceEntryDecoder entry, final DirectBuffer buffer) {
        entry.wrapAndApplyHeader(buffer, 0, header);
        require(entry.sourceId() != 0, ConfigRefusal.BAD_VALUE);
        if (state.site.interfaces.contains(entry.sourceId())) {
            return;
        }
        require(!sources.isClient(entry.sourceId()), ConfigRefusal.BAD_VALUE);
        planned++;
        require(state.site.interfaces.size() + planned <= state.limits().interfaces(), ConfigRefusal.TABLE_FULL);
        site.interfaces.add(entry.sourceId());
    }

    private void watch(final WatchEntryDecoder entry, final DirectBuffer buffer) {
        entry.wrapAndApplyHeader(buffer, 0, header);
        final long sourceId = entry.sourceId();
        final long silentMs = entry.silentMs();
        final int severity = entry.severityRaw();
        require(sourceId != 0, ConfigRefusal.BAD_VALUE);
        require(silentMs == 0 || (silentMs >= 100 && silentMs <= 86_400_000), ConfigRefusal.BAD_VALUE);
        require(severity >= 1 && severity <= 5, ConfigRefusal.BAD_VALUE);
        final String device = "D" + id(OracleFields.latin(buffer, entry.limit(), entry.deviceIdLength()));
        entry.skipDeviceId();
        final String unit = OracleFields.latin(buffer, entry.limit(), entry.unitIdLength());
        final int unitIndex = unit.isEmpty() ? -1 : known(site.units, id(unit), ConfigRefusal.UNKNOWN_UNIT);
        newWatches += watch.knows(sourceId) ? 0 : 1;
        require(watch.count() + newWatches <= state.limits().interfaces(), ConfigRefusal.TABLE_FULL);
        repeatedDevices += site.subjects.contains(device) && !state.site.subjects.contains(device) ? 1 : 0;
        final int subject = subject(device);
        effects.add(() -> watch.watch(sourceId, silentMs, Severity.get((short) severity), subject, unitIndex));
    }

    int role(final String name) {
        return intern(site.roles, "ROLE", name, state.limits().roles());
    }

    /** A subject; those that are named again before they are there count again. */
    int subject(final String name) {
        final int index = intern(site.subjects, "SUBJECT", name, state.limits().subjects());
        require(site.subjects.size() + repeatedDevices <= state.limits().subjects(), ConfigRefusal.TABLE_FULL);
        return index;
    }

    private void authority(final AuthorityEntryDecoder entry, final DirectBuffer buffer) {
        entry.wrapAndApplyHeader(buffer, 0, header);
        final int role = entry.roleRaw();
        final String name = OracleFields.latin(buffer, entry.limit(), entry.personIdLength());
        entry.skipPersonId();
        final String patient = OracleFields.latin(buffer, entry.limit(), entry.patientIdLength());
        require(role <= 12, ConfigRefusal.BAD_VALUE);
        final int person = known(site.people, name, ConfigRefusal.UNKNOWN_PERSON);
        require((role == 1 || role == 2) != patient.isEmpty(), ConfigRefusal.BAD_ID);
        final int subject = patient.isEmpty() ? -1 : subject("P" + id(patient));
        if (role == 0) {
            site.authority.remove(person);
        } else {
            site.authority.put(person, new OracleAuthority.Grant(AuthorityRole.get((short) role), subject));
        }
    }

    List<Integer> people(final List<String> names) {
        require(names.size() <= PEOPLE, ConfigRefusal.BAD_VALUE);
        final List<Integer> people = new ArrayList<>();
        for (final String name : names) {
            people.add(known(site.people, id(name), ConfigRefusal.UNKNOWN_PERSON));
        }
        return people;
    }

    private int intern(final List<String> table, final String name, final String value, final long capacity) {
        final int known = table.indexOf(value);
        if (known >= 0) {
            return known;
        }
        require(table.size() < capacity, ConfigRefusal.TABLE_FULL);
        table.add(value);
        final int index = table.size() - 1;
        effects.add(() -> state.interned(index, name, value));
        return index;
    }

    static int known(final List<String> table, final String value, final ConfigRefusal otherwise) {
        final int index = table.indexOf(value);
        require(index >= 0, otherwise);
        return index;
    }

    static String id(final String value) {
        require(!value.isEmpty() && value.length() <= ID_BYTES, ConfigRefusal.BAD_ID);
        return value;
    }

    static void require(final boolean holds, final ConfigRefusal otherwise) {
        if (!holds) {
            throw new Refused(otherwise);
        }
    }
}
