package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts a side of an {@link Inhibition} means. Immutable.
 *
 * @param severity  of who mutes this or graver, of who is muted this or less grave.
 * @param type      {@code null} = any.
 * @param cause     {@code null} = any.
 * @param parameter of a limit; {@code null} = any.
 */
public record AlertMatch(
        Severity severity,
        @Nullable EmergencyType type,
        @Nullable Cause cause,
        @Nullable Parameter parameter) {
    /** Checks that there is a severity. */
    public AlertMatch {
        Checks.severity(severity);
    }

    /**
     * Alerts by their severity alone.
     *
     * @param severity as the side says.
     * @return any type, cause and parameter.
     */
    public static AlertMatch of(final Severity severity) {
        return new AlertMatch(severity, null, null, null);
    }

    /**
     * Only of this type.
     *
     * @param only which.
     * @return the narrower match.
     */
    public AlertMatch type(final EmergencyType only) {
        return new AlertMatch(severity, requireNonNull(only, "type"), cause, parameter);
    }

    /**
     * Only of this cause.
     *
     * @param only which.
     * @return the narrower match.
     */
    public AlertMatch cause(final Cause only) {
        if (only == Cause.TREND || only == Cause.CARE) {
            throw new IllegalArgumentException(
                    "cause: an advisory mutes nothing, and no other alert mutes it; a care notice is named by its type");
        }
        return new AlertMatch(severity, type, requireNonNull(only, "cause"), parameter);
    }

    /**
     * Only limits of this parameter.
     *
     * @param only which.
     * @return the narrower match.
     */
    public AlertMatch parameter(final Parameter only) {
        return new AlertMatch(severity, type, cause, requireNonNull(only, "parameter"));
    }
}
