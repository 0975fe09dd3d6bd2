package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SilenceOrigin;
import java.time.Instant;

/**
 * What a silence covers, until when, and why. Alerts that are raised meanwhile and that it covers page nobody: they are open and visible, and at its end they are
 * treated as newly received. All that is named must be the alert's; at least one of unit, patient, bed, type, cause and parameter must be. Cardiac arrest and
 * choking are never covered, a CRITICAL alert only after a second person has confirmed. One thread at a time.
 */
public final class Silence {
    /** Most bytes of the comment, UTF-8. */
    public static final int MAX_COMMENT_BYTES = 160;

    final String comment;
    final long endNs;
    long startNs;
    String unit = "";
    String patient = "";
    String bed = "";
    EmergencyType type = EmergencyType.NULL_VAL;
    Severity severityAtMost = Severity.EMERGENT;
    Cause cause = Cause.NULL_VAL;
    Parameter parameter = Parameter.NULL_VAL;
    SilenceOrigin origin = SilenceOrigin.MAINTENANCE;

    private Silence(final String comment, final long endNs) {
        this.comment = comment;
        this.endNs = endNs;
    }

    /**
     * Begins a silence that covers what is EMERGENT or less grave, from now on; what it names is still to be said.
     *
     * @param comment why; 1 to {@value #MAX_COMMENT_BYTES} bytes, what is longer is cut.
     * @param end     in the future; at most 24 h after its start, 1 h if it covers CRITICAL alerts.
     * @return a silence that names nothing yet.
     */
    public static Silence until(final Instant end, final String comment) {
        return new Silence(requireNonNull(comment, "comment"), Checks.epochNs("end", end));
    }

    /** Begins later than now. Returns this. */
    public Silence from(final Instant start) {
        startNs = Checks.epochNs("start", start);
        return this;
    }

    /** Only alerts of this unit. Returns this. */
    public Silence unit(final String unitId) {
        unit = requireNonNull(unitId, "unitId");
        return this;
    }

    /** Only alerts of this patient. Returns this. */
    public Silence patient(final String patientId) {
        patient = requireNonNull(patientId, "patientId");
        return this;
    }

    /** Only alerts of this bed. Returns this. */
    public Silence bed(final String bedId) {
        bed = requireNonNull(bedId, "bedId");
        return this;
    }

    /** Only emergencies of this type. Returns this. */
    public Silence type(final EmergencyType value) {
        type = requireNonNull(value, "type");
        return this;
    }

    /** This severity and the less grave ones; EMERGENT unless said. Returns this. */
    public Silence severityAtMost(final Severity value) {
        severityAtMost = Checks.severity(value);
        return this;
    }

    /** Only what was opened so: declared, by a limit, a score, or a technical condition. Returns this. */
    public Silence cause(final Cause value) {
        cause = requireNonNull(value, "cause");
        return this;
    }

    /** Only limits of this parameter. Returns this. */
    public Silence parameter(final Parameter value) {
        parameter = requireNonNull(value, "parameter");
        return this;
    }

    /** What makes it if no person does; of a person's it says nothing. Returns this. */
    Silence origin(final SilenceOrigin value) {
        origin = value;
        return this;
    }

    /** Names all of this. Returns this. */
    Silence scope(final SilenceScope scope) {
        unit = scope.unit();
        patient = scope.patient();
        bed = scope.bed();
        type = scope.type() == null ? EmergencyType.NULL_VAL : scope.type();
        severityAtMost = scope.severityAtMost();
        cause = scope.cause() == null ? Cause.NULL_VAL : scope.cause();
        parameter = scope.parameter() == null ? Parameter.NULL_VAL : scope.parameter();
        return this;
    }
}
