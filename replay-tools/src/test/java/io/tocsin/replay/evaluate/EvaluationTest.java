package io.tocsin.replay.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.journal.InMemoryJournal;
import io.tocsin.replay.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvaluationTest {
    private static final String KEY = "set/any";

    @TempDir
    Path temp = Path.of("");

    @Test
    void shouldCountAnEpisodeOnceAndNewOnesAfterAReadingInside() throws Exception {
        final Findings findings = run(new Psv()
                        .add("p1", 1, "HR=120", "SBP=90")
                        .add("p1", 2, "HR=120.01")
                        .add("p1", 3)
                        .add("p1", 4, "HR=130", "SBP=89.99")
                        .add("p1", 5, "HR=120")
                        .add("p1", 6, "HR=121")
                        .add("p2", 1, "HR=200"))
                .findings();
        assertThat(findings.violatingReadings(1)).isEqualTo(4);
        assertThat(findings.episodes(1)).isEqualTo(3);
        assertThat(findings.patients(1)).isEqualTo(2);
        assertThat(findings.violatingReadings(5)).isOne();
        assertThat(findings.readings(Vital.HEART_RATE)).isEqualTo(6);
        assertThat(findings.readingCount()).isEqualTo(8);
    }

    @Test
    void shouldEscalateWhatNobodyTakesAndResolveWhatIsOpenAtAPatientsLastRow() throws Exception {
        final Findings findings = run(new Psv()
                        .add("p1", 1, "HR=130", "Temp=39")
                        .add("p1", 2)
                        .add("p2", 2, "HR=130"))
                .findings();
        assertThat(findings.alertsRaised()).isEqualTo(3);
        assertThat(findings.alertsClosed()).isEqualTo(3);
        assertThat(findings.alertsOpen()).isZero();
        assertThat(findings.escalations()).as("p2's was resolved at once").isEqualTo(2);
        assertThat(findings.outputs())
                .as("step and fail-safe of two, step of one")
                .isEqualTo(5);
    }

    @Test
    void shouldAgreeWithASlowCountOnRandomData() throws Exception {
        final long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("EvaluationTest: to see this again, -Dseed=" + seed);
        final Psv psv = random(seed);
        for (final String rules : List.of("reference", "adult")) {
            final RuleSet set = Objects.requireNonNull(RuleSet.named(rules));
            assertThat(thresholds(psv, set)).isEqualTo(new NaiveCount(psv.lines()).thresholds(KEY, set));
        }
    }

    @Test
    void shouldGiveTheSameJournalEventsAndDigestInEveryRun() throws Exception {
        final VitalsTable table = read(random(7));
        final Evaluation first = new Evaluation(table, RuleSet.reference(), true);
        final Evaluation second = new Evaluation(table, RuleSet.reference(), true);
        final EvaluationResult firstResult = first.run(hour -> {});
        final EvaluationResult secondResult = second.run(hour -> {});
        assertThat(difference(first.journal(), second.journal())).isNull();
        assertThat(difference(records(first), records(second))).isNull();
        assertThat(secondResult.stateDigest()).isEqualTo(firstResult.stateDigest());
        assertThat(secondResult.eventHash()).isEqualTo(firstResult.eventHash());

        final EvaluationResult unkept = new Evaluation(table, RuleSet.reference(), false).run(hour -> {});
        assertThat(unkept.stateDigest()).isEqualTo(firstResult.stateDigest());
        assertThat(unkept.eventHash()).isEqualTo(firstResult.eventHash());
    }

    @Test
    void shouldChangeTheCountsOfAChangedLimitAndOfNoOther() throws Exception {
        final Psv psv = random(11);
        final RuleSet changed = RuleSet.reference()
                .with("HR>120", new LimitRule("HR>120", Vital.HEART_RATE, Bound.ABOVE, 121_00, Severity.URGENT));
        final Map<String, String> before = thresholds(psv, RuleSet.reference());
        final Map<String, String> after = thresholds(psv, changed);
        final Map<String, String> different = new LinkedHashMap<>(after);
        different.entrySet().removeAll(before.entrySet());
        assertThat(after.keySet()).isEqualTo(before.keySet());
        assertThat(different).isNotEmpty();
        assertThat(different.keySet()).allMatch(place -> place.contains("/HR>120/"));
        assertThat(after).isEqualTo(new NaiveCount(psv.lines()).thresholds(KEY, changed));
    }

    @Test
    void shouldRunWithoutAnyGoodRow() throws Exception {
        final EvaluationResult result = run(new Psv().addLine("no row"));
        assertThat(result.findings().readingCount()).isZero();
        assertThat(result.findings().alertsRaised()).isZero();
    }

    /** Patients with readings near the limits, more of one hour than the feeder publishes between two looks. */
    private static Psv random(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final Psv psv = new Psv();
        for (int patient = 0; patient < 300; patient++) {
            final int hours = 1 + random.nextInt(20);
            for (int hour = 1; hour <= hours; hour++) {
                psv.add(
                        "p" + patient,
                        hour,
                        near(random, "HR", 115, 10),
                        near(random, "O2Sat", 88, 4),
                        near(random, "Temp", 37, 4),
                        near(random, "SBP", 88, 4),
                        near(random, "MAP", 60, 5),
                        near(random, "DBP", 50, 5),
                        near(random, "Resp", 28, 4),
                        near(random, "EtCO2", 25, 5));
            }
        }
        return psv;
    }

    private static String near(final SplittableRandom random, final String name, final int middle, final int distance) {
        if (random.nextInt(4) == 0) {
            return name + "=NaN";
        }
        final int hundredths = random.nextInt(100 * (middle - distance), 100 * (middle + distance) + 1);
        return switch (random.nextInt(3)) {
            case 0 -> name + "=" + hundredths / 100;
            case 1 -> name + "=" + hundredths / 100 + "." + hundredths / 10 % 10;
            default -> name + "=" + hundredths / 100 + "." + hundredths / 10 % 10 + hundredths % 10;
        };
    }

    private Map<String, String> thresholds(final Psv psv, final RuleSet rules) throws IOException, InputException {
        final VitalsTable table = read(psv);
        final EvaluationResult result = new Evaluation(table, rules, false).run(hour -> {});
        new Report(KEY, rules, table, result).writeTo(temp.resolve("report.json"));
        final Map<String, String> thresholds = Json.read(temp.resolve("report.json"));
        thresholds.keySet().removeIf(place -> !place.contains("/thresholds/"));
        return thresholds;
    }

    private EvaluationResult run(final Psv psv) throws IOException, InputException {
        return new Evaluation(read(psv), RuleSet.reference(), false).run(hour -> {});
    }

    private VitalsTable read(final Psv psv) throws IOException, InputException {
        return PsvReader.read(List.of(psv.writeTo(temp.resolve("set.psv"))));
    }

    private static InMemoryJournal records(final Evaluation evaluation) {
        return Objects.requireNonNull(evaluation.events()).records();
    }

    private static @Nullable String difference(
            final @Nullable InMemoryJournal here, final @Nullable InMemoryJournal there) {
        return Objects.requireNonNull(here).firstDifference(Objects.requireNonNull(there));
    }
}
