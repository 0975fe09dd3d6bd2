package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.SilenceReport;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SilenceState;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** What a silence is called on a terminal. Immutable; any thread. */
final class SilenceWords {
    private final AlertWords alerts;

    /** In a time zone. */
    SilenceWords(final ZoneId zone) {
        alerts = new AlertWords(zone);
    }

    /** In the terminal's time zone. */
    static SilenceWords local() {
        return new SilenceWords(ZoneId.systemDefault());
    }

    /** Hours, minutes and seconds of an instant. */
    String time(final long epochNs) {
        return alerts.time(epochNs);
    }

    /** What it covers. */
    String covers(final SilenceReport.Scope scope) {
        final List<String> parts = new ArrayList<>();
        if (!scope.unit().isEmpty()) {
            parts.add("unit " + scope.unit());
        }
        if (!scope.bed().isEmpty()) {
            parts.add("bed " + scope.bed());
        }
        if (!scope.patient().isEmpty()) {
            parts.add("patient " + scope.patient());
        }
        if (scope.emergency() != null) {
            parts.add(AlertWords.word(scope.emergency()));
        }
        if (scope.cause() != null) {
            parts.add("cause " + AlertWords.word(scope.cause()));
        }
        if (scope.parameter() != null) {
            parts.add("limits of " + AlertWords.word(scope.parameter()));
        }
        parts.add("at most " + scope.severityAtMost());
        return String.join(", ", parts);
    }

    /** Who is answerable. */
    String who(final SilenceReport silence) {
        final String author = silence.author().isEmpty() ? AlertWords.word(silence.origin()) : silence.author();
        return silence.confirmedBy().isEmpty() ? author : author + " and " + silence.confirmedBy();
    }

    /** Whether it has begun, and what is missing. */
    String state(final SilenceReport silence) {
        final String state = silence.state() == SilenceState.PENDING ? "from " + time(silence.startNs()) : "active";
        return silence.scope().severityAtMost() == Severity.CRITICAL
                        && silence.confirmedBy().isEmpty()
                ? state + "; critical alerts page: not confirmed"
                : state;
    }
}
