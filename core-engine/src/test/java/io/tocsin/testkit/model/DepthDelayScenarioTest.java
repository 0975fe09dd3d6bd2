package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A condition delay by depth: what is deep counts sooner. SpO2 below 90 %, as a nurse reads it at the bed, at seconds; the rule waits until per cent below the limit
 * times seconds are 30. Source: the project's notes on alarms, severity-proportional delay: 2 % below for 15 s or 10 % for 3 s. On the model and on the engine.
 */
final class DepthDelayScenarioTest {
    private static final int SPO2 = 2;
    private static final int URGENT = 3;
    private static final List<Supplier<Side>> SIDES = List.of(() -> new OracleEngine(Set.of()), EngineSide::new);

    /** Area in % s, delay in seconds; readings as second:per cent; when there is an alert, in seconds from the first. */
    @ParameterizedTest(name = "{0}: {4}")
    @CsvSource(delimiter = '|', textBlock = """
            # what                                         | area | delay | readings                | alert
            2 % below                                      | 30   | 0     | 0:88                    | 15
            2 % below, read each five seconds              | 30   | 0     | 0:88 5:88 10:88         | 15
            10 % below                                     | 30   | 0     | 0:80                    | 3
            20 % below                                     | 30   | 0     | 0:70                    | 1.5
            2 % for ten seconds, then 5 %                  | 30   | 0     | 0:88 10:85              | 12
            5 % for four seconds, then 1 %                 | 30   | 0     | 0:85 4:89               | 14
            1 % below, no longer than fifteen seconds      | 30   | 15    | 0:89                    | 15
            10 % below, no longer than fifteen seconds     | 30   | 15    | 0:80                    | 3
            a dip of 10 % for two seconds                  | 30   | 0     | 0:80 2:92               | never
            and another dip: nothing is left of the first  | 30   | 0     | 0:80 2:92 3:80          | 6
            at the limit for a while, which adds nothing   | 30   | 0     | 0:80 2:90 12:80         | 13
            deep enough when it is read                    | 30   | 0     | 0:89 29:50              | 29.025
            by time alone                                  | 0    | 15    | 0:60                    | 15
            """)
    void shouldCountSoonerWhatIsDeeper(
            final String what, final int area, final int delay, final String readings, final String alert) {
        for (final Supplier<Side> side : SIDES) {
            final Scene scene = Scene.staffed(side.get(), 8);
            scene.configure(rule(scene, URGENT, 1_000L * delay, 100L * area));
            final long startNs = scene.nowNs;
            final List<String> raised = new ArrayList<>();
            for (final String each : readings.split(" ", -1)) {
                final String[] parts = each.split(":", 2);
                final long atNs = startNs + Long.parseLong(parts[0]) * Scene.SECOND;
                raised.addAll(raisedUntil(scene, startNs, atNs));
                raised.addAll(raised(
                        scene.lines(scene.commands.vitals(
                                From.source(7, 0),
                                0,
                                List.of(new Commands.Reading(SPO2, 100 * Integer.parseInt(parts[1]))),
                                "p1",
                                "",
                                "")),
                        startNs));
            }
            raised.addAll(raisedUntil(scene, startNs, startNs + 60 * Scene.SECOND));

            assertThat(raised).as(what).isEqualTo(alert.equals("never") ? List.of() : List.of(alert));
        }
    }

    /** Depth alone never holds anything back for longer than a delay may: SpO2 89 % with an area of a million. */
    @Test
    void shouldNotWaitLongerThanAnHour() {
        for (final Supplier<Side> side : SIDES) {
            final Scene scene = Scene.staffed(side.get(), 8);
            scene.configure(rule(scene, URGENT, 0, 100_000_000));
            spo2(scene, 89);

            assertThat(scene.after(3_599)).noneMatch(DepthDelayScenarioTest::isAlert);
            assertThat(scene.after(1)).anyMatch(DepthDelayScenarioTest::isAlert);
        }
    }

    /**
     * An episode down to 78 % is over, and the next hour is to be quiet about anything that is not worse. 76 % is worse, and what it began is not taken back by 79 %
     * a second later.
     */
    @Test
    void shouldNotBeQuietAgainAboutWhatWasWorse() {
        for (final Supplier<Side> side : SIDES) {
            final Scene scene = Scene.staffed(side.get(), 8);
            scene.configure(List.of(
                    scene.entries.rules(2, 0, 1, 1, 1, List.of(new Entries.Rule(9_000, SPO2, 0, URGENT))),
                    Entries.deep(scene.entries.timing(2, 1, 9_100, 15_000, 0, 3_600_000, 1, 1), 3_000)));
            spo2(scene, 78);
            scene.after(60);
            spo2(scene, 95);

            assertThat(spo2(scene, 79)).as("no worse").noneMatch(line -> line.contains("first=1"));
            assertThat(scene.after(60)).as("no worse").noneMatch(line -> line.contains("first=1"));
            spo2(scene, 95);
            spo2(scene, 76);
            scene.after(1);
            spo2(scene, 79);

            assertThat(scene.after(15)).as("worse").anyMatch(line -> line.contains("first=1"));
        }
    }

    private static boolean isAlert(final String line) {
        return line.startsWith("AlertRaised");
    }

    private static List<String> spo2(final Scene scene, final int percent) {
        return scene.say(scene.commands.vitals(
                From.source(7, 0), 0, List.of(new Commands.Reading(SPO2, 100 * percent)), "p1", "", ""));
    }

    /** Milliseconds after milliseconds, as the engine is called when something is due. */
    private static List<String> raisedUntil(final Scene scene, final long startNs, final long untilNs) {
        final List<String> raised = new ArrayList<>();
        while (scene.deadlineNs() <= untilNs && raised.isEmpty()) {
            scene.nowNs = scene.deadlineNs();
            raised.addAll(raised(scene.linesAfter(0), startNs));
        }
        scene.nowNs = untilNs;
        return raised;
    }

    private static List<String> raised(final List<Line> said, final long startNs) {
        return said.stream()
                .filter(line -> line.is("AlertRaised"))
                .map(line -> seconds(Long.parseLong(line.text("timestampNs")) - startNs))
                .toList();
    }

    private static String seconds(final long ns) {
        return String.valueOf(ns / 1e9).replaceAll("\\.0$", "");
    }

    /** Half an hour for something lethal that is hardly beyond its limit is too long. */
    @ParameterizedTest(name = "severity {0}, delay {1} ms, area {2} hundredth seconds: refused {3}")
    @CsvSource({
        "3, 0, 100000000, false",
        "3, 0, 100000001, true",
        "1, 5000, 3000, false",
        "1, 0, 3000, true",
        "1, 5001, 3000, true",
    })
    void shouldRefuseWhatCouldWaitForLong(
            final int severity, final long delayMs, final long area, final boolean isRefused) {
        for (final Supplier<Side> side : SIDES) {
            final Scene scene = Scene.staffed(side.get(), 8);

            assertThat(scene.configure(rule(scene, severity, delayMs, area)).stream()
                            .anyMatch(line -> line.startsWith("ConfigRefused")))
                    .isEqualTo(isRefused);
        }
    }

    private static List<byte[]> rule(final Scene scene, final int severity, final long delayMs, final long area) {
        return List.of(
                scene.entries.rules(2, 0, 1, 1, 1, List.of(new Entries.Rule(9_000, SPO2, 0, severity))),
                Entries.deep(scene.entries.timing(2, 1, 9_100, delayMs, 0, 0, 1, 1), area));
    }
}
