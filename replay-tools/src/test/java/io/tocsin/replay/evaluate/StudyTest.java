package io.tocsin.replay.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tocsin.replay.Json;
import io.tocsin.replay.ReplayTools;
import io.tocsin.replay.evaluate.study.Pages;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code evaluate --study} as a whole, on small populations that were made up. */
final class StudyTest {
    private static final String SET = "/up~1set";
    private static final String STUDY = SET + "/study";

    @TempDir
    Path temp = Path.of("");

    private final StringWriter err = new StringWriter();

    @Test
    void shouldFindWhatASlowCountFindsInTheSameRowsInWhateverOrderTheyCome() throws Exception {
        final Psv psv = madeUp(120, 21);
        final Path file = study(psv, "first");
        final Path page = temp.resolve("first.html");
        final Map<String, String> report = Json.read(file);
        assertAgrees(report, NaiveStudy.news2(psv.lines()));
        assertThat(figure(report, "/systems/sirs/observations/all/auroc/value"))
                .isEqualTo(NaiveStudy.sirs(psv.lines()).area(), within(1e-6));
        assertSaysWhoseTheThresholdsAre(report);
        assertKeepsItsSanityGates(report);

        final List<String> rows =
                new ArrayList<>(psv.lines().subList(1, psv.lines().size()));
        Collections.shuffle(rows, new Random(22));
        final Psv shuffled = new Psv();
        rows.forEach(shuffled::addLine);
        assertThat(study(shuffled, "second")).hasSameBinaryContentAs(file);
        assertThat(temp.resolve("second.html")).hasSameBinaryContentAs(page);
        assertThat(Pages.requireNeedsNothingElse(Files.readString(page)))
                .contains("What the alerts of up/set would have been worth", "NEWS2 is partial", "no medical device");
    }

    private static void assertAgrees(final Map<String, String> report, final NaiveStudy naive) {
        final String system = "/systems/news2Partial";
        assertThat(figure(report, system + "/observations/all/auroc/value")).isEqualTo(naive.area(), within(1e-6));
        final String at = system + "/atThreshold/all";
        assertThat(figure(report, at + "/alertsPerPatientDay/alerts")).isEqualTo(naive.alerts());
        assertThat(figure(report, at + "/alertsPerPatientDay/mean")).isEqualTo(naive.alertsPerDay(), within(1e-6));
        assertThat(figure(report, at + "/eventSensitivity/value")).isEqualTo(naive.sensitivity(), within(1e-6));
        assertThat(figure(report, at + "/ppv/value")).isEqualTo(naive.ppv(), within(1e-6));
        assertThat(figure(report, system + "/aurocAboveNews2/value")).isZero();
        assertThat(figure(report, system + "/aurocAboveNews2/high")).isZero();
        assertThat(figure(report, "/systems/sirs/aurocAboveNews2/value"))
                .isEqualTo(figure(report, "/systems/sirs/observations/all/auroc/value") - naive.area(), within(2e-6));
        assertThat(figure(report, "/groups/all/sepsis_patients")).isEqualTo(30);
        assertThat(figure(report, "/systems/limits/atThreshold/all/toldByEnginePerPatientDay/alerts"))
                .as("what the report counts as raised by limits")
                .isEqualTo(number(report, SET + "/alerts/raised") - number(report, SET + "/alerts/raisedByScore"));
    }

    private static void assertSaysWhoseTheThresholdsAre(final Map<String, String> report) {
        final Map<String, List<String>> systems = Map.of(
                "published", List.of("news2Partial", "mews", "qsofa", "sirs", "shock-index", "unusual", "shifted"),
                "fixed",
                        List.of(
                                "news2PlusChange",
                                "news2PlusTrends",
                                "crossing",
                                "limits",
                                "limitsTimed",
                                "heartRate",
                                "always",
                                "never"),
                "tune", List.of("steep", "hourOfStay", "random"));
        systems.forEach((from, keys) -> keys.forEach(
                key -> assertThat(report).containsEntry(STUDY + "/systems/" + key + "/thresholdFrom", from)));
    }

    private static void assertKeepsItsSanityGates(final Map<String, String> report) {
        assertThat(figure(report, "/systems/never/atThreshold/all/normalisedUtility/value"))
                .isZero();
        assertThat(figure(report, "/systems/never/atThreshold/all/alertsPerPatientDay/alerts"))
                .isZero();
        assertThat(figure(report, "/systems/always/atThreshold/all/eventSensitivity/value"))
                .isOne();
        assertThat(figure(report, "/systems/always/observations/all/auroc/value"))
                .isEqualTo(0.5);
        assertThat(figure(report, "/limitSettings/delayOf59Minutes/all/toldByEnginePerPatientDay/alerts"))
                .as("rows an hour apart cannot show a delay, however long")
                .isEqualTo(figure(report, "/limitSettings/atOnce/all/toldByEnginePerPatientDay/alerts"));
        assertThat(figure(report, "/limitSettings/hysteresisTwice/flipsPerDay"))
                .isLessThan(figure(report, "/limitSettings/hysteresis/flipsPerDay"));
        assertThat(figure(report, "/limitSettings/hysteresis/flipsPerDay"))
                .isLessThan(figure(report, "/limitSettings/atOnce/flipsPerDay"));
    }

    @Test
    void shouldRefuseRulesWithoutAScore() throws Exception {
        final Path input = new Psv().add("p1", 1).writeTo(temp.resolve("set.psv"));
        final CommandLine tocsin = ReplayTools.commandLine().setErr(new PrintWriter(err));
        assertThat(tocsin.execute(
                        "evaluate",
                        "--format",
                        "physionet2019",
                        "--study",
                        "--rules",
                        "reference",
                        "--input",
                        "" + input))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--study needs rules with a score: adult");
    }

    /** Every fourth patient worsens and becomes septic. */
    private static Psv madeUp(final int patients, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final Psv psv = new Psv();
        for (int patient = 0; patient < patients; patient++) {
            final int hours = 20 + random.nextInt(20);
            final int firstLabel = patient % 4 == 0 ? 5 + random.nextInt(10) : Integer.MAX_VALUE;
            for (int hour = 1; hour <= hours; hour++) {
                final int worse = patient % 4 == 0 ? Math.max(0, hour - firstLabel + 4) : random.nextInt(4);
                final List<String> values = new ArrayList<>();
                add(values, random, "HR", 80 + 4 * worse + random.nextInt(-15, 40), 4);
                add(values, random, "O2Sat", 96 - worse / 2 - random.nextInt(0, 6), 4);
                add(values, random, "SBP", 125 - 3 * worse + random.nextInt(-40, 40), 4);
                add(values, random, "Resp", 16 + worse + random.nextInt(-5, 8), 4);
                add(values, random, "Temp", 37 + random.nextInt(-2, 3), 2);
                if (random.nextInt(20) == 0) {
                    values.add("FiO2=" + (random.nextBoolean() ? "0.21" : "0.5"));
                }
                if (hour >= firstLabel) {
                    values.add("SepsisLabel=1");
                }
                // Now and then hours without any reading, so that scores grow old.
                psv.add("p" + patient, hour, hour % 25 < 14 ? values.toArray(String[]::new) : labelOnly(values));
            }
        }
        return psv;
    }

    private static String[] labelOnly(final List<String> values) {
        return values.stream().filter(value -> value.startsWith("SepsisLabel")).toArray(String[]::new);
    }

    private static void add(
            final List<String> values,
            final SplittableRandom random,
            final String name,
            final int value,
            final int measuredOf) {
        if (random.nextInt(measuredOf) > 0) {
            values.add(name + "=" + value);
        }
    }

    private Path study(final Psv psv, final String folder) throws IOException {
        final Path set =
                Files.createDirectories(temp.resolve(folder).resolve("up").resolve("set"));
        psv.writeTo(set.resolve("x.psv"));
        final Path report = temp.resolve(folder + ".json");
        final CommandLine tocsin = ReplayTools.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err));
        assertThat(tocsin.execute(
                        "evaluate",
                        "--format",
                        "physionet2019",
                        "--rules",
                        "adult",
                        "--html",
                        temp.resolve(folder + ".html").toString(),
                        "--input",
                        set.toString(),
                        "--report",
                        report.toString()))
                .as(err.toString())
                .isZero();
        return report;
    }

    private static double figure(final Map<String, String> report, final String place) {
        return number(report, STUDY + place);
    }

    private static double number(final Map<String, String> report, final String place) {
        assertThat(report).containsKey(place);
        return Double.parseDouble(String.valueOf(report.get(place)));
    }
}
