package io.tocsin.replay.evaluate.ktas;

import io.tocsin.replay.evaluate.EvaluateRequest;
import io.tocsin.replay.evaluate.InputException;
import io.tocsin.replay.evaluate.InputFormat;
import io.tocsin.replay.evaluate.JsonReport;
import io.tocsin.replay.evaluate.RouterRun;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** Visits to emergency departments with the triage levels of nurse and expert: Moon et al., PLoS ONE 2019. */
public final class KtasFormat implements InputFormat {
    /** For {@link java.util.ServiceLoader}. */
    public KtasFormat() {}

    @Override
    public String name() {
        return "ktas";
    }

    @Override
    public Set<String> options() {
        return Set.of();
    }

    @Override
    public void evaluate(final EvaluateRequest request) throws InputException {
        final VisitReader.Visits input = VisitReader.read(request.onlyInput("one file of visits"));
        final Agreement nurse = new Agreement();
        input.visits().forEach(visit -> nurse.add(visit.isNurseEmergency(), visit.isExpertEmergency()));
        final KtasEvaluation evaluation = new KtasEvaluation(input.visits());
        final RouterRun run = evaluation.run(request);
        if (request.report() != null) {
            JsonReport.write(request.report(), request.key(), json -> {
                write(json, input, nurse, evaluation);
                run.writeFigures(json);
                JsonReport.badRows(json, input.badRows());
            });
        }
        print(request, input, nurse, evaluation);
    }

    private static void write(
            final JsonGenerator json,
            final VisitReader.Visits input,
            final Agreement nurse,
            final KtasEvaluation evaluation) {
        json.writeNumberProperty("rows", input.rows());
        nurse.writeTable(json, "nurse_vs_expert");
        json.writeNumberProperty("nurse_sensitivity_emergency", nurse.sensitivity());
        json.writeNumberProperty("nurse_specificity", nurse.specificity());
        json.writeNumberProperty("nurse_under_triage", nurse.underTriage());
        json.writeNumberProperty("nurse_over_triage", nurse.overTriage());
        evaluation.alone().write(json, "triage_alone");
        evaluation.withNurse().write(json, "triage_with_nurse");
        json.writeObjectPropertyStart("complaint_types");
        evaluation.types().forEach((type, count) -> json.writeNumberProperty(type.name(), count));
        json.writeEndObject();
    }

    private static void print(
            final EvaluateRequest request,
            final VisitReader.Visits input,
            final Agreement nurse,
            final KtasEvaluation evaluation) {
        final PrintWriter out = request.out();
        out.printf(
                Locale.ROOT,
                "%s: %,d rows, %,d of them bad%n%-22s %12s %12s %12s %12s%n",
                request.key(),
                input.rows(),
                input.badRows().count(),
                "emergency, or not",
                "sensitivity",
                "specificity",
                "under",
                "over");
        print(out, "nurse", nurse);
        print(out, "triage alone", evaluation.alone().agreement());
        print(out, "triage with the nurse", evaluation.withNurse().agreement());
        out.flush();
    }

    private static void print(final PrintWriter out, final String who, final Agreement agreement) {
        out.printf(
                Locale.ROOT,
                "%-22s %10s %% %10s %% %10s %% %10s %%%n",
                who,
                percent(agreement.sensitivity()),
                percent(agreement.specificity()),
                percent(agreement.underTriage()),
                percent(agreement.overTriage()));
    }

    private static BigDecimal percent(final BigDecimal share) {
        return share.movePointRight(2);
    }
}
