package io.tocsin.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DutyCsvTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String HEAD = "unit,role,person,from,until\n";

    @Test
    void shouldReadARota() {
        final String text = """
                person,unit,role,from,until
                ann,icu,nurse,2026-03-28 19:00,2026-03-29 07:00

                "bo, b",icu,nurse,2026-03-29T05:00Z,"2026-03-29T19:00"
                """;

        assertThat(DutyCsv.read("rota.csv", text, BERLIN))
                .extracting(duty -> duty.person() + " " + duty.from() + " " + duty.until())
                .containsExactly(
                        "ann 2026-03-28T18:00:00Z 2026-03-29T05:00:00Z",
                        "bo, b 2026-03-29T05:00:00Z 2026-03-29T17:00:00Z");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("", "rota.csv:1:1: unit: the file is empty: its first line names the columns"),
                Arguments.of("unit,role,person,from\n", "rota.csv:1:18: until: the column is missing"),
                Arguments.of(
                        "unit,role,persn,from,until\n",
                        "rota.csv:1:11: persn: unknown column; known are unit, role, person, from, until"),
                Arguments.of("unit,unit,person,from,until\n", "rota.csv:1:6: unit: the column stands here twice"),
                Arguments.of(
                        HEAD + "icu,nurse,ann,2026-03-28T19:00\n",
                        "rota.csv:2:15: from: the line has 4 columns, not 5"),
                Arguments.of(
                        HEAD + "icu,nurse,,2026-03-28T19:00,2026-03-29T07:00\n", "rota.csv:2:11: person: is empty"),
                Arguments.of(
                        HEAD + "icu,nurse,ann,28.3.2026,2026-03-29T07:00\n",
                        "rota.csv:2:15: from: '28.3.2026' is not a time such as 2026-03-29T19:00 or 2026-03-29T17:00Z"),
                Arguments.of(
                        HEAD + "icu,nurse,ann,2026-03-29T07:00,2026-03-28T19:00\n",
                        "rota.csv:2:32: until: 2026-03-28T19:00 is no later than from, 2026-03-29T07:00"),
                Arguments.of(
                        HEAD + "icu,nurse,ann,2026-03-28T19:00,2026-03-29T07:00\n"
                                + "icu,nurse,bob,2026-03-28T19:00,2026-03-29T07:00\n"
                                + "icu,nurse,ann,2026-03-29T06:00,2026-03-29T19:00\n",
                        "rota.csv:4:15: from: 'ann' is on duty in this role then already, by line 2"),
                Arguments.of(HEAD + "icu,\"nurse", "rota.csv:2:5: \": the quotation does not end"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void shouldSayWhereAMistakeStands(final String text, final String message) {
        assertThatThrownBy(() -> DutyCsv.read("rota.csv", text, BERLIN))
                .isInstanceOf(ScheduleException.class)
                .hasMessage(message);
    }
}
