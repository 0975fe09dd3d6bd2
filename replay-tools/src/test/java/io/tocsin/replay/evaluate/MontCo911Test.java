package io.tocsin.replay.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.replay.Json;
import io.tocsin.replay.ReplayTools;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Calls to their nearest unit: real ones against the counts of an independent script, and input that cannot be used. */
final class MontCo911Test {
    private static final String SET = "montco-911/911-dev.csv";
    private static final String SET_PLACE = "/montco-911~1911-dev/";
    private static final String HEADER = "lat,lng,desc,zip,title,timeStamp,twp,addr,e";
    private static final String UNITS = """
            {"R1":[40.1215,-75.3399],"R2":[40.2454,-75.6496],"R3":[40.2415,-75.2838],
             "R4":[40.1379,-75.1099],"R5":[40.0140,-75.2700],"R6":[40.3400,-75.4900]}
            """;

    @TempDir
    Path temp = Path.of("");

    private final StringWriter err = new StringWriter();

    @Test
    void shouldSendTheUnitsThatAnIndependentScriptFoundNearestAndReplayToTheSameEvents() throws IOException {
        final Path kept = temp.resolve("kept");
        assertThat(evaluate(SharedData.require(SET), UNITS, "--journal", kept.toString()))
                .as(err.toString())
                .isZero();
        final Map<String, String> report = Json.read(temp.resolve("report.json"));
        final Map<String, String> expected = Json.read(SharedData.require("reference-counts.json"));
        expected.keySet().removeIf(place -> !place.startsWith(SET_PLACE));
        assertThat(expected).containsKey(SET_PLACE + "nearest_point_of_EMS_calls/R6");
        expected.keySet().removeIf(place -> place.startsWith(SET_PLACE + "points/"));
        assertThat(report).containsAllEntriesOf(expected).containsEntry(SET_PLACE + "badRows/count", "0");
        assertThat(report.get(SET_PLACE + "raised")).isEqualTo(report.get(SET_PLACE + "EMS"));

        assertThat(new KeptRun(kept).firstDifference()).isNull();
    }

    @Test
    void shouldCountRowsThatCannotBeUsedAndSendUnitsToTheOthers() throws IOException {
        final Path calls = temp.resolve("calls.csv");
        Files.write(
                calls,
                List.of(
                        HEADER,
                        "40.1,-75.3,\"a, b\",19525,EMS: FALL,2015-12-10 17:40:00,X,Y,1",
                        "0,0,a,19525,EMS: FALL,2015-12-10 17:41:00,X,Y,1",
                        "91,-75.3,a,19525,EMS: FALL,2015-12-10 17:42:00,X,Y,1",
                        "40.1,-75.3,a,19525,EMS: FALL,yesterday,X,Y,1",
                        "40.1,-75.3,a",
                        "40.1,-75.3,a,19525,Fire: SMOKE,2015-12-10 17:43:00,X,Y,1"));
        assertThat(evaluate(calls, UNITS)).as(err.toString()).isZero();

        final String place = "/" + temp.getFileName() + "~1calls/";
        assertThat(Json.read(temp.resolve("report.json")))
                .containsEntry(place + "rows", "6")
                .containsEntry(place + "nearest_point_of_EMS_calls/R1", "1")
                .containsEntry(place + "badRows/count", "4")
                .containsEntry(place + "badRows/byReason/no position", "2")
                .containsEntry(place + "badRows/byReason/no date and time", "1")
                .containsEntry(place + "badRows/byReason/wrong number of fields", "1")
                .containsEntry(place + "badRows/first/0/line", "3")
                .containsEntry(place + "badRows/first/1/name", "lat")
                .containsEntry(place + "badRows/first/1/text", "91");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"R1":[0,0]}               | unit 'R1' stands at 0,0
            {"R1":[90.1,0]}            | unit 'R1': the latitude lies between -90 and 90
            {"R1":[40,-180.1]}         | unit 'R1': the longitude lies between -180 and 180
            {"R1":[40]}                | unit 'R1' is not [lat, lon]
            {"R1":[1,2],"R1":[1,2]}    | unit 'R1'
            {"":[1,2]}                 | an id has 1 to 36 bytes
            {}                         | names no unit
            [1]                        | is no object of units
            """)
    void shouldRefuseUnitsThatStandNowhere(final String units, final String complaint) throws IOException {
        final Path calls = temp.resolve("calls.csv");
        Files.write(calls, List.of(HEADER));
        assertThat(evaluate(calls, units)).isEqualTo(2);
        assertThat(err.toString()).contains(complaint);
        assertThat(temp.resolve("report.json")).doesNotExist();
    }

    private int evaluate(final Path calls, final String units, final String... more) throws IOException {
        final Path file = Files.writeString(temp.resolve("units.json"), units);
        final CommandLine tocsin = ReplayTools.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err));
        final List<String> arguments = new ArrayList<>(List.of("evaluate", "--format", "montco911"));
        arguments.addAll(List.of("--input", calls.toString(), "--units", file.toString()));
        arguments.addAll(List.of("--report", temp.resolve("report.json").toString()));
        arguments.addAll(List.of(more));
        return tocsin.execute(arguments.toArray(String[]::new));
    }
}
