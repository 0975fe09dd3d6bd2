package io.tocsin.replay.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.replay.evaluate.DataSet;
import io.tocsin.replay.evaluate.InputException;
import io.tocsin.replay.evaluate.Psv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordedPopulationTest {
    @TempDir
    Path temp = Path.of("");

    @Test
    void shouldPlayEveryRowOfASmallFileWithinTheTimeThereIs() throws IOException, InputException {
        final DataSet data = data(new Psv()
                .add("p-1", 1, "HR=80", "O2Sat=97.5")
                .add("p-2", 1, "Temp=36.6")
                .add("p-1", 2)
                .add("p-1", 3, "Resp=18"));
        final RecordedPopulation population = new RecordedPopulation(data, new DemoSettings(1, 30));
        assertThat(population.periodMs()).isEqualTo(10_000);
        assertThat(population.rows()).isEqualTo(4);
        assertThat(population.occupants(0)).containsExactly("p-1");
        assertThat(population.occupants(1)).containsExactly("p-2");
        assertThat(population.occupants(2)).isEmpty();

        final Monitor monitor = population.monitor(
                new Hospital(population::occupants).patients().get(0));
        final Sample first = Objects.requireNonNull(monitor.next());
        assertThat(first.patientId()).isEqualTo("p-1");
        assertThat(first.hundredths())
                .containsEntry(Parameter.HEART_RATE, 8_000)
                .containsEntry(Parameter.SPO2, 9_750);
        assertThat(monitor.next()).as("a row without readings").isNull();
        assertThat(monitor.goesOn()).isTrue();
        assertThat(monitor.next()).isNotNull();
        assertThat(monitor.goesOn()).isFalse();
        assertThat(monitor.next()).isNull();
    }

    @Test
    void shouldPutTheNextPatientIntoABedWhenTheRowsOfTheOneBeforeAreOver() throws IOException, InputException {
        final Psv psv = new Psv();
        for (int patient = 0; patient < 2 * DemoSettings.PATIENTS + 1; patient++) {
            psv.add("p-" + patient, 1, "HR=80").add("p-" + patient, 2, "HR=81");
        }
        final RecordedPopulation population = new RecordedPopulation(data(psv), new DemoSettings(1, 12));
        assertThat(population.periodMs())
                .as("no faster than people can keep up with")
                .isEqualTo(2_000);
        assertThat(population.occupants(0)).containsExactly("p-0", "p-200", "p-400");
        assertThat(population.occupants(1)).containsExactly("p-1", "p-201");
        assertThat(population.rows()).isEqualTo(2 * 401);
        assertThat(population.patients()).isEqualTo(401);

        final RecordedPopulation shorter = new RecordedPopulation(data(psv), new DemoSettings(1, 5));
        assertThat(shorter.occupants(0)).containsExactly("p-0");
        assertThat(shorter.rows()).as("two of each bed").isEqualTo(400);
    }

    @Test
    void shouldGiveEachMonitorASequenceThatRisesOverAllItsPatients() throws IOException, InputException {
        final Psv psv = new Psv();
        for (int patient = 0; patient < DemoSettings.PATIENTS + 1; patient++) {
            psv.add("p-" + patient, 1, "HR=80");
        }
        final RecordedPopulation population = new RecordedPopulation(data(psv), new DemoSettings(1, 30));
        final Monitor monitor = population.monitor(
                new Hospital(population::occupants).patients().get(0));
        final List<String> sent = new ArrayList<>();
        while (monitor.goesOn()) {
            final Sample sample = monitor.next();
            if (sample != null) {
                sent.add(sample.patientId() + " " + sample.deviceId() + " " + sample.deviceSequence());
            }
        }
        assertThat(sent).containsExactly("p-0 monitor-emergency-01 1", "p-200 monitor-emergency-01 2");
    }

    private DataSet data(final Psv psv) throws IOException, InputException {
        return DataSet.read(psv.writeTo(temp.resolve("data.psv")));
    }
}
