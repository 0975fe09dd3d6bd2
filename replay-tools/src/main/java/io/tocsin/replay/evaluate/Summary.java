package io.tocsin.replay.evaluate;

import io.tocsin.replay.evaluate.BadRows.BadRow;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The report for people, in a few lines. */
final class Summary {
    private final PrintWriter out;

    Summary(final PrintWriter out) {
        this.out = out;
    }

    void print(final String key, final RuleSet rules, final VitalsTable table, final EvaluationResult result) {
        final Findings findings = result.findings();
        line("%s, rules %s", key, rules.name());
        line(
                "%,d rows, %,d patients, %,d of them with sepsis; %,d readings",
                table.rowCount(), table.patientCount(), table.sepsisPatientCount(), findings.readingCount());
        line("%-12s %12s %12s %12s %12s", "threshold", "readings", "violating", "episodes", "patients");
        final List<LimitRule> limits = rules.limits();
        for (int i = 0; i < limits.size(); i++) {
            line(
                    "%-12s %,12d %,12d %,12d %,12d",
                    limits.get(i).name(),
                    findings.readings(limits.get(i).vital()),
                    findings.violatingReadings(i),
                    findings.episodes(i),
                    findings.patients(i));
        }
        line(
                "%,d alerts raised (%,d by NEWS2), %,d open, %,d closed; %,d escalations; %,d outputs",
                findings.alertsRaised(),
                findings.scoreAlerts(),
                findings.alertsOpen(),
                findings.alertsClosed(),
                findings.escalations(),
                findings.outputs());
        line(
                "%,d commands, %,d a second; %,d readings a second",
                result.commands(), result.commandsPerSecond(), result.readingsPerSecond());
        line(
                "state digest %s, event hash %s",
                JsonReport.hex(result.stateDigest()), JsonReport.hex(result.eventHash()));
        printBadRows(table.badRows());
        out.flush();
    }

    private void printBadRows(final BadRows badRows) {
        if (badRows.count() == 0) {
            return;
        }
        line("%,d bad rows left out:", badRows.count());
        badRows.counts().forEach((reason, count) -> line("  %,d: %s", count, reason.text()));
        for (final BadRow row : badRows.first()) {
            line(
                    "  %s, line %d, column %d%s: %s: '%s'",
                    row.file(),
                    row.line(),
                    row.column(),
                    row.name().isEmpty() ? "" : " (" + row.name() + ")",
                    row.reason().text(),
                    row.text());
        }
    }

    private void line(final String format, final Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
    }
}
