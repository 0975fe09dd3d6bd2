package io.tocsin.replay.demo;

import io.tocsin.LimitRules;
import io.tocsin.Policy;
import io.tocsin.Site;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;

/** Units, beds, patients and people of the demo, and who is entitled to hear of whom. The units, beds and people are the same in every run. Immutable. */
final class Hospital {
    /** The destination that is attended at all hours; the ladder of every alert ends here. */
    static final String DESK = "central-desk";

    static final String CHARGE_NURSE = "charge-nurse";

    private static final List<String> UNITS =
            List.of("emergency", "icu", "cardiology", "medicine-a", "medicine-b", "surgery-a", "surgery-b", "oncology");

    /** Most offers that one person may have unanswered: more than anybody here will, so that nobody waits for room. */
    private static final int OFFERS_PER_PERSON = 64;

    private final List<Patient> patients = new ArrayList<>();
    private final Map<String, Patient> byBed = new HashMap<>();
    private final List<List<String>> occupants = new ArrayList<>();

    /** With synthetic people in its beds. */
    Hospital() {
        this(bed -> List.of(SyntheticPopulation.patientId(bed)));
    }

    /**
     * Fills the beds.
     *
     * @param population who lies in a bed, one after the other, by number of the bed; nobody = it stays free.
     */
    Hospital(final IntFunction<List<String>> population) {
        for (int i = 0; i < DemoSettings.PATIENTS; i++) {
            final String unit = UNITS.get(i / DemoSettings.PATIENTS_PER_UNIT);
            final int place = i % DemoSettings.PATIENTS_PER_UNIT;
            final List<String> inBed = population.apply(i);
            occupants.add(inBed);
            final Patient patient = new Patient(
                    i,
                    inBed.isEmpty() ? "" : inBed.get(0),
                    numbered(unit + "-%02d", place + 1),
                    unit,
                    nurse(unit, place % DemoSettings.NURSES_PER_UNIT),
                    nurse(unit, (place + 1) % DemoSettings.NURSES_PER_UNIT));
            patients.add(patient);
            byBed.put(patient.bed(), patient);
        }
    }

    /** Who lies in each bed at first, by number. */
    List<Patient> patients() {
        return List.copyOf(patients);
    }

    List<String> nurses() {
        final List<String> nurses = new ArrayList<>();
        for (final String unit : UNITS) {
            for (int i = 0; i < DemoSettings.NURSES_PER_UNIT; i++) {
                nurses.add(nurse(unit, i));
            }
        }
        return nurses;
    }

    List<String> chargeNurses() {
        return UNITS.stream().map(Hospital::chargeNurse).toList();
    }

    /** Whether a person may be told of the patient in a bed: the care team, the charge nurse of the unit, the desk. */
    boolean isEntitled(final String person, final String bed) {
        final Patient patient = byBed.get(bed);
        return patient != null
                && (person.equals(DESK)
                        || person.equals(patient.nurse())
                        || person.equals(patient.buddy())
                        || person.equals(chargeNurse(patient.unit())));
    }

    /** The patient who lies in a bed of the hospital. */
    Patient patientIn(final String bed) {
        final Patient patient = byBed.get(bed);
        if (patient == null) {
            throw new IllegalArgumentException("there is no bed '" + bed + "'");
        }
        return patient;
    }

    /**
     * What the router is told: one ladder for all, limits and NEWS2 on.
     *
     * @return the site of the demo.
     */
    Site site() {
        return Site.named("SYNTHETIC demo hospital")
                .desk(DESK)
                .apply(this::addUnits)
                .apply(this::addPatients)
                .policy(policy())
                .rules(rules())
                .offersPerPerson(OFFERS_PER_PERSON, OFFERS_PER_PERSON)
                .apply(Sources::addTo)
                .build();
    }

    /** Who a step of the ladder asks, for people. */
    static String stepName(final int step) {
        return switch (step) {
            case 0 -> "the care team";
            case 1 -> "the charge nurse";
            default -> "the central desk";
        };
    }

    private void addUnits(final Site.Builder site) {
        for (final String unit : UNITS) {
            site.unit(unit).person(chargeNurse(unit)).role(unit, CHARGE_NURSE, chargeNurse(unit));
        }
        nurses().forEach(site::person);
    }

    private void addPatients(final Site.Builder site) {
        for (final Patient patient : patients) {
            // The bed's as well: for those who are brought in unconscious, and nobody knows yet who they are.
            site.bed(patient.bed(), patient.unit()).careForBed(patient.bed(), patient.nurse(), patient.buddy());
            for (final String id : occupants.get(patient.number())) {
                site.patient(id, patient.bed()).care(id, patient.nurse(), patient.buddy());
            }
        }
    }

    private static Policy policy() {
        return Policy.named("demo")
                .careTeam(DemoSettings.CARE_TEAM_STEP)
                .unitRole(CHARGE_NURSE, DemoSettings.CHARGE_NURSE_STEP)
                .failSafe(DESK, DemoSettings.DESK_REPEAT)
                .latching(EmergencyType.CARDIAC_ARREST, EmergencyType.CHOKING)
                .review(DemoSettings.REVIEW);
    }

    /** The starting values for adults, and glucose: below 3.9 and 3.0, above 13.9 mmol/L. */
    private static LimitRules rules() {
        return LimitRules.adult()
                .below(Parameter.GLUCOSE, 70, Severity.URGENT)
                .below(Parameter.GLUCOSE, 54, Severity.EMERGENT)
                .above(Parameter.GLUCOSE, 250, Severity.URGENT);
    }

    private static String nurse(final String unit, final int number) {
        return unit + "-nurse-" + (number + 1);
    }

    private static String chargeNurse(final String unit) {
        return unit + "-charge";
    }

    private static String numbered(final String format, final int number) {
        return String.format(Locale.ROOT, format, number);
    }
}
