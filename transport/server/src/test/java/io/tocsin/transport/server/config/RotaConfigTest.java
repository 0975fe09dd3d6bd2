package io.tocsin.transport.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.DutyPlace;
import io.tocsin.Roster;
import io.tocsin.transport.server.DutySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is on duty when, as a configuration says it. */
final class RotaConfigTest {
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

    @TempDir
    private Path folder;

    @Test
    void shouldReadARota() throws Exception {
        Files.writeString(
                folder.resolve("rota.csv"),
                "unit,role,person,from,until\nicu,porter,dora," + "2099-01-01T07:00,2099-01-01T19:00\n");

        final DutySettings duty = text().read(ROTA).config().duty();

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
    void shouldNotTakeForFamilyWhoStandsInTheRota() throws Exception {
        Files.writeString(
                folder.resolve("rota.csv"),
                "unit,role,person,from,until\nicu,porter,tina,2099-01-01T07:00,2099-01-01T19:00\n");
        final String contacts = ROTA.replace("otto {} }", "otto {}, lea {}, tina {}, daughter {} }")
                .replace("people = [ dora ]", "people = [ lea ]")
                .replace(
                        "desks =",
                        "patients.p1 { unit = icu, emergency-contacts = [ lea, tina, daughter ] }\n  desks =");

        assertThat(text().read(contacts).config().site().outline().onlookers())
                .as("the nurse and the porter may accept, the visiting daughter may not")
                .containsExactly("daughter");
    }

    @Test
    void shouldReadAScheduleThatHasEnded() throws Exception {
        Files.writeString(folder.resolve("rota.csv"), "unit,role,person,from,until\n");

        final DutySettings duty = text().read(
                        ROTA.replace("unit = icu, role", "until = \"2026-01-01T00:00\", unit = icu, role"))
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

        assertThat(text().refused(ROTA.replace(right.replace('\'', '"'), wrong.replace('\'', '"'))))
                .hasMessageContaining(message);
    }

    private ConfigText text() {
        return new ConfigText(folder);
    }
}
