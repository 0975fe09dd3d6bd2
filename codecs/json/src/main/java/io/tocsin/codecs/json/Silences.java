package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SilenceOrigin;
import io.tocsin.codecs.sbe.SilenceState;

/** Reads and writes what messages say of silences. Any thread. */
final class Silences {
    private static final Names<Cause> CAUSE = Names.of(Cause.class);
    private static final Names<EmergencyType> EMERGENCY = Names.of(EmergencyType.class);
    private static final Names<Parameter> PARAMETER = Names.of(Parameter.class);
    private static final Names<Severity> SEVERITY = Names.of(Severity.class);
    private static final Names<SilenceOrigin> ORIGIN = Names.of(SilenceOrigin.class);
    private static final Names<SilenceState> STATE = Names.of(SilenceState.class);

    private Silences() {}

    static ClientMessage.Silence command(final Fields fields) throws ProtocolException {
        final long endNs = fields.optionalInstant("endNs");
        if (endNs == 0) {
            throw fields.missing("endNs");
        }
        return new ClientMessage.Silence(
                fields.unsigned("commandId"),
                fields.optionalInstant("claimedNs"),
                fields.optionalInstant("startNs"),
                endNs,
                scope(fields),
                fields.text("comment"));
    }

    static void command(final ClientMessage.Silence silence, final JsonOut out) {
        out.instant("startNs", silence.startNs()).instant("endNs", silence.endNs());
        scope(silence.scope(), out);
        out.text("comment", silence.comment());
    }

    static SilenceReport report(final Fields silence) throws ProtocolException {
        return new SilenceReport(
                number(silence),
                silence.constant("state", STATE),
                silence.constant("origin", ORIGIN, SilenceOrigin.PERSON),
                silence.optionalInstant("startNs"),
                silence.optionalInstant("endNs"),
                silence.optionalId("author"),
                silence.optionalId("confirmedBy"),
                scope(silence),
                silence.optionalText("comment"));
    }

    static void report(final SilenceReport silence, final JsonOut out) {
        out.count("silenceId", silence.silenceId()).word("state", silence.state());
        if (silence.origin() != SilenceOrigin.PERSON) {
            out.word("origin", silence.origin());
        }
        out.instant("startNs", silence.startNs())
                .instant("endNs", silence.endNs())
                .text("author", silence.author())
                .text("confirmedBy", silence.confirmedBy());
        scope(silence.scope(), out);
        out.text("comment", silence.comment());
    }

    /** The number of a silence, which must be there. */
    static long number(final Fields fields) throws ProtocolException {
        return fields.number("silenceId", 1, AlertReader.MAX_UINT32);
    }

    private static SilenceReport.Scope scope(final Fields fields) throws ProtocolException {
        return new SilenceReport.Scope(
                fields.optionalId("unit"),
                fields.optionalId("patient"),
                fields.optionalId("bed"),
                fields.optionalConstant("emergency", EMERGENCY),
                fields.constant("severityAtMost", SEVERITY, Severity.EMERGENT),
                fields.optionalConstant("cause", CAUSE),
                fields.optionalConstant("parameter", PARAMETER));
    }

    private static void scope(final SilenceReport.Scope scope, final JsonOut out) {
        out.text("unit", scope.unit())
                .text("patient", scope.patient())
                .text("bed", scope.bed())
                .word("emergency", scope.emergency());
        if (scope.severityAtMost() != Severity.EMERGENT) {
            out.word("severityAtMost", scope.severityAtMost());
        }
        out.word("cause", scope.cause()).word("parameter", scope.parameter());
    }
}
