package io.tocsin.replay.evaluate;

import io.tocsin.LimitRules;
import io.tocsin.LimitTiming;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.replay.evaluate.study.Stays;
import io.tocsin.replay.evaluate.study.StaysBuilder;
import io.tocsin.replay.evaluate.study.Study;
import io.tocsin.replay.evaluate.study.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * The runs of a study: the one that is evaluated anyhow, and the same rows with other timings and ages, each through a pipeline of its own. Settings are the product's own
 * starting values and what becomes of them without one part or with more of it; none was chosen by what came out.
 */
final class StudyRuns {
    private static final int MEASURED = Vital.count() + 1;

    /**
     * A run to be made.
     *
     * @param key   in reports.
     * @param title for people.
     * @param rules of it.
     */
    private record Planned(String key, String title, RuleSet rules) {}

    private final VitalsTable table;
    private final RuleSet rules;
    private final Stays stays;
    private final Told atOnce;

    /**
     * @param table in order of patients and hours.
     * @param rules with a score.
     */
    StudyRuns(final VitalsTable table, final RuleSet rules) {
        this.table = table;
        this.rules = rules;
        stays = staysOf(table);
        atOnce = told(rules);
    }

    /** Has to witness the run with the rules as they are. */
    Told atOnce() {
        return atOnce;
    }

    /**
     * Runs the others, after the one with the rules as they are is over, as many at a time as there are processors.
     *
     * @param progress told what was done; a format and its argument.
     * @return what all of them show.
     */
    Study study(final BiConsumer<String, Object> progress) {
        final List<Study.Run> others = planned().parallelStream().map(this::run).toList();
        progress.accept("ran %d other settings", others.size());
        final List<Study.Run> limitRuns = new ArrayList<>(List.of(new Study.Run("atOnce", "at once", atOnce)));
        limitRuns.addAll(others.subList(0, others.size() - 1));
        final List<Study.Run> scoreRuns = List.of(
                new Study.Run("carriedForward", "readings stand for 4 h, a temperature for 8 h", atOnce),
                others.get(others.size() - 1));
        final Study study = Study.of(stays, atOnce, others.get(0).told(), limitRuns, scoreRuns);
        progress.accept("compared %d systems", study.systems().size());
        return study;
    }

    /** Those of limits, the one with the usual timings first, and then that of the score. */
    private List<Planned> planned() {
        final List<LimitRule> calm =
                LimitRules.adult().calm().rules().stream().map(LimitRule::of).toList();
        return List.of(
                limits("timed", "delays, hysteresis, de-bounce", calm, UnaryOperator.identity()),
                limits("delays", "condition delays of 5 to 15 s", calm, StudyRuns::delayOnly),
                limits("hysteresis", "hysteresis", calm, timing -> hysteresisOnly(timing, 1)),
                limits("hysteresisTwice", "twice the hysteresis", calm, timing -> hysteresisOnly(timing, 2)),
                limits(
                        "delayOf59Minutes",
                        "a delay of 59 minutes",
                        calm,
                        timing -> LimitTiming.AT_ONCE.delay(Duration.ofMinutes(59))),
                limits("twoOfTwo", "two readings in a row", calm, timing -> LimitTiming.AT_ONCE.sustain(2, 2)),
                limits("twoOfThree", "two of three readings", calm, timing -> LimitTiming.AT_ONCE.sustain(2, 3)),
                new Planned("notCarriedForward", "only readings of the same hour", rules.scoreOnly(RuleSet.Ages.NONE)));
    }

    private Planned limits(
            final String key, final String title, final List<LimitRule> calm, final UnaryOperator<LimitTiming> timing) {
        return new Planned(key, title, rules.timed(rule -> rule.timed(timing.apply(timingOf(calm, rule)))));
    }

    private static LimitTiming timingOf(final List<LimitRule> calm, final LimitRule rule) {
        return calm.stream()
                .filter(other -> other.name().equals(rule.name()))
                .findFirst()
                .map(LimitRule::timing)
                .orElse(LimitTiming.AT_ONCE);
    }

    private Study.Run run(final Planned planned) {
        final Told told = told(planned.rules());
        new Evaluation(table, planned.rules(), false, told).run(hour -> {});
        return new Study.Run(planned.key(), planned.title(), told);
    }

    private Told told(final RuleSet ofRun) {
        return new Told(stays, VirtualClock.instantOfNs(0), ofRun.ages().hours());
    }

    private static LimitTiming delayOnly(final LimitTiming calm) {
        return LimitTiming.AT_ONCE.delay(Duration.ofMillis(calm.delayMs()));
    }

    private static LimitTiming hysteresisOnly(final LimitTiming calm, final int times) {
        return LimitTiming.AT_ONCE.hysteresis(times * calm.hysteresisHundredths() / 100.0);
    }

    private static Stays staysOf(final VitalsTable table) {
        final List<Parameter> columns = new ArrayList<>();
        for (int i = 0; i < Vital.count(); i++) {
            columns.add(Vital.at(i).parameter());
        }
        columns.add(Parameter.OXYGEN_THERAPY);
        final StaysBuilder builder = new StaysBuilder(columns);
        final int[] values = new int[MEASURED];
        for (int row = 0; row < table.rowCount(); row++) {
            for (int i = 0; i < Vital.count(); i++) {
                values[i] = table.reading(row, i);
            }
            values[Vital.count()] = table.oxygen(row);
            builder.add(table.patientIds().get(table.patientOf(row)), table.hourOf(row), table.isLabelled(row), values);
        }
        return builder.build();
    }
}
