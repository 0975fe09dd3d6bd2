package io.tocsin.replay.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.replay.evaluate.BadRows.BadRow;
import io.tocsin.replay.evaluate.BadRows.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class PsvReaderTest {
    @TempDir
    Path temp = Path.of("");

    @Test
    void shouldReadReadingsExactlyAndLeaveOutWhatIsMissing() throws Exception {
        final VitalsTable table = read(new Psv().add("p1", 3, "HR=130", "Temp=36.6", "SBP=119.33", "EtCO2="));
        assertThat(table.rowCount()).isOne();
        assertThat(table.hourOf(0)).isEqualTo(3);
        assertThat(readings(table, 0))
                .containsExactly(
                        130_00,
                        VitalsTable.NOT_MEASURED,
                        36_60,
                        119_33,
                        VitalsTable.NOT_MEASURED,
                        VitalsTable.NOT_MEASURED,
                        VitalsTable.NOT_MEASURED,
                        VitalsTable.NOT_MEASURED);
    }

    @Test
    void shouldTakeAShareAboveThatOfAirForOxygenAndCountWhatCannotBe() throws Exception {
        final VitalsTable table = read(new Psv()
                .add("p1", 1, "FiO2=0.21")
                .add("p1", 2, "FiO2=0.22")
                .add("p1", 3, "FiO2=1")
                .add("p1", 4)
                .add("p1", 5, "FiO2=0.2")
                .add("p1", 6, "FiO2=40")
                .add("p1", 7, "FiO2=-50")
                .add("p1", 8, "FiO2=much"));
        assertThat(IntStream.range(0, 3).map(table::oxygen)).containsExactly(0, 100, 100);
        assertThat(IntStream.range(3, 8).map(table::oxygen)).containsOnly(VitalsTable.NOT_MEASURED);
        assertThat(table.oxygenReadings()).isEqualTo(3);
        assertThat(table.oxygenRejectedCount()).isEqualTo(4);
        assertThat(table.badRows().count()).isZero();
    }

    @Test
    void shouldReadGzipAndPlainAlike() throws Exception {
        final Psv psv = new Psv().add("p1", 1, "HR=80").add("p2", 1, "SepsisLabel=1");
        final Path plain = psv.writeTo(temp.resolve("plain.psv"));
        final Path zipped = psv.zipTo(temp.resolve("zipped.psv.gz"));
        final Path zippedUnnamed = psv.zipTo(temp.resolve("zipped.psv"));
        for (final Path file : List.of(plain, zipped, zippedUnnamed)) {
            final VitalsTable table = PsvReader.read(List.of(file));
            assertThat(table.rowCount()).isEqualTo(2);
            assertThat(table.patientCount()).isEqualTo(2);
            assertThat(table.sepsisPatientCount()).isOne();
        }
    }

    @Test
    void shouldNameAPatientByTheFileWhereNoColumnDoes() throws Exception {
        final String row = Psv.row("", 1, "HR=80").substring(1);
        Files.writeString(temp.resolve("p7.psv"), Psv.PLAIN_HEADER + "\n" + row);
        final VitalsTable table = PsvReader.read(List.of(temp.resolve("p7.psv")));
        assertThat(table.patientIds()).containsExactly("p7".getBytes(StandardCharsets.UTF_8));
        assertThat(table.reading(0, 0)).isEqualTo(80_00);
    }

    @Test
    void shouldTakeColumnsInAnyOrderAndRowsWithCarriageReturns() throws Exception {
        Files.writeString(
                temp.resolve("o.psv"),
                "SepsisLabel|ICULOS|EtCO2|Resp|DBP|MAP|SBP|Temp|O2Sat|HR|PatientID\r\n1|2|3|4|5|6|7|8|9|10|p1\r\n");
        final VitalsTable table = PsvReader.read(List.of(temp.resolve("o.psv")));
        assertThat(readings(table, 0)).containsExactly(10_00, 9_00, 8_00, 7_00, 6_00, 5_00, 4_00, 3_00);
        assertThat(table.hourOf(0)).isEqualTo(2);
        assertThat(table.sepsisPatientCount()).isOne();
    }

    @Test
    void shouldMergeAllPatientsByHourThenByTheirOrderInTheFiles() throws Exception {
        final Path first = new Psv().add("p2", 2).add("p2", 1).add("p1", 1).writeTo(temp.resolve("a.psv"));
        final Path second = new Psv().add("p1", 2).add("p3", 1).add("p2", 2).writeTo(temp.resolve("b.psv"));
        final VitalsTable table = PsvReader.read(List.of(first, second));
        assertThat(table.rowsByHour()).containsExactly(1, 2, 4, 0, 3, 5);
        assertThat(table.patientCount()).isEqualTo(3);
        assertThat(table.patientOf(5)).isEqualTo(table.patientOf(0));
    }

    @Test
    void shouldReadLinesLongerThanItsBuffer() throws Exception {
        final Psv psv = new Psv();
        psv.addLine(Psv.row("p1", 1, "Age=" + "9".repeat(300_000), "HR=80"));
        psv.add("p2", 1, "HR=90");
        final VitalsTable table = read(psv);
        assertThat(table.rowCount()).isEqualTo(2);
        assertThat(table.reading(0, 0)).isEqualTo(80_00);
    }

    static Stream<Arguments> badRows() {
        return Stream.of(
                Arguments.of("p1|80", 2, Reason.FIELD_COUNT, "80"),
                Arguments.of("", 1, Reason.FIELD_COUNT, ""),
                Arguments.of(Psv.row("p1", 1) + "|7", 43, Reason.FIELD_COUNT, "7"),
                Arguments.of(Psv.row("p1", 1, "HR=x") + "|", 43, Reason.FIELD_COUNT, ""),
                Arguments.of(Psv.row("p1", 1, "HR=high"), Psv.column("HR"), Reason.NOT_A_NUMBER, "high"),
                Arguments.of(Psv.row("p1", 1, "Temp=36.6.1"), Psv.column("Temp"), Reason.NOT_A_NUMBER, "36.6.1"),
                Arguments.of(Psv.row("p1", 1, "Temp=38.505"), Psv.column("Temp"), Reason.TOO_FINE, "38.505"),
                Arguments.of(Psv.row("p1", 1, "MAP=1e9"), Psv.column("MAP"), Reason.NOT_A_NUMBER, "1e9"),
                Arguments.of(Psv.row("p1", 1, "SBP=9999999"), Psv.column("SBP"), Reason.OUT_OF_RANGE, "9999999"),
                Arguments.of(Psv.row("x".repeat(37), 1), 1, Reason.ID_TOO_LONG, "x".repeat(37)),
                Arguments.of(Psv.row("", 1), 1, Reason.ID_MISSING, ""),
                Arguments.of(Psv.row("p1", 1, "ICULOS=NaN"), Psv.column("ICULOS"), Reason.HOUR_MISSING, "NaN"),
                Arguments.of(Psv.row("p1", 1, "ICULOS="), Psv.column("ICULOS"), Reason.HOUR_MISSING, ""),
                Arguments.of(Psv.row("p1", 0), Psv.column("ICULOS"), Reason.HOUR_INVALID, "0"),
                Arguments.of(Psv.row("p1", 1, "ICULOS=1.5"), Psv.column("ICULOS"), Reason.HOUR_INVALID, "1.5"),
                Arguments.of(Psv.row("p1", 1_000_001), Psv.column("ICULOS"), Reason.HOUR_INVALID, "1000001"),
                Arguments.of(Psv.row("p1", 1, "SepsisLabel=2"), Psv.column("SepsisLabel"), Reason.LABEL_INVALID, "2"),
                Arguments.of(Psv.row("p1", 1, "HR=x", "Temp=y"), Psv.column("HR"), Reason.NOT_A_NUMBER, "x"));
    }

    @ParameterizedTest
    @MethodSource("badRows")
    void shouldCountABadRowNameItsPlaceAndGoOn(
            final String line, final int column, final Reason reason, final String text) throws Exception {
        final Path file = new Psv().add("p0", 1).addLine(line).add("p9", 1).writeTo(temp.resolve("bad.psv"));
        final VitalsTable table = PsvReader.read(List.of(file));
        assertThat(table.rowCount()).isEqualTo(2);
        assertThat(table.patientCount()).as("of good rows only").isEqualTo(2);
        assertThat(table.badRows().counts()).isEqualTo(Map.of(reason, 1L));
        final String name = Psv.name(column);
        assertThat(table.badRows().first()).containsExactly(new BadRow(file, 3, column, name, reason, text));
    }

    @Test
    void shouldListTheFirstBadRowsAndCountAll() throws Exception {
        final Psv psv = new Psv().add("p1", 1);
        for (int i = 0; i < 50; i++) {
            psv.addLine(Psv.row("p1", 2, i % 2 == 0 ? "HR=?" : "ICULOS=?"));
        }
        final BadRows bad = read(psv).badRows();
        assertThat(bad.count()).isEqualTo(50);
        assertThat(bad.counts()).isEqualTo(Map.of(Reason.NOT_A_NUMBER, 25L, Reason.HOUR_INVALID, 25L));
        assertThat(bad.first()).hasSize(BadRows.LISTED);
    }

    private VitalsTable read(final Psv psv) throws IOException, InputException {
        return PsvReader.read(List.of(psv.writeTo(temp.resolve("set.psv"))));
    }

    private static int[] readings(final VitalsTable table, final int row) {
        final int[] readings = new int[Vital.count()];
        for (int i = 0; i < readings.length; i++) {
            readings[i] = table.reading(row, i);
        }
        return readings;
    }
}
