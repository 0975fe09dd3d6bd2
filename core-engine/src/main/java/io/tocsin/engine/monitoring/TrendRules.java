package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.NewsBand;
import io.tocsin.codecs.sbe.TrendMethod;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import java.util.Arrays;

/** What the site's {@code TrendEntry} says: which readings are followed, by which methods, and when an advisory is told. Without one nothing is. */
public final class TrendRules {
    /** Most parameters that are followed. */
    public static final int MAX_PARAMETERS = 5;

    /** Every method. */
    public static final int ALL_METHODS = 0b1_1111;

    /** How much a call of each method counts, by its value: being unusual or shifted is a hint, what leads beyond a limit or has moved for hours is more. */
    static final int[] POINTS = {1, 1, 2, 2, 2};

    /** No place. */
    static final int NONE = -1;

    static final int ZERO = NewsBand.ZERO.value();
    static final int LOW = NewsBand.LOW.value();
    static final int MEDIUM = NewsBand.MEDIUM.value();
    static final int HIGH = NewsBand.HIGH.value();

    private static final int SECTION_ID = 45;
    private static final int SECTION_VERSION = 1;

    private final byte[] placeOf = new byte[Subjects.PARAMETERS];
    private final int[] parameter = new int[MAX_PARAMETERS];
    private final int[] floor = new int[MAX_PARAMETERS];
    private int count;
    private boolean isSaid;
    private int methods;
    private long everyNs;
    private long tauNs;
    private long horizonNs;
    private long gapNs;
    private long baselineNs;
    private int unusual;
    private int slack;
    private int threshold;
    private boolean isComposite;
    private int severity;
    private int mediumPoints;
    private int highPoints;

    /** Nothing is followed. */
    public TrendRules() {
        Arrays.fill(placeOf, (byte) NONE);
    }

    /**
     * Other times, all in ns; parameters follow with {@link #add}.
     *
     * @param every    a patient has one advisory in this time.
     * @param tau      of the weighted mean.
     * @param horizon  of crossings.
     * @param gap      after which movement is forgotten.
     * @param baseline how long its readings count.
     */
    public void times(final long every, final long tau, final long horizon, final long gap, final long baseline) {
        isSaid = true;
        everyNs = every;
        tauNs = tau;
        horizonNs = horizon;
        gapNs = gap;
        baselineNs = baseline;
        count = 0;
        Arrays.fill(placeOf, (byte) NONE);
    }

    /**
     * Other methods.
     *
     * @param inUse       bit per value of the enum TrendMethod.
     * @param unusualFrom deviations above which a reading is unusual, hundredths.
     * @param ofSlack     deviations that do not count towards a shift, hundredths.
     * @param ofThreshold sum of deviations above which it is a shift, hundredths.
     */
    public void methods(final int inUse, final int unusualFrom, final int ofSlack, final int ofThreshold) {
        methods = inUse;
        unusual = unusualFrom;
        slack = ofSlack;
        threshold = ofThreshold;
    }

    /**
     * Other advisories.
     *
     * @param withScore  the band of NEWS2 counts too.
     * @param ofAdvisory value of the enum Severity.
     * @param medium     points from which the band is MEDIUM.
     * @param high       points from which it is HIGH.
     */
    public void advice(final boolean withScore, final int ofAdvisory, final int medium, final int high) {
        isComposite = withScore;
        severity = ofAdvisory;
        mediumPoints = medium;
        highPoints = high;
    }

    /**
     * One parameter more; the caller has checked that there is a place.
     *
     * @param followed value of the enum Parameter.
     * @param least    deviation that is assumed at least, hundredths.
     */
    public void add(final int followed, final int least) {
        parameter[count] = followed;
        floor[count] = least;
        placeOf[followed] = (byte) count++;
    }

    /**
     * Whether a configuration has said anything.
     *
     * @return though it be that nothing is followed.
     */
    public boolean isSaid() {
        return isSaid;
    }

    /**
     * Whether anything is followed.
     *
     * @return some method is in use.
     */
    public boolean isOn() {
        return methods != 0;
    }

    /**
     * Whether a method is in use.
     *
     * @param method of those.
     * @return true if so.
     */
    boolean uses(final TrendMethod method) {
        return (methods >>> method.value() & 1) != 0;
    }

    /**
     * The methods.
     *
     * @return bit per value of the enum TrendMethod.
     */
    public int methods() {
        return methods;
    }

    /**
     * How many parameters are followed.
     *
     * @return 0 to {@link #MAX_PARAMETERS}.
     */
    public int count() {
        return count;
    }

    /** The place of a parameter, or {@link #NONE}. */
    int place(final int ofParameter) {
        return placeOf[ofParameter];
    }

    /**
     * A parameter.
     *
     * @param place below {@link #count}.
     * @return value of the enum.
     */
    public int parameter(final int place) {
        return parameter[place];
    }

    /**
     * The least deviation of a parameter.
     *
     * @param place below {@link #count}.
     * @return hundredths.
     */
    public int floor(final int place) {
        return floor[place];
    }

    /**
     * In which time a patient has one advisory.
     *
     * @return ns.
     */
    public long everyNs() {
        return everyNs;
    }

    /**
     * Of the weighted mean.
     *
     * @return ns.
     */
    public long tauNs() {
        return tauNs;
    }

    /**
     * How far ahead crossings are looked for.
     *
     * @return ns.
     */
    public long horizonNs() {
        return horizonNs;
    }

    /**
     * After how long without a reading movement is forgotten.
     *
     * @return ns.
     */
    public long gapNs() {
        return gapNs;
    }

    /**
     * How long readings count towards the baseline.
     *
     * @return ns.
     */
    public long baselineNs() {
        return baselineNs;
    }

    /**
     * Above which a reading is unusual.
     *
     * @return hundredths of a deviation.
     */
    public int unusual() {
        return unusual;
    }

    /**
     * What does not count towards a shift.
     *
     * @return hundredths of a deviation.
     */
    public int slack() {
        return slack;
    }

    /**
     * Above which it is a shift.
     *
     * @return hundredths of a deviation.
     */
    public int threshold() {
        return threshold;
    }

    /**
     * Whether the band of NEWS2 counts too.
     *
     * @return true if so.
     */
    public boolean isComposite() {
        return isComposite;
    }

    /**
     * Of advisories.
     *
     * @return value of the enum Severity.
     */
    public int severity() {
        return severity;
    }

    /**
     * From which the band is MEDIUM.
     *
     * @return points.
     */
    public int mediumPoints() {
        return mediumPoints;
    }

    /**
     * From which the band is HIGH.
     *
     * @return points.
     */
    public int highPoints() {
        return highPoints;
    }

    /** How much a call counts. */
    static int points(final TrendMethod method) {
        return POINTS[method.value()];
    }

    /** The band of so many points. */
    int band(final int points) {
        if (points == 0) {
            return ZERO;
        }
        return points >= highPoints ? HIGH : points >= mediumPoints ? MEDIUM : LOW;
    }

    void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        writer.putByte(isSaid ? 1 : 0);
        if (!isSaid) {
            return;
        }
        writer.putLong(everyNs);
        writer.putLong(tauNs);
        writer.putLong(horizonNs);
        writer.putLong(gapNs);
        writer.putLong(baselineNs);
        writer.putByte(methods);
        writer.putInt(unusual);
        writer.putInt(slack);
        writer.putInt(threshold);
        writer.putByte(isComposite ? 1 : 0);
        writer.putByte(severity);
        writer.putByte(mediumPoints);
        writer.putByte(highPoints);
        writer.putByte(count);
        for (int place = 0; place < count; place++) {
            writer.putByte(parameter[place]);
            writer.putInt(floor[place]);
        }
    }

    void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION);
        if (reader.getByte() == 0) {
            return;
        }
        times(reader.getLong(), reader.getLong(), reader.getLong(), reader.getLong(), reader.getLong());
        methods(reader.getByte() & ALL_METHODS, reader.getInt(), reader.getInt(), reader.getInt());
        advice(reader.getByte() != 0, reader.getByte(), reader.getByte(), reader.getByte());
        final int followed = Math.min(reader.getByte(), MAX_PARAMETERS);
        for (int place = 0; place < followed; place++) {
            add(reader.getByte() % Subjects.PARAMETERS, reader.getInt());
        }
    }
}
