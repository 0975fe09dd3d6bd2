package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;

/** What several commands check of their fields. */
final class Checks {
    private Checks() {}

    static Severity severity(final Severity value) {
        if (requireNonNull(value, "severity") == Severity.NULL_VAL) {
            throw new IllegalArgumentException("severity is NULL_VAL: an alert has a severity");
        }
        return value;
    }

    static long source(final long sourceId) {
        if (sourceId == 0) {
            throw new IllegalArgumentException("sourceId is 0: that is the host itself");
        }
        return sourceId;
    }

    static Purpose purpose(final Purpose value) {
        if (requireNonNull(value, "purpose") == Purpose.NULL_VAL) {
            throw new IllegalArgumentException("purpose is NULL_VAL: it is PRODUCTION, TEST or TRAINING");
        }
        return value;
    }

    static Level level(final Level value) {
        if (requireNonNull(value, "level") == Level.NULL_VAL) {
            throw new IllegalArgumentException("level is NULL_VAL: leave it out for the router's own");
        }
        return value;
    }

    static long millis(final String field, final Duration value, final long leastMs, final long mostMs) {
        final long millis;
        try {
            millis = requireNonNull(value, field).toMillis();
        } catch (final ArithmeticException overflow) {
            throw new IllegalArgumentException(field + " is " + value + ": at most " + mostMs + " ms fit", overflow);
        }
        if (millis < leastMs || millis > mostMs) {
            throw new IllegalArgumentException(
                    field + " is " + millis + " ms: it must be from " + leastMs + " to " + mostMs + " ms");
        }
        return millis;
    }

    static long epochNs(final String field, final Instant value) {
        try {
            return ChronoUnit.NANOS.between(Instant.EPOCH, requireNonNull(value, field));
        } catch (final ArithmeticException overflow) {
            throw new IllegalArgumentException(field + " is " + value + ": instants reach from 1677 to 2262", overflow);
        }
    }

    /** Types of emergencies, each one named; {@code what} names the setting. */
    static Set<EmergencyType> types(final String what, final EmergencyType first, final EmergencyType... more) {
        final Set<EmergencyType> types = EnumSet.of(first, more);
        if (types.contains(EmergencyType.NULL_VAL)) {
            throw new IllegalArgumentException(what + " names NULL_VAL: that is no type");
        }
        return types;
    }
}
