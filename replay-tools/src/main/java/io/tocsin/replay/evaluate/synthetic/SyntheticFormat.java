package io.tocsin.replay.evaluate.synthetic;

import io.tocsin.replay.evaluate.EvaluateRequest;
import io.tocsin.replay.evaluate.InputException;
import io.tocsin.replay.evaluate.InputFormat;
import io.tocsin.replay.evaluate.JsonReport;
import io.tocsin.replay.evaluate.study.Html;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** SYNTHETIC patients by the second, to see what delays, hysteresis and de-bounce save, and what they cost. */
public final class SyntheticFormat implements InputFormat {
    private static final String KEY = "SYNTHETIC";
    private static final int LEAST_PATIENTS = 2;
    private static final int MOST_PATIENTS = 1_000;
    private static final int MOST_HOURS = 72;
    private static final int PATIENTS_PER_LINE = 10;

    /** For {@link java.util.ServiceLoader}. */
    public SyntheticFormat() {}

    @Override
    public String name() {
        return "synthetic";
    }

    @Override
    public Set<String> options() {
        return Set.of("--patients", "--hours", "--seed", "--html");
    }

    @Override
    public boolean readsInput() {
        return false;
    }

    @Override
    public void evaluate(final EvaluateRequest request) throws InputException {
        final EvaluateRequest.Made made = request.made();
        require("--patients", made.patients(), LEAST_PATIENTS, MOST_PATIENTS);
        require("--hours", made.hours(), 1, MOST_HOURS);
        final long beganNs = System.nanoTime();
        final AtomicInteger done = new AtomicInteger();
        final List<PatientRun.Result> results = IntStream.range(0, made.patients())
                .parallel()
                .mapToObj(number -> {
                    final PatientRun.Result result =
                            new PatientRun(request, Stay.of(made.seed(), number, made.hours())).result();
                    if (done.incrementAndGet() % PATIENTS_PER_LINE == 0) {
                        request.progress("%d patients", done.get());
                    }
                    return result;
                })
                .toList();
        final Findings findings = Findings.of(made, results);
        request.progress(
                "fed %,d seconds to %,d settings in %.1f s",
                findings.seconds(), findings.settings().size(), (System.nanoTime() - beganNs) / 1e9);
        if (request.report() != null) {
            JsonReport.write(request.report(), KEY, json -> FindingsJson.write(findings, json));
        }
        request.writePage(() -> FindingsPage.of(findings));
        print(findings, request.out());
    }

    private static void require(final String option, final int value, final int least, final int most)
            throws InputException {
        if (value < least || value > most) {
            throw InputException.because(option + " is " + value + ": it must be from " + least + " to " + most);
        }
    }

    private static void print(final Findings findings, final PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "SYNTHETIC: %d patients, %d of them deteriorate; alerts per patient-day, of artefacts alone, events"
                        + " with an alert in the %d h before (without an event), and the same of alerts of the body:%n",
                findings.made().patients(),
                findings.deteriorating(),
                Stay.HORIZON_HOURS);
        for (final Finding finding : findings.settings()) {
            out.printf(
                    Locale.ROOT,
                    "%-32s %7s %7s  %s  %s%n",
                    finding.setting().title(),
                    Html.number(finding.perDay().value(), 1),
                    Html.number(finding.ofArtefactsPerDay().value(), 1),
                    text(finding.any()),
                    text(finding.ofBody()));
        }
        out.flush();
    }

    private static String text(final Announced announced) {
        return String.format(
                Locale.ROOT,
                "%7s (%7s) %5s h",
                Html.percent(announced.sensitivity().value()),
                Html.percent(announced.byChance().value()),
                Html.number(announced.medianLead().value(), 1));
    }
}
