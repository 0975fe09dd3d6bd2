package io.tocsin.transport.gateway;

import io.tocsin.RouterEvent;
import io.tocsin.SilenceScope;
import io.tocsin.codecs.json.SilenceReport;

/** Says a silence of the router in the words of the protocol. Any thread; allocates. */
final class SilenceReports {
    private SilenceReports() {}

    static SilenceReport of(final RouterEvent.SilenceChanged silence) {
        final SilenceScope scope = silence.scope();
        return new SilenceReport(
                silence.silenceId(),
                silence.state(),
                silence.origin(),
                silence.startNs(),
                silence.endNs(),
                silence.author(),
                silence.confirmedBy(),
                new SilenceReport.Scope(
                        scope.unit(),
                        scope.patient(),
                        scope.bed(),
                        scope.type(),
                        scope.severityAtMost(),
                        scope.cause(),
                        scope.parameter()),
                silence.comment());
    }
}
