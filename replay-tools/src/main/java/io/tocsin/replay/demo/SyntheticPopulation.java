package io.tocsin.replay.demo;

import java.util.List;
import java.util.Locale;

/**
 * Made up people: one in each bed, whose body deteriorates at times, answers treatment and suffers from its sensors. Their bodies run faster than the clock.
 *
 * @param settings seed and length.
 */
record SyntheticPopulation(DemoSettings settings) implements Population {
    private static final long PERIOD_MS = DemoSettings.SAMPLE_SECONDS * 1_000L / DemoSettings.HOSPITAL_SPEED;

    /** The id of the one in a bed. */
    static String patientId(final int bed) {
        return String.format(Locale.ROOT, "p-%03d", bed + 1);
    }

    @Override
    public List<String> occupants(final int bed) {
        return List.of(patientId(bed));
    }

    @Override
    public Monitor monitor(final Patient patient) {
        return new BodyMonitor(patient, PhysiologyModel.of(settings, patient.number()));
    }

    @Override
    public long periodMs() {
        return PERIOD_MS;
    }

    @Override
    public boolean isKnownToSources() {
        return true;
    }

    @Override
    public boolean answersTreatment() {
        return true;
    }

    @Override
    public String describe() {
        return String.format(
                Locale.ROOT,
                "%d patients on %d units; %d s, in which their bodies live %s (seed %d).",
                DemoSettings.PATIENTS,
                DemoSettings.UNITS,
                settings.seconds(),
                hospitalTime(settings.hospitalSeconds()),
                settings.seed());
    }

    private static String hospitalTime(final int seconds) {
        return seconds < 120 ? seconds + " s" : seconds / 60 + " minutes";
    }
}
