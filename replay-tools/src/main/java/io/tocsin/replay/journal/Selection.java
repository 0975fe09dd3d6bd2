package io.tocsin.replay.journal;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Set;

/**
 * Which lines are wanted.
 *
 * @param from     the first command.
 * @param to       the last command.
 * @param concern  only what concerns this.
 * @param types    only messages of these names; empty = all.
 * @param commands whether commands are.
 * @param events   whether events are.
 */
record Selection(Place from, Place to, Concern concern, Set<String> types, boolean commands, boolean events) {
    /** Keeps a copy of the set. */
    Selection {
        types = Set.copyOf(types);
    }

    boolean isType(final String name) {
        return types.isEmpty() || types.contains(name);
    }

    /** A command by its number in the log, by the position behind it, or by its timestamp. */
    record Place(long number, Kind kind) {
        private static final char POSITION = '@';
        private static final char INSTANT = 'T';
        private static final long NS_PER_SECOND = 1_000_000_000L;

        /** What the number counts. */
        enum Kind {
            /** Commands. */
            SEQ,
            /** Bytes of the journal. */
            POSITION,
            /** Epoch ns. */
            INSTANT
        }

        /** Before everything. */
        static final Place FIRST = new Place(0, Kind.SEQ);

        /** Behind everything. */
        static final Place LAST = new Place(Long.MAX_VALUE, Kind.SEQ);

        /**
         * Reads one.
         *
         * @param text a number, {@code @} and a position, or an instant such as {@code 2026-01-01T07:30:00Z}.
         * @throws NumberFormatException  if it is neither of the first two.
         * @throws DateTimeParseException if it is not the third.
         */
        static Place of(final String text) {
            if (text.indexOf(INSTANT) > 0) {
                final Instant instant = Instant.parse(text);
                return new Place(
                        Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NS_PER_SECOND), instant.getNano()),
                        Kind.INSTANT);
            }
            final boolean isPosition = !text.isEmpty() && text.charAt(0) == POSITION;
            final long number = Long.parseLong(isPosition ? text.substring(1) : text);
            if (number < 0) {
                throw new NumberFormatException("below 0");
            }
            return new Place(number, isPosition ? Kind.POSITION : Kind.SEQ);
        }

        boolean isBehind(final long seq, final long position, final long timestampNs) {
            return number > of(seq, position, timestampNs);
        }

        boolean isBefore(final long seq, final long position, final long timestampNs) {
            return number < of(seq, position, timestampNs);
        }

        private long of(final long seq, final long position, final long timestampNs) {
            return switch (kind) {
                case SEQ -> seq;
                case POSITION -> position;
                case INSTANT -> timestampNs;
            };
        }
    }
}
