package io.tocsin.replay.evaluate.study;

import java.io.PrintWriter;
import java.util.Locale;

/** A study for people, a line each system. */
public final class StudyText {
    private StudyText() {}

    /**
     * Prints it.
     *
     * @param study to print.
     * @param out   where to.
     */
    public static void print(final Study study, final PrintWriter out) {
        line(
                out,
                "study: does sepsis set in within %d h? NEWS2 is partial: consciousness is missing, oxygen mostly",
                Stays.HORIZON_HOURS);
        line(
                out,
                "%-26s %-22s %-22s %-9s %s",
                "system",
                "AUROC (95 %)",
                "AUPRC (95 %)",
                "alerts/d",
                "sensitivity, test");
        for (final SystemFindings found : study.systems()) {
            final Discrimination.Areas everybody = found.rows().get(0).areas();
            final AtThreshold test = found.atThreshold().get(found.atThreshold().size() - 1);
            line(
                    out,
                    "%-26s %-22s %-22s %-9.2f %s",
                    found.system().title(),
                    text(everybody.auroc()),
                    text(everybody.auprc()),
                    test.burden().mean(),
                    text(test.sensitivity()));
        }
        out.flush();
    }

    private static String text(final Estimate estimate) {
        return String.format(Locale.ROOT, "%.3f (%.3f-%.3f)", estimate.value(), estimate.low(), estimate.high());
    }

    private static void line(final PrintWriter out, final String format, final Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
    }
}
