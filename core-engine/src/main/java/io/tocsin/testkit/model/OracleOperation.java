package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.ChannelReportedDecoder;
import io.tocsin.codecs.sbe.CountersQueryDecoder;
import io.tocsin.codecs.sbe.LoadReportedDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.ModeOrderedDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.ServiceQueryDecoder;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Queries, and commands about the router itself: sections 22 and 23. */
final class OracleOperation {
    private final OracleState state;
    private final OracleOwn own;
    private final OracleClocks clocks;
    private final OracleModes modes;
    private final OracleDispatch dispatch;
    private final OracleMonitoring monitoring;
    private final OracleContacts contacts;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    OracleOperation(
            final OracleState state,
            final OracleOwn own,
            final OracleClocks clocks,
            final OracleModes modes,
            final OracleDispatch dispatch,
            final OracleMonitoring monitoring,
            final OracleContacts contacts) {
        this.state = state;
        this.own = own;
        this.clocks = clocks;
        this.modes = modes;
        this.dispatch = dispatch;
        this.monitoring = monitoring;
        this.contacts = contacts;
    }

    static boolean isCommand(final int template) {
        return template == CountersQueryDecoder.TEMPLATE_ID
                || template == ServiceQueryDecoder.TEMPLATE_ID
                || template == LoadReportedDecoder.TEMPLATE_ID
                || template == ChannelReportedDecoder.TEMPLATE_ID
                || template == ModeOrderedDecoder.TEMPLATE_ID
                || OracleVersions.isCommand(template);
    }

    OracleAnswer carryOut(final int template, final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        if (template == CountersQueryDecoder.TEMPLATE_ID) {
            counters();
            return OracleAnswer.OK;
        }
        if (template == ServiceQueryDecoder.TEMPLATE_ID) {
            clocks.reported(modes);
            return OracleAnswer.OK;
        }
        if (OracleVersions.isCommand(template)) {
            return state.versions.carryOut(template, buffer, envelope);
        }
        if (template == ChannelReportedDecoder.TEMPLATE_ID) {
            return contacts.reported(buffer, envelope);
        }
        return template == LoadReportedDecoder.TEMPLATE_ID
                ? loadReported(buffer, envelope)
                : modeOrdered(buffer, envelope);
    }

    private OracleAnswer loadReported(final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        final LoadReportedDecoder load = new LoadReportedDecoder().wrapAndApplyHeader(buffer, 0, header);
        if (load.connections() > Integer.MAX_VALUE) {
            return OracleAnswer.invalid(2);
        }
        if (load.backlogPermille() > 1_000) {
            return OracleAnswer.invalid(3);
        }
        if (load.cpuPermille() > 1_000) {
            return OracleAnswer.invalid(4);
        }
        if (!envelope.isHost()) {
            return OracleAnswer.of(Result.NOT_ADMINISTRATOR);
        }
        modes.measured(load.connections(), load.backlogPermille(), load.cpuPermille());
        modes.apply(false, -1, own);
        return OracleAnswer.OK;
    }

    private OracleAnswer modeOrdered(final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        final int mode =
                new ModeOrderedDecoder().wrapAndApplyHeader(buffer, 0, header).modeRaw();
        if (mode > 2) {
            return OracleAnswer.invalid(2);
        }
        int person = -1;
        if (!envelope.isHost()) {
            final OracleState.Session session = state.session(envelope.actorSession());
            if (session == null) {
                return OracleAnswer.of(Result.UNKNOWN_SESSION);
            }
            person = session.person();
            final OracleSite.Operations promise = state.site.operations;
            if (promise == null || !promise.administrators().contains(person)) {
                return OracleAnswer.of(Result.NOT_ADMINISTRATOR);
            }
        }
        modes.ordered(mode);
        modes.apply(true, person, own);
        return OracleAnswer.OK;
    }

    private void counters() {
        state.event(
                "CountersReported",
                List.of(),
                "commands",
                state.commandSeq,
                "refused",
                state.refused,
                "alertsRaised",
                state.alertsRaised,
                "alertsOpen",
                state.alerts.size(),
                "waiting",
                dispatch.waiting(),
                "subjects",
                state.site.subjects.size(),
                "outputs",
                state.outputs,
                "readings",
                monitoring.counts(),
                "gated",
                monitoring.quality.counts());
    }
}
