package io.tocsin.replay.evaluate.synthetic;

import io.tocsin.replay.evaluate.EvaluateRequest;
import io.tocsin.replay.evaluate.study.Draws;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of all SYNTHETIC patients.
 *
 * @param made          how many, and which.
 * @param deteriorating how many of them.
 * @param seconds       of all.
 * @param settings      limits at once first, then as shipped.
 * @param eventHash     over everything that routers said.
 * @param commands      of all routers.
 * @param events        of all routers.
 */
record Findings(
        EvaluateRequest.Made made,
        int deteriorating,
        long seconds,
        List<Finding> settings,
        long eventHash,
        long commands,
        long events) {
    static Findings of(final EvaluateRequest.Made made, final List<PatientRun.Result> results) {
        final Draws draws = new Draws(results.size(), Draws.COUNT, Draws.SEED);
        final List<Told> once = told(results, 0);
        final List<Finding> settings = new ArrayList<>();
        for (int i = 0; i < Setting.everyOne().size(); i++) {
            settings.add(Finding.of(Setting.everyOne().get(i), told(results, i), once, draws));
        }
        return new Findings(
                made,
                (int) once.stream().filter(each -> each.stay().deteriorates()).count(),
                once.stream().mapToLong(each -> each.stay().seconds()).sum(),
                List.copyOf(settings),
                results.stream().mapToLong(PatientRun.Result::eventHash).reduce(0, (all, each) -> 31 * all + each),
                results.stream().mapToLong(PatientRun.Result::commands).sum(),
                results.stream().mapToLong(PatientRun.Result::events).sum());
    }

    /** Limits at once. */
    Finding atOnce() {
        return settings.get(0);
    }

    /** With the timings that ship. */
    Finding shipped() {
        return settings.get(1);
    }

    /** Of a setting. */
    Finding of(final Setting setting) {
        return settings.get(Setting.everyOne().indexOf(setting));
    }

    private static List<Told> told(final List<PatientRun.Result> results, final int setting) {
        return results.stream().map(result -> result.told().get(setting)).toList();
    }
}
