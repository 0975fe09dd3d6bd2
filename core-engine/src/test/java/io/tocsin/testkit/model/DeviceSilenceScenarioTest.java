package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TechnicalCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Monitor m3 of patient p1 in bed b1, in the engine and in the model that it is compared with: silent after 60 s (section 36). */
final class DeviceSilenceScenarioTest {
    private static final List<Supplier<Side>> SIDES = List.of(EngineSide::new, () -> new OracleEngine(Set.of()));
    private static final int SWITCHED_OFF = DeviceCondition.SWITCHED_OFF.value();
    private static final long SOURCE = 7;

    private final DeviceMessages messages = new DeviceMessages();
    private final MonitoringMessages sessions = new MonitoringMessages();

    private byte[] entry(final long silentMs) {
        return messages.entry(0, 0, 0, 0, silentMs, List.of(new int[] {SWITCHED_OFF, 3}));
    }

    private static byte[] read(final Scene scene, final String device) {
        return read(scene, "p1", "", device);
    }

    private static byte[] read(final Scene scene, final String patient, final String bed, final String device) {
        return scene.commands.vitals(
                From.source(SOURCE, 0), 0, List.of(new Commands.Reading(1, 7_000)), patient, bed, device);
    }

    private Scene ward(final Side side) {
        final Scene scene = Scene.staffed(side, 8);
        scene.configure(List.of(scene.entries.unit("ward"), scene.entries.bed("b2", "ward"), entry(60_000)));
        return scene;
    }

    private byte[] start(final String patient, final String bed, final String... devices) {
        return session(6, 1, patient, bed, devices);
    }

    private byte[] session(
            final int type, final int kind, final String patient, final String bed, final String... devices) {
        return sessions.start(
                From.session(1),
                type,
                List.of(devices).stream()
                        .map(id -> new MonitoringMessages.Device(kind, id))
                        .toList(),
                patient,
                bed);
    }

    private static void note(final List<Line> lines, final List<String> told) {
        lines.stream()
                .filter(line -> line.is("TechnicalNoted"))
                .forEach(line -> told.add(line.text("clauses").replaceAll("[^A-Z_]", "")));
    }

    /** Once a second. */
    private static void wait(final Scene scene, final long seconds, final boolean beats, final List<String> told) {
        for (int i = 0; i < seconds; i++) {
            note(scene.linesAfter(1), told);
            if (beats) {
                note(scene.lines(scene.commands.heartbeat(From.source(SOURCE, 0))), told);
            }
        }
    }

    private void play(final Scene scene, final String word, final List<String> told) {
        if (word.startsWith("+")) {
            wait(scene, Long.parseLong(word.substring(1)), false, told);
            return;
        }
        if (word.startsWith("beat")) {
            wait(scene, Long.parseLong(word.substring(4)), true, told);
            return;
        }
        if (word.startsWith("down")) {
            note(scene.linesAfter(Long.parseLong(word.substring(4))), told);
            return;
        }
        if (word.startsWith("watch")) {
            scene.configure(List.of(scene.entries.watch(
                    SOURCE, 1_000 * Long.parseLong(word.substring(5)), Severity.URGENT.value(), "hub", "")));
            return;
        }
        switch (word) {
            case "start" -> scene.lines(start("p1", "", "m3"));
            case "startcuff" -> scene.lines(session(6, 3, "p1", "", "m3"));
            case "startchronic" -> scene.lines(session(3, 1, "p1", "", "m3"));
            case "other" -> note(scene.lines(read(scene, "p2", "", "m3")), told);
            case "own" -> note(scene.lines(read(scene, "", "b1", "m3")), told);
            case "bed" -> note(scene.lines(read(scene, "", "b2", "m3")), told);
            case "take" -> {
                scene.accept(1, 1);
                scene.lines(scene.commands.resolve(From.session(1), 1));
            }
            case "read" -> note(scene.lines(read(scene, "m3")), told);
            case "remote" -> note(scene.lines(DeviceMessages.remote(read(scene, "m3"))), told);
            case "stop" -> note(scene.lines(sessions.stop(From.session(1), 1)), told);
            default -> {
                final byte[] entry = switch (word) {
                    case "moved" -> scene.entries.patient("p1", 1, "b2", "");
                    case "gone" -> scene.entries.patient("p1", 1, "", "");
                    case "off" -> entry(0);
                    case "shorter" -> entry(20_000);
                    default -> throw new IllegalArgumentException(word);
                };
                final byte[] content = Entries.joined(List.of(entry));
                scene.lines(scene.commands.configBegin(From.HOST, 99));
                scene.lines(scene.commands.configPart(From.HOST, 99, 0, content));
                note(scene.lines(scene.commands.configCommit(From.HOST, 99, 1, OracleConfig.fnv(content))), told);
            }
        }
    }

    /** +60: a minute passes; beat60: while the source sends heartbeats; down60: while nobody carries anything out; watch30: the source itself is silent after 30 s. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        start read +59                              |
        start read +60                              | DEVICE_SILENT
        start read +200                             | DEVICE_SILENT
        start read +30 read +59                     |
        start read +30 read +60                     | DEVICE_SILENT
        start read +60 read +59                     | DEVICE_SILENT DEVICE_HEARD
        start read +60 read +60                     | DEVICE_SILENT DEVICE_HEARD DEVICE_SILENT
        start read +60 stop +90                     | DEVICE_SILENT MONITORING_STOPPED
        start read +30 stop +90                     |
        start +90                                   |
        read +90                                    |
        start remote +60                            | DEVICE_SILENT
        startcuff read +90                          |
        startchronic read +90                       |
        start read +30 other +30                    | DEVICE_SILENT
        start read +30 own +59                      |
        start read +30 bed +30                      | DEVICE_SILENT
        start read +60 bed own                      | DEVICE_SILENT DEVICE_HEARD
        start bed +59                               |
        start bed +30 bed +30                       | DEVICE_SILENT
        start read +60 other                        | DEVICE_SILENT
        start other +90                             |
        start read +60 moved +59                    | DEVICE_SILENT CONFIGURED
        start read +60 moved +60                    | DEVICE_SILENT CONFIGURED DEVICE_SILENT
        start read +50 moved +59                    |
        start read +60 gone +90                     | DEVICE_SILENT CONFIGURED
        start read +60 gone read +90                | DEVICE_SILENT CONFIGURED
        start read +60 off +90                      | DEVICE_SILENT CONFIGURED
        start read +30 shorter +1                   | DEVICE_SILENT
        start read +60 shorter +90                  | DEVICE_SILENT
        start read down90 +59                       |
        start read down90 +60                       | DEVICE_SILENT
        start read +60 take +599                    | DEVICE_SILENT
        start read +60 take +600                    | DEVICE_SILENT DEVICE_SILENT
        start read +60 take +600 read               | DEVICE_SILENT DEVICE_SILENT DEVICE_HEARD
        watch30 start read +200                     | SOURCE_SILENT
        watch60 start read +200                     | SOURCE_SILENT
        watch90 start read +200                     | SOURCE_SILENT
        watch900 start read +119                    |
        watch900 start read +120                    | DEVICE_SILENT
        watch30 start read beat60                   |
        watch30 start read beat61                   | DEVICE_SILENT
        watch90 start read +70 beat1 +1             | DEVICE_SILENT
        watch30 start read +200 beat20 read beat40  | SOURCE_SILENT SOURCE_HEARD
        watch30 start read +200 beat110             | SOURCE_SILENT SOURCE_HEARD DEVICE_SILENT
        """)
    void shouldTellWhenADeviceFallsSilentByItself(final String story, final String told) {
        for (final Supplier<Side> side : SIDES) {
            final Scene scene = ward(side.get());
            final List<String> noted = new ArrayList<>();
            for (final String word : story.split(" ", -1)) {
                play(scene, word, noted);
            }
            assertThat(String.join(" ", noted)).isEqualTo(told == null ? "" : told);
        }
    }

    /** The alert names the device, and is where the patient is: it goes to whoever cares for them, as that of a battery does. */
    @ParameterizedTest(name = "of {0}{1}")
    @CsvSource({"p1, '', 0", "'', b2, 1"})
    void shouldRaiseTheAlertWhereThePatientIs(final String patient, final String bed, final String unit) {
        for (final Supplier<Side> side : SIDES) {
            final Scene scene = ward(side.get());
            scene.lines(start(patient, bed, "m3"));
            scene.lines(read(scene, patient, bed, "m3"));
            final List<Line> lines = scene.linesAfter(60);
            final Line raised = lines.stream()
                    .filter(line -> line.is("AlertRaised"))
                    .findFirst()
                    .orElseThrow();
            assertThat(raised.text("emergencyType")).isEqualTo("DEVICE_TECHNICAL");
            assertThat(raised.text("rule")).isEqualTo(String.valueOf(TechnicalCondition.DEVICE_SILENT.value()));
            assertThat(raised.text("severity")).isEqualTo("URGENT");
            assertThat(raised.text("value")).isEqualTo("60");
            assertThat(raised.text("unit")).isEqualTo(unit);
            assertThat(raised.text("bed")).isEqualTo(unit);
            assertThat(raised.text("limitValue")).isEqualTo(bed.isEmpty() ? "1" : "2");
        }
    }

    /** What falls silent at one instant is told in the order in which it was heard first, each by itself. */
    @Test
    void shouldTellOfEachDevice() {
        for (final Supplier<Side> side : SIDES) {
            final Scene scene = ward(side.get());
            scene.lines(start("p1", "", "m1", "m2"));
            scene.lines(read(scene, "m2"));
            scene.lines(read(scene, "m1"));
            final List<Line> lines = scene.linesAfter(60);
            final List<String> named = lines.stream()
                    .filter(line -> line.is("IdInterned"))
                    .map(line -> line.text("value"))
                    .toList();
            assertThat(String.join(" ", named)).containsSubsequence("m2", "m1");
            assertThat(lines.stream().filter(line -> line.is("AlertRaised"))).hasSize(2);
        }
    }

    /** The monitor is told of at b1; then it is p2's, in b3 of the same unit, or p1 is moved there with it: the alert of b1 does not come back. */
    @ParameterizedTest(name = "of another patient {0}, the table of alerts full {1}")
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void shouldRaiseAnotherAlertAtAnotherBedOfTheSameUnit(final boolean isOfAnother, final boolean isFull) {
        for (final Supplier<Side> side : SIDES) {
            final Scene scene = ward(side.get());
            final Entries entries = scene.entries;
            scene.lines(start("p1", "", "m3"));
            scene.lines(read(scene, "m3"));
            scene.linesAfter(60);
            scene.lines(sessions.stop(From.session(1), 1));
            // So soon that the alert of b1 is still open, for who reviews it.
            scene.configure(List.of(
                    entry(isFull ? 5_000 : 60_000),
                    entries.bed("b3", "icu"),
                    entries.patient(isOfAnother ? "p2" : "p1", 1, "b3", "")));
            final String patient = isOfAnother ? "p2" : "p1";
            scene.lines(start(patient, "", "m3"));
            scene.lines(read(scene, patient, "", "m3"));
            for (int i = 0; isFull && i < 2 * Scene.LIMITS.alerts(); i++) {
                scene.raise("k" + i, Severity.EMERGENT);
            }
            assertThat(String.join(" ", scene.raise("k", Severity.EMERGENT)).contains("TABLE_FULL"))
                    .isEqualTo(isFull);
            final List<Line> lines = new ArrayList<>();
            for (int second = 0; second < 60; second++) {
                lines.addAll(scene.linesAfter(1));
            }
            final Line raised = lines.stream()
                    .filter(line -> line.is("AlertRaised"))
                    .findFirst()
                    .orElseThrow();
            assertThat(raised.text("bed")).isEqualTo("2");
            assertThat(raised.text("limitValue")).isEqualTo(isOfAnother ? "3" : "1");
            assertThat(lines.stream().filter(line -> line.is("AlertClosed"))).hasSize(1);
        }
    }

    /** Ten monitors of one gateway, each a tenth of a second after the other, and all gone at once: one alert of the gateway. */
    @ParameterizedTest
    @CsvSource({"30, 1", "59, 1", "60, 1", "0, 10"})
    void shouldTellOfOneSourceForAllOfItsDevices(final long sourceSeconds, final int alerts) {
        for (final Supplier<Side> side : SIDES) {
            final Scene scene = ward(side.get());
            if (sourceSeconds > 0) {
                scene.configure(List.of(
                        scene.entries.watch(SOURCE, 1_000 * sourceSeconds, Severity.URGENT.value(), "hub", "")));
            }
            for (final int from : new int[] {0, 5}) {
                scene.lines(start(
                        "p1", "", "m" + from, "m" + (from + 1), "m" + (from + 2), "m" + (from + 3), "m" + (from + 4)));
            }
            for (int i = 0; i < 10; i++) {
                scene.nowNs += Scene.SECOND / 10;
                scene.lines(read(scene, "m" + i));
            }
            long raised = 0;
            for (int i = 0; i < 1_500; i++) {
                scene.nowNs += Scene.SECOND / 10;
                raised += scene.lines(scene.commands.tick(From.HOST)).stream()
                        .filter(line -> line.is("AlertRaised"))
                        .count();
            }
            assertThat(raised).isEqualTo(alerts);
        }
    }

    /** A restart of 50 s: what was due in it says that nobody was listening, so what is due after it has a minute to be heard. */
    @Test
    void shouldTellOfNoDeviceAfterTheRouterWasDown() {
        for (final Supplier<Side> side : SIDES) {
            final Scene scene = ward(side.get());
            scene.lines(start("p1", "", "m1", "m2"));
            scene.lines(read(scene, "m1"));
            scene.nowNs += 40 * Scene.SECOND;
            scene.lines(read(scene, "m2"));
            final List<String> told = new ArrayList<>();
            note(scene.linesAfter(50), told);
            wait(scene, 59, false, told);
            assertThat(told).isEmpty();
            wait(scene, 1, false, told);
            assertThat(told).containsExactly("DEVICE_SILENT", "DEVICE_SILENT");
        }
    }

    @ParameterizedTest(name = "{0} ms of SWITCHED_OFF {1}: {2}")
    @CsvSource({
        "0, 0, ok", "5000, 3, ok", "86400000, 3, ok",
        "4999, 3, config_refused", "86400001, 3, config_refused", "60000, 0, config_refused"
    })
    void shouldRefuseATimeOutOfItsRangeOrWithoutASeverity(
            final long silentMs, final int severity, final String outcome) {
        for (final Supplier<Side> side : SIDES) {
            final Scene scene = Scene.staffed(side.get(), 4);
            final byte[] entry = messages.entry(
                    0, 0, 0, 0, silentMs, severity == 0 ? List.of() : List.of(new int[] {SWITCHED_OFF, severity}));
            final List<String> said = scene.configure(List.of(entry));
            assertThat(said.get(said.size() - 1)).containsIgnoringCase("result=" + outcome);
        }
    }

    @ParameterizedTest(name = "{0} ms instead of 60,000: {1}")
    @CsvSource({"60000, ok", "59000, ok", "61000, proposed", "0, proposed"})
    void shouldTakeTwoPersonsToTellLater(final long silentMs, final String outcome) {
        for (final Supplier<Side> side : SIDES) {
            final ProposalSite site = new ProposalSite(side.get(), AuthorityRole.ADMIN_UNIT, AuthorityRole.ADMIN_SYS);
            site.scene.configure(List.of(entry(60_000)));
            assertThat(ProposalSite.outcome(site.commit(ProposalSite.DOCTOR, List.of(entry(silentMs)))))
                    .isEqualTo(outcome);
        }
    }
}
