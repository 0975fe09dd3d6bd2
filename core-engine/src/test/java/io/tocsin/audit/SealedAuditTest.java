package io.tocsin.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.atrest.AtRest;
import io.tocsin.atrest.AtRestKey;
import io.tocsin.atrest.AtRestKeys;
import io.tocsin.atrest.SealedFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An audit whose files are sealed: as whole as another, and unreadable without the keys. */
final class SealedAuditTest {
    private static final int STEPS = 200;

    @TempDir
    Path temp;

    private Path folder;
    private AuditKey signing;
    private AtRestKeys keys;
    private AuditedLog log;

    @BeforeEach
    void begin() throws IOException {
        folder = temp.resolve("audit");
        signing = AuditKey.in(temp.resolve("audit.key"), true);
        AtRestKeys.makeFirst(temp.resolve("keys"));
        keys = AtRestKeys.in(temp.resolve("keys"));
        log = AuditedLog.of(14, STEPS).atRest(AtRest.sealed(keys));
    }

    @Test
    void shouldBeWholeForWhoHasTheKeysAndShowNothingToOthers() throws IOException {
        log.audit(folder, signing);

        assertThat(read(keys).finding()).isEmpty();
        assertThat(read(keys).commandSeq()).isEqualTo(log.commands());
        assertThat(AuditFiles.in(folder).size()).isGreaterThan(1);
        for (final Path file : AuditFiles.in(folder)) {
            assertThat(SealedFile.isSealed(file)).isTrue();
            // What every file begins with otherwise.
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(signing.publicText());
        }
        assertThatThrownBy(() -> read(null))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is sealed with key " + keys.current().name());
    }

    @Test
    void shouldSayTheSameAsOneThatIsNotSealed() throws IOException {
        log.audit(folder, signing);
        final Path open = temp.resolve("open");
        AuditedLog.of(14, STEPS).audit(open, signing);

        assertThat(read(keys).lastSeq())
                .isEqualTo(AuditReader.read(open, List.of(), List.of(), (seq, micros, record) -> {})
                        .lastSeq());
    }

    @Test
    void shouldGoOnWhereverItWasCutOff() throws IOException {
        log.audit(folder, signing);
        final long seed = Long.getLong("seed", System.nanoTime());
        final SplittableRandom random = new SplittableRandom(seed);
        int asides = 0;
        // Where a cut falls inside of what was sealed at once is by chance; that it never does in so many is not.
        for (int i = 0; i < 12 || (asides == 0 && i < 200); i++) {
            final List<Path> files = AuditFiles.in(folder);
            final Path last = files.get(files.size() - 1);
            final long left;
            try (RandomAccessFile file = new RandomAccessFile(last.toFile(), "rw")) {
                file.setLength(random.nextLong(file.length()));
                left = file.length();
            }
            log.audit(folder, signing);
            asides += requireAside(last, left);

            final AuditReader.Result result =
                    AuditReader.read(folder, List.of(), List.of(), keys, (seq, micros, record) -> {});
            assertThat(result.finding()).as("again with -Dseed=" + seed).isEmpty();
            assertThat(result.commandSeq()).isEqualTo(log.commands());
        }
        assertThat(asides).isPositive();
    }

    /** A file whose beginning cannot be opened stops nothing, and nothing before it is deleted for it. */
    @Test
    void shouldDeleteNothingBeforeAFileWhoseBeginningCannotBeRead() throws IOException {
        log.audit(folder, signing);
        for (int i = 0; i < 3; i++) {
            // Another file each time.
            AtRestKeys.makeNext(keys.folder());
            keys.refresh();
            log.hello(93 + i, "amy");
            log.audit(folder, signing);
        }
        final Path second = AuditFiles.in(folder).get(1);
        final byte[] whole = Files.readAllBytes(second);
        // Of the mark of a sealed file, of the key's id, of what is sealed.
        for (final int at : new int[] {3, 13, 60}) {
            final byte[] changed = whole.clone();
            changed[at] ^= (byte) 0x80;
            Files.write(second, changed);
            assertThat(purge()).as("byte " + at).isZero();
        }
        Files.write(second, whole);
        assertThat(purge()).isPositive();
    }

    private int purge() throws IOException {
        try (AuditWriter writer =
                AuditWriter.open(folder, signing, AtRest.sealed(keys), AuditedLog.FILE_BYTES, log, AuditedLog.NOW_NS)) {
            return writer.purge(AuditedLog.NOW_NS + 1_000, AuditedLog.NOW_NS + 2_000);
        }
    }

    /** What was cut off is there, and not the file again; nobody reads it without the key. */
    private static int requireAside(final Path file, final long left) throws IOException {
        final String name = file.getFileName() + ".cut-at-";
        int found = 0;
        try (Stream<Path> all = Files.list(file.getParent())) {
            for (final Path each : all.toList()) {
                final String aside = each.getFileName().toString();
                if (aside.startsWith(name) && !aside.endsWith("-at-0")) {
                    found++;
                    if (Files.size(each) > 0) {
                        assertThat(SealedFile.isSealed(each)).isTrue();
                    }
                    assertThat(Files.size(each)).isLessThan(left);
                    // The next one is told from it.
                    Files.delete(each);
                }
            }
        }
        return found;
    }

    @Test
    void shouldBeginAnotherFileWithAnotherKeyAndReadTheOldOnesWhileTheirsIsKept() throws IOException {
        // Begun before there were keys.
        log.atRest(AtRest.OPEN).audit(folder, signing);
        final int open = AuditFiles.in(folder).size();
        final AtRestKey first = keys.current();
        log.atRest(AtRest.sealed(keys)).hello(90, "ann");
        log.audit(folder, signing);
        AtRestKeys.makeNext(keys.folder());
        keys.refresh();
        log.hello(91, "ben");
        log.audit(folder, signing);

        final List<Path> files = AuditFiles.in(folder);
        assertThat(files).hasSize(open + 2);
        assertThat(SealedFile.keyId(files.get(open - 1))).isZero();
        assertThat(SealedFile.keyId(files.get(open))).isEqualTo(first.id());
        assertThat(SealedFile.keyId(files.get(open + 1)))
                .isEqualTo(keys.current().id());
        assertThat(read(keys).finding()).isEmpty();

        Files.delete(keys.folder().resolve("0001-" + first.name() + ".key"));
        assertThatThrownBy(() -> read(AtRestKeys.in(keys.folder())))
                .hasMessageContaining(files.get(open) + " at byte 0 is sealed with key " + first.name());
    }

    @Test
    void shouldTellEveryFlippedBitWithItsPlace() throws IOException {
        log.audit(folder, signing);
        final long seed = Long.getLong("seed", System.nanoTime());
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 100; i++) {
            final List<Path> files = AuditFiles.in(folder);
            final Path file = files.get(random.nextInt(files.size()));
            final byte[] whole = Files.readAllBytes(file);
            final byte[] changed = whole.clone();
            final int at = random.nextInt(whole.length);
            changed[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, changed);
            final String as = file + ", byte " + at + ", again with -Dseed=" + seed;
            try {
                final AuditReader.Result result = read(keys);
                assertThat(result.finding()).as(as).contains(String.valueOf(file.getFileName()));
                assertThat(result.badSeq()).as(as).isPositive();
            } catch (final IOException keyless) {
                assertThat(keyless)
                        .as(as)
                        .hasMessageContaining("sealed with key")
                        .hasMessageContaining("at byte");
            }
            Files.write(file, whole);
        }
        assertThat(read(keys).finding()).isEmpty();
    }

    @Test
    void shouldNotGoOnWithAFileWhoseKeyIsMissing() throws IOException {
        log.audit(folder, signing);
        final long files = AuditFiles.in(folder).size();
        log.hello(92, "eve");
        log.atRest(AtRest.OPEN);

        assertThatThrownBy(() -> log.audit(folder, signing))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no keys were given");
        assertThat(AuditFiles.in(folder)).hasSize((int) files);
    }

    private AuditReader.Result read(final @Nullable AtRestKeys with) throws IOException {
        return AuditReader.read(folder, List.of(), log.checkpoints(), with, (seq, micros, record) -> {});
    }
}
