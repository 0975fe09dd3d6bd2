package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alerts of devices, in the engine and in the model that it is compared with: section 36. */
final class DeviceScenarioTest {
    private static final List<Supplier<Side>> SIDES = List.of(EngineSide::new, () -> new OracleEngine(Set.of()));
    private final DeviceMessages messages = new DeviceMessages();

    private static byte[] raise(final Scene scene, final String what, final Severity severity) {
        final RaiseText text = RaiseText.of("m3", severity, "p1");
        final String[] parts = what.split(" ", -1);
        text.type = EmergencyType.valueOf(parts[0]).value();
        text.deviceCondition =
                parts.length == 1 ? 255 : DeviceCondition.valueOf(parts[1]).value();
        text.deviceId = "m3";
        return scene.commands.raise(From.source(7, 0), text);
    }

    private static List<String> names(final List<Line> lines, final String... names) {
        return lines.stream().map(Line::name).filter(Set.of(names)::contains).toList();
    }

    /** A monitor has one key, which the nurse has taken what is open under, and what its driver says next under that key. */
    @ParameterizedTest(name = "{0}, then {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            # open                           | condition | then                              | becomes
            DEVICE_TECHNICAL BATTERY_LOW     | active    | DEVICE_TECHNICAL BATTERY_LOW      | updated
            DEVICE_TECHNICAL BATTERY_LOW     | active    | DEVICE_TECHNICAL BATTERY_EMPTY    | replaced
            DEVICE_TECHNICAL LEADS_OFF       | active    | CARDIAC_ARREST                    | replaced
            DEVICE_TECHNICAL BATTERY_LOW     | active    | DEVICE_THERAPY OCCLUSION          | replaced
            DEVICE_THERAPY INFUSION_NEAR_END | active    | DEVICE_THERAPY INFUSION_ENDED     | replaced
            DEVICE_THERAPY OCCLUSION         | active    | OTHER                             | replaced
            DEVICE_THERAPY OCCLUSION         | active    | DEVICE_TECHNICAL BATTERY_LOW      | refused
            DEVICE_THERAPY OCCLUSION         | ended     | DEVICE_TECHNICAL BATTERY_LOW      | replaced
            CARDIAC_ARREST                   | active    | DEVICE_TECHNICAL LEADS_OFF        | refused
            OTHER                            | active    | DEVICE_THERAPY OCCLUSION          | updated
            OTHER                            | ended     | DEVICE_THERAPY OCCLUSION          | replaced
            STROKE                           | ended     | DEVICE_TECHNICAL LEADS_OFF        | replaced
            DEVICE_TECHNICAL LEADS_OFF       | unowned   | DEVICE_TECHNICAL SENSOR_OFF       | updated
            DEVICE_TECHNICAL LEADS_OFF       | milder    | DEVICE_TECHNICAL BATTERY_LOW      | refused
            DEVICE_THERAPY APNOEA            | milder    | OTHER                             | refused
            DEVICE_THERAPY APNOEA            | milder    | STROKE                            | replaced
            DEVICE_TECHNICAL LEADS_OFF       | graver    | DEVICE_TECHNICAL BATTERY_EMPTY    | replaced
            """)
    void shouldBeAnotherAlertWhenSomethingElseIsTheMatter(
            final String open, final String condition, final String then, final String becomes) {
        for (final Supplier<Side> side : SIDES) {
            final Scene scene = Scene.staffed(side.get(), 4);
            scene.lines(raise(scene, open, Severity.URGENT));
            if (condition.equals("active") || condition.equals("ended")) {
                scene.accept(1, 1);
            }
            if (condition.equals("ended")) {
                scene.lines(scene.commands.clear(From.source(7, 0), 1, ""));
            }
            final Severity severity = condition.equals("milder")
                    ? Severity.NON_URGENT
                    : condition.equals("graver") ? Severity.EMERGENT : Severity.URGENT;
            final List<Line> lines = scene.lines(raise(scene, then, severity));
            final List<String> told = names(lines, "AlertClosed", "AlertRaised", "AlertUpdated", "StepStarted");
            switch (becomes) {
                case "replaced" -> assertThat(told).containsExactly("AlertClosed", "AlertRaised", "StepStarted");
                case "updated" -> assertThat(told).startsWith("AlertUpdated").doesNotContain("AlertRaised");
                default -> {
                    assertThat(told).isEmpty();
                    assertThat(lines.get(lines.size() - 1).text("result")).isEqualTo("INVALID_FIELD");
                }
            }
        }
    }

    private byte[] entry(final int low, final int empty, final int calibration, final int... severities) {
        final List<int[]> floors = new ArrayList<>();
        for (int i = 0; i < severities.length; i++) {
            floors.add(new int[] {i + 1, severities[i]});
        }
        return messages.entry(low, empty, low == 0 ? 0 : 5, calibration, 0, floors);
    }

    /** In force: low at 20 NON_URGENT, empty at 5 EMERGENT, calibrations NON_URGENT, leads off URGENT. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            the same                           | 20 5 1 5 2 5 3 | ok
            sooner, graver                     | 30 9 1 4 1 4 2 | ok
            leads off can wait                 | 20 5 1 5 2 5 4 | proposed
            leads off as declared              | 20 5 1 5 2 5   | proposed
            low later                          | 19 5 1 5 2 5 3 | proposed
            empty later                        | 20 4 1 5 2 5 3 | proposed
            empty is milder                    | 20 5 1 5 3 5 3 | proposed
            empty is not held at all           | 20 0 1 5       | config_refused
            calibrations are not looked at     | 20 5 0 5 2 5 3 | proposed
            nothing                            | 0 0 0          | proposed
            """)
    void shouldTakeTwoPersonsToTellLessOfDevices(final String what, final String numbers, final String outcome) {
        for (final Supplier<Side> side : SIDES) {
            final ProposalSite site = new ProposalSite(side.get(), AuthorityRole.ADMIN_UNIT, AuthorityRole.ADMIN_SYS);
            site.scene.configure(List.of(entry(20, 5, 1, 5, 2, 5, 3)));
            final int[] all = Stream.of(numbers.split(" ", -1))
                    .mapToInt(Integer::parseInt)
                    .toArray();
            final byte[] next = entry(all[0], all[1], all[2], Arrays.copyOfRange(all, 3, all.length));
            assertThat(ProposalSite.outcome(site.commit(ProposalSite.DOCTOR, List.of(next))))
                    .as(what)
                    .isEqualTo(outcome);
        }
    }

    /** What a site looks at no more is over at once; what a device says of itself is told once. */
    @Test
    void shouldEndWhatIsLookedAtNoMore() {
        for (final Supplier<Side> side : SIDES) {
            final Scene scene = Scene.staffed(side.get(), 4);
            scene.configure(List.of(entry(20, 5, 1, 5, 2, 5)));
            final byte[] batch = scene.commands.vitals(
                    From.source(7, 0), 0, List.of(new Commands.Reading(1, 7_000)), "p1", "", "m3");
            final byte[] saying = DeviceMessages.saying(batch, 3, 4, 0);
            assertThat(names(scene.lines(saying), "TechnicalNoted", "AlertRaised"))
                    .containsExactly(
                            "TechnicalNoted",
                            "AlertRaised",
                            "TechnicalNoted",
                            "AlertRaised",
                            "TechnicalNoted",
                            "AlertRaised");
            assertThat(names(scene.lines(saying), "TechnicalNoted")).isEmpty();
            assertThat(scene.configure(List.of(entry(20, 0, 1, 5, 2, 5))))
                    .filteredOn(line -> line.startsWith("TechnicalNoted"))
                    .hasSize(1);
        }
    }
}
