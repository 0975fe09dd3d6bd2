package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.PatientEntryDecoder;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;

/**
 * When patients were born, as far as their entries say, and how many months they have completed since: by days of UTC, so that a month is completed up to half a day
 * off the patient's own calendar. Two bytes a subject; engine thread only, nothing is allocated after the constructor.
 */
public final class BirthDates {
    /** The age is not known. */
    public static final int UNKNOWN = -1;

    /** 1900-01-01 in days since 1970-01-01. */
    private static final int FIRST_DAY = -25_567;

    private static final int LAST_DAY = FIRST_DAY + Character.MAX_VALUE - 1;
    private static final int NOT_STATED = PatientEntryDecoder.bornOnDayNullValue();
    private static final long NS_PER_DAY = 86_400_000_000_000L;
    private static final int SECTION_ID = 49;
    private static final int SECTION_VERSION = 1;
    private static final int MONTHS_PER_YEAR = 12;
    /** Completed months that end the age groups of the schema's enum, from UNDER_3_MONTHS on. */
    private static final int[] GROUP_ENDS = {3, 36, 96, 192};

    /** By subject: day from {@link #FIRST_DAY} plus one; 0 = not stated. */
    private final char[] bornOn;

    private final Subjects subjects;
    private final EventStream stream;
    private int stated;

    /**
     * Nobody's.
     *
     * @param maxSubjects subjects.
     * @param subjects    with the groups that are stated.
     * @param stream      for engine time.
     */
    public BirthDates(final int maxSubjects, final Subjects subjects, final EventStream stream) {
        bornOn = new char[maxSubjects];
        this.subjects = subjects;
        this.stream = stream;
    }

    /**
     * Whether an entry may say so.
     *
     * @param day days since 1970-01-01, or the null value of the schema.
     * @return it is not stated, or from 1900-01-01 to 2079-06-05, and not after tomorrow by days of UTC.
     */
    public boolean canBe(final int day) {
        return day == NOT_STATED || (isDate(day) && day <= today() + 1);
    }

    /**
     * Whether a day can be kept.
     *
     * @param day days since 1970-01-01.
     * @return it is from 1900-01-01 to 2079-06-05.
     */
    public static boolean isDate(final int day) {
        return day >= FIRST_DAY && day <= LAST_DAY;
    }

    private int today() {
        return (int) Math.floorDiv(stream.nowNs(), NS_PER_DAY);
    }

    /**
     * What a patient's entry says.
     *
     * @param subject index.
     * @param day     as {@link #canBe}.
     */
    public void born(final int subject, final int day) {
        final boolean was = bornOn[subject] != 0;
        bornOn[subject] = day == NOT_STATED ? 0 : (char) (day - FIRST_DAY + 1);
        stated += (day == NOT_STATED ? 0 : 1) - (was ? 1 : 0);
    }

    /**
     * The date of birth.
     *
     * @param subject index.
     * @return days since 1970-01-01, or the null value of the schema.
     */
    public int bornOnDay(final int subject) {
        return bornOn[subject] == 0 ? NOT_STATED : FIRST_DAY + bornOn[subject] - 1;
    }

    /**
     * How old somebody is.
     *
     * @param subject index.
     * @return completed months, 0 of who is not born yet; {@link #UNKNOWN} if the date is not stated.
     */
    public int months(final int subject) {
        // Where no date is stated at all, no memory of the subject is touched.
        if (stated == 0 || bornOn[subject] == 0) {
            return UNKNOWN;
        }
        return completedMonths(FIRST_DAY + bornOn[subject] - 1, today());
    }

    /** Of days since 1970-01-01. */
    static int completedMonths(final int born, final int today) {
        // Both are months times 32 plus the day: the day that has not come takes a month away.
        return Math.max(0, (monthAndDay(today) - monthAndDay(born)) >> 5);
    }

    /**
     * The age group of somebody: by the date of birth, else as stated.
     *
     * @param subject index or {@link Subjects#NONE}.
     * @return value of the enum AgeGroup.
     */
    public int ageGroup(final int subject) {
        final int months = subject == Subjects.NONE ? UNKNOWN : months(subject);
        if (months == UNKNOWN) {
            return subjects.ageGroup(subject);
        }
        int group = 1;
        for (final int end : GROUP_ENDS) {
            group += months >= end ? 1 : 0;
        }
        return group;
    }

    /**
     * Months since the year 0 times 32, plus the day of the month less one: the civil date of a day, by eras of 400 years that begin in March (Hinnant, "chrono-compatible
     * low-level date algorithms").
     */
    private static int monthAndDay(final int day) {
        final int fromMarch = day + 719_468;
        final int era = Math.floorDiv(fromMarch, 146_097);
        final int dayOfEra = fromMarch - era * 146_097;
        final int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        final int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        final int month = (5 * dayOfYear + 2) / 153;
        final int dayOfMonth = dayOfYear - (153 * month + 2) / 5;
        // Month 0 is March: counted on, January and February come after December by themselves.
        return ((era * 400 + yearOfEra) * MONTHS_PER_YEAR + month) << 5 | dayOfMonth;
    }

    /**
     * Writes the dates that are stated.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        writer.putInt(stated);
        int left = stated;
        for (int subject = 0; left > 0; subject++) {
            if (bornOn[subject] != 0) {
                writer.putInt(subject);
                writer.putInt(bornOn[subject]);
                left--;
            }
        }
    }

    /**
     * Takes the dates over.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION);
        stated = reader.getCount(bornOn.length, "dates of birth");
        for (int i = 0; i < stated; i++) {
            final int subject = reader.getCount(bornOn.length - 1, "as a subject");
            bornOn[subject] = (char) reader.getInt();
        }
    }
}
