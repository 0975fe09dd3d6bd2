package io.tocsin.replay.evaluate;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Emergency calls of a county, each for the nearest of the units of {@code --units}. */
public final class MontCo911Format implements InputFormat {
    /** For {@link java.util.ServiceLoader}. */
    public MontCo911Format() {}

    @Override
    public String name() {
        return "montco911";
    }

    @Override
    public Set<String> options() {
        return Set.of("--units");
    }

    @Override
    public void evaluate(final EvaluateRequest request) throws InputException {
        final Path unitsFile = request.units();
        if (unitsFile == null) {
            throw InputException.because("--units is missing: montco911 sends units to calls");
        }
        final Path input = request.onlyInput("one file of calls");
        final List<Responders.Responder> units = Responders.read(unitsFile);
        final InputFiles files = InputFiles.of(List.of(input));
        final CallReader.Calls calls = CallReader.read(files.files().get(0));
        final CallEvaluation evaluation = new CallEvaluation(units, calls.calls(), request.isKept());
        final EvaluationResult result = evaluation.run();
        request.keep(evaluation.journal(), evaluation.events(), result);
        final CallReport told = new CallReport(files.key(), units, calls, evaluation.findings(), result);
        if (request.report() != null) {
            told.writeTo(request.report());
        }
        told.print(request.out());
    }
}
