package io.tocsin.engine.watch;

import io.tocsin.codecs.sbe.CalibrationStatus;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.TechnicalCondition;
import io.tocsin.codecs.sbe.VitalsBatchDecoder;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.monitoring.Subjects;
import io.tocsin.engine.response.OwnAlerts;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import org.agrona.DirectBuffer;

/**
 * What devices say of themselves beside their readings: a battery that is low or empty, a calibration that is due, each a technical alert about the device. Costs
 * nothing where the site does not look at it, and takes no memory before it does. Engine thread only; allocates nothing but when a site begins to look.
 */
public final class DeviceWatch {
    private static final int SECTION_ID = 50;
    private static final int SECTION_VERSION = 2;
    private static final int LOW = 1;
    private static final int EMPTY = 2;
    private static final int CALIBRATION = 4;
    private static final int NOT_STATED = VitalsBatchDecoder.batteryPercentNullValue();
    private static final int CALIBRATED = CalibrationStatus.CALIBRATED.value();
    private static final byte[] NONE_KEPT = new byte[0];

    private final DeviceRules rules;
    private final DeviceSilence silence;
    private final int maxSubjects;
    private final Subjects subjects;
    private final Site site;
    private final Bedside bedside;
    private final OwnAlerts alerts;
    /** Bits of what is the matter and was told, by subject. */
    private byte[] held = NONE_KEPT;

    /**
     * Nothing is looked at.
     *
     * @param maxSubjects most subjects.
     * @param rules       that the site says.
     * @param silence     of devices that say nothing.
     * @param subjects    with devices among them.
     * @param site        with the units of beds.
     * @param bedside     names devices.
     * @param alerts      raises the alerts.
     */
    public DeviceWatch(
            final int maxSubjects,
            final DeviceRules rules,
            final DeviceSilence silence,
            final Subjects subjects,
            final Site site,
            final Bedside bedside,
            final OwnAlerts alerts) {
        this.maxSubjects = maxSubjects;
        this.rules = rules;
        this.silence = silence;
        this.subjects = subjects;
        this.site = site;
        this.bedside = bedside;
        this.alerts = alerts;
    }

    /** What the site says. */
    public DeviceRules rules() {
        return rules;
    }

    /** Of devices that say nothing. */
    public DeviceSilence silence() {
        return silence;
    }

    /**
     * Replaces what the site says, without floors, which follow one by one. What is looked at no more is over.
     *
     * @param low         per cent, 0 = no battery is looked at.
     * @param empty       per cent, 0 = none is empty.
     * @param hysteresis  per cent.
     * @param calibration is looked at.
     * @param silentNs    after which a device is silent, 0 = none is.
     */
    public void configure(
            final int low, final int empty, final int hysteresis, final boolean calibration, final long silentNs) {
        rules.replace(low, empty, hysteresis, calibration, silentNs);
        if (rules.looks()) {
            allocate();
        }
        final int over = (low == 0 ? LOW : 0) | (empty == 0 ? EMPTY : 0) | (calibration ? 0 : CALIBRATION);
        for (int device = 0; device < Math.min(held.length, subjects.ids().size()); device++) {
            end(device, held[device] & over, Clause.CONFIGURED, 0);
        }
        silence.configured();
    }

    /** Takes the memory that looking needs, unless it was taken. */
    public void allocate() {
        if (held.length == 0) {
            held = new byte[maxSubjects];
        }
    }

    /** A condition, a value of the enum DeviceCondition, is at least as severe as a value of the enum Severity. */
    public void floor(final int condition, final int severity) {
        rules.floor(condition, severity);
    }

    /**
     * A batch of a device was taken.
     *
     * @param battery     per cent, or the null value.
     * @param calibration raw value of the enum CalibrationStatus, or the null value.
     * @param buffer      holds the device's id.
     * @param offset      of it.
     * @param length      of it, 1 to 36.
     * @param subject     of the batch.
     * @param bed         that the batch names, or -1.
     */
    public void look(
            final int battery,
            final int calibration,
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final int subject,
            final int bed) {
        if (battery == NOT_STATED && calibration == NOT_STATED) {
            return;
        }
        final int known = subjects.ids().find(Subjects.DEVICE, buffer, offset, length);
        final int unit = unit(subject, bed);
        final int was = known == Subjects.NONE ? 0 : held(known, unit);
        final int is = ofBattery(was, battery) | ofCalibration(was, calibration);
        if (is == was) {
            return;
        }
        final int device = known == Subjects.NONE ? bedside.intern(Subjects.DEVICE, buffer, offset, length) : known;
        if (device != Subjects.NONE) {
            final int at = bed == Site.NONE ? subjects.bed(subject) : bed;
            final int readingsOf = subject == device ? 0 : subject + 1;
            come(device, is & ~was & LOW, unit, at, readingsOf, battery);
            come(device, is & ~was & EMPTY, unit, at, readingsOf, battery);
            come(device, is & ~was & CALIBRATION, unit, at, readingsOf, calibration);
            end(device, was & ~is & (LOW | EMPTY), Clause.BATTERY_ABOVE, battery);
            end(device, was & ~is & CALIBRATION, Clause.CALIBRATION_DONE, calibration);
        }
    }

    /** A battery that is still empty is told again if nobody has an alert of it, as whoever closed it may have been wrong, or people elsewhere have. */
    private int held(final int device, final int unit) {
        final boolean isUntold = (held[device] & EMPTY) != 0
                && (!alerts.isOpen(TechnicalCondition.BATTERY_EMPTY, device)
                        || alerts.isOpenElsewhere(TechnicalCondition.BATTERY_EMPTY, device, unit));
        return isUntold ? held[device] & ~EMPTY : held[device];
    }

    private int ofBattery(final int was, final int percent) {
        return percent == NOT_STATED
                ? was & (LOW | EMPTY)
                : isAtOrBelow(was & LOW, percent, rules.lowPercent())
                        | isAtOrBelow(was & EMPTY, percent, rules.emptyPercent()) << 1;
    }

    /** What is so stays so within the margin. */
    private int isAtOrBelow(final int was, final int percent, final int limit) {
        final int until = was == 0 ? limit + 1 : limit + rules.hysteresisPercent();
        return limit > 0 && percent < until ? 1 : 0;
    }

    private int ofCalibration(final int was, final int calibration) {
        if (calibration == NOT_STATED || !rules.looksAtCalibration()) {
            return was & CALIBRATION;
        }
        return calibration == CALIBRATED ? 0 : CALIBRATION;
    }

    private int unit(final int subject, final int bed) {
        final int unitOfBed = site.unitOfBed(bed == Site.NONE ? subjects.bed(subject) : bed);
        return unitOfBed == Site.NONE ? subjects.unit(subject) : unitOfBed;
    }

    /** One that found no place for its alert is asked for again by the next batch. */
    private void come(
            final int device, final int bit, final int unit, final int bed, final int readingsOf, final int value) {
        if (bit != 0) {
            final Clause clause = bit == CALIBRATION ? Clause.CALIBRATION_NEEDED : Clause.BATTERY_BELOW;
            final int alert = alerts.technical(
                    Because.of(clause),
                    conditionOf(bit),
                    device,
                    unit,
                    bed,
                    readingsOf,
                    value,
                    rules.floor(floorOf(bit)));
            held[device] |= (byte) (alert == OwnAlerts.NONE ? 0 : bit);
        }
    }

    private void end(final int device, final int bits, final Clause clause, final int value) {
        for (int bit = LOW; bits != 0 && bit <= CALIBRATION; bit <<= 1) {
            if ((bits & bit) != 0) {
                held[device] &= (byte) ~bit;
                alerts.technicalEnded(clause, conditionOf(bit), device, value);
            }
        }
    }

    private static TechnicalCondition conditionOf(final int bit) {
        return switch (bit) {
            case LOW -> TechnicalCondition.BATTERY_LOW;
            case EMPTY -> TechnicalCondition.BATTERY_EMPTY;
            default -> TechnicalCondition.CALIBRATION;
        };
    }

    private static int floorOf(final int bit) {
        return switch (bit) {
            case LOW -> DeviceCondition.BATTERY_LOW.value();
            case EMPTY -> DeviceCondition.BATTERY_EMPTY.value();
            default -> DeviceCondition.CALIBRATION_DUE.value();
        };
    }

    /**
     * Writes what the site says and what is the matter.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        rules.snapshot(writer);
        silence.snapshot(writer);
        final int size = Math.min(held.length, subjects.ids().size());
        int count = 0;
        for (int i = 0; i < size; i++) {
            count += held[i] == 0 ? 0 : 1;
        }
        writer.putByte(held.length == 0 ? 0 : 1);
        writer.putInt(count);
        for (int i = 0; i < size; i++) {
            if (held[i] != 0) {
                writer.putInt(i);
                writer.putByte(held[i]);
            }
        }
    }

    /**
     * Takes it over, after the subjects.
     *
     * @param reader     of the snapshot.
     * @param ofSubjects how many there are.
     */
    public void restore(final SnapshotReader reader, final int ofSubjects) {
        reader.section(SECTION_ID, SECTION_VERSION);
        rules.restore(reader);
        silence.restore(reader, ofSubjects);
        held = reader.getByte() == 0 ? NONE_KEPT : new byte[maxSubjects];
        for (int left = reader.getCount(Math.min(held.length, ofSubjects), "devices with a condition");
                left > 0;
                left--) {
            final int device = reader.getCount(ofSubjects - 1, "as a device");
            held[device] = (byte) reader.getByte();
        }
    }
}
