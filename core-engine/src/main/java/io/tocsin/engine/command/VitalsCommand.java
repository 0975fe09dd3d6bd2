package io.tocsin.engine.command;

import io.tocsin.codecs.sbe.Acuity;
import io.tocsin.codecs.sbe.CalibrationStatus;
import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.VitalsBatchDecoder;
import io.tocsin.engine.care.Weights;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.monitoring.Devices;
import io.tocsin.engine.monitoring.Monitor;
import io.tocsin.engine.monitoring.MonitoringSessions;
import io.tocsin.engine.monitoring.Observations;
import io.tocsin.engine.monitoring.ReadingCounts;
import io.tocsin.engine.monitoring.ReadingGate;
import io.tocsin.engine.monitoring.TableScores;
import io.tocsin.engine.watch.DeviceWatch;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** {@code VitalsBatch}: the readings of one subject from one device, all or none of them. */
public final class VitalsCommand {
    /** Field id of maxSubjects in Genesis: the detail of TABLE_FULL. */
    private static final int MAX_SUBJECTS_FIELD = 5;

    private static final int MAX_READINGS = 32;
    private static final int ALL = 100;
    private static final int MAX_ID_BYTES = 36;
    private static final int PATIENT = 0;
    private static final int BED = 1;
    private static final int DEVICE = 2;
    private static final int CONSCIOUSNESS = Parameter.CONSCIOUSNESS.value();
    private static final int WEIGHT = Parameter.WEIGHT.value();
    private static final int OXYGEN = Parameter.OXYGEN_THERAPY.value();
    private static final int VALUE_OFFSET = VitalsBatchDecoder.ReadingsDecoder.valueEncodingOffset();
    private static final int PARAMETER_OFFSET = VitalsBatchDecoder.ReadingsDecoder.parameterEncodingOffset();
    private static final int READINGS_FIELD = (int) VitalsBatchDecoder.readingsDecoderId();
    private static final int VALUE_FIELD = VitalsBatchDecoder.ReadingsDecoder.valueId();
    private static final int PARAMETER_FIELD = VitalsBatchDecoder.ReadingsDecoder.parameterId();

    private final SubjectFinder finder;
    private final Devices devices;
    private final MonitoringSessions sessions;
    private final ReadingCounts counts;
    private final Monitor monitor;
    private final TableScores tables;
    private final ReadingGate gate;
    private final DeviceWatch watch;
    private final Weights weights;
    private final VitalsBatchDecoder batch = new VitalsBatchDecoder();

    /**
     * Takes readings.
     *
     * @param finder   of subjects.
     * @param devices  that sent them.
     * @param sessions that devices are in, or were.
     * @param counts   of what is read.
     * @param monitor  that looks at them.
     * @param tables   that count what is observed.
     * @param gate     that questions them before.
     * @param watch    that looks at what devices say of themselves.
     * @param weights  that are followed.
     */
    public VitalsCommand(
            final SubjectFinder finder,
            final Devices devices,
            final MonitoringSessions sessions,
            final ReadingCounts counts,
            final Monitor monitor,
            final TableScores tables,
            final ReadingGate gate,
            final DeviceWatch watch,
            final Weights weights) {
        this.finder = finder;
        this.devices = devices;
        this.sessions = sessions;
        this.counts = counts;
        this.monitor = monitor;
        this.tables = tables;
        this.gate = gate;
        this.watch = watch;
        this.weights = weights;
    }

    /**
     * Carries the command out.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void carryOut(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        batch.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        if (!isValid(buffer, layout, answer)) {
            return;
        }
        if (envelope.purposeRaw() != 0) {
            answer.refuse(Result.TEST_TRAFFIC, 0);
            return;
        }
        if (!finder.hasRoom(buffer, layout, PATIENT, BED, DEVICE)) {
            answer.refuse(Result.TABLE_FULL, MAX_SUBJECTS_FIELD);
            return;
        }
        final int inSession = sessions.isUsed() ? sessionDevice(buffer, layout) : MonitoringSessions.NONE;
        if (isStopped(inSession, buffer, layout)) {
            answer.refuse(Result.MONITORING_ENDED, 0);
            return;
        }
        final long sequence = batch.deviceSequence();
        if (sequence != 0
                && layout.textLength(DEVICE) > 0
                && !devices.isNew(buffer, layout.textOffset(DEVICE), layout.textLength(DEVICE), sequence)) {
            answer.refuse(Result.DUPLICATE, 0);
            return;
        }
        final int subject = finder.intern(buffer, layout, PATIENT, BED, DEVICE);
        final int bed = finder.namedBed(buffer, layout, BED);
        monitor.begin(subject);
        final boolean isGated = gate.begin(subject, bed, batch, buffer, layout);
        for (int i = 0; i < layout.groupCount(); i++) {
            monitor.at(buffer, layout, i, isGated);
            final int at = layout.elementOffset(i);
            final int parameter = buffer.getByte(at + PARAMETER_OFFSET);
            final int value = buffer.getInt(at + VALUE_OFFSET, ByteOrder.LITTLE_ENDIAN);
            if (parameter == WEIGHT) {
                counts.add(parameter);
                weights.read(subject, bed, value, batch.measuredNs());
            } else if (parameter >= Observations.FIRST) {
                counts.add(parameter);
                tables.observe(subject, parameter, value);
            } else if (!isGated || gate.passes(parameter, value)) {
                monitor.read(subject, bed, parameter, value);
                if (parameter == OXYGEN || parameter == CONSCIOUSNESS) {
                    tables.read(subject, parameter, value);
                }
            }
        }
        if (isGated) {
            gate.finish(subject, bed);
        } else {
            monitor.finish(subject, bed, 0);
        }
        if (watch.rules().looks() && layout.textLength(DEVICE) > 0) {
            watch.look(
                    battery(layout),
                    calibration(layout),
                    buffer,
                    layout.textOffset(DEVICE),
                    layout.textLength(DEVICE),
                    subject,
                    bed);
        }
        watch.silence().heard(inSession, subject, envelope.sourceId());
    }

    /** Per cent, or the null value; that too if the block ends before. */
    private int battery(final MessageLayout layout) {
        return layout.blockLength() > VitalsBatchDecoder.batteryPercentEncodingOffset()
                ? batch.batteryPercent()
                : VitalsBatchDecoder.batteryPercentNullValue();
    }

    /** Raw value of the enum CalibrationStatus, or its null value; that too if the block ends before. */
    private int calibration(final MessageLayout layout) {
        return layout.blockLength() > VitalsBatchDecoder.calibrationEncodingOffset()
                ? batch.calibrationRaw()
                : CalibrationStatus.NULL_VAL.value();
    }

    /** The device, if it is or was in a session. */
    private int sessionDevice(final DirectBuffer buffer, final MessageLayout layout) {
        return layout.textLength(DEVICE) == 0
                ? MonitoringSessions.NONE
                : sessions.device(buffer, layout.textOffset(DEVICE), layout.textLength(DEVICE));
    }

    /** Whether the session of the device was stopped, and the batch is of the same subject. Whoever else it is of, named or not, is looked at as ever. */
    private boolean isStopped(final int device, final DirectBuffer buffer, final MessageLayout layout) {
        final int before = sessions.stoppedSubject(device);
        return before != MonitoringSessions.NONE && finder.find(buffer, layout, PATIENT, BED, DEVICE) == before;
    }

    private boolean isValid(final DirectBuffer buffer, final MessageLayout layout, final Answer answer) {
        if (batch.acuityRaw() > Acuity.CHRONIC.value()) {
            answer.refuse(Result.INVALID_FIELD, VitalsBatchDecoder.acuityId());
            return false;
        }
        if (layout.version() >= VitalsBatchDecoder.measuredNsSinceVersion() && !isQualityValid(layout, answer)) {
            return false;
        }
        if (layout.groupCount() == 0 || layout.groupCount() > MAX_READINGS) {
            answer.refuse(Result.INVALID_FIELD, READINGS_FIELD);
            return false;
        }
        for (int i = 0; i < layout.groupCount(); i++) {
            final int at = layout.elementOffset(i);
            final int parameter = buffer.getByte(at + PARAMETER_OFFSET);
            if (!ReadingValues.isParameter(parameter)) {
                answer.refuse(Result.INVALID_FIELD, PARAMETER_FIELD);
                return false;
            }
            if (!ReadingValues.isPossible(parameter, buffer.getInt(at + VALUE_OFFSET, ByteOrder.LITTLE_ENDIAN))) {
                answer.refuse(Result.INVALID_FIELD, VALUE_FIELD);
                return false;
            }
        }
        return areIdsValid(layout, answer);
    }

    /** When they were measured, whose readings the status is about: parameters that there are; and how the device is. */
    private boolean isQualityValid(final MessageLayout layout, final Answer answer) {
        if (batch.measuredNs() < 0) {
            answer.refuse(Result.INVALID_FIELD, VitalsBatchDecoder.measuredNsId());
            return false;
        }
        if ((batch.statusOf() & 1) != 0) {
            answer.refuse(Result.INVALID_FIELD, VitalsBatchDecoder.statusOfId());
            return false;
        }
        final int battery = battery(layout);
        if (battery > ALL && battery != VitalsBatchDecoder.batteryPercentNullValue()) {
            answer.refuse(Result.INVALID_FIELD, VitalsBatchDecoder.batteryPercentId());
            return false;
        }
        final int calibration = calibration(layout);
        if (calibration != CalibrationStatus.NULL_VAL.value()
                && (calibration < CalibrationStatus.CALIBRATED.value()
                        || calibration > CalibrationStatus.UNCALIBRATED.value())) {
            answer.refuse(Result.INVALID_FIELD, VitalsBatchDecoder.calibrationId());
            return false;
        }
        if (layout.blockLength() >= VitalsBatchDecoder.BLOCK_LENGTH && (batch.accuracyOf() & 1) != 0) {
            answer.refuse(Result.INVALID_FIELD, VitalsBatchDecoder.accuracyOfId());
            return false;
        }
        return true;
    }

    private static boolean areIdsValid(final MessageLayout layout, final Answer answer) {
        if (layout.textLength(PATIENT) > MAX_ID_BYTES) {
            answer.refuse(Result.ID_TOO_LONG, VitalsBatchDecoder.patientIdId());
        } else if (layout.textLength(BED) > MAX_ID_BYTES) {
            answer.refuse(Result.ID_TOO_LONG, VitalsBatchDecoder.bedIdId());
        } else if (layout.textLength(DEVICE) > MAX_ID_BYTES) {
            answer.refuse(Result.ID_TOO_LONG, VitalsBatchDecoder.deviceIdId());
        } else if (layout.textLength(PATIENT) + layout.textLength(BED) + layout.textLength(DEVICE) == 0) {
            answer.refuse(Result.INVALID_FIELD, VitalsBatchDecoder.patientIdId());
        } else {
            return true;
        }
        return false;
    }
}
