package io.tocsin.transport.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.transport.server.Server;
import io.tocsin.transport.server.Wards;
import io.tocsin.transport.server.config.Examples;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class CheckCoverageCommandTest {
    private static final String WARD = """
            site {
              people { ann {}, cleo {} }
              desks = [ desk ]
              units {
                ward { beds { bed-1 { care = [ ann ] }, bed-2 {} }, roles { charge-nurse = [ cleo ] } }
                annex {}
              }
              policies {
                grave { severities = [ critical, emergent ], fail-safe = desk, steps = [
                  { target = care-team, delay = 30 s }
                  { target = role, role = charge-nurse, delay = 60 s }
                ] }
                rest { severities = [ urgent, semi-urgent, non-urgent ], fail-safe = desk }
                stroke { types = [ stroke ], fail-safe = desk }
              }
            }
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine line =
            TerminalMain.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @Test
    void shouldFindNoGapInTheExampleButWhatItsWindowHoldsBack() {
        assertThat(check(Examples.SMALL_HOSPITAL, "--from", "2026-03-02", "--zone", "Europe/Berlin"))
                .as(err.toString())
                .isEqualTo(1);
        assertThat(out.toString().lines().map(each -> each.replaceAll(" {2,}", " | ")))
                .containsExactly(
                        "Mon 2 Mar 00:00 to Wed 1 Apr 00:00 (Europe/Berlin), 3 units, 15 places, 150 classes of alerts: somebody must be told within 2000 ms",
                        "",
                        "GAPS: nobody whom the policies name is told in time",
                        "UNIT | PLACE | ALERTS | POLICY | WHEN | WHAT",
                        "surgery | no bed named; beds s-1, s-2, s-3; patient p-52 | urgent, semi-urgent, non-urgent of limits of spo2 | routine"
                                + " | Tue 3 Mar 10:00 – Tue 3 Mar 10:29:58, Tue 10 Mar 10:00 – Tue 10 Mar 10:29:58, Tue 17 Mar 10:00 – Tue 17 Mar 10:29:58"
                                + " and 2 more until Tue 31 Mar 10:29:58 | nobody is told in time: silence of window 'probes' holds it back");
    }

    @Test
    void shouldFindNoGapInAWardWithoutOne() throws IOException {
        final Path config = Files.writeString(
                folder.resolve("ward.conf"), "site { desks = [ desk ], units.ward {}, policies.all.fail-safe = desk }");

        assertThat(check(config, "--from", "2026-03-02", "--zone", "Europe/Berlin"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "Mon 2 Mar 00:00 to Wed 1 Apr 00:00 (Europe/Berlin), 1 unit, 1 place, 65 classes of alerts: somebody must be told within 2000 ms",
                        "no gaps: somebody whom the policies name is told of every alert in time");
    }

    @Test
    void shouldTellAChargeNurseOfTheGaps() throws IOException {
        assertThat(check(ward(), "--from", "2026-03-02T07:00", "--zone", "UTC", "--days", "1"))
                .isEqualTo(1);
        assertThat(out.toString().lines().map(each -> each.replaceAll(" {2,}", " | ")))
                .containsExactly(
                        "Mon 2 Mar 07:00 to Tue 3 Mar 07:00 (UTC), 2 units, 4 places, 65 classes of alerts: somebody must be told within 2000 ms",
                        "",
                        "GAPS: nobody whom the policies name is told in time",
                        "UNIT | PLACE | ALERTS | POLICY | WHEN | WHAT",
                        "annex | no bed named | critical, emergent but stroke | grave | always | only 'desk' is told: step 0: nobody is assigned to it; step 1: nobody holds 'charge-nurse'",
                        "",
                        "WEAK: somebody is told, but not as the policies mean it",
                        "UNIT | PLACE | ALERTS | POLICY | WHEN | WHAT",
                        "ward | bed bed-2 | critical, emergent but stroke | grave | always | a step is passed over: step 0: nobody is assigned to it");
    }

    @Test
    void shouldAskWhatHappensIfSomebodyIsNotConnected() throws IOException {
        assertThat(check(ward(), "--never", "cleo,ann")).isEqualTo(1);
        assertThat(out.toString())
                .contains("step 0: 'ann' is never connected; step 1: 'cleo' is never connected")
                .contains("no bed named; bed bed-2");

        assertThat(check(ward(), "--never", "clea")).isEqualTo(2);
        assertThat(err.toString()).contains("--never: unknown person 'clea'");
    }

    @Test
    void shouldCountOnContactMethodsWithoutAnyClient() throws IOException {
        final Path config = Files.writeString(folder.resolve("contacts.conf"), """
                site {
                  people { ann { contact = [ { channel = sms } ] }, bob {} }
                  desks = [ desk ]
                  units.ward.beds { bed-1.care = [ ann ], bed-2.care = [ bob ] }
                  policies.all { fail-safe = desk, steps = [ { target = care-team, delay = 30 s, channels = [ websocket, sms ] } ] }
                }
                """);

        assertThat(check(config)).isEqualTo(1);
        assertThat(out.toString()).doesNotContain("bob");
        assertThat(check(config, "--without-clients")).isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        "bed bed-2     all     all     always  only 'desk' is told: step 0: 'bob' is never connected, nor told over another channel")
                .doesNotContain("'ann'");
    }

    @Test
    void shouldTellWhoHasNoCapableClientAndWhoMayNotAccept() throws IOException {
        final Path config = Files.writeString(folder.resolve("capable.conf"), """
                site {
                  people { ann {}, bob { authority = admin-unit } }
                  desks = [ desk ]
                  units.ward { beds { bed-1.care = [ ann ], bed-2.care = [ bob ] }, roles.charge-nurse = [ ann ] }
                  policies {
                    grave { severities = [ critical, emergent ], fail-safe = desk, steps = [
                      { target = care-team, delay = 30 s, capable = true }
                    ] }
                    rest { severities = [ urgent, semi-urgent, non-urgent ], fail-safe = desk, steps = [
                      { target = care-team, delay = 30 s }
                      { target = role, role = charge-nurse, delay = 30 s }
                    ] }
                  }
                }
                """);

        assertThat(check(config, "--not-capable", "ann")).as(err.toString()).isEqualTo(1);
        assertThat(out.toString().lines().map(each -> each.replaceAll(" {2,}", " | ")))
                .contains(
                        "ward | bed bed-1 | critical, emergent | grave | always | only 'desk' is told: step 0: no client of 'ann' can show an emergency",
                        "ward | bed bed-2 | critical, emergent | grave | always | of those who may accept only 'desk' is told: step 0: 'bob' may not accept",
                        "ward | bed bed-2 | urgent, semi-urgent, non-urgent | rest | always | nobody who may accept is told in time: step 0: 'bob' may not accept");

        assertThat(check(config, "--not-capable", "anne")).isEqualTo(2);
        assertThat(err.toString()).contains("--not-capable: unknown person 'anne'");
    }

    @Test
    void shouldWriteEverythingThatItFound() throws IOException {
        final Path json = folder.resolve("coverage.json");
        assertThat(check(ward(), "--from", "2026-03-02T07:00Z", "--days", "1", "--json", json.toString()))
                .isEqualTo(1);
        assertThat(Files.readString(json))
                .startsWith("{\"covered\":false,\"from\":\"2026-03-02T07:00:00Z\",\"until\":\"2026-03-03T07:00:00Z\","
                        + "\"withinMs\":2000,\"units\":2,\"places\":4,\"classes\":65,\"findings\":[")
                .contains("{\"kind\":\"EMPTY_STEP\",\"gap\":false,\"unit\":\"ward\",\"policy\":\"grave\","
                        + "\"places\":[{\"bed\":\"bed-2\"}],"
                        + "\"alerts\":[{\"severity\":\"CRITICAL\",\"type\":\"CARDIAC_ARREST\"}")
                .endsWith("\"reasons\":[{\"why\":\"NOBODY_ASSIGNED\",\"step\":0},"
                        + "{\"why\":\"NOBODY_HOLDS_ROLE\",\"step\":1,\"name\":\"charge-nurse\"}],"
                        + "\"times\":[{\"from\":\"2026-03-02T07:00:00Z\",\"until\":\"2026-03-03T07:00:00Z\"}]}]}\n");

        assertThat(check(ward(), "--json", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("cannot be written");
    }

    /** Cleo is on duty by day, in Berlin; the night of 28 March ends an hour early, as the clock jumps. */
    @Test
    void shouldTellOfTheNightsThatARotaLeavesOpen() throws IOException {
        final Path config = Files.writeString(folder.resolve("rota.conf"), """
                site {
                  people { cleo {} }
                  desks = [ desk ]
                  units.ward.roles.charge-nurse = [ cleo ]
                  policies.all { fail-safe = desk, steps = [ { target = role, role = charge-nurse, delay = 30 s } ] }
                  rota {
                    zone = "Europe/Berlin"
                    schedules.days {
                      unit = ward, role = charge-nurse
                      layers = [ { start = "2026-01-01", hand-off = "07:00", shift = 1 day, people = [ cleo ], hours = "07:00-19:00" } ]
                    }
                  }
                }
                """);
        final String nobody = " | only 'desk' is told: step 0: nobody is on duty as 'charge-nurse'";

        assertThat(check(config, "--from", "2026-03-28T12:00", "--zone", "Europe/Berlin", "--days", "5"))
                .isEqualTo(1);
        assertThat(out.toString().lines().map(each -> each.replaceAll(" {2,}", " | ")))
                .contains(
                        "ward | no bed named | all | all | Sat 28 Mar 19:00 – Sun 29 Mar 07:00, Sun 29 Mar 19:00 – Mon 30 Mar 07:00,"
                                + " Mon 30 Mar 19:00 – Tue 31 Mar 07:00 and 2 more until Thu 2 Apr 07:00" + nobody);
    }

    @Test
    void shouldTellOfATimeAfterWhichARotaSaysNothing() throws IOException {
        final Path config = Files.writeString(folder.resolve("winter.conf"), """
                site {
                  people { cleo {} }
                  desks = [ desk ]
                  units.ward.roles.charge-nurse = [ cleo ]
                  policies.all { fail-safe = desk, steps = [ { target = role, role = charge-nurse, delay = 30 s } ] }
                  rota.schedules.winter {
                    unit = ward, role = charge-nurse, until = "2026-03-30T07:00"
                    layers = [ { start = "2026-01-01", hand-off = "07:00", shift = 1 day, people = [ cleo ] } ]
                  }
                }
                """);

        assertThat(check(config, "--from", "2026-03-29T07:00", "--zone", "UTC", "--days", "2"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("Mon 30 Mar 07:00 – Tue 31 Mar 07:00");
        assertThat(check(config, "--from", "2026-04-29T07:00", "--zone", "UTC", "--days", "2"))
                .as("when it has ended long before")
                .isEqualTo(1);
        assertThat(out.toString()).contains("nobody is on duty as 'charge-nurse'");
    }

    @Test
    void shouldNotPrintMoreThanSomebodyReads() throws IOException {
        final StringBuilder units = new StringBuilder();
        for (int unit = 0; unit < 201; unit++) {
            units.append("u-").append(unit).append(" {}\n");
        }
        final Path config = Files.writeString(folder.resolve("many.conf"), """
                site { people { ann {} }, desks = [ desk ], units { a { roles { r = [ ann ] } }
                %s }
                policies.all { fail-safe = desk, steps = [ { target = role, role = r, delay = 30 s } ] } }
                """.formatted(units));

        assertThat(check(config)).isEqualTo(1);
        assertThat(out.toString().lines()).hasSize(205).endsWith("and 1 more: --json FILE has them all");
    }

    @Test
    void shouldAskARouterForItsSilences() throws Exception {
        try (Server server = Server.launch(Wards.inMemory().build())) {
            final String url = server.url().toString();
            final String[] silence = {
                "silence", "--as", "ann", "--for", "60", "--because", "new cables", "--unit", "icu"
            };
            assertThat(line.execute(concat(silence, "--url", url)))
                    .as(err.toString())
                    .isZero();

            final Path config = Files.writeString(
                    folder.resolve("icu.conf"),
                    "site { desks = [ desk ], units.icu {}, policies.all { fail-safe = desk } }");
            assertThat(check(config, "--router", url)).isEqualTo(1);
        }
        assertThat(out.toString())
                .contains("nobody is told in time: silence 1 (new cables) holds it back")
                .contains("icu   no bed named  emergent, urgent, semi-urgent, non-urgent but cardiac-arrest, choking");

        assertThat(check(ward(), "--router", "ws://127.0.0.1:9/ws")).isEqualTo(3);
    }

    private static String[] concat(final String[] first, final String... more) {
        return Stream.of(first, more).flatMap(Stream::of).toArray(String[]::new);
    }

    @Test
    void shouldSayWhatCannotBeUsed() throws IOException {
        assertThat(check(folder.resolve("nowhere.conf"))).isEqualTo(2);
        assertThat(check(ward(), "--days", "0")).isEqualTo(2);
        assertThat(check(ward(), "--from", "tomorrow")).isEqualTo(2);
        assertThat(check(ward(), "--zone", "Mars/Olympus")).isEqualTo(2);
        assertThat(err.toString())
                .contains("there is no such file", "nothing was examined")
                .contains("--days is 0: it is 1 to 365", "--from: 'tomorrow' is not a time", "Mars/Olympus");
    }

    private int check(final Path config, final String... options) {
        return line.execute(concat(new String[] {"check-coverage", "--config", config.toString()}, options));
    }

    private Path ward() throws IOException {
        return Files.writeString(folder.resolve("ward.conf"), WARD);
    }
}
