package io.tocsin.transport.server.config;

import io.tocsin.DeviceRules;
import io.tocsin.Policy;
import io.tocsin.Preset;
import io.tocsin.SilenceWindow;
import io.tocsin.Site;
import io.tocsin.TreatmentLimit;
import io.tocsin.ViewLimits;
import io.tocsin.codecs.sbe.AgeGroup;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.EngineLimits;
import io.tocsin.transport.server.DutySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads who is where and who is told. Everything is read, names first, then what refers to them, so that every problem is told with its line; {@link Site.Builder}
 * then checks once more. One thread.
 */
final class SiteReader {
    private static final int SCALE_TWO = 2;
    private static final int MAX_CREDIT = 1 << 20;
    private static final Duration POSITIONS_HOLD = Duration.ofMinutes(5);
    private static final Duration MIN_HOLD = Duration.ofSeconds(1);
    private static final Duration MAX_HOLD = Duration.ofDays(1);
    private static final int DEFAULT_PERSON_CRITICAL = 32;
    private static final int DEFAULT_PERSON_OTHER = 8;
    private static final int DEFAULT_GATEWAY = 1_024;
    private static final int MAX_FACILITY = 0xFFFF;

    private static final List<AgeGroup> AGE_GROUPS = known(AgeGroup.values(), AgeGroup.NULL_VAL);

    private final Findings findings;
    private final Path folder;
    private final EngineLimits limits;
    private final Names people;
    private final Names units;
    private final Names beds;
    private final Names roles;
    private final Names patients;
    private final List<Runnable> references = new ArrayList<>();
    private DutySettings duty = DutySettings.none();
    private List<SilenceWindow> windows = List.of();

    SiteReader(final Findings findings, final Path folder, final EngineLimits limits) {
        this.findings = findings;
        this.folder = folder;
        this.limits = limits;
        people = new Names("person", findings);
        units = new Names("unit", findings);
        beds = new Names("bed", findings);
        roles = new Names("role", findings);
        patients = new Names("patient", findings);
    }

    /** A site; one that tells nobody anything if there are problems. */
    Site read(
            final Section section,
            final Section rules,
            final Collection<SourceReader.Source> sources,
            final ViewLimits views) {
        final Site.Builder site = Site.named(section.text("name", "site"));
        new PeopleReader(findings, people).read(section, site);
        section.section("units").named().forEach((name, unit) -> unit(name, unit, site));
        patients(section.section("patients"), site);
        site.viewLimits(views);
        credit(section, site);
        new DeliveryReader(findings).read(section, site);
        final boolean hasTriage = section.has("triage");
        site.triage(TriageReader.read(section.section("triage"), hasTriage));
        final boolean hasGate = section.has("reading-gate");
        site.readingGate(GateReader.read(section.section("reading-gate"), hasGate));
        final boolean hasDevices = section.has("devices");
        final DeviceRules devices = DeviceReader.read(section.section("devices"), hasDevices);
        if (hasDevices) {
            site.devices(devices);
        }
        site.missedDoses(DoseReader.read(section.section("missed-doses")));
        final boolean hasWeights = section.has("weight-gain");
        site.weightGain(WeightReader.read(section.section("weight-gain"), hasWeights));
        site.trends(TrendReader.read(section.section("trends")));
        new InhibitionReader(findings).read(section.section("inhibitions"), site);
        final boolean hasPromise = section.has("service-level");
        new ServiceLevelReader(findings, people, hasPromise).read(section.section("service-level"), site, references);
        final String teamForLimits = teamForLimits(section.section("team-for-limits"), site);
        final PolicyReader policies = new PolicyReader(findings, people, roles, teamForLimits);
        duty = new RotaReader(findings, folder, people, units, roles).read(section.section("rota"), references);
        windows = new WindowReader(findings, units, beds, patients, limits.maxSilences())
                .read(section.section("windows"), references);
        final Map<Section, Policy> read = policies.read(section.section("policies"), references);
        final boolean hasPreset = preset(section, site);
        section.end();
        site.rules(new RulesReader(findings, folder).read(rules));
        sources.stream().filter(SourceReader.Source::isInterface).forEach(source -> site.interfaceSource(source.id()));
        sources.forEach(source -> watch(source, site));
        references.forEach(Runnable::run);
        coverage(read, section, hasPreset);
        return findings.isClean() ? build(section, site, read) : nobody();
    }

    /** Who is on duty when, once the site was read. */
    DutySettings duty() {
        return duty;
    }

    /** What is silenced when, once the site was read. */
    List<SilenceWindow> windows() {
        return windows;
    }

    private void watch(final SourceReader.Source source, final Site.Builder site) {
        if (source.silentAfter().isZero()) {
            return;
        }
        final Item unit = source.unit();
        references.add(() -> {
            if (unit == null || units.require(unit)) {
                findings.checked(
                        source.section(),
                        () -> site.watchedSource(
                                source.id(),
                                source.name(),
                                unit == null ? "" : unit.text(),
                                source.silentAfter(),
                                source.severity()));
            }
        });
    }

    private void unit(final String name, final Section unit, final Site.Builder site) {
        units.define(name, unit.path(), unit.origin());
        final int facility = unit.hasOptional("facility") ? unit.integer("facility", 0, 0, MAX_FACILITY) : 0;
        findings.checked(unit, () -> site.unit(name, facility));
        unit.section("beds").named().forEach((bedName, bed) -> {
            final List<Item> care = bed.items("care");
            bed.end();
            if (beds.define(bedName, bed.path(), bed.origin())) {
                findings.checked(bed, () -> site.bed(bedName, name));
                if (!care.isEmpty()) {
                    references.add(() -> findings.checked(bed, () -> site.careForBed(bedName, people.require(care))));
                }
            }
        });
        final Section roleSection = unit.section("roles");
        roleSection.namedItems().forEach((role, holders) -> {
            roles.defineAgain(role, roleSection.origin());
            references.add(() -> findings.checked(roleSection, () -> site.role(name, role, people.require(holders))));
        });
        unit.end();
    }

    private void patients(final Section section, final Site.Builder site) {
        section.named().forEach((name, patient) -> {
            final Item bed = patient.item("bed");
            final Item unit = patient.item("unit");
            final List<Item> care = patient.items("care");
            final List<Item> contacts = patient.items("emergency-contacts");
            final List<TreatmentLimit> limits =
                    patient.choices("treatment-limits", List.of(), List.of(TreatmentLimit.values()));
            final AgeGroup ageGroup = patient.choice("age-group", AgeGroup.NOT_STATED, AGE_GROUPS);
            final LocalDate born = date(patient, "born");
            final int scale = patient.integer("spo2-scale", 1, 1, SCALE_TWO);
            patient.end();
            patients.define(name, patient.path(), patient.origin());
            if ((bed == null) == (unit == null)) {
                patient.problem("bed", "say where the patient is: either bed or unit");
                return;
            }
            references.add(() -> {
                final boolean known = bed == null ? units.require(requireUnit(unit)) : beds.require(bed);
                final String[] carers = people.require(care);
                final String[] told = people.require(contacts);
                if (!known) {
                    return;
                }
                findings.checked(patient, () -> {
                    if (bed == null) {
                        site.patientInUnit(name, requireUnit(unit).text());
                    } else {
                        site.patient(name, bed.text());
                    }
                    if (carers.length > 0) {
                        site.care(name, carers);
                    }
                    if (told.length > 0) {
                        site.emergencyContacts(name, told);
                    }
                    site.treatmentLimits(name, limits.toArray(TreatmentLimit[]::new));
                    site.ageGroup(name, ageGroup);
                    if (born != null) {
                        site.born(name, born);
                    }
                    if (scale == SCALE_TWO) {
                        site.spo2ScaleTwo(name);
                    }
                });
            });
        });
    }

    /** A date, or null. */
    private static @Nullable LocalDate date(final Section section, final String key) {
        final Item item = section.item(key);
        if (item != null) {
            try {
                return LocalDate.parse(item.text());
            } catch (final DateTimeParseException noDate) {
                section.problem(key, "is no date such as 2024-02-29");
            }
        }
        return null;
    }

    /** The policy of patients with treatment limits; empty = they have the same as everybody. */
    private String teamForLimits(final Section section, final Site.Builder site) {
        final Item policy = section.item("policy");
        if (policy == null) {
            for (final String key : List.of("severities", "limits")) {
                if (section.hasOptional(key)) {
                    section.problem("policy", "is missing: " + key + " says whose alerts run on it");
                }
            }
            section.end();
            return "";
        }
        final List<Severity> severities =
                section.choices("severities", List.of(Severity.CRITICAL, Severity.EMERGENT), RulesReader.SEVERITIES);
        final List<TreatmentLimit> limits =
                section.choices("limits", List.of(TreatmentLimit.values()), List.of(TreatmentLimit.values()));
        section.end();
        findings.checked(
                section,
                () -> site.teamForLimits(policy.text(), Set.copyOf(severities), limits.toArray(TreatmentLimit[]::new)));
        return policy.text();
    }

    private static <E extends Enum<E>> List<E> known(final E[] values, final E unknown) {
        return Arrays.stream(values).filter(value -> value != unknown).toList();
    }

    private static Item requireUnit(final @Nullable Item unit) {
        if (unit == null) {
            throw new IllegalStateException("neither bed nor unit");
        }
        return unit;
    }

    /** Always said, so that a configuration that no longer mentions it brings the defaults back. */
    private static void credit(final Section section, final Site.Builder site) {
        final Section person = section.section("offers-per-person");
        site.offersPerPerson(
                person.integer("critical", DEFAULT_PERSON_CRITICAL, 1, MAX_CREDIT),
                person.integer("other", DEFAULT_PERSON_OTHER, 1, MAX_CREDIT));
        person.end();
        final Section gateway = section.section("offers-per-gateway");
        site.offersPerGateway(
                gateway.integer("critical", DEFAULT_GATEWAY, 1, MAX_CREDIT),
                gateway.integer("other", DEFAULT_GATEWAY, 1, MAX_CREDIT));
        gateway.end();
        site.positionsHold(section.duration("positions-hold", POSITIONS_HOLD, MIN_HOLD, MAX_HOLD));
    }

    /** What is not said comes from a preset; false = everything is said here. */
    private boolean preset(final Section section, final Site.Builder site) {
        final boolean isAsked = section.hasOptional("preset");
        final Item failSafe = section.item("preset-fail-safe");
        if (!isAsked) {
            if (failSafe != null) {
                section.problem("preset-fail-safe", "stands without preset: it says whom the policies of one tell");
            }
            return false;
        }
        final Preset preset = section.requiredChoice("preset", List.of(Preset.values()));
        if (preset != null && failSafe == null) {
            section.problem("preset-fail-safe", "is missing: say who is told when nobody else answers");
        } else if (preset != null && failSafe != null) {
            references.add(() -> people.require(failSafe));
            findings.checked(failSafe, () -> site.preset(preset, failSafe.text()));
        }
        return true;
    }

    private void coverage(final Map<Section, Policy> policies, final Section section, final boolean hasPreset) {
        final Map<Severity, String> coveredBy = new EnumMap<>(Severity.class);
        final Map<String, String> coveredOfType = new HashMap<>();
        policies.forEach((at, policy) -> {
            for (final Severity severity : policy.severities()) {
                if (policy.types().isEmpty()) {
                    once(at, "severities", Values.word(severity), coveredBy.put(severity, policy.name()));
                }
                for (final EmergencyType type : policy.types()) {
                    final String what = Values.word(severity) + " of " + Values.word(type);
                    once(at, "types", what, coveredOfType.put(what, policy.name()));
                }
            }
        });
        for (final Severity severity : RulesReader.SEVERITIES) {
            if (!hasPreset && !coveredBy.containsKey(severity)) {
                section.problem(
                        "policies", "no policy covers " + Values.word(severity) + ": its alerts would reach nobody");
            }
        }
    }

    private static void once(final Section at, final String key, final String what, final @Nullable String other) {
        if (other != null) {
            at.problem(key, what + " is covered by policy '" + other + "' already");
        }
    }

    private Site build(final Section section, final Site.Builder site, final Map<Section, Policy> policies) {
        policies.values().forEach(site::policy);
        try {
            // The site does not hold the rota: who stands in it alone works here all the same.
            site.staff(duty.rota().people().toArray(String[]::new));
            return site.build();
        } catch (final IllegalArgumentException wrong) {
            findings.problem(section.origin(), section.path(), String.valueOf(wrong.getMessage()));
            return nobody();
        }
    }

    private static Site nobody() {
        return Site.named("none")
                .desk("nobody")
                .policy(Policy.named("none").failSafe("nobody", Duration.ofMinutes(1)))
                .build();
    }
}
