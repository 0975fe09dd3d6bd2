package io.tocsin.replay.demo;

import org.jspecify.annotations.Nullable;

/** A monitor at a synthetic body, which gets better when it is treated. */
final class BodyMonitor implements Monitor {
    private final String patientId;
    private final String deviceId;
    private final PhysiologyModel body;
    private long sequence;

    /**
     * Puts it at a bed.
     *
     * @param patient who lies there.
     * @param body    of the patient.
     */
    BodyMonitor(final Patient patient, final PhysiologyModel body) {
        patientId = patient.id();
        deviceId = "monitor-" + patient.bed();
        this.body = body;
    }

    @Override
    public @Nullable Sample next() {
        final VitalSigns signs = body.next();
        return signs.isEmpty() ? null : new Sample(patientId, deviceId, ++sequence, signs.readings());
    }

    @Override
    public boolean goesOn() {
        return true;
    }

    @Override
    public void treat() {
        body.treat();
    }
}
