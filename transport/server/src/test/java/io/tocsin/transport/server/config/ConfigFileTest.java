package io.tocsin.transport.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tocsin.DutyPlace;
import io.tocsin.Roster;
import io.tocsin.SilenceScope;
import io.tocsin.SilenceWindow;
import io.tocsin.Site;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SilenceOrigin;
import io.tocsin.engine.EngineLimits;
import io.tocsin.schedule.WindowTimes;
import io.tocsin.transport.server.DutySettings;
import io.tocsin.transport.server.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigFileTest {
    private static final String LEAST = """
            site {
              desks = [ desk ]
              policies.all.fail-safe = desk
            }
            """;

    private static final String ROTA = """
            site {
              people { nina {}, dora {}, otto {} }
              units.icu.roles { nurse = [ nina, dora, otto ], porter = [ dora ] }
              desks = [ desk ]
              policies.all.fail-safe = desk
              rota {
                zone = "Europe/Berlin"
                ahead = 7 days
                every = 1 day
                at-shift-end = hand-over
                file = "rota.csv"
                schedules.nurses {
                  unit = icu, role = nurse
                  layers = [
                    { start = "2025-12-01", hand-off = "07:00", shift = 12 h, people = [ dora ] }
                    { start = "2025-12-01", hand-off = "19:00", people = [ "nina, otto" ], days = [ friday ], hours = "19:00-07:00" }
                  ]
                  overrides = [ "dora, nina from 2026-12-24T00:00 until 2026-12-25T00:00" ]
                  covers = [ "otto for nina from 2026-03-01T00:00 until 2026-03-02T00:00" ]
                }
              }
            }
            """;

    private static final String WINDOWS = """
            site {
              units.icu.beds.icu-1 {}
              desks = [ desk ]
              policies.all.fail-safe = desk
              windows {
                rounds {
                  origin = calendar
                  unit = icu, cause = limit, parameter = heart-rate, severity-at-most = urgent
                  days = [ saturday ]
                  hours = "22:00-06:00"
                  zone = "Europe/Berlin"
                  comment = "the ward round is at the bed"
                }
                move {
                  origin = maintenance
                  bed = icu-1
                  from = "2099-01-31T07:00", until = "2099-02-02T07:00"
                  comment = "new wires"
                }
              }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void shouldFillEverythingButTheSiteWithDefaults() throws Exception {
        final ServerConfig config = read(LEAST).config();

        assertThat(config.name()).isEqualTo("tocsin");
        assertThat(config.journal().level()).isEqualTo(Level.OS);
        assertThat(config.journal().folder()).isEqualTo(folder.resolve("data"));
        assertThat(config.journal().snapshotEvery()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.listen().port()).isEqualTo(8080);
        assertThat(config.listen().managementPort()).isEqualTo(8081);
        assertThat(config.sources()).isEmpty();
    }

    @Test
    void shouldReadTheExample() throws Exception {
        final ServerConfig config = ConfigFile.read(Examples.SMALL_HOSPITAL).config();

        assertThat(config.name()).isEqualTo("small-hospital");
        assertThat(config.sources()).isEqualTo(Map.of("icu-monitors", 1001L, "nurse-call", 1002L));
        assertThat(config.site().toString()).contains("small-hospital");
    }

    @Test
    void shouldReadBackWhatItPrints() throws Exception {
        final ConfigFile read = ConfigFile.read(Examples.SMALL_HOSPITAL);
        final ConfigFile again = read(read.effective());

        assertThat(again.config().site().contentHash())
                .isEqualTo(read.config().site().contentHash());
        assertThat(again.effective().replace("    # default", ""))
                .isEqualTo(read.effective().replace("    # default", ""));
    }

    @Test
    void shouldGivePatientsWithTreatmentLimitsATeamOfTheirOwn() throws Exception {
        final String team = """
                site.team-for-limits { policy = comfort, limits = [ no-resuscitation, comfort-care-only ] }
                site.policies.comfort { fail-safe = desk }
                """;
        final Site site = read(LEAST + team).config().site();

        assertThat(site.contentHash())
                .isNotEqualTo(read(LEAST).config().site().contentHash())
                .isNotEqualTo(read(LEAST + team.replace(", comfort-care-only", ""))
                        .config()
                        .site()
                        .contentHash());
    }

    @Test
    void shouldFillInFromAPreset() throws Exception {
        final String text = """
                site {
                  people.ann {}
                  desks = [ desk ]
                  units.icu { facility = 1, roles.on-call = [ ann ] }
                  %s
                  preset-fail-safe = desk
                }
                """;

        assertThat(read(text.formatted("preset = default")).config().site().contentHash())
                .as("no policy is needed, and the presets are not the same")
                .isNotEqualTo(
                        read(text.formatted("preset = mydr24")).config().site().contentHash());
    }

    @Test
    void shouldReadARota() throws Exception {
        Files.writeString(
                folder.resolve("rota.csv"),
                "unit,role,person,from,until\nicu,porter,dora," + "2099-01-01T07:00,2099-01-01T19:00\n");

        final DutySettings duty = read(ROTA).config().duty();

        assertThat(duty.ahead()).isEqualTo(Duration.ofDays(7));
        assertThat(duty.rota().handsOver()).isTrue();
        final List<Roster> rosters = duty.rota().rosters(Instant.parse("2099-01-01T00:00:00Z"), Duration.ofDays(2));
        assertThat(rosters)
                .extracting(Roster::place)
                .containsExactly(DutyPlace.role("icu", "nurse"), DutyPlace.role("icu", "porter"));
        assertThat(rosters.get(1).shifts())
                .extracting(Roster.Shift::from)
                .containsExactly(Instant.parse("2099-01-01T06:00:00Z"));
        assertThat(rosters.get(0).shifts()).extracting(Roster.Shift::person).contains("otto");
    }

    @Test
    void shouldReadAScheduleThatHasEnded() throws Exception {
        Files.writeString(folder.resolve("rota.csv"), "unit,role,person,from,until\n");

        final DutySettings duty = read(ROTA.replace(
                        "unit = icu, role", "until = \"2026-01-01T00:00\", unit = icu, role"))
                .config()
                .duty();

        assertThat(duty.rota().rosters(Instant.parse("2099-01-01T00:00:00Z"), Duration.ofDays(2)))
                .as("a router that comes back must not fail because time has passed")
                .singleElement()
                .satisfies(roster -> assertThat(roster.shifts()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "role = nurse            | role = nurze          | unknown role 'nurze' (did you mean 'nurse'?)",
                "'nina, otto'            | 'nina, oto'           | unknown person 'oto'",
                "hand-off = '07:00'      | hand-off = '7 Uhr'    | '7 Uhr' is not a time such as 07:00",
                "zone = 'Europe/Berlin'  | zone = 'Europe/Bonn'  | 'Europe/Bonn' is no time zone",
                "every = 1 day           | every = 8 days        | is not less than ahead",
                "hours = '19:00-07:00'   | hours = night         | 'night' is not like 19:00-07:00",
                "otto for nina from      | otto from             | is not like 'PERSON for PERSON from",
                "start = '2025-12-01'    | end = '2025-12-01'    | start: is missing, or is none",
                "file = 'rota.csv'       | file = 'none.csv'     | cannot be read",
            })
    void shouldSayWhatIsWrongWithARota(final String right, final String wrong, final String message) throws Exception {
        Files.writeString(folder.resolve("rota.csv"), "unit,role,person,from,until\n");
        assertThat(ROTA).contains(right.replace('\'', '"'));

        assertThat(refused(ROTA.replace(right.replace('\'', '"'), wrong.replace('\'', '"'))))
                .hasMessageContaining(message);
    }

    @Test
    void shouldReadWindows() throws Exception {
        final List<SilenceWindow> windows = read(WINDOWS).config().windows();

        assertThat(windows).extracting(SilenceWindow::name).containsExactly("rounds", "move");
        final SilenceWindow rounds = windows.get(0);
        assertThat(rounds.origin()).isEqualTo(SilenceOrigin.CALENDAR);
        assertThat(rounds.comment()).isEqualTo("the ward round is at the bed");
        assertThat(rounds.scope())
                .isEqualTo(new SilenceScope("icu", "", "", null, Severity.URGENT, Cause.LIMIT, Parameter.HEART_RATE));
        // Sunday, 28 March 2027: the clock goes from 02:00 to 03:00.
        assertThat(rounds.times().between(Instant.parse("2027-03-27T12:00:00Z"), Instant.parse("2027-03-28T12:00:00Z")))
                .containsExactly(new WindowTimes.Time(
                        Instant.parse("2027-03-27T21:00:00Z"), Instant.parse("2027-03-28T04:00:00Z")));
        assertThat(windows.get(1).times().between(Instant.EPOCH, Instant.MAX))
                .containsExactly(new WindowTimes.Time(
                        Instant.parse("2099-01-31T07:00:00Z"), Instant.parse("2099-02-02T07:00:00Z")));
        assertThat(windows.get(1).scope().bed()).isEqualTo("icu-1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "until = '2099-02-02    | until = '2099-01-30   | windows.move.until: is not after from",
                "until = '2099-02-02    | until = '2099-04-02   | windows.move.until: is more than 31 days after from",
                "severity-at-most = urgent | severity-at-most = critical | rounds.severity-at-most: a window never covers CRITICAL",
                "bed = icu-1            | emergency = cardiac-arrest | windows.move.emergency: CARDIAC_ARREST is never silenced",
                "bed = icu-1            | emergency = choking    | windows.move.emergency: CHOKING is never silenced",
                "bed = icu-1            | severity-at-most = urgent | windows.move.unit: names nothing",
                "bed = icu-1            | bed = icu-9            | windows.move.bed: unknown bed 'icu-9'",
                "bed = icu-1            | patient = p-9          | windows.move.patient: unknown patient 'p-9'",
                "unit = icu,            | unit = icuu,           | windows.rounds.unit: unknown unit 'icuu'",
                "origin = calendar      | origin = person        | windows.rounds.origin",
                "comment = 'new wires'  | zone = UTC             | windows.move.comment: is missing",
                "hours = '22:00-06:00'  | hours = night          | 'night' is not like 19:00-07:00",
                "hours = '22:00-06:00'  | zone = UTC             | windows.rounds.hours: say when",
                "bed = icu-1            | bed = icu-1, days = [ monday ] | windows.move.days: is for hours",
                "bed = icu-1            | bed = icu-1, hours = '22:00-06:00' | windows.move.hours: say when",
                "from = '2099-01-31T07:00', |                   | windows.move.from: is missing",
            })
    void shouldSayWhatIsWrongWithAWindow(final String right, final @Nullable String wrong, final String message)
            throws Exception {
        final String from = right.replace('\'', '"');
        assertThat(WINDOWS).contains(from);

        assertThat(refused(WINDOWS.replace(from, wrong == null ? "" : wrong.replace('\'', '"'))))
                .hasMessageContaining(message);
    }

    @Test
    void shouldMarkDefaultsInWhatItPrints() throws Exception {
        final String effective = read(LEAST + "journal.level = DISK").effective();

        assertThat(effective)
                .contains("  level = disk\n")
                .contains("  snapshot-every = 10 minutes    # default\n")
                .contains("  low-water = 1 GiB    # default\n");
    }

    @Test
    void shouldMaskSecretsInWhatItPrints() {
        final Effective effective = new Effective();
        effective.value("password", "\"tiger\"", false);
        effective.value("api-token", "\"tiger\"", false);
        effective.value("password-file", "\"/run/secret\"", false);

        assertThat(effective.print())
                .doesNotContain("tiger")
                .contains("password = \"***\"")
                .contains("/run/secret");
    }

    /** One wrong line each, at line 5 of a file that is right otherwise. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            jornal.level = OS                                   | jornal: unknown key (did you mean 'journal'?)
            journal.levle = OS                                  | journal.levle: unknown key (did you mean 'level'?)
            journal.level = RAM                                 | journal.level: 'RAM' is none of memory, os, disk
            journal.level = 3                                   | journal.level: is 3: it must be one of memory, os, disk
            journal = DISK                                      | journal: is the text 'DISK': it must be a section in braces
            journal.snapshot-every = 30                         | journal.snapshot-every: is 30: it must be a duration with its unit
            journal.snapshot-every = soon                       | journal.snapshot-every: is the text 'soon': it must be a duration with its unit
            journal.snapshot-every = 1 ms                       | journal.snapshot-every: is 1 ms: it must be from 1 s to 1 d
            journal.term-size = 64 MB                           | journal.term-size: is 62500 KiB: it must be a power of two
            journal.term-size = big                             | journal.term-size: is the text 'big': it must be a size such as 64 MiB
            journal { term-size = 64 MiB, segment-size = 1 MiB } | journal.segment-size: a segment holds at least one term of 64 MiB
            journal.critical-low-water = 2 GiB                  | journal.low-water: must be at least critical-low-water, 2 GiB
            listen.port = 70000                                 | listen.port: is 70000: it must be from 0 to 65535
            listen.port = http                                  | listen.port: is the text 'http': it must be a whole number
            listen.port = 80.5                                  | listen.port: is 80.5: it must be a whole number
            listen.management-port = 8080                       | listen.management-port: is 8080, as is port: they must differ
            listen.address = 0.0.0.0                            | listen.address: '0.0.0.0' is not a loopback address
            limits.max-alert = 5                                | limits.max-alert: unknown key (did you mean 'max-alerts'?)
            limits.max-rules = 64                               | limits.max-rules: is 64: it must be from 1 to 63
            sources.m1 {}                                       | sources.m1.id: is missing
            sources.m1.id = 1                                   | sources.m1.id: is 1: it must be from 2
            sources { m1.id = 7, m2.id = 7 }                    | sources.m2.id: is 7, as is that of 'm1'
            sources.m1 { id = 7, interface = perhaps }          | sources.m1.interface: is the text 'perhaps': it must be true or false
            site.people.ann.contact = [ { channel = websocket } ] | site.people.ann.contact[0].channel: 'websocket' is none of push
            sources.m1 { id = 7, silent-after = 1 ms }          | sources.m1.silent-after: is less than 100 ms
            sources.m1 { id = 7, silent-after = 9 s, unit = er } | sources.m1.unit: unknown unit 'er'
            sources.m1 { id = 7, unit = er }                    | sources.m1.unit: is of the alert that only silent-after would raise
            rules.preset = child                                | rules.preset: 'child' is none of none, adult, reference
            rules.limits = [ { parameter = spo2, severity = urgent } ] | rules.limits[0].below: say one of below and above
            rules.limits = [ { parameter = spo3, below = 5, severity = urgent } ] | rules.limits[0].parameter: 'spo3' is none of
            rules.limits = [ { parameter = spo2, below = low, severity = urgent } ] | rules.limits[0].below: is the text 'low': it must be a number
            rules.limits = [ 90 ]                               | rules.limits[0]: is 90: it must be a section in braces
            site.desks = [ desk, desk ]                         | site.desks: person 'desk' is there already, in line 5
            site.units.icu.beds.b1.care = [ an ]                | site.units.icu.beds.b1.care: unknown person 'an'
            site.units.icu.beds.b1.cares = [ desk ]             | site.units.icu.beds.b1.cares: unknown key (did you mean 'care'?)
            site.units.icu.roles.charge = [ dexk ]              | site.units.icu.roles.charge: unknown person 'dexk' (did you mean 'desk'?)
            site.units.icu.roles.charge = desk                  | site.units.icu.roles.charge: is the text 'desk': it must be a list of names
            site.patients.p1 {}                                 | site.patients.p1.bed: say where the patient is
            site.patients.p1.bed = b7                           | site.patients.p1.bed: unknown bed 'b7'
            site.patients.p1.unit = er                          | site.patients.p1.unit: unknown unit 'er'
            site.policies.all.steps = [ { delay = 1 s } ]       | site.policies.all.steps[0].target: is missing: say one of care-team, nearest, emergency-contacts, facility-role, role, person
            site.policies.all.steps = [ { target = care-team } ] | site.policies.all.steps[0].delay: is missing: say a duration
            site.policies.all.steps = [ { target = role, delay = 1 s } ] | site.policies.all.steps[0].role: is missing: target is role
            site.policies.all.steps = [ { target = role, role = charge, delay = 1 s } ] | site.policies.all.steps[0].role: unknown role 'charge'
            site.policies.all.steps = [ { target = person, person = dsk, delay = 1 s } ] | site.policies.all.steps[0].person: unknown person 'dsk' (did you mean 'desk'?)
            site.preset = normal                                | site.preset: 'normal' is none of default, mydr24
            site.units.icu.facility = -1                        | site.units.icu.facility: is -1
            site.policies.all.steps = [ { target = facility-role, delay = 1 s } ] | site.policies.all.steps[0].role: is missing: target is role
            site.policies.all.steps = [ { target = emergency-contacts, delay = 1 s } ] | site.policies.all.steps[0]: policy 'all': emergency contacts are told after clinicians
            site.policies.all.steps = [ { target = care-team, role = x, delay = 1 s } ] | site.policies.all.steps[0].role: stands beside target care-team
            site.policies.all.steps = [ { target = care-team, delay = 1 s, channels = [ fax ] } ] | site.policies.all.steps[0].channels: 'fax' is none of websocket, push, sms, voice, pager, email
            site.policies.all.steps = [ { target = care-team, delay = 1 s, order = nearest } ] | site.policies.all.steps[0].order: stands without asks
            site.policies.all.steps = [ { target = care-team, delay = 1 s, asks = 64 } ] | site.policies.all.steps[0].asks: is 64
            site.policies.all.steps = [ { target = nearest, delay = 1 s, asks = 1 } ] | site.policies.all.steps[0]: the people added last to policy 'all' are no list
            site.policies.all.steps = [ { target = care-team, delay = 1 s, slot = lead } ] | site.policies.all.steps[0]: policy 'all' has no slot 'lead' yet
            site.policies.all.steps = [ { target = care-team, delay = 1 s, needed = 64 } ] | site.policies.all.steps[0].needed: is 64
            site.policies.all.steps = [ { target = care-team, delay = 1 s, and = [ { target = role } ] } ] | site.policies.all.steps[0].and[0].role: is missing: target is role
            site.policies.all { repeat = 1 s, expire = 1 s }    | site.policies.all.expire: stands beside repeat
            site.policies.all.latching = [ stroke, fall ]       | site.policies.all.latching: 'fall' is none of
            site.policies.more.fail-safe = desk                 | site.policies.more.severities: critical is covered by policy 'all' already
            site.policies { all.types = [ stroke ], more.fail-safe = desk, third { types = [ stroke ], fail-safe = desk } } | site.policies.third.types: critical of stroke is covered by policy 'all' already
            site.policies.all.types = [ fall ]                  | site.policies.all.types: 'fall' is none of
            site.policies.more { severities = [ critical ] }    | site.policies.more.fail-safe: is missing: say who is told when nobody else answers
            site.policies.all.fail-safe = dsk                   | site.policies.all.fail-safe: unknown person 'dsk' (did you mean 'desk'?)
            site.offers-per-person.critical = 0                 | site.offers-per-person.critical: is 0: it must be from 1
            """)
    void shouldSayWhatIsWrongAndWhere(final String line, final String problem) throws IOException {
        final ConfigProblemsException refused = refused(LEAST + line);

        assertThat(refused.getMessage()).contains(file() + ":5: " + problem);
    }

    @Test
    void shouldSayWhereANameIsDefinedTwiceAndWhichSeverityIsNotCovered() throws IOException {
        assertThat(refused(LEAST + "site.people.desk {}").getMessage())
                .contains("test.conf:2: site.desks: person 'desk' is there already, in line 5");
        assertThat(refused(LEAST + "site.policies.all.severities = [ critical ]")
                        .getMessage())
                .contains("test.conf:3: site.policies: no policy covers emergent: its alerts would reach nobody");
    }

    @Test
    void shouldSayEverythingThatIsWrongAtOnce() throws IOException {
        final ConfigProblemsException refused = refused(LEAST + "journal.level = RAM\nlisten.prt = 1\nnope = 1\n");

        assertThat(refused.problems()).extracting(Problem::line).containsExactly(5, 6, 7);
    }

    @Test
    void shouldSayWhereTheSyntaxIsWrong() throws IOException {
        assertThat(refused(LEAST + "journal { level = OS").getMessage()).contains("test.conf:5: ");
        assertThat(refused(LEAST + "journal.folder = ${NOT_SET_ANYWHERE}").getMessage())
                .contains("test.conf:5: ")
                .contains("NOT_SET_ANYWHERE");
    }

    @Test
    void shouldSayThatThereIsNoSuchFile() {
        final ConfigProblemsException refused =
                catchThrowableOfType(ConfigProblemsException.class, () -> ConfigFile.read(folder.resolve("no.conf")));

        assertThat(refused).hasMessageContaining("no.conf: there is no such file");
        assertThat(catchThrowableOfType(ConfigProblemsException.class, () -> ConfigFile.read(folder)))
                .hasMessageContaining("is a folder");
    }

    @Test
    void shouldHaveAKeyForEveryCapacityOfTheEngine() throws Exception {
        final ConfigFile file = read(LEAST);

        final List<String> capacities = Arrays.stream(EngineLimits.class.getRecordComponents())
                .map(component -> "limits."
                        + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
                .toList();
        assertThat(file.keys()).containsAll(capacities);
        assertThat(read(LEAST + "limits { preset = small, max-alerts = 77 }")
                        .config()
                        .limits())
                .isEqualTo(EngineLimits.builder().maxAlerts(77).build());
    }

    @Test
    void shouldDocumentEveryKeyItReadsAndReadEveryKeyItDocuments() throws Exception {
        final Set<String> documented = new TreeSet<>();
        final Matcher rows = Pattern.compile("^\\| `([a-z0-9.*\\[\\]-]+)` \\|", Pattern.MULTILINE)
                .matcher(Files.readString(Examples.TOP.resolve("transport/server/README.md")));
        while (rows.find()) {
            documented.add(rows.group(1));
        }

        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(
                        ConfigFile.read(Examples.SMALL_HOSPITAL).keys());
    }

    private ConfigFile read(final String text) throws IOException, ConfigProblemsException {
        Files.writeString(file(), text);
        return ConfigFile.read(file());
    }

    private ConfigProblemsException refused(final String text) throws IOException {
        Files.writeString(file(), text);
        final ConfigProblemsException refused =
                catchThrowableOfType(ConfigProblemsException.class, () -> ConfigFile.read(file()));
        assertThat(refused).as("nothing was wrong with: " + text).isNotNull();
        return refused;
    }

    private Path file() {
        return folder.resolve("test.conf");
    }
}
