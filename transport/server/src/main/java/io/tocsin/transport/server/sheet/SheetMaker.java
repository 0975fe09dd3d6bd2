package io.tocsin.transport.server.sheet;

import io.tocsin.AlertRouter;
import io.tocsin.AlertState;
import io.tocsin.AlertView;
import io.tocsin.DutyPlace;
import io.tocsin.OnBreak;
import io.tocsin.OnDuty;
import io.tocsin.PatientPlace;
import io.tocsin.Site;
import io.tocsin.SiteOutline;
import io.tocsin.codecs.sbe.DutyScope;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.transport.directory.Patient;
import io.tocsin.transport.directory.ReadModels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes sheets from the views of a router, which does not stop for it. One thread; waits for the directory, ten seconds at most. */
public final class SheetMaker {
    private static final int MOST_PLACES = 1_000;
    private static final int MOST_ALERTS = 5_000;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(10);
    private static final String NOBODY = "NOBODY";

    private final SheetSettings settings;
    private final Site site;
    private final String node;
    private final AlertRouter router;
    private final @Nullable ReadModels models;

    /**
     * Nothing is made yet.
     *
     * @param site   that was put in force when the router was launched: units, beds, roles, policies.
     * @param node   the router's name.
     * @param models who patients are; {@code null} = nobody knows.
     */
    public SheetMaker(
            final SheetSettings settings,
            final Site site,
            final String node,
            final AlertRouter router,
            final @Nullable ReadModels models) {
        this.settings = settings;
        this.site = site;
        this.node = node;
        this.router = router;
        this.models = models;
    }

    /**
     * Makes one and writes it.
     *
     * @throws java.io.UncheckedIOException if it cannot be written; the one before is still there, whole.
     */
    public void make() {
        final Sheet sheet = sheet(Instant.now());
        new SheetFolder(settings.folder())
                .write(SheetText.of(sheet), SheetHtml.of(sheet), sheet.made(), sheet.until(), settings.keep());
    }

    Sheet sheet(final Instant now) {
        final AlertView view = router.view();
        final long eventSeq = view.asOfEventSeq();
        final List<String> warnings = new ArrayList<>();
        final Map<String, String> people =
                settings.telephones() == null ? Map.of() : Telephones.read(settings.telephones(), warnings);
        final SiteOutline outline = site.outline();
        final Words words = new Words(settings.zone());
        final Duties duties = new Duties(view, new HashSet<>(router.duty().places()), words, people);
        final Map<String, List<PatientPlace>> patients = new LinkedHashMap<>();
        outline.units().forEach(unit -> patients.put(unit, new ArrayList<>()));
        for (final PatientPlace place : view.patientPlaces()) {
            patients.computeIfAbsent(place.unit(), unit -> new ArrayList<>()).add(place);
        }
        final Directory directory = new Directory(warnings);
        final List<Sheet.Unit> units = new ArrayList<>();
        patients.forEach((unit, there) -> {
            if (outline.units().contains(unit) || !there.isEmpty()) {
                units.add(unit(unit, there, outline, duties, directory));
            }
        });
        return new Sheet(
                site.name(),
                node,
                now,
                now.plus(settings.holds()),
                settings.zone(),
                eventSeq,
                warnings,
                alerts(view, words, directory, warnings),
                outline.policies().stream()
                        .map(policy -> policy.failSafe())
                        .distinct()
                        .toList(),
                outline.policies().stream().map(words::ladder).toList(),
                units,
                people);
    }

    private static Sheet.Unit unit(
            final String unit,
            final List<PatientPlace> patients,
            final SiteOutline outline,
            final Duties duties,
            final Directory directory) {
        final List<Sheet.Place> places = new ArrayList<>();
        final Map<String, List<PatientPlace>> byBed = new HashMap<>();
        final Set<String> beds = new LinkedHashSet<>();
        outline.beds().forEach((bed, of) -> {
            if (of.equals(unit)) {
                beds.add(bed);
            }
        });
        for (final PatientPlace patient : patients) {
            beds.add(patient.bed());
            byBed.computeIfAbsent(patient.bed(), bed -> new ArrayList<>()).add(patient);
        }
        int leftOut = 0;
        for (final String bed : beds) {
            final List<PatientPlace> there = byBed.getOrDefault(bed, List.of());
            if (there.isEmpty() && places.size() < MOST_PLACES) {
                places.add(new Sheet.Place(
                        bed,
                        "",
                        "",
                        duties.of(DutyPlace.bed(bed), outline.bedCare().getOrDefault(bed, List.of())),
                        List.of()));
            }
            for (final PatientPlace patient : there) {
                if (places.size() >= MOST_PLACES) {
                    leftOut++;
                    continue;
                }
                final @Nullable Patient known = directory.patient(patient.patientId());
                places.add(new Sheet.Place(
                        bed,
                        patient.patientId(),
                        known == null ? "" : known.name(),
                        duties.careFor(patient),
                        known == null ? List.of() : known.contacts()));
            }
        }
        final Map<String, Sheet.Role> roles = new TreeMap<>();
        outline.roles().forEach((role, holders) -> {
            if (role.unit().equals(unit)) {
                roles.put(
                        role.role(),
                        new Sheet.Role(role.role(), duties.of(DutyPlace.role(unit, role.role()), holders)));
            }
        });
        duties.rolesOf(unit)
                .forEach(role -> roles.computeIfAbsent(
                        role, name -> new Sheet.Role(name, duties.of(DutyPlace.role(unit, name), List.of()))));
        return new Sheet.Unit(unit.isEmpty() ? "(no unit)" : unit, places, List.copyOf(roles.values()), leftOut);
    }

    private static List<Sheet.Alert> alerts(
            final AlertView view, final Words words, final Directory directory, final List<String> warnings) {
        final List<AlertState> open = view.open();
        final List<AlertState> real = open.stream()
                .filter(alert -> alert.purpose() == Purpose.PRODUCTION)
                .sorted(Comparator.<AlertState>comparingInt(alert -> Words.gravity(alert.severity()))
                        .thenComparingLong(AlertState::raisedAtNs)
                        .thenComparingLong(AlertState::alertId))
                .toList();
        if (real.size() < open.size()) {
            warnings.add(open.size() - real.size() + " open alerts are for tests or training, and not printed");
        }
        if (real.size() > MOST_ALERTS) {
            warnings.add(real.size() - MOST_ALERTS + " open alerts of the least grave are left out: " + MOST_ALERTS
                    + " are the most that are printed");
        }
        return real.stream()
                .limit(MOST_ALERTS)
                .map(alert -> words.alert(alert, directory.name(alert.patientId())))
                .toList();
    }

    /** Who is on duty, where rosters say so, and who is on break. */
    private static final class Duties {
        private final Map<DutyPlace, List<OnDuty>> onDuty;
        private final Map<String, OnBreak> breaks;
        private final Set<DutyPlace> rostered;
        private final Words words;
        private final Map<String, String> people;

        Duties(
                final AlertView view,
                final Set<DutyPlace> rostered,
                final Words words,
                final Map<String, String> people) {
            this.people = people;
            onDuty = view.duties().stream().collect(Collectors.groupingBy(OnDuty::place));
            breaks = view.breaks().stream()
                    .collect(Collectors.toMap(OnBreak::person, each -> each, (first, second) -> first));
            this.rostered = rostered;
            this.words = words;
        }

        List<String> of(final DutyPlace place, final List<String> listed) {
            if (!rostered.contains(place)) {
                return listed.stream().map(this::withBreak).toList();
            }
            final List<OnDuty> there = onDuty.getOrDefault(place, List.of());
            return there.isEmpty()
                    ? List.of(NOBODY + " on duty")
                    : there.stream()
                            .map(each -> withBreak(each.person()) + " until " + words.time(each.untilNs()))
                            .toList();
        }

        List<String> careFor(final PatientPlace patient) {
            final DutyPlace own = DutyPlace.patient(patient.patientId());
            if (rostered.contains(own)) {
                return of(own, List.of());
            }
            return patient.care().isEmpty() && !patient.bed().isEmpty()
                    ? of(DutyPlace.bed(patient.bed()), List.of())
                    : patient.care().stream().map(this::withBreak).toList();
        }

        List<String> rolesOf(final String unit) {
            return rostered.stream()
                    .filter(place ->
                            place.scope() == DutyScope.ROLE && place.unit().equals(unit))
                    .map(DutyPlace::name)
                    .toList();
        }

        private String withBreak(final String person) {
            final OnBreak away = breaks.get(person);
            return away == null
                    ? Sheet.called(people, person)
                    : Sheet.called(people, person) + " [on break until " + words.time(away.untilNs()) + ", ask "
                            + Sheet.called(people, away.cover()) + "]";
        }
    }

    /** Who patients are, as long as somebody answers. */
    private final class Directory {
        private final List<String> warnings;
        private final Map<String, Patient> known = new HashMap<>();
        private final long beginNs = System.nanoTime();
        private boolean isSilent;

        Directory(final List<String> warnings) {
            this.warnings = warnings;
        }

        String name(final String patientId) {
            final @Nullable Patient patient = patientId.isEmpty() ? null : patient(patientId);
            return patient == null ? "" : patient.name();
        }

        @Nullable
        Patient patient(final String patientId) {
            final ReadModels answering = models;
            if (answering == null || !settings.names() || isSilent) {
                return null;
            }
            final Patient before = known.get(patientId);
            if (before != null) {
                return before;
            }
            try {
                final Patient found = answering
                        .patient(patientId)
                        .get(Math.max(0, PATIENCE_NS - (System.nanoTime() - beginNs)), TimeUnit.NANOSECONDS);
                if (found != null) {
                    known.put(patientId, found);
                }
                return found;
            } catch (final ExecutionException | TimeoutException silent) {
                isSilent = true;
                warnings.add("the patient directory does not answer: names and contacts are missing");
                return null;
            } catch (final InterruptedException over) {
                Thread.currentThread().interrupt();
                isSilent = true;
                return null;
            }
        }
    }
}
