package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.Acuity;
import io.tocsin.codecs.sbe.CalibrationStatus;
import io.tocsin.codecs.sbe.Consciousness;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.VitalsBatchEncoder;
import io.tocsin.codecs.text.EdgeText;
import io.tocsin.codecs.text.Hundredths;
import io.tocsin.codecs.text.ReadingUnits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;

/**
 * Up to 32 readings of one patient or bed from one device, which limits and scores are held against. Deduplicated by the device's sequence. One thread at a time;
 * {@link AlertRouter#readings} reads it and keeps nothing, so it may be cleared and filled again.
 */
public final class Readings {
    /** Most readings of one batch. */
    public static final int MAX_READINGS = 32;

    private static final double MOST_ACCURACY = 655.34;

    private static final double HUNDREDTHS = 100.0;
    private static final int ALL = 100;

    final String patientId;
    final String bedId;
    String deviceId = "";
    long deviceSequence;
    Acuity acuity = Acuity.CONTINUOUS;
    Purpose purpose = Purpose.PRODUCTION;
    long measuredNs;
    int status;
    int statusOf;
    int batteryPercent = VitalsBatchEncoder.batteryPercentNullValue();
    int accuracy = VitalsBatchEncoder.accuracyNullValue();
    int accuracyOf;
    CalibrationStatus calibration = CalibrationStatus.NULL_VAL;
    final int[] hundredths = new int[MAX_READINGS];
    final Parameter[] parameters = new Parameter[MAX_READINGS];
    int count;

    private Readings(final String patientId, final String bedId) {
        this.patientId = patientId;
        this.bedId = bedId;
        Arrays.fill(parameters, Parameter.NULL_VAL);
    }

    /** Of a patient; at most 36 bytes. */
    public static Readings ofPatient(final String patientId) {
        return new Readings(EdgeText.requiredId("patientId", patientId), "");
    }

    /** Of whoever lies in a bed; at most 36 bytes. */
    public static Readings ofBed(final String bedId) {
        return new Readings("", EdgeText.requiredId("bedId", bedId));
    }

    /** Of whoever wears a device; at most 36 bytes. Not deduplicated unless {@link #device} gives a sequence. */
    public static Readings ofDevice(final String deviceId) {
        final Readings readings = new Readings("", "");
        readings.deviceId = EdgeText.requiredId("deviceId", deviceId);
        return readings;
    }

    /**
     * Who measured. A {@link ReadingGate} holds readings against those before them only of a device that says its id.
     *
     * @param id       of the device, at most 36 bytes.
     * @param sequence rises with each batch of the device; a batch at or below the last one does nothing. 0 = not deduplicated.
     * @return this.
     */
    public Readings device(final String id, final long sequence) {
        if (sequence < 0) {
            throw new IllegalArgumentException("sequence is " + sequence + ": sequences of devices rise from 1");
        }
        deviceId = EdgeText.requiredId("deviceId", id);
        deviceSequence = sequence;
        return this;
    }

    /** How closely the patient is watched; decides what gives way when the ring fills. Default CONTINUOUS. Returns this. */
    public Readings acuity(final Acuity value) {
        if (requireNonNull(value, "acuity") == Acuity.NULL_VAL) {
            throw new IllegalArgumentException("acuity is NULL_VAL: it is CONTINUOUS unless said otherwise");
        }
        acuity = value;
        return this;
    }

    /**
     * When the device measured them; not stated at first. Where the site has a {@link ReadingGate} that looks for it, a batch that was measured before the last one of
     * the same device, which says its id, waits until its time is over.
     *
     * @param epochNs by the device's clock, epoch ns, above 0.
     * @return this.
     */
    public Readings measuredNs(final long epochNs) {
        if (epochNs <= 0) {
            throw new IllegalArgumentException("measuredNs is " + epochNs + ": an instant after 1970");
        }
        measuredNs = epochNs;
        return this;
    }

    /**
     * How the sensor is; nothing to say at first. Where the site has a {@link ReadingGate} that looks for it, what a sensor at fault reads does not count.
     *
     * @param bits 0 to 65,535, bits of MDC_PULS_OXIM_DEV_STATUS as the schema lists them; any of 0 to 9 and 12 to 14 is a fault, low perfusion and a poor signal are not.
     * @param of   whose readings they are about; none: those of SpO2.
     * @return this.
     */
    public Readings status(final int bits, final Parameter... of) {
        if (bits < 0 || bits > 0xFFFF) {
            throw new IllegalArgumentException("status is " + bits + ": 16 bits");
        }
        status = bits;
        statusOf = about(of);
        return this;
    }

    /** A bit for each of what a sensor reads. */
    private static int about(final Parameter... of) {
        int about = 0;
        for (final Parameter parameter : of) {
            if (requireNonNull(parameter, "parameter").value() > Parameter.ARTERIAL_DIASTOLIC.value()) {
                throw new IllegalArgumentException(
                        "parameter is " + parameter + ": a status or an accuracy is of what a sensor reads");
            }
            about |= 1 << parameter.value();
        }
        return about;
    }

    /**
     * How accurate the device says that readings are: the true value lies within so much, above or below; not stated at first. It is shown with them. Where the site has a
     * {@link ReadingGate} that wants more, such a reading counts, and ends nothing.
     *
     * @param within in the unit of the parameters, 0 to 655.34; rounded up to hundredths.
     * @param of     whose readings; none: all of the batch that a sensor reads. Readings of other accuracy are in another batch.
     * @return this.
     */
    public Readings accuracy(final double within, final Parameter... of) {
        if (!(within >= 0 && within <= MOST_ACCURACY)) {
            throw new IllegalArgumentException("accuracy is " + within + ": it is 0 to " + MOST_ACCURACY);
        }
        final int about = about(of);
        accuracy = new BigDecimal(Double.toString(within))
                .movePointRight(2)
                .setScale(0, RoundingMode.CEILING)
                .intValueExact();
        accuracyOf = about;
        return this;
    }

    /**
     * The same in a unit of its own, such as {@code "kPa"}: as {@link #value(Parameter, double, String)} has them. A width has no zero: 1.8 °F are 1 °C.
     *
     * @param within 0 or more, in the unit; at most 655.34 in that of the parameters; rounded up to hundredths.
     * @param unit   of every one of the parameters.
     * @param of     whose readings; at least one, as it is they that say which unit it is made.
     * @return this.
     * @throws IllegalArgumentException if the unit is none of a parameter, or the width is out of range.
     */
    public Readings accuracy(final double within, final String unit, final Parameter... of) {
        if (of.length == 0 || !(within >= 0 && within <= MOST_ACCURACY)) {
            throw new IllegalArgumentException("accuracy is " + within + ' ' + unit + " of " + List.of(of)
                    + ": it is 0 to " + MOST_ACCURACY + " of a parameter at least");
        }
        int width = 0;
        for (final Parameter parameter : of) {
            width = ReadingUnits.width("accuracy", parameter, new BigDecimal(Double.toString(within)), unit);
        }
        return accuracy(width / HUNDREDTHS, of);
    }

    /** What is left in the device's battery, 0 to 100 per cent; not stated at first. Where the site has {@link DeviceRules} that look at it, a low one is an alert. Returns this. */
    public Readings battery(final int percent) {
        if (percent < 0 || percent > ALL) {
            throw new IllegalArgumentException("battery is " + percent + ": it is 0 to 100 per cent");
        }
        batteryPercent = percent;
        return this;
    }

    /** What the device says of its calibration; not stated at first. Where the site has {@link DeviceRules} that look at it, one that is due is an alert. Returns this. */
    public Readings calibration(final CalibrationStatus value) {
        if (requireNonNull(value, "calibration") == CalibrationStatus.NULL_VAL) {
            throw new IllegalArgumentException("calibration is NULL_VAL: leave it out if it is not known");
        }
        calibration = value;
        return this;
    }

    /** Test and training readings count nowhere; default PRODUCTION. Returns this. */
    public Readings purpose(final Purpose value) {
        purpose = Checks.purpose(value);
        return this;
    }

    /**
     * One more reading. The number that the {@code double} holds is rounded to hundredths, halves away from zero: 36.444 becomes 36.44, 36.445 (held as
     * 36.44500000000000028…) becomes 36.45.
     *
     * @param parameter what was measured.
     * @param value     in the parameter's unit.
     * @return this.
     * @throws IllegalArgumentException if the value is no number or infinite, or if the batch is full.
     */
    public Readings value(final Parameter parameter, final double value) {
        return hundredths(
                parameter, Hundredths.of(requireNonNull(parameter, "parameter").name(), value));
    }

    /**
     * One more reading, in a unit of its own: kPa, °F or mmol/L become what the engine keeps, as {@link ReadingUnits} says.
     *
     * @param parameter what was measured.
     * @param value     in the unit.
     * @param unit      a UCUM code, or what devices call it, such as {@code kPa} or {@code [degF]}; case counts.
     * @return this.
     * @throws IllegalArgumentException if the value is no number or infinite, the unit none of the parameter, or the batch full.
     */
    public Readings value(final Parameter parameter, final double value, final String unit) {
        final String what = requireNonNull(parameter, "parameter").name();
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(what + " is " + value + ": a reading is a number");
        }
        return hundredths(parameter, ReadingUnits.hundredths(what, parameter, new BigDecimal(value), unit));
    }

    /**
     * One more reading, exactly.
     *
     * @param parameter what was measured.
     * @param value     in hundredths of the parameter's unit.
     * @return this.
     * @throws IllegalArgumentException if the batch is full.
     */
    public Readings hundredths(final Parameter parameter, final int value) {
        if (requireNonNull(parameter, "parameter") == Parameter.NULL_VAL) {
            throw new IllegalArgumentException("parameter is NULL_VAL: a reading is of something");
        }
        if (count == MAX_READINGS) {
            throw new IllegalArgumentException("a batch holds at most " + MAX_READINGS + " readings: send another one");
        }
        parameters[count] = parameter;
        hundredths[count++] = value;
        return this;
    }

    /** How awake the patient is. Returns this. */
    public Readings consciousness(final Consciousness value) {
        if (requireNonNull(value, "consciousness") == Consciousness.NULL_VAL) {
            throw new IllegalArgumentException("consciousness is NULL_VAL: leave it out if it is not known");
        }
        return hundredths(Parameter.CONSCIOUSNESS, value.value() * 100);
    }

    /** Whether the patient is given oxygen. Returns this. */
    public Readings oxygen(final boolean given) {
        return hundredths(Parameter.OXYGEN_THERAPY, given ? 100 : 0);
    }

    /** Forgets the readings, when they were measured, how the sensor was and how accurate; keeps whose they are. Returns this. */
    public Readings clear() {
        count = 0;
        measuredNs = 0;
        status = 0;
        statusOf = 0;
        accuracy = VitalsBatchEncoder.accuracyNullValue();
        accuracyOf = 0;
        return this;
    }
}
