package io.tocsin.replay.evaluate;

import java.util.Set;

/** Hourly vital signs of intensive care with a label for sepsis: PhysioNet/CinC Challenge 2019. */
public final class PhysioNet2019Format implements InputFormat {
    private static final int HOURS_PER_LINE = 50;

    /** For {@link java.util.ServiceLoader}. */
    public PhysioNet2019Format() {}

    @Override
    public String name() {
        return "physionet2019";
    }

    @Override
    public Set<String> options() {
        return Set.of("--rules");
    }

    @Override
    public void evaluate(final EvaluateRequest request) throws InputException {
        final RuleSet rules = request.rules();
        final InputFiles files = InputFiles.of(request.inputs());
        final long beganNs = System.nanoTime();
        final VitalsTable table = PsvReader.read(files.files());
        request.progress(
                "read %,d rows of %,d patients in %.1f s",
                table.rowCount(), table.patientCount(), (System.nanoTime() - beganNs) / 1e9);
        final Evaluation evaluation = new Evaluation(table, rules, request.isKept());
        final EvaluationResult result = evaluation.run(hour -> {
            if (hour % HOURS_PER_LINE == 0) {
                request.progress("hour %d", hour);
            }
        });
        request.progress("fed in %.1f s", result.elapsedNs() / 1e9);
        request.keep(evaluation.journal(), evaluation.events(), result);
        if (request.report() != null) {
            new Report(files.key(), rules, table, result).writeTo(request.report());
        }
        new Summary(request.out()).print(files.key(), rules, table, result);
    }
}
