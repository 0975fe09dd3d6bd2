package io.tocsin.replay.evaluate;

import io.tocsin.replay.evaluate.study.Study;
import io.tocsin.replay.evaluate.study.StudyPage;
import io.tocsin.replay.evaluate.study.StudyText;
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
        return Set.of("--rules", "--study", "--html");
    }

    @Override
    public void evaluate(final EvaluateRequest request) throws InputException {
        final RuleSet rules = request.rules();
        if (request.study() && !rules.news2()) {
            throw InputException.because("--study needs rules with a score: adult");
        }
        final InputFiles files = InputFiles.of(request.inputs());
        final long beganNs = System.nanoTime();
        final VitalsTable read = PsvReader.read(files.files());
        final VitalsTable table = request.study() ? read.inOrder() : read;
        request.progress(
                "read %,d rows of %,d patients in %.1f s",
                table.rowCount(), table.patientCount(), (System.nanoTime() - beganNs) / 1e9);
        final StudyRuns runs = request.study() ? new StudyRuns(table, rules) : null;
        final Evaluation evaluation =
                new Evaluation(table, rules, request.isKept(), runs == null ? null : runs.atOnce());
        final EvaluationResult result = evaluation.run(hour -> {
            if (hour % HOURS_PER_LINE == 0) {
                request.progress("hour %d", hour);
            }
        });
        request.progress("fed in %.1f s", result.elapsedNs() / 1e9);
        request.keep(evaluation.journal(), evaluation.events(), result);
        final Study study = runs == null ? null : runs.study(request::progress);
        if (request.report() != null) {
            new Report(files.key(), rules, table, result, study).writeTo(request.report());
        }
        new Summary(request.out()).print(files.key(), rules, table, result);
        if (study != null) {
            request.writePage(() -> StudyPage.of(study, files.key()));
            StudyText.print(study, request.out());
        }
    }
}
