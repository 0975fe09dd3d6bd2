package io.tocsin.replay.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Rows that were left out: all counted by reason, the first {@value #LISTED} kept whole. */
public final class BadRows {
    /** How many are kept. */
    public static final int LISTED = 20;

    /** Why a row was left out. */
    public enum Reason {
        FIELD_COUNT("wrong number of fields"),
        NOT_A_NUMBER("not a number"),
        TOO_FINE("more than two decimals"),
        OUT_OF_RANGE("out of range"),
        ID_MISSING("id missing"),
        ID_TOO_LONG("id too long"),
        HOUR_MISSING("ICULOS missing"),
        HOUR_INVALID("ICULOS is not a whole hour from 1 to 1000000"),
        LABEL_INVALID("SepsisLabel is neither 0 nor 1"),
        NO_POSITION("no position"),
        NO_TIME("no date and time"),
        UNKNOWN_WORD("not one of the words of its column"),
        UNKNOWN_STAY("no such stay");

        private final String text;

        Reason(final String text) {
            this.text = text;
        }

        /** For people. */
        public String text() {
            return text;
        }
    }

    /**
     * One of them.
     *
     * @param file   as given.
     * @param line   from 1.
     * @param column number of the field, from 1.
     * @param name   of the column; empty if the row has more fields than the header.
     * @param reason why.
     * @param text   of the field, cut.
     */
    public record BadRow(Path file, long line, int column, String name, Reason reason, String text) {}

    private final List<BadRow> first = new ArrayList<>();
    private final Map<Reason, Long> counts = new EnumMap<>(Reason.class);
    private long count;

    /** Nothing was left out yet. */
    public BadRows() {}

    /** One more. */
    public void add(final BadRow row) {
        count++;
        counts.merge(row.reason(), 1L, Long::sum);
        if (first.size() < LISTED) {
            first.add(row);
        }
    }

    /** All of them. */
    public long count() {
        return count;
    }

    /** By reason, in the order of {@link Reason}; only what occurred. */
    public Map<Reason, Long> counts() {
        return Collections.unmodifiableMap(counts);
    }

    /** The first in order. */
    public List<BadRow> first() {
        return Collections.unmodifiableList(first);
    }
}
