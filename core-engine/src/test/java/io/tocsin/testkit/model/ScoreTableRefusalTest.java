package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Score tables with gaps and overlaps, as they would come over the wire: the configuration is refused whole, with the number of the entry and a reason, and what is in
 * force goes on, the same table and the one beside it. On the model and on the engine; section 29.
 */
final class ScoreTableRefusalTest {
    private static final int AGE = 1;
    private static final int THRESHOLD = 2;
    private static final int ITEM = 3;
    private static final int INPUT = 4;
    private static final int COLUMN = 5;
    private static final int BAND = 6;
    private static final int URGENT = 3;
    private static final int HEART_RATE = 1 | 0xff00 | 100 << 16 | 1 << 24;
    private static final int LEAST = Integer.MIN_VALUE;
    private static final int FOR_ALL = 0xff;
    private static final int ON_SCALE_1 = 0xff | 1 << 8;
    private static final int ADULTS = 192 | 9_999 << 16;
    private static final int EVERYBODY = 9_999 << 16;
    private static final List<Supplier<Side>> SIDES = List.of(() -> new OracleEngine(Set.of()), EngineSide::new);

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            as it should be                        | NONE
            no answer below 60 beats               | BAD_VALUE
            two answers for 100 beats              | BAD_VALUE
            answers that do not rise               | BAD_VALUE
            no answer on the second SpO2 scale     | BAD_VALUE
            two answers on the first SpO2 scale    | BAD_VALUE
            no answer at all                       | BAD_VALUE
            children up to 15 years, adults from 17| BAD_VALUE
            children up to 16 years, adults from 16| BAD_VALUE
            no threshold                           | BAD_VALUE
            nothing that is measured               | BAD_VALUE
            a threshold among the answers          | BAD_VALUE
            a threshold after all answers          | BAD_VALUE
            ages after the threshold               | BAD_VALUE
            ages after all answers                 | BAD_VALUE
            without a name                         | BAD_ID
            """)
    void shouldRefuseATableThatHasNoAnswerOrTwoAndGoOnWithWhatIsInForce(final String table, final String refusal) {
        for (final Supplier<Side> side : SIDES) {
            final Scene scene = Scene.staffed(side.get(), 8);
            scene.configure(List.of(rules(scene, 2), entry(2, 1, heart(100)), entry(2, 2, heart(110))));
            final List<Line> told = commit(
                    scene,
                    List.of(
                            rules(scene, 3),
                            entry(3, 1, heart(50)),
                            ScoreTableEntry.of(3, 2, 1, table.equals("without a name") ? "" : "heart", faulty(table))));
            final boolean isTaken = refusal.equals("NONE");
            assertThat(told.stream()
                            .filter(line -> line.is("ConfigRefused"))
                            .map(line -> line.text("entryNumber") + " " + line.text("refusal")))
                    .containsExactlyElementsOf(isTaken ? List.of() : List.of("3 " + refusal));

            assertThat(scored(scene, 8_000)).isEqualTo(isTaken ? List.of("1: 1") : List.of());
            assertThat(scored(scene, 12_000)).isEqualTo(isTaken ? List.of("2: 1") : List.of("1: 1", "2: 1"));
        }
    }

    private static List<OracleScoreTable.Line> faulty(final String table) {
        final List<OracleScoreTable.Line> lines = new ArrayList<>(heart(100));
        switch (table) {
            case "no answer below 60 beats" -> lines.set(4, new OracleScoreTable.Line(BAND, 6_000, 0));
            case "two answers for 100 beats" -> lines.add(new OracleScoreTable.Line(BAND, 10_000, 2));
            case "answers that do not rise" -> lines.add(new OracleScoreTable.Line(BAND, 9_000, 2));
            case "no answer on the second SpO2 scale" -> lines.set(3, new OracleScoreTable.Line(COLUMN, ON_SCALE_1, 0));
            case "two answers on the first SpO2 scale" ->
                lines.addAll(List.of(
                        new OracleScoreTable.Line(COLUMN, ON_SCALE_1, 0), new OracleScoreTable.Line(BAND, LEAST, 0)));
            case "no answer at all" -> lines.subList(3, lines.size()).clear();
            case "children up to 15 years, adults from 17" ->
                lines.addAll(
                        0,
                        List.of(
                                new OracleScoreTable.Line(AGE, 191 << 16, 0),
                                new OracleScoreTable.Line(AGE, ADULTS + 12, 0)));
            case "children up to 16 years, adults from 16" ->
                lines.addAll(
                        0,
                        List.of(
                                new OracleScoreTable.Line(AGE, 203 << 16, 0),
                                new OracleScoreTable.Line(AGE, ADULTS, 0)));
            case "no threshold" -> lines.remove(0);
            case "a threshold among the answers" -> lines.add(5, new OracleScoreTable.Line(THRESHOLD, 2, URGENT));
            case "a threshold after all answers" -> lines.add(new OracleScoreTable.Line(THRESHOLD, 2, URGENT));
            case "ages after the threshold" -> lines.add(1, new OracleScoreTable.Line(AGE, EVERYBODY, 0));
            case "ages after all answers" -> lines.add(new OracleScoreTable.Line(AGE, EVERYBODY, 0));
            case "nothing that is measured" -> lines.subList(1, lines.size()).clear();
            default -> {
                // As it is.
            }
        }
        return lines;
    }

    /** One point, which is urgent, for a heart rate from so many beats on. */
    private static List<OracleScoreTable.Line> heart(final int from) {
        return List.of(
                new OracleScoreTable.Line(THRESHOLD, 1, URGENT),
                new OracleScoreTable.Line(ITEM, 0, 0),
                new OracleScoreTable.Line(INPUT, HEART_RATE, 0),
                new OracleScoreTable.Line(COLUMN, FOR_ALL, 0),
                new OracleScoreTable.Line(BAND, LEAST, 0),
                new OracleScoreTable.Line(BAND, 100 * from, 1));
    }

    private static byte[] rules(final Scene scene, final int version) {
        return scene.entries.rules(version, 0, 900_000, 3_600_000, 14_400_000, List.of());
    }

    private static byte[] entry(final int rules, final int place, final List<OracleScoreTable.Line> lines) {
        return ScoreTableEntry.of(rules, place, 1, "heart", lines);
    }

    private static List<Line> commit(final Scene scene, final List<byte[]> list) {
        final byte[] content = Entries.joined(list);
        scene.say(scene.commands.configBegin(From.HOST, 77));
        scene.say(scene.commands.configPart(From.HOST, 77, 0, content));
        return scene.lines(scene.commands.configCommit(From.HOST, 77, list.size(), OracleConfig.fnv(content)));
    }

    /** The places of the tables of which a heart rate tells, and the scores. */
    private static List<String> scored(final Scene scene, final int heartRate) {
        final List<Commands.Reading> readings = List.of(new Commands.Reading(1, heartRate));
        return scene.lines(scene.commands.vitals(From.source(7, 0), 0, readings, "p1", "", "")).stream()
                .filter(line -> line.is("ScoreChanged") && line.number("score") > 0)
                .map(line -> line.text("table") + ": " + line.text("score"))
                .toList();
    }
}
