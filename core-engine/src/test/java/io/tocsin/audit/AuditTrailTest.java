package io.tocsin.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.atrest.AtRest;
import io.tocsin.codecs.sbe.AuditKind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An audit names every command exactly once, whatever came, and wherever it was cut off. */
final class AuditTrailTest {
    private static final int STEPS = 200;

    @TempDir
    Path temp;

    private Path folder;
    private AuditKey key;

    @BeforeEach
    void begin() throws IOException {
        folder = temp.resolve("audit");
        key = AuditKey.in(temp.resolve("audit.key"), true);
    }

    /** Every record that is whole, as a line. */
    private List<String> lines() throws IOException {
        final List<String> lines = new ArrayList<>();
        final AuditReader.Result result = AuditReader.read(folder, List.of(), List.of(), (seq, micros, record) -> {
            final AuditKind kind = record.kind();
            if (kind != AuditKind.INDEX_NOTED && kind != AuditKind.SESSION_HELD && record.commandSeq() > 0) {
                lines.add(kind + " " + record.commandSeq() + " " + record.eventSeq() + " " + record.toString());
            }
        });
        assertThat(result.finding()).isEmpty();
        return lines;
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 14})
    void shouldNameEveryCommandOfAScriptOnce(final long seed) throws IOException {
        final AuditedLog log = AuditedLog.of(seed, STEPS);
        log.audit(folder, key);
        final Set<AuditKind> kinds = EnumSet.noneOf(AuditKind.class);

        final AuditReader.Result result = AuditReader.read(
                folder, List.of(), log.checkpoints(), (seq, micros, record) -> kinds.add(record.kind()));

        // That none is missing and none stands twice, the reader has looked.
        assertThat(result.finding()).isEmpty();
        assertThat(result.commandSeq()).isEqualTo(log.commands());
        assertThat(result.seals()).isGreaterThan(1);
        assertThat(kinds).contains(AuditKind.ROUTINE, AuditKind.CONFIGURATION, AuditKind.RAISED, AuditKind.TOLD);
    }

    /** After a crash it is as it would have been: cut anywhere in its last file, it is made again from the log. */
    @Test
    void shouldGoOnWhereverItWasCutOff() throws IOException {
        final AuditedLog log = AuditedLog.of(5, STEPS);
        log.audit(folder, key);
        final List<String> whole = lines();
        final SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 8; i++) {
            final List<Path> files = AuditFiles.in(folder);
            final Path last = files.get(files.size() - 1);
            try (RandomAccessFile file = new RandomAccessFile(last.toFile(), "rw")) {
                file.setLength(random.nextLong(file.length()));
            }
            log.audit(folder, key);

            assertThat(lines().stream().sorted())
                    .containsExactlyElementsOf(whole.stream().sorted().toList());
        }
        try (Stream<Path> names = Files.list(folder)) {
            assertThat(names.map(Path::toString)).anyMatch(name -> name.contains(".cut-at-"));
        }
    }

    /** What a file needs of those before it stands at its beginning. */
    @Test
    void shouldKnowPeopleAndPatientsInEveryFile() throws IOException {
        final AuditedLog log = AuditedLog.of(14, STEPS);
        log.audit(folder, key);
        final List<String> nameless = new ArrayList<>();
        final AuditReader.Result result =
                AuditReader.read(folder, List.of(), log.checkpoints(), (seq, micros, record) -> {
                    if (record.kind() == AuditKind.TOLD) {
                        record.shown().forEach(each -> {});
                        if (record.who().isEmpty()) {
                            nameless.add("record " + seq);
                        }
                    }
                });

        assertThat(result.finding()).isEmpty();
        assertThat(result.files()).isGreaterThan(1);
        assertThat(nameless).isEmpty();
    }

    /** As when the power fails and the log was not forced to the disk, but the audit was. */
    @Test
    void shouldSayThatTheLogLostWhatItHasRecordsOf() throws IOException {
        AuditedLog.of(5, STEPS).audit(folder, key);
        final AuditedLog shorter = AuditedLog.of(5, STEPS - 40);
        shorter.audit(folder, key);
        final List<String> lost = new ArrayList<>();

        final AuditReader.Result result =
                AuditReader.read(folder, List.of(), shorter.checkpoints(), (seq, micros, record) -> {
                    if (record.kind() == AuditKind.LOG_SHORTENED) {
                        lost.add(record.commandSeq() + " of " + record.throughSeq());
                    }
                });

        assertThat(result.finding()).isEmpty();
        assertThat(lost).containsExactly("160 of 200");
        assertThat(result.commandSeq()).isEqualTo(160);
        assertThat(result.chains()).as("to the log it is another chain").hasSize(2);
    }

    @Test
    void shouldCountAnotherLogFromItsBeginning() throws IOException {
        AuditedLog.of(5, STEPS).audit(folder, key);
        final AuditedLog other = AuditedLog.of(6, 50).epoch(8);
        other.audit(folder, key);

        final AuditReader.Result result =
                AuditReader.read(folder, List.of(), other.checkpoints(), (seq, micros, record) -> {});

        assertThat(result.finding()).isEmpty();
        assertThat(result.commandSeq()).isEqualTo(50);
    }

    /** An idle router has no news: ticks alone wait for something to be said with them. */
    @Test
    void shouldNotTakeTheRoutersOwnClockworkForNews() throws IOException {
        final AuditedLog log = AuditedLog.ofTicks(20);
        try (AuditWriter writer =
                        AuditWriter.open(folder, key, AtRest.OPEN, AuditedLog.FILE_BYTES, log, AuditedLog.NOW_NS);
                AuditTrail trail = AuditTrail.of(writer, log)) {
            while (trail.follow()) {
                // Reads all.
            }
            assertThat(trail.commandSeq()).isEqualTo(20);
            assertThat(trail.hasNews()).isFalse();
        }
    }

    /** A person who is not there any more has a terminal that says hello for ever. */
    @Test
    void shouldCarryNoSessionThatThereNeverWas() throws IOException {
        final AuditedLog log = AuditedLog.of(5, STEPS);
        for (int i = 0; i < 300; i++) {
            log.hello(1_000_000 + i, "nobody-any-more");
        }
        log.audit(folder, key);
        log.hello(2_000_000, "nobody-any-more");
        log.audit(folder, key);
        final List<String> asked = new ArrayList<>();
        final List<String> held = new ArrayList<>();

        final AuditReader.Result result =
                AuditReader.read(folder, List.of(), log.checkpoints(), (seq, micros, record) -> {
                    record.shown().forEach(each -> {});
                    final AuditKind kind = record.kind();
                    final String who = record.who();
                    if (who.equals("nobody-any-more")) {
                        (kind == AuditKind.SESSION_HELD ? held : asked).add("record " + seq);
                    }
                });

        assertThat(result.finding()).isEmpty();
        assertThat(result.files()).isGreaterThan(1);
        assertThat(asked).hasSize(301);
        assertThat(held).isEmpty();
    }

    @Test
    void shouldDeleteNothingButFilesThatAreOlderAndSaySo() throws IOException {
        final AuditedLog log = AuditedLog.of(14, STEPS);
        log.audit(folder, key);
        final int files = AuditFiles.in(folder).size();
        try (AuditWriter writer =
                AuditWriter.open(folder, key, AtRest.OPEN, AuditedLog.FILE_BYTES, log, AuditedLog.NOW_NS)) {
            assertThat(writer.purge(AuditedLog.NOW_NS - 1_000, AuditedLog.NOW_NS))
                    .as("files begin when they are begun, which is now")
                    .isZero();
            assertThat(writer.purge(AuditedLog.NOW_NS + 1_000, AuditedLog.NOW_NS + 2_000))
                    .isEqualTo(files - 1);
        }

        final AuditReader.Result result =
                AuditReader.read(folder, List.of(), log.checkpoints(), (seq, micros, record) -> {});

        assertThat(result.finding()).isEmpty();
        assertThat(result.files()).isOne();
        assertThat(result.firstSeq()).isGreaterThan(1);
    }
}
