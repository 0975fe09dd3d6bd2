package io.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.CommandWriter.Texts;
import io.tocsin.engine.EntryWriter.Step;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A configuration that fits is taken up to the last place of a table, and whoever changes what is there already needs no place. */
final class ConfigRoomTest {
    private final Ward ward = new Ward();
    private final EntryWriter entry = ward.entry;

    private void begin(final EngineLimits.Builder limits) {
        ward.send(ward.write.genesis(limits.build()));
        assertThat(configure(
                        entry.person("nurse"),
                        entry.desk("desk"),
                        entry.policy(1, 1, EntryWriter.EVERY_SEVERITY, List.of(new Step(60_000, "nurse")), "desk")))
                .isEqualTo(Result.OK);
    }

    private Result configure(final byte[]... entries) {
        Result last = Result.NULL_VAL;
        for (final byte[] message : ward.write.configuration(List.of(entries))) {
            last = ward.send(message);
        }
        return last;
    }

    @Test
    void shouldCountAPatientOnceWhoIsAdmittedAndAssigned() {
        begin(EngineLimits.builder().maxSubjects(3));
        final byte[][] entries = IntStream.range(0, 3)
                .boxed()
                .flatMap(i -> List.of(
                        entry.patient("p" + i, ""),
                        entry.careTeam("p" + i, List.of("nurse")),
                        entry.patient("p" + i, ""))
                        .stream())
                .toArray(byte[][]::new);

        assertThat(configure(entries)).isEqualTo(Result.OK);
        assertThat(configure(entry.patient("p3", ""))).isEqualTo(Result.CONFIG_REFUSED);
        assertThat(configure(entry.careTeam("p3", List.of()))).isEqualTo(Result.CONFIG_REFUSED);
        assertThat(configure(entry.patient("p2", ""))).isEqualTo(Result.OK);
    }

    @Test
    void shouldRefuseOnePatientTooManyWhateverTheSizeOfTheTable() {
        for (int capacity = 1; capacity <= 40; capacity++) {
            final ConfigRoomTest test = new ConfigRoomTest();
            test.begin(EngineLimits.builder().maxSubjects(capacity));
            final byte[][] tooMany = IntStream.rangeClosed(0, capacity)
                    .mapToObj(i -> test.entry.patient("p" + i, ""))
                    .toArray(byte[][]::new);

            assertThat(test.configure(tooMany)).as("%d places", capacity).isEqualTo(Result.CONFIG_REFUSED);
            assertThat(test.configure(java.util.Arrays.copyOf(tooMany, capacity)))
                    .as("%d places", capacity)
                    .isEqualTo(Result.OK);
        }
    }

    @Test
    void shouldReplaceAListThoughThereIsNoPlaceForAnother() {
        begin(EngineLimits.builder().maxAssignments(2));
        assertThat(configure(entry.careTeam("p0", List.of()), entry.careTeam("p1", List.of())))
                .isEqualTo(Result.OK);

        assertThat(configure(entry.careTeam("p2", List.of()))).isEqualTo(Result.CONFIG_REFUSED);
        assertThat(configure(entry.careTeam("p0", List.of("nurse")), entry.careTeam("p1", List.of("nurse"))))
                .isEqualTo(Result.OK);
        assertThat(configure(entry.careTeam("p0", List.of()), entry.careTeam("p1", List.of())))
                .isEqualTo(Result.OK);
    }

    @Test
    void shouldNameAnInterfaceAgainThoughThereIsNoPlaceForAnother() {
        begin(EngineLimits.builder().maxInterfaces(1));

        assertThat(configure(entry.source(7))).isEqualTo(Result.OK);
        assertThat(configure(entry.source(7))).isEqualTo(Result.OK);
        assertThat(configure(entry.source(8))).isEqualTo(Result.CONFIG_REFUSED);
    }

    @Test
    void shouldNotMakeAnInterfaceOfAClientThatHasSent() {
        begin(EngineLimits.builder().maxInterfaces(2));
        ward.send(ward.write.raise(7, 1, Severity.URGENT, Texts.of("k")));

        assertThat(configure(entry.source(7))).isEqualTo(Result.CONFIG_REFUSED);
        assertThat(configure(entry.source(8))).isEqualTo(Result.OK);
    }

    /** Sent again it gets the same answer: nobody shall believe that it was taken. */
    @Test
    void shouldRefuseReadingsWithoutAPlaceBeforeItCallsThemRepeated() {
        begin(EngineLimits.builder().maxSubjects(1));
        final List<Parameter> some = List.of(Parameter.SPO2);

        assertThat(ward.send(ward.write.vitals("p0", "d", 5, some))).isEqualTo(Result.OK);
        assertThat(ward.send(ward.write.vitals("p0", "d", 5, some))).isEqualTo(Result.DUPLICATE);
        assertThat(ward.send(ward.write.vitals("p1", "d", 5, some))).isEqualTo(Result.TABLE_FULL);
        assertThat(ward.send(ward.write.vitals("p1", "d", 6, some))).isEqualTo(Result.TABLE_FULL);
        assertThat(ward.send(ward.write.vitals("p0", "d", 6, some)))
                .as("not remembered")
                .isEqualTo(Result.OK);
    }
}
