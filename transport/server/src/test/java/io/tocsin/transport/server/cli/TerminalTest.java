package io.tocsin.transport.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.LimitRules;
import io.tocsin.Site;
import io.tocsin.codecs.json.AlertReport;
import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.DutyReport;
import io.tocsin.codecs.json.MonitoringReport;
import io.tocsin.codecs.json.ProtocolException;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.ServerMessageReader;
import io.tocsin.codecs.json.SilenceReport;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.transport.server.Server;
import io.tocsin.transport.server.Wards;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class TerminalTest {
    private static final String TIME = "\\d\\d:\\d\\d:\\d\\d";
    private static final String RAISE = "raise --patient p-17 --type CARDIAC_ARREST --severity CRITICAL";

    private static final Pattern WORD = Pattern.compile("'([^']*)'|\\S+");

    private final Server server = Server.launch(Wards.inMemory().build());

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldRaise() throws Exception {
        assertThat(done(RAISE)).isEqualTo("alert 1 is raised: CRITICAL cardiac arrest, kept at level MEMORY");
        assertThat(done(RAISE)).isEqualTo("alert 1 was open already: raised again, occurrence 2, kept at level MEMORY");
        assertThat(done(RAISE + " --purpose test --key drill"))
                .isEqualTo("alert 2 is recorded as test: nobody is told, kept at level MEMORY");

        final ServerMessage.Answer answer = json(RAISE + " --key other --json", ServerMessage.Answer.class);
        assertThat(answer.alertId()).isEqualTo(3);
        assertThat(answer.isNew()).isTrue();
    }

    @Test
    void shouldListOpenAlerts() throws Exception {
        assertThat(done("alerts")).isEqualTo("no open alerts");
        assertThat(done("alerts --json")).isEmpty();
        done(RAISE);
        done("accept 1 --as ann");
        done("raise --bed icu-1 --type OTHER --type-text fall --severity urgent");

        assertThat(done("alerts").lines().map(line -> line.replaceAll("\\d\\d:\\d\\d:\\d\\d", "TIME")))
                .containsExactly(
                        "ALERT  SEVERITY  WHAT            WHERE      PATIENT              RAISED    STATE",
                        "1      CRITICAL  cardiac arrest  icu icu-1  p-17                 TIME  taken by ann",
                        "2      URGENT    fall            icu icu-1  whoever is in icu-1  TIME  offered to desk; next at TIME");
        assertThat(done("alerts --as bob").lines()).hasSize(2);
        assertThat(done("alerts --as cora")).isEqualTo("no open alerts for cora");
        final AlertReport alert = json("alerts --as ann --json", ServerMessage.Alerts.class)
                .alerts()
                .get(0);
        assertThat(alert.owner()).isEqualTo("ann");
        assertThat(alert.responses()).containsEntry("ann", Response.ACCEPTED).containsKey("bob");
    }

    @Test
    void shouldAnswerForAPerson() throws Exception {
        done(RAISE);

        assertThat(done("reject 1 --as bob --reason not-my-patient"))
                .isEqualTo("alert 1 is not taken by bob: the next are told");
        assertThat(done("accept 1 --as ann")).isEqualTo("alert 1 is taken by ann");
        assertThat(done("resolve 1 --as ann")).isEqualTo("alert 1 is closed: dealt with by ann");
        assertThat(server.router().openAlerts()).isEmpty();
    }

    @Test
    void shouldHandAnAlertOn() throws Exception {
        done(RAISE);

        assertThat(done("redirect 1 --as bob --to desk --reason too-far")).isEqualTo("alert 1 is offered to desk");
        assertThat(done("accept 1 --as ann")).isEqualTo("alert 1 is taken by ann");
        assertThat(done("release 1 --as ann")).isEqualTo("alert 1 is given back by ann: the next are told");
        assertThat(done("escalate 1 --as ann")).isEqualTo("alert 1 goes on to its next step");
        assertThat(done("arrive 1 --as ann")).isEqualTo("ann is at the bedside of alert 1");
        final AlertReport alert = json("alerts --as ann --json", ServerMessage.Alerts.class)
                .alerts()
                .get(0);
        assertThat(alert.owner()).isEqualTo("ann");
        assertThat(alert.atBedside()).isTrue();
    }

    @Test
    void shouldPutAnAlertOff() throws Exception {
        done("raise --patient p-17 --type SEIZURE --severity urgent");
        done("accept 1 --as ann");

        assertThat(done("snooze 1 --as ann --for 30")).isEqualTo("alert 1 is put off by ann for 30 min");
        assertThat(done("alerts").replaceAll(TIME, "TIME")).contains("taken by ann; put off until TIME");
        assertThat(done("end-snooze 1 --as ann")).isEqualTo("alert 1 is not put off");
        assertThat(done("end-snooze 1 --as ann")).as("which it was not").isEqualTo("alert 1 is not put off");
        assertThat(done("alerts")).contains("taken by ann").doesNotContain("put off");
    }

    @Test
    void shouldSilenceForATime() throws Exception {
        assertThat(done("silences")).isEqualTo("nothing is silenced");
        assertThat(done("silence --as ann --bed icu-1 --at-most critical --for 30 --because 'new cables'")
                        .replaceAll(TIME, "TIME"))
                .isEqualTo("silence 1 is made, until TIME; for critical alerts a second person has to say: "
                        + "tocsin confirm-silence 1 --as PERSON");
        assertThat(done("silence --as bob --unit icu --parameter spo2 --in 10 --for 20 --because 'new probes'")
                        .replaceAll(TIME, "TIME"))
                .isEqualTo("silence 2 is made, until TIME");
        assertThat(done("silences").replaceAll(TIME, "TIME").lines())
                .containsExactly(
                        "SILENCE  COVERS                                      UNTIL     BY   STATE                                        WHY",
                        "1        bed icu-1, at most CRITICAL                 TIME  ann  active; critical alerts page: not confirmed  new cables",
                        "2        unit icu, limits of spo2, at most EMERGENT  TIME  bob  from TIME                                new probes");
        assertThat(done("confirm-silence 1 --as bob")).isEqualTo("silence 1 is confirmed by bob");

        done("raise --bed icu-1 --type STROKE --severity critical");

        assertThat(done("alerts").replaceAll(TIME, "TIME")).contains("silenced until TIME (silence 1)");
        final AlertReport alert =
                json("alerts --json", ServerMessage.Alerts.class).alerts().get(0);
        assertThat(alert.mutedBy()).isEqualTo(1);
        assertThat(alert.responses()).isEmpty();

        assertThat(done("end-silence 1 --as bob")).isEqualTo("silence 1 is over, by bob: what it held back pages now");
        assertThat(done("alerts")).contains("offered to ").doesNotContain("silenced");
        assertThat(json("silences --json", ServerMessage.Silences.class).silences())
                .extracting(SilenceReport::silenceId)
                .containsExactly(2L);
    }

    @Test
    void shouldScheduleADoseAndTellWhatBecameOfIt() {
        assertThat(done("dose mar-1 --patient p-17 --medication 'insulin 6 units'"))
                .isEqualTo("dose mar-1 of p-17 is to be told of within 30 min");
        assertThat(done("dose-told mar-1 given --patient p-17 --as ann")).isEqualTo("dose mar-1 is told: given");
        assertThat(run("dose-told mar-2 given --patient p-17 --as ann").err()).contains("UNKNOWN_DOSE");
    }

    @Test
    void shouldTakeACriticalResultOnlyByReadingItBack() {
        final String report = "result --patient p-17 --name Potassium --value-unit mmol/l --ordered-by ann --key lab-1";
        assertThat(done(report + " --value 6.9")).isEqualTo("alert 1 is raised: Potassium 6.9 mmol/l");
        assertThat(done("alerts")).contains("Potassium");
        assertThat(run("accept 1 --as ann").err()).contains("read the value of the result back", "READ_BACK_NEEDED");
        assertThat(run("accept 1 --as ann --read-back 9.6").code()).isEqualTo(1);
        assertThat(done("watch --as ann --count 1"))
                .contains("Potassium", ": Potassium 6.9 mmol/l; ")
                .endsWith("tocsin accept 1 --as ann --occurrence 1 --read-back VALUE");
        assertThat(done("accept 1 --as ann --occurrence 1 --read-back 6.9")).isEqualTo("alert 1 is taken by ann");
        assertThat(done(report + " --value 2.1")).isEqualTo("alert 1 was open already: reported again, occurrence 2");
        assertThat(done("watch --as ann --count 1"))
                .contains("OFFER", ": Potassium 2.1 mmol/l; ")
                .endsWith("tocsin accept 1 --as ann --occurrence 2 --read-back VALUE");
        assertThat(run("accept 1 --as ann --occurrence 1 --read-back 2.1").err())
                .contains("READ_BACK_WRONG");
        assertThat(done("accept 1 --as ann --occurrence 2 --read-back '2.1 mmol/l'"))
                .isEqualTo("alert 1 is taken by ann");
    }

    @Test
    void shouldRaiseWhatIsTheMatterWithADevice() {
        final String pump = "raise --patient p-17 --device pump-3 --severity urgent --type device-therapy";
        assertThat(done(pump + " --device-condition occlusion")).startsWith("alert 1 is raised: URGENT device therapy");
        assertThat(done(pump + " --device-condition air-in-line")).startsWith("alert 2 is raised");
        assertThat(done("alerts")).contains("occlusion of pump-3", "air in line of pump-3");
        assertThat(run(pump).err()).contains("INVALID_FIELD");
    }

    @Test
    void shouldMonitorAPatient() throws Exception {
        assertThat(done("monitorings")).isEqualTo("nobody is monitored by a session");
        assertThat(done("monitor --as ann --type telemetry --patient p-17 --device ekg-4=EKG_MONITOR"
                        + " --device oxi-4=pulse-oximeter"))
                .isEqualTo("monitoring session 1 of p-17 has begun");
        assertThat(done("monitor --as bob --type EMERGENCY --bed icu-1"))
                .isEqualTo("monitoring session 2 of whoever is in icu-1 has begun");
        assertThat(done("monitorings").replaceAll(TIME, "TIME").lines())
                .containsExactly(
                        "SESSION  OF                   WHAT FOR   SINCE     BY   DEVICES",
                        "1        p-17                 telemetry  TIME  ann  ekg-4, oxi-4",
                        "2        whoever is in icu-1  emergency  TIME  bob");

        assertThat(done("end-monitoring 1 --as bob")).isEqualTo("monitoring session 1 is over");

        assertThat(json("monitorings --json", ServerMessage.Monitorings.class).monitorings())
                .extracting(MonitoringReport::monitoringId)
                .containsExactly(2L);
    }

    @Test
    void shouldSayWhoLooksOn() throws Exception {
        done("monitor --as ann --type telemetry --patient p-17");

        assertThat(done("viewers 1 recipients bob cora --as ann")).isEqualTo("recipients of session 1: bob, cora");
        assertThat(json("monitorings --json", ServerMessage.Monitorings.class)
                        .monitorings()
                        .get(0)
                        .recipients())
                .containsExactly("bob", "cora");
        assertThat(done("viewers 1 recipients --as ann")).isEqualTo("recipients of session 1: nobody");
    }

    @Test
    void shouldGiveAPatientALimitOfTheirOwn() throws Exception {
        server.router()
                .configure(Wards.site()
                        .authority("ann", AuthorityRole.NURSE)
                        .rules(LimitRules.adult())
                        .build())
                .join();
        assertThat(done("limits --patient p-17")).isEqualTo("no limits but the site's");

        assertThat(done("limit heart-rate above --value 110.5 --patient p-17 --as ann --reason treatment"
                        + " --because 'aim of the day'"))
                .isEqualTo("p-17 has a limit of their own: heart rate above 110.5");
        assertThat(done("limits --patient p-17").lines())
                .containsExactly(
                        "LIMIT             VALUE  UNTIL  BY   REASON     WHY",
                        "heart rate above  110.5  -      ann  treatment  aim of the day");
        assertThat(done("limits --patient p-17 --as ann")).contains("110.5");

        assertThat(done("limit heart-rate above --none --patient p-17 --as ann"))
                .isEqualTo("p-17 has no limit of their own any more for heart rate above: the site's counts");
        assertThat(json("limits --patient p-17 --json", ServerMessage.Limits.class)
                        .limits())
                .isEmpty();
    }

    @Test
    void shouldSayWhereAPersonIsAndWhetherTheyAreThere() throws Exception {
        assertThat(done("position --as ann --unit icu --room 2.14 --latitude 48.13743 --longitude 11.57549"))
                .isEqualTo("ann is there, until they say otherwise or it is too old");
        assertThat(done("presence busy --as bob")).isEqualTo("bob is busy");
        assertThat(json("presence offline --as bob --json", ServerMessage.Answer.class)
                        .result())
                .isEqualTo(AnswerResult.OK);
        assertThat(done("raise --unit icu --type STROKE --severity URGENT --floor 2 --latitude 48.1 --longitude 11.5"))
                .startsWith("alert 1 is raised");
    }

    @Test
    void shouldCoverAPersonWhoIsOnBreak() throws Exception {
        assertThat(done("duty")).isEqualTo("no rota has anybody on duty, and nobody is on break");
        assertThat(done("break --as ann --cover desk --for 20"))
                .isEqualTo("ann is on break, covered by desk, for 20 minutes at most: tocsin end-break --as ann"
                        + " ends it");
        assertThat(done("duty").replaceAll(TIME, "TIME").lines())
                .containsExactly("PERSON  IS                         UNTIL", "ann     on break, covered by desk  TIME");
        assertThat(json("duty --json", ServerMessage.Duty.class).duty())
                .extracting(DutyReport::cover)
                .containsExactly("desk");
        assertThat(done("end-break --as ann")).isEqualTo("ann is back");
    }

    @Test
    void shouldAnswerForAPersonInJson() throws Exception {
        done(RAISE);

        for (final String command : List.of("reject 1 --as bob", "accept 1 --as ann", "resolve 1 --as ann")) {
            final ServerMessage.Answer answer = json(command + " --json", ServerMessage.Answer.class);
            assertThat(answer.result()).isEqualTo(AnswerResult.OK);
            assertThat(answer.alertId()).isEqualTo(1);
        }
    }

    @Test
    void shouldShowWhatAPersonIsTold() throws Exception {
        done(RAISE + " --description 'no pulse'");

        assertThat(done("watch --as ann --count 1").replaceAll("\\d\\d:\\d\\d:\\d\\d", "TIME"))
                .startsWith(
                        "TIME  OFFER            CRITICAL alert 1 cardiac arrest, icu icu-1, p-17: no pulse; answer until TIME")
                .contains("tocsin accept 1 --as ann");
        final List<ServerMessage> told = messages(done("watch --as bob --count 1 --json"));
        assertThat(told.get(0)).isInstanceOf(ServerMessage.Welcome.class);
        assertThat(((ServerMessage.Delivery) told.get(1)).kind()).isEqualTo(OutputKind.OFFER);
    }

    @Test
    void shouldShowAPersonNoMoreThanTheirRoleMaySee() {
        final Site site = Wards.site()
                .authority("ann", AuthorityRole.ADMIN_UNIT)
                .authority("bob", AuthorityRole.FAMILY, "p-17")
                .build();
        server.router().configure(site).join();
        done(RAISE + " --description 'no pulse'");

        assertThat(done("watch --as ann --count 1"))
                .contains("CRITICAL alert 1 cardiac arrest, icu, not shown")
                .doesNotContain("p-17", "icu-1", "no pulse");
        assertThat(done("watch --as bob --count 1"))
                .contains("an alert 1 (not shown), -, p-17; nobody has it yet")
                .doesNotContain("CRITICAL", "cardiac", "icu", "no pulse", "accept");
    }

    @Test
    void shouldNotTakeDeliveriesFromThePersonsOwnClient() {
        done(RAISE);
        done("accept 1 --as ann");

        // The offer was on its way to the terminal that accepted, and nobody read it there.
        assertThat(done("watch --as ann --count 1")).contains("OFFER");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "accept 9 --as ann                      | 1 | tocsin accept: there is no open alert 9: 'tocsin alerts' lists those that are [UNKNOWN_ALERT]",
                "accept 1 --as cora                     | 1 | tocsin accept: alert 1 was not offered to cora: 'tocsin alerts' shows whom it was offered to [NOT_OFFERED]",
                "accept 1 --as zoe                      | 1 | UNKNOWN_PERSON",
                "watch --as zoe                         | 1 | UNKNOWN_PERSON",
                "silence --as ann --for 9 --because x   | 1 | tocsin silence: say what it covers: --unit, --bed, --patient, --type, --cause or --parameter; nothing was silenced [MATCHES_EVERYTHING]",
                "silence --as ann --for 9 --because x --type choking | 1 | choking is never silenced; nothing was silenced [PROTECTED]",
                "silence --as ann --for 1441 --because x --unit icu  | 1 | TOO_LONG",
                "silence --as ann --for 9 --because x --unit east    | 1 | knows no such unit",
                "silence --as ann --for 0 --because x --unit icu     | 2 | --for is at least 1 minute",
                "silence --as ann --for 9 --unit icu                 | 2 | --because",
                "monitor --as ann --type TELEMETRY      | 2 | say of whom: --patient or --bed",
                "monitor --as ann --type TELEMETRY --bed b --device ekg-4 | 2 | 'ekg-4' does not say what it is",
                "monitor --as ann --type TELEMETRY --bed b --device e=EKG_MONITOR --device e=CPAP | 1 | each device is named once",
                "viewers 7 viewers bob --as ann         | 1 | there is no active session 7",
                "viewers 0 viewers bob --as ann         | 2 | sessions are numbered from 1",
                "limit spo2 below --value 85 --patient p-17 --as ann | 1 | no rule watches that",
                "limit spo2 below --value 85 --as ann   | 2 | say of whom: --patient or --bed",
                "limit spo2 below --patient p-17 --as ann | 2 | --value",
                "limit spo2 under --none --patient p-17 --as ann | 2 | 'under' is none of BELOW, ABOVE",
                "limit spo2 below --none --patient p-17 --as ann --for -1 | 2 | --for is 1 to 8760 hours",
                "limits --patient p-17 --as cora        | 1 | the readings of this subject are not for this person [FORBIDDEN]",
                "limits --json                          | 2 | --patient or --bed",
                "end-monitoring 7 --as ann              | 1 | there was never a session 7",
                "history spo2 --patient p-17             | 1 | tocsin history: this router keeps no history of readings [NO_HISTORY]",
                "history spo2 --patient p-17 --as cora   | 1 | the readings of this subject are not for this person [FORBIDDEN]",
                "history spo2 --patient p-17 --last 73   | 2 | --last is 1 to 72 hours",
                "history spo2 --patient p-17 --points 0  | 2 | --points is 1 to 80",
                "history spo2 --patient p-17 --bed icu-1 | 2 | mutually exclusive",
                "history spo2                            | 2 | --patient",
                "snooze 1 --as ann --for 0               | 2 | --for is 1 to 1440 minutes",
                "snooze 7 --as ann --for 5               | 1 | there is no open alert 7",
                "confirm-silence 7 --as ann              | 1 | there is no silence 7",
                "end-silence 7 --as ann                  | 1 | there is no silence 7",
                "accept one --as ann                    | 2 | 'one' is not a long",
                "accept 1 --as ann --occurrence -1      | 2 | --occurrence is -1",
                "accept 1                               | 2 | Missing required option: '--as=PERSON'",
                "reject 1 --as ann --reason bored       | 2 | 'bored' is none of UNSPECIFIED, BUSY",
                "raise --type STROKE --severity URGENT  | 2 | tocsin raise: say where or who: --patient, --bed, --unit or --device",
                "raise --bed b --type STROK --severity URGENT | 2 | did you mean 'STROKE'?",
                "raise --bed 1234567890123456789012345678901234567 --type STROKE --severity URGENT | 2 | --bed",
                "alerts --url http://127.0.0.1:80       | 2 | ws://HOST:PORT/ws",
                "break --as ann --cover bob --for 121   | 2 | --for is 121",
                "break --as ann --cover zoe --for 20    | 1 | UNKNOWN_PERSON",
                "presence away --as ann                 | 2 | 'away' is none of ONLINE, BUSY, OFFLINE",
                "position --as ann                      | 2 | tocsin position: say where: --latitude and --longitude",
                "position --as ann --latitude 48        | 2 | a position has a latitude and a longitude",
                "position --as ann --latitude 91 --longitude 0 | 2 | --latitude is 91.0",
                "position --as ann --latitude 0 --longitude 0  | 1 | INVALID_FIELD",
                "position --as zoe --room 1             | 1 | UNKNOWN_PERSON",
                "alerts --timeout 0                     | 2 | --timeout is 0",
                "alerts --url ws://127.0.0.1:1/ws       | 3 | tocsin alerts: nobody answers at ws://127.0.0.1:1/ws (Connection refused",
                "watch --as ann --url ws://127.0.0.1:1/ws | 3 | nobody answers at ws://127.0.0.1:1/ws"
            })
    void shouldSayInOneLineWhatIsWrong(final String command, final int code, final String message) {
        done(RAISE);

        final Result result = run(command);
        assertThat(result.code).as(result.err).isEqualTo(code);
        assertThat(result.err).contains(message);
        assertThat(result.err.lines()).hasSize(1);
        assertThat(result.out).isEmpty();
    }

    private String done(final String command) {
        final Result result = run(command);
        assertThat(result.code).as(result.err).isZero();
        return result.out.stripTrailing();
    }

    private <T extends ServerMessage> T json(final String command, final Class<T> type) throws ProtocolException {
        final List<ServerMessage> messages = messages(done(command));
        assertThat(messages).hasSize(1);
        return type.cast(messages.get(0));
    }

    private static List<ServerMessage> messages(final String lines) throws ProtocolException {
        final List<ServerMessage> messages = new ArrayList<>();
        for (final String line : lines.lines().toList()) {
            messages.add(ServerMessageReader.read(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8))));
        }
        return messages;
    }

    private Result run(final String command) {
        final List<String> args = new ArrayList<>();
        WORD.matcher(command).results().forEach(word -> args.add(word.group(1) == null ? word.group() : word.group(1)));
        if (!args.contains("--url")) {
            args.addAll(List.of("--url", server.url().toString()));
        }
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final CommandLine line =
                TerminalMain.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return new Result(line.execute(args.toArray(String[]::new)), out.toString(), err.toString());
    }

    private record Result(int code, String out, String err) {}
}
