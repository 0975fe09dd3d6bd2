package io.tocsin.replay.demo;

import io.tocsin.AlertRouter;
import io.tocsin.Confirmed;
import io.tocsin.Readings;
import io.tocsin.Refusal;
import io.tocsin.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The bedside monitors of all patients: they send a sample each {@value DemoSettings#SAMPLE_SECONDS} s of hospital time, a tenth of the patients at a time. What
 * the router has no room for is dropped, as a monitor does: the next sample is newer.
 */
final class Wards {
    private static final int SLICES = 10;
    private static final long SLICE_MS = DemoSettings.SAMPLE_SECONDS * 1_000L / DemoSettings.HOSPITAL_SPEED / SLICES;

    private final List<Bedside> bedsides = new ArrayList<>();
    private final AlertRouter router;
    private final Faults faults;
    private final LongAdder sent = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private int slice;

    /**
     * Puts a monitor at each bed.
     *
     * @param settings seed and length.
     * @param hospital whose beds.
     * @param router   that the samples go to.
     * @param faults   told of every refusal but BUSY.
     */
    Wards(final DemoSettings settings, final Hospital hospital, final AlertRouter router, final Faults faults) {
        this.router = router;
        this.faults = faults;
        for (final Patient patient : hospital.patients()) {
            bedsides.add(new Bedside(patient, PhysiologyModel.of(settings, patient.number())));
        }
    }

    /** Begins to send, on the timetable's thread, until that is closed. */
    void start(final Timetable monitors) {
        monitors.every(SLICE_MS, this::sendSlice);
    }

    /** Somebody treats a patient. Any thread. */
    void treat(final Patient patient) {
        bedsides.get(patient.number()).model.treat();
    }

    /** Whether the router has answered everything. */
    boolean isAnswered() {
        return answered.sum() == sent.sum();
    }

    /** How many samples found no room. */
    long dropped() {
        return dropped.sum();
    }

    private void sendSlice() {
        for (int i = slice; i < bedsides.size(); i += SLICES) {
            send(bedsides.get(i));
        }
        slice = (slice + 1) % SLICES;
    }

    private void send(final Bedside bedside) {
        final VitalSigns signs = bedside.model.next();
        if (!signs.isEmpty()) {
            signs.addTo(bedside.readings.clear().device(bedside.deviceId, ++bedside.sequence));
            sent.increment();
            router.readings(bedside.readings).whenComplete(this::onAnswer);
        }
    }

    private void onAnswer(final @Nullable Confirmed confirmed, final @Nullable Throwable thrown) {
        answered.increment();
        if (thrown instanceof RefusedException refused && refused.refusal() == Refusal.BUSY) {
            dropped.increment();
        } else if (thrown != null) {
            faults.add(thrown);
        }
    }

    /** A monitor and the body at it. Monitors' thread, except the treatment. */
    private static final class Bedside {
        private final PhysiologyModel model;
        private final Readings readings;
        private final String deviceId;
        private long sequence;

        Bedside(final Patient patient, final PhysiologyModel model) {
            this.model = model;
            readings = Readings.ofPatient(patient.id());
            deviceId = "monitor-" + patient.bed();
        }
    }
}
