package io.tocsin.replay.evaluate.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tocsin.LimitRules;
import io.tocsin.codecs.sbe.Bound;
import io.tocsin.replay.Json;
import io.tocsin.replay.ReplayTools;
import io.tocsin.replay.evaluate.study.Pages;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** SYNTHETIC patients: what routers tell of them against a slow count, and that the same seed gives the same bytes. */
final class SyntheticTest {
    private static final int PATIENTS = 2;
    private static final int HOURS = 1;
    private static final long SEED = 7;

    @TempDir
    Path temp = Path.of("");

    private final StringWriter told = new StringWriter();

    @Test
    void shouldTellWhatASlowCountTellsAndTheSameBytesTwice() throws IOException {
        final Map<String, String> report = Json.read(evaluated("first"));
        final List<Stay> stays = IntStream.range(0, PATIENTS)
                .mapToObj(number -> Stay.of(SEED, number, HOURS))
                .toList();
        assertThat(report)
                .containsEntry("/SYNTHETIC/patients", "" + PATIENTS)
                .containsEntry("/SYNTHETIC/deteriorating", "" + PATIENTS / 2)
                .containsEntry(
                        "/SYNTHETIC/seconds",
                        "" + stays.stream().mapToInt(Stay::seconds).sum());
        for (final Setting setting : Setting.everyOne()) {
            assertAgrees(report, setting, stays);
        }
        assertThat(number(report, "atOnce/shareOfAtOnce/value")).isOne();
        assertThat(number(report, "shipped/shareOfAtOnce/value")).isLessThan(1);
        assertThat(number(report, "atOnce/anyAlert/earlierThanAtOnce/value")).isZero();
        assertThat(evaluated("second")).hasSameBinaryContentAs(temp.resolve("first.json"));
        assertThat(temp.resolve("second.html")).hasSameBinaryContentAs(temp.resolve("first.html"));
        assertThat(Pages.requireNeedsNothingElse(Files.readString(temp.resolve("first.html"))))
                .contains("SYNTHETIC: nothing here was measured of a patient", "no medical device", "as shipped");
    }

    private static void assertAgrees(final Map<String, String> report, final Setting setting, final List<Stay> stays) {
        final List<LimitRules.Rule> rules = setting.addTo(LimitRules.none()).rules();
        final double days = stays.stream().mapToDouble(Stay::days).sum();
        final List<List<Long>> alerts = new ArrayList<>();
        stays.forEach(stay -> alerts.add(new ArrayList<>()));
        for (int limit = 0; limit < rules.size(); limit++) {
            int ofLimit = 0;
            for (int i = 0; i < stays.size(); i++) {
                final List<Long> ofPatient = SlowCount.alerts(stays.get(i), rules.get(limit));
                alerts.get(i).addAll(ofPatient);
                ofLimit += ofPatient.size();
            }
            final LimitRules.Rule usual = Setting.limit(limit);
            assertThat(number(report, setting.key() + "/perPatientDayByLimit/" + FindingsJson.nameOf(usual)))
                    .as(setting.title() + " " + FindingsJson.nameOf(usual))
                    .isEqualTo(ofLimit / days, within(1e-6));
        }
        assertThat(number(report, setting.key() + "/alerts"))
                .isEqualTo(alerts.stream().mapToInt(List::size).sum());
        final long announced = IntStream.range(0, PATIENTS)
                .filter(i -> stays.get(i).deteriorates() && !alerts.get(i).isEmpty())
                .count();
        assertThat(number(report, setting.key() + "/anyAlert/eventSensitivity/value"))
                .isEqualTo(announced / (PATIENTS / 2.0));
        final double[] leads = IntStream.range(0, PATIENTS)
                .filter(i -> stays.get(i).deteriorates() && !alerts.get(i).isEmpty())
                .mapToDouble(i -> stays.get(i).seconds() / 3_600.0
                        - alerts.get(i).stream()
                                        .mapToLong(at -> at / 1_000)
                                        .min()
                                        .orElseThrow()
                                / 3_600.0)
                .sorted()
                .toArray();
        assertThat(number(report, setting.key() + "/anyAlert/medianLeadHours/value"))
                .isEqualTo(leads[(leads.length - 1) / 2], within(1e-6));
    }

    @Test
    void shouldTellAlertsOfTheBodyFromThoseOfArtefacts() {
        final Stay stay = Stay.of(SEED, 1, HOURS);
        final Setting atOnce = Setting.everyOne().get(0);
        int ofArtefacts = 0;
        final Told all = new Told(stay, atOnce);
        for (int limit = 0; limit < Setting.limits(); limit++) {
            final LimitRules.Rule rule = Setting.limit(limit);
            final Told one = new Told(stay, atOnce);
            final int vital = Vital.placeOf(rule.parameter());
            for (int second = 0; second < stay.seconds(); second++) {
                one.add(limit, second * 1_000_000_000L);
                final int body = stay.body(vital, second);
                ofArtefacts +=
                        (rule.bound() == Bound.BELOW ? body < rule.limitHundredths() : body > rule.limitHundredths())
                                ? 0
                                : 1;
                all.add(limit, second * 1_000_000_000L);
            }
            assertThat(one.alerts(limit)).isEqualTo(stay.seconds());
        }
        assertThat(all.ofArtefacts()).isEqualTo(ofArtefacts).isPositive();
        assertThat(all.first(false)).isZero();
    }

    @Test
    void shouldDeteriorateAsFarAsItIsSaidAndOnlyWhoDoes() {
        final int patients = 12;
        for (int vital = 0; vital < Vital.count(); vital++) {
            double ill = 0;
            double well = 0;
            for (int number = 0; number < patients; number++) {
                final Stay stay = Stay.of(3, number, 13);
                final double change = mean(stay, vital, stay.seconds() - 600) - mean(stay, vital, 0);
                ill += stay.deteriorates() ? 2 * change / patients : 0;
                well += stay.deteriorates() ? 0 : 2 * change / patients;
            }
            final int said = Vital.at(vital).deterioration();
            assertThat(ill - well).as("%s", Vital.at(vital).parameter()).isEqualTo(said, within(0.25 * Math.abs(said)));
        }
    }

    @Test
    void shouldDropOutAndSlipForAsLongAsItIsSaid() {
        final List<Integer> lengths = new ArrayList<>();
        for (int number = 1; number < 4; number += 2) {
            final Stay stay = Stay.of(11, number, 36);
            int length = 0;
            for (int second = 0; second < stay.seconds(); second++) {
                if (stay.shown(1, second) == Monitor.NOTHING) {
                    length++;
                } else if (length > 0) {
                    lengths.add(length);
                    length = 0;
                }
            }
        }
        lengths.sort(null);
        assertThat(lengths.get(lengths.size() / 2) * 1.0).isEqualTo(Monitor.MEDIAN_SECONDS, within(3.0));
    }

    @Test
    void shouldRefuseWhatItCannotMakeAndWhatItDoesNotRead() {
        assertThat(execute("--patients", "1")).isEqualTo(2);
        assertThat(execute("--hours", "73")).isEqualTo(2);
        assertThat(execute("--input", "x.csv")).isEqualTo(2);
        assertThat(execute("--rules", "adult")).isEqualTo(2);
        assertThat(told.toString())
                .contains(
                        "--patients is 1: it must be from 2 to 1000",
                        "--hours is 73: it must be from 1 to 72",
                        "--input is nothing that synthetic reads",
                        "--rules is nothing that synthetic reads");
    }

    private Path evaluated(final String name) {
        final Path report = temp.resolve(name + ".json");
        assertThat(execute(
                        "--patients",
                        "" + PATIENTS,
                        "--hours",
                        "" + HOURS,
                        "--seed",
                        "" + SEED,
                        "--report",
                        report.toString(),
                        "--html",
                        temp.resolve(name + ".html").toString()))
                .as(told.toString())
                .isZero();
        return report;
    }

    private int execute(final String... more) {
        final List<String> arguments = new ArrayList<>(List.of("evaluate", "--format", "synthetic"));
        arguments.addAll(List.of(more));
        final CommandLine tocsin =
                ReplayTools.commandLine().setOut(new PrintWriter(told)).setErr(new PrintWriter(told));
        return tocsin.execute(arguments.toArray(String[]::new));
    }

    private static double mean(final Stay stay, final int vital, final int from) {
        return IntStream.range(from, from + 600)
                .map(second -> stay.body(vital, second))
                .average()
                .orElseThrow();
    }

    private static double number(final Map<String, String> report, final String place) {
        assertThat(report).containsKey("/SYNTHETIC/settings/" + place);
        return Double.parseDouble(String.valueOf(report.get("/SYNTHETIC/settings/" + place)));
    }
}
