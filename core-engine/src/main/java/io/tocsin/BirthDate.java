package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.engine.monitoring.BirthDates;
import java.time.LocalDate;

/** A date of birth as the engine has it. */
final class BirthDate {
    private BirthDate() {}

    /**
     * The date as a day.
     *
     * @param date of birth.
     * @return days since 1970-01-01.
     * @throws IllegalArgumentException if it is out of range.
     */
    static int day(final LocalDate date) {
        final long day = requireNonNull(date, "date").toEpochDay();
        if (day != (int) day || !BirthDates.isDate((int) day)) {
            throw new IllegalArgumentException("born " + date + ": a date of birth is from 1900-01-01 to 2079-06-05");
        }
        return (int) day;
    }
}
