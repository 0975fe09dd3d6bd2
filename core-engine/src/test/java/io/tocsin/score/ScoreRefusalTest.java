package io.tocsin.score;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables with a mistake in them: refused whole, with file, line and reason. One line of a good table is replaced, {@code /} ends a line. */
final class ScoreRefusalTest {
    private static final String GOOD = """
            table my-score
            version 3
            age child from 12 to 191 months
            age adult from 192 months
            threshold watch total at least 2
            threshold red one item at least 3 urgent
            item spo2 rounded to 1
            column scale 1
            2 at most 91
            1 92 to 95
            0 at least 96
            column scale 2 on air
            2 at most 85
            0 at least 86
            column scale 2 on oxygen
            2 at most 85
            0 86 to 92
            3 at least 93
            item consciousness
            0 alert
            3 confusion to unresponsive
            """;

    private static final String SEVERE_FIRST = """
            table my-score most severe first
            version 3
            threshold watch total at least 2
            item heart-rate rounded to 1
            4 at least 190 or at most 80
            2 at least 180 or at most 90
            1 at least 150 or at most 110
            0 111 to 149
            """;

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            table my-score          | table                            | line 1, table: once, 'table' and an id
            table my-score          | table a-name-that-is-far-too-long | line 1, table: an id has 1 to 20 characters
            version 3               | version 0                        | version: a version is from 1 to 65535
            version 3               | version two                      | line 2, version: 'two' is no whole number
            version 3               | item spo2                        | line 2, table: begin with the lines 'table' and 'version'
            age adult from 192 months | age adult from 193 months      | line 4, age adult: an age begins in the month after the one before it
            age adult from 192 months | age adult from 190 months      | line 4, age adult: an age begins in the month after the one before it
            age adult from 192 months | age child from 192 months      | line 4, age: 'child' is there already
            age child from 12 to 191 months | age child from 191 to 12 months | line 3, age child: at most 8 ages
            threshold watch total at least 2 | threshold watch total at least 0 | line 5, threshold watch: 1 to 8 thresholds, each above 0
            threshold watch total at least 2 | threshold watch total at least 2 / threshold more total at least 2 | line 6, threshold more: a threshold is above the one before it
            threshold watch total at least 2 | threshold watch total at least 2 emergent | line 6, threshold red: a threshold is above the one before it, and not milder
            threshold watch total at least 2 | threshold watch total at least 2 grave | line 5, threshold: 'grave' is no severity
            threshold watch total at least 2 | threshold watch when bad    | line 5, threshold: 'threshold', a name,
            item consciousness      | item conscience                  | line 19, item: 'conscience' is no reading that a score can look at
            item consciousness      | item spo2-scale                  | line 19, item: 'spo2-scale' is no reading
            item consciousness      | item spo2 / 0 at least 0 / item consciousness | line 19, item spo2: the reading counts in another item, too
            item consciousness      | item consciousness rounded to 0.1 | line 19, item consciousness: readings are rounded to 1, 0.1 or 0.01
            item consciousness      | item consciousness rounded up    | line 19, item: after the reading
            item consciousness      | item pain / item consciousness   | line 19, item pain: for some age, scale or oxygen there is no column
            column scale 1          | column scale 3                   | line 8, item spo2: at most 64 columns, each for scale 1 or 2
            column scale 1          | column scale 1 on air            | line 7, item spo2: for some age, scale or oxygen there is no column
            column scale 1          | column                           | line 12, item spo2: for some age, scale and oxygen there are two columns
            column scale 1          | column age child                 | line 12, item spo2: for some age, scale and oxygen there are two columns
            column scale 1          | column age infant                | line 8, column: there is no age 'infant'; there is: [child, adult]
            column scale 1          | column for all                   | line 8, column: 'for' is none of
            1 92 to 95              | 1 93 to 95                       | line 8, item spo2: 92 has no answer
            1 92 to 95              | 1 91 to 95                       | line 8, item spo2: 91 has two answers
            1 92 to 95              | 1 92 to 96                       | line 8, item spo2: 96 has two answers
            1 92 to 95              | 1 95 to 92                       | line 8, item spo2: the band at 95 does not follow
            1 92 to 95              | 1 91.5 to 95                     | line 8, item spo2: 91.5 cannot be the edge of a band
            1 92 to 95              | 16 92 to 95                      | line 8, item spo2: an item is worth 0 to 15 points
            1 92 to 95              | -1 92 to 95                      | line 8, item spo2: an item is worth 0 to 15 points
            1 92 to 95              | 1 92 or so                       | line 10, item spo2: 'so' is no number
            1 92 to 95              | 1                                | line 10, item spo2: where are 1 points given?
            2 at most 91            | 2 90 to 91                       | line 8, item spo2: the lowest value has no answer
            0 at least 96           | 0 96 to 100                      | line 8, item spo2: 101 has no answer
            0 alert                 | 0 awake                          | line 20, item consciousness: 'awake' is no consciousness
            0 alert                 | 0 voice                          | line 20, item consciousness: alert has no answer
            3 confusion to unresponsive | 3 confusion to pain          | line 20, item consciousness: unresponsive has no answer
            3 confusion to unresponsive | 3 voice to unresponsive      | line 20, item consciousness: confusion has no answer
            3 confusion to unresponsive | red alert                    | line 21, item consciousness: 'red' is no whole number
            """)
    void shouldRefuseAWholeTableForOneMistake(final String good, final String bad, final String reason) {
        assertRefused(GOOD, good, bad, reason);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            0 111 to 149                 | 0 112 to 149                  | line 5, item heart-rate: 111 has no answer
            0 111 to 149                 | 0 111 to 150                  | line 5, item heart-rate: 150 has two answers
            0 111 to 149                 | 0 at least 111                | line 5, item heart-rate: 150 has two answers
            2 at least 180 or at most 90 | 2 at least 195 or at most 90  | line 5, item heart-rate: nothing is left for the band at 195
            2 at least 180 or at most 90 | 2 at least 180 or at least 185 | line 5, item heart-rate: 185 has two answers
            2 at least 180 or at most 90 | 5 at least 180 or at most 90  | line 5, item heart-rate: the band at 180 does not follow
            item heart-rate rounded to 1 | item heart-rate / systole     | line 4, item: 'systole' is no reading
            item heart-rate rounded to 1 | item heart-rate / systolic rounded to 1 | line 4, item heart-rate: readings are rounded
            """)
    void shouldRefuseATableOfWhichTheMostSevereComesFirst(final String good, final String bad, final String reason) {
        assertRefused(SEVERE_FIRST, good, bad, reason);
    }

    private static void assertRefused(final String table, final String good, final String bad, final String reason) {
        final String text =
                table.replace(good + "\n", bad.replace(" / ", bad.contains("systol") ? " / " : "\n") + "\n");

        assertThatThrownBy(() -> ScoreTables.read("ward.txt", text))
                .isInstanceOf(ScoreException.class)
                .hasMessageStartingWith("ward.txt, ")
                .hasMessageContaining(reason)
                .hasMessageEndingWith("; nothing was taken over");
    }
}
