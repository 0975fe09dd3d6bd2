package io.tocsin.transport.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tocsin.SilenceScope;
import io.tocsin.SilenceWindow;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SilenceOrigin;
import io.tocsin.schedule.WindowTimes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is silenced when, as a configuration says it. */
final class WindowConfigTest {
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
    void shouldReadWindows() throws Exception {
        final List<SilenceWindow> windows = text().read(WINDOWS).config().windows();

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

        assertThat(text().refused(WINDOWS.replace(from, wrong == null ? "" : wrong.replace('\'', '"'))))
                .hasMessageContaining(message);
    }

    @Test
    void shouldRefuseAWindowByItsNameThere() throws IOException {
        assertThat(text().refused(WINDOWS.replace("rounds {", "\"ann's\" {")).problems())
                .extracting(Problem::key, Problem::message)
                .containsExactly(tuple("site.windows.ann's", "name: has an apostrophe"));
    }

    @ParameterizedTest
    @CsvSource({
        // limits, windows, what is wrong: each window may have eight silences while a configuration changes
        "limits.max-silences = 256, 32, ",
        "limits.max-silences = 256, 33, there are 33 windows: 32 are the most",
        "limits.max-silences = 15,  1,  ",
        "limits.max-silences = 15,  2,  there are 2 windows: 1 are the most",
    })
    void shouldRefuseMoreWindowsThanThereIsRoomForTheirSilences(
            final String limits, final int windows, final @Nullable String problem) throws Exception {
        final StringBuilder many = new StringBuilder(ConfigText.LEAST).append(limits);
        for (int window = 0; window < windows; window++) {
            many.append("\nsite.windows.w").append(window);
            many.append(" { origin = calendar, cause = limit, hours = \"08:00-09:00\", comment = rounds }");
        }

        if (problem == null) {
            assertThat(text().read(many.toString()).config().windows()).hasSize(windows);
        } else {
            assertThat(text().refused(many.toString()).problems())
                    .singleElement()
                    .satisfies(refused -> {
                        assertThat(refused.key()).isEqualTo("site.windows");
                        assertThat(refused.message()).startsWith(problem);
                    });
        }
    }

    private ConfigText text() {
        return new ConfigText(folder);
    }
}
