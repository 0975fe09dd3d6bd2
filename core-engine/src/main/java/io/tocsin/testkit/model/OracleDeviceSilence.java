package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TechnicalCondition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Devices of monitoring sessions that send no readings any more: section 36. */
final class OracleDeviceSilence {
    private static final class Waited {
        long heardNs;
        long sourceId;
        long dueNs = OracleAlert.NEVER;
        boolean isBehindItsSource;
        /** Of whom there is an alert; -1 = there is none. */
        int told = -1;
    }

    private static final long MS_NS = 1_000_000L;
    private static final long SECOND_NS = 1_000 * MS_NS;

    private final OracleState state;
    private final OracleOwn own;
    /** In the order in which they were heard for the first time. */
    private final Map<String, Waited> waited = new LinkedHashMap<>();

    @Nullable
    OracleWatch sources;

    private long silentMs;
    /** Nobody was listening: before, no device is silent. */
    private long notBeforeNs;

    OracleDeviceSilence(final OracleState state, final OracleOwn own) {
        this.state = state;
        this.own = own;
        state.monitorings.leaving = this::forget;
    }

    void configured(final long newSilentMs) {
        final boolean isOther = newSilentMs != silentMs;
        silentMs = newSilentMs;
        if (silentMs == 0) {
            forget(List.copyOf(waited.keySet()), Clause.CONFIGURED);
        } else if (isOther) {
            waited.values().stream()
                    .filter(device -> device.told < 0)
                    .forEach(device -> device.dueNs = Math.max(state.nowNs, device.heardNs + silentMs * MS_NS));
        }
    }

    /** A batch was taken, of somebody. */
    void heard(final OracleBatch batch, final int subject) {
        final String id = batch.deviceId();
        final int patient = state.monitorings.patientOf(id);
        if (silentMs == 0 || patient < 0 || isOfAnother(id, subject, patient) || !state.monitorings.sendsOn(id)) {
            return;
        }
        final boolean isSomewhere = own.unitOf(patient, bedOf(patient)) >= 0 || own.bedOf(patient, bedOf(patient)) >= 0;
        if (!waited.containsKey(id) && !isSomewhere) {
            return;
        }
        final Waited device = waited.computeIfAbsent(id, any -> new Waited());
        if (device.told >= 0) {
            device.dueNs = OracleAlert.NEVER;
        }
        isOver(device, Clause.DEVICE_HEARD);
        device.heardNs = state.nowNs;
        device.sourceId = batch.sourceId();
        device.isBehindItsSource = false;
        if (device.dueNs == OracleAlert.NEVER) {
            device.dueNs = state.nowNs + silentMs * MS_NS;
        }
    }

    private boolean isOfAnother(final String id, final int subject, final int patient) {
        final String whose = state.site.subjects.get(subject);
        final int place = own.bedOf(patient, bedOf(patient));
        final boolean isElsewhere =
                waited.containsKey(id) && whose.startsWith("B") && place >= 0 && bedOf(subject) != place;
        return subject != patient && (whose.startsWith("P") || isElsewhere);
    }

    private void forget(final List<String> devices, final Clause why) {
        for (final String id : devices) {
            final Waited device = waited.remove(id);
            if (device != null) {
                isOver(device, why);
            }
        }
    }

    /** A patient is somewhere else, or nowhere. */
    void moved(final int patient, final boolean hasPlace) {
        final List<String> devices = state.monitorings.devicesOf(patient);
        if (!hasPlace) {
            forget(devices, Clause.CONFIGURED);
            return;
        }
        for (final String id : devices) {
            final Waited device = waited.get(id);
            if (device != null) {
                isOver(device, Clause.CONFIGURED);
                device.isBehindItsSource = false;
                beginAnew(device);
            }
        }
    }

    long dueNs() {
        final Map.Entry<String, Waited> first = first();
        return first == null ? OracleAlert.NEVER : first.getValue().dueNs;
    }

    private Map.@Nullable Entry<String, Waited> first() {
        Map.Entry<String, Waited> first = null;
        for (final Map.Entry<String, Waited> each : waited.entrySet()) {
            if (first == null || each.getValue().dueNs < first.getValue().dueNs) {
                first = each;
            }
        }
        return first;
    }

    /** The first deadline is here. */
    void fire() {
        final Map.Entry<String, Waited> first = first();
        if (first == null || sources == null) {
            throw new IllegalStateException("nobody is waited for");
        }
        final Waited device = first.getValue();
        if (device.told >= 0) {
            if (own.isOpen(TechnicalCondition.DEVICE_SILENT, device.told)) {
                device.dueNs = state.nowNs + againNs();
            } else {
                falls(first.getKey(), device);
            }
            return;
        }
        if (state.nowNs > device.dueNs + SECOND_NS) {
            notBeforeNs = state.nowNs + Math.min(60 * SECOND_NS, silentMs * MS_NS);
        }
        final long overNs = Math.max(notBeforeNs, device.heardNs + silentMs * MS_NS);
        if (overNs > state.nowNs) {
            device.dueNs = overNs;
        } else if (sources.isSilent(device.sourceId)) {
            device.isBehindItsSource = true;
            beginAnew(device);
        } else if (!sources.speaks(device.sourceId, overNs) && state.nowNs - overNs < silentMs * MS_NS) {
            device.dueNs = Math.min(state.nowNs + SECOND_NS, overNs + silentMs * MS_NS);
        } else if (device.isBehindItsSource) {
            device.isBehindItsSource = false;
            beginAnew(device);
        } else {
            falls(first.getKey(), device);
        }
    }

    private long againNs() {
        return Math.max(600 * SECOND_NS, silentMs * MS_NS);
    }

    private int bedOf(final int patient) {
        final String whose = state.site.subjects.get(patient);
        return whose.startsWith("B") ? state.site.beds.indexOf(whose.substring(1)) : -1;
    }

    private void beginAnew(final Waited device) {
        device.heardNs = state.nowNs;
        device.dueNs = state.nowNs + silentMs * MS_NS;
    }

    private void falls(final String id, final Waited device) {
        final int patient = state.monitorings.patientOf(id);
        final int bed = bedOf(patient);
        device.told = -1;
        device.dueNs = state.nowNs + 10 * SECOND_NS;
        if (!state.mayIntern("D" + id)) {
            return;
        }
        final int subject = state.intern("D" + id);
        if (own.comes(
                TechnicalCondition.DEVICE_SILENT,
                severity(),
                subject,
                own.unitOf(patient, bed),
                own.bedOf(patient, bed),
                patient + 1,
                seconds(),
                Clause.DEVICE_SILENT)) {
            device.told = subject;
            device.dueNs = state.nowNs + againNs();
        }
    }

    private Severity severity() {
        return state.site.devices == null
                ? Severity.NULL_VAL
                : state.site
                        .devices
                        .floors()
                        .getOrDefault((int) DeviceCondition.SWITCHED_OFF.value(), Severity.NULL_VAL);
    }

    private void isOver(final Waited device, final Clause why) {
        if (device.told >= 0) {
            own.isOver(TechnicalCondition.DEVICE_SILENT, device.told, seconds(), why);
            device.told = -1;
        }
    }

    private int seconds() {
        return (int) (silentMs / 1_000);
    }
}
