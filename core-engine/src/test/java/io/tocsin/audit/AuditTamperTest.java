package io.tocsin.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.AuditSealed;
import io.tocsin.atrest.AtRest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever somebody does to an audit is found out, by its hashes, by its seals, or by what the log was told of it. */
final class AuditTamperTest {
    @TempDir
    Path temp;

    private Path folder;
    private Path keyFile;
    private AuditedLog log;

    @BeforeEach
    void begin() throws IOException {
        folder = temp.resolve("audit");
        keyFile = temp.resolve("audit.key");
        log = AuditedLog.of(5, 8);
        log.audit(folder, AuditKey.in(keyFile, true));
    }

    private AuditReader.Result read() throws IOException {
        return read(List.of());
    }

    private AuditReader.Result read(final List<PublicKey> keys) throws IOException {
        return AuditReader.read(folder, keys, log.checkpoints(), (seq, micros, record) -> {});
    }

    private Path file() throws IOException {
        return AuditFiles.in(folder).get(0);
    }

    /** The frames of a file, in order. */
    private static List<byte[]> frames(final Path file) throws IOException {
        final ByteBuffer bytes = AuditFiles.bytes(file);
        final List<byte[]> frames = new ArrayList<>();
        while (bytes.hasRemaining()) {
            final byte[] frame = new byte[Chain.frameBytes(bytes, bytes.position())];
            bytes.get(frame);
            frames.add(frame);
        }
        return frames;
    }

    private static void write(final Path file, final List<byte[]> frames) throws IOException {
        final java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        for (final byte[] frame : frames) {
            bytes.write(frame);
        }
        Files.write(file, bytes.toByteArray());
    }

    @Test
    void shouldBeWholeAsItWasWritten() throws IOException {
        final AuditReader.Result result = read(List.of(AuditKey.publicIn(keyFile)));

        assertThat(result.isWhole()).isTrue();
        assertThat(result.isKeyGiven()).isTrue();
        assertThat(result.seals()).isEqualTo(2);
        assertThat(result.commandSeq()).isEqualTo(8);
    }

    @Test
    void shouldFindEveryByteThatIsAnother() throws IOException {
        final byte[] whole = Files.readAllBytes(file());
        for (int at = 0; at < whole.length; at++) {
            final byte[] changed = whole.clone();
            changed[at] ^= 1;
            Files.write(file(), changed);

            assertThat(read().isWhole()).as("byte %d of %d", at, whole.length).isFalse();
        }
        Files.write(file(), whole);
        assertThat(read().isWhole()).isTrue();
    }

    @Test
    void shouldFindARecordThatIsGone() throws IOException {
        final List<byte[]> frames = frames(file());
        frames.remove(4);
        write(file(), frames);

        assertThat(read().badSeq()).isEqualTo(5);
        assertThat(read().finding()).endsWith("record 6 follows record 4");
    }

    @Test
    void shouldFindTwoRecordsThatAreSwapped() throws IOException {
        final List<byte[]> frames = frames(file());
        Collections.swap(frames, 4, 5);
        write(file(), frames);

        assertThat(read().badSeq()).isEqualTo(5);
        assertThat(read().finding()).endsWith("record 6 follows record 4");
    }

    @Test
    void shouldFindAnEndThatIsGone() throws IOException {
        final List<byte[]> frames = frames(file());
        final int all = frames.size();
        write(file(), frames.subList(0, all - 3));

        assertThat(read().badSeq()).isEqualTo(all - 2);
        assertThat(read().finding()).startsWith("the end is missing: the log was told of record " + (all - 1));
    }

    @Test
    void shouldFindARecordThatIsCut() throws IOException {
        final byte[] whole = Files.readAllBytes(file());
        Files.write(file(), java.util.Arrays.copyOf(whole, whole.length - 1));

        assertThat(read().finding()).contains("a record is not all there");
    }

    @Test
    void shouldFindAFileThatIsGone() throws IOException {
        log = AuditedLog.of(14, 300);
        folder = temp.resolve("long");
        log.audit(folder, AuditKey.in(keyFile, true));
        final List<Path> files = AuditFiles.in(folder);
        assertThat(files).hasSizeGreaterThan(2);

        final Path aside = temp.resolve("aside");
        Files.move(files.get(1), aside);
        assertThat(read().finding()).contains("are missing: the next file is");
        Files.move(aside, files.get(1));
        Files.move(files.get(0), aside);
        assertThat(read().finding()).contains("and none that is sealed says that they were to be deleted");
        Files.move(aside, files.get(0));
        Files.move(files.get(files.size() - 1), aside);
        assertThat(read().finding()).startsWith("the end is missing");
        Files.move(aside, files.get(files.size() - 1));
        assertThat(read().isWhole()).isTrue();
    }

    /** Whoever writes all of it anew has to have the key; that of the files alone finds nothing out. */
    @Test
    void shouldFindAnAuditThatSomebodyElseWroteAnew() throws IOException {
        final PublicKey key = AuditKey.publicIn(keyFile);
        Files.delete(file());
        final List<AuditReader.Checkpoint> told = log.checkpoints();
        log.told.clear();
        log.audit(folder, AuditKey.in(temp.resolve("other.key"), true));

        assertThat(read().isWhole()).isTrue();
        assertThat(read(List.of(key)).finding())
                .contains("its seal is not signed by a key given, but as it says by key");
        assertThat(AuditReader.read(folder, List.of(), told, (seq, micros, record) -> {})
                        .chains())
                .as("the log knows another chain")
                .doesNotContain(told.get(0).chain());
    }

    /** Frames that somebody without the key has made, behind the last seal: hashes and numbers are right. */
    private static byte[] forged(final Path last, final java.util.function.Consumer<AuditDraft> says)
            throws IOException {
        final List<byte[]> frames = frames(last);
        final byte[] end = frames.get(frames.size() - 1);
        final Chain chain = new Chain();
        chain.at(
                AuditFiles.firstSeq(last) + frames.size() - 1,
                java.util.Arrays.copyOfRange(end, end.length - Chain.HASH_BYTES, end.length));
        final AuditDraft draft = new AuditDraft();
        says.accept(draft);
        final ByteBuffer frame = ByteBuffer.allocate(Chain.MAX_FRAME_BYTES).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        chain.append(0, draft.encode(), frame);
        return java.util.Arrays.copyOf(frame.array(), frame.position());
    }

    /** Whoever cannot sign cannot say that the front was to be deleted; nor does the router sign it at its next start. */
    @Test
    void shouldFindAFrontThatIsGoneWhateverIsWrittenBehindTheEnd() throws IOException {
        log = AuditedLog.of(14, 300);
        folder = temp.resolve("long");
        log.audit(folder, AuditKey.in(keyFile, true));
        final List<Path> files = AuditFiles.in(folder);
        final Path last = files.get(files.size() - 1);
        final byte[] purged = forged(last, draft -> {
            draft.begin(io.tocsin.codecs.sbe.AuditKind.AUDIT_PURGED, 0);
            draft.eventSeq = AuditFiles.firstSeq(files.get(1)) - 1;
        });
        Files.delete(files.get(0));
        Files.write(last, purged, java.nio.file.StandardOpenOption.APPEND);

        assertThat(read().finding()).contains("and none that is sealed says that they were to be deleted");
        log.audit(folder, AuditKey.in(keyFile, true));
        assertThat(read().finding()).contains("and none that is sealed says that they were to be deleted");
    }

    /** An end that is replaced by one of another chain does not make the log forget what it was told. */
    @Test
    void shouldFindAnEndOfAnotherChain() throws IOException {
        final PublicKey key = AuditKey.publicIn(keyFile);
        final AuditedLog other = AuditedLog.of(5, 30).epoch(9);
        final List<byte[]> frames = frames(file());
        // Behind the first seal another chain goes on, with a key of somebody else.
        write(file(), frames.subList(0, 2));
        final Path aside = temp.resolve("aside");
        other.audit(aside, AuditKey.in(temp.resolve("other.key"), true));
        final List<byte[]> forged = new ArrayList<>();
        final Chain chain = new Chain();
        chain.at(2, java.util.Arrays.copyOfRange(frames.get(1), frames.get(1).length - 32, frames.get(1).length));
        for (final byte[] frame : frames(AuditFiles.in(aside).get(0))) {
            final ByteBuffer to = ByteBuffer.allocate(Chain.MAX_FRAME_BYTES).order(java.nio.ByteOrder.LITTLE_ENDIAN);
            chain.append(0, ByteBuffer.wrap(frame, Chain.HEAD_BYTES, frame.length - Chain.HEAD_BYTES - 32), to);
            forged.add(java.util.Arrays.copyOf(to.array(), to.position()));
        }
        write(AuditFiles.of(folder, 3), forged);

        assertThat(read(List.of(key)).isWhole()).isFalse();
        assertThat(read().isWhole()).isFalse();
    }

    /** A key that is missing is no reason for another one. */
    @Test
    void shouldMakeNoKeyForAnAuditThatThereIs() throws IOException {
        Files.delete(keyFile);

        assertThatThrownBy(() -> AuditKey.in(keyFile, false)).hasMessageContaining("is missing");
    }

    /** After the key was changed both are needed. */
    @Test
    void shouldBelieveAnyOfTheKeysGiven() throws IOException {
        final AuditKey next = AuditKey.in(temp.resolve("next.key"), true);
        log.audit(folder, next);
        final List<PublicKey> both = List.of(AuditKey.publicIn(keyFile), AuditKey.publicIn(temp.resolve("next.key")));

        assertThat(read(both).finding()).isEmpty();
        assertThat(read(both.subList(0, 1)).finding()).contains("its seal is not signed by a key given");
    }

    @Test
    void shouldFindACommandThatNoRecordNames() throws IOException {
        final AuditedLog longer = AuditedLog.of(5, 30);
        try (AuditWriter writer = AuditWriter.open(
                        folder,
                        AuditKey.in(keyFile, true),
                        AtRest.OPEN,
                        AuditedLog.FILE_BYTES,
                        longer,
                        AuditedLog.NOW_NS);
                AuditTrail trail = AuditTrail.of(writer, longer)) {
            // As if two more had been written already.
            writer.place().commands(10, writer.place().position, writer.place().commandNs);
            try (AuditTrail wrong = AuditTrail.of(writer, longer)) {
                while (wrong.follow()) {
                    // Reads all.
                }
                wrong.endRun();
                writer.flush();
            }
            assertThat(trail.hasNews()).isFalse();
        }

        assertThat(read().finding()).endsWith("command 11 follows command 8");
    }

    @Test
    void shouldUseNoKeyThatOthersMayRead() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> AuditKey.in(keyFile, true))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void shouldSignWhatOtherToolsCanCheck() throws IOException {
        final AuditSealed sealed = log.told.get(0);

        assertThat(AuditKey.statement(sealed.chainHigh(), sealed.chainLow(), sealed.seq(), sealed.head()))
                .matches("tocsin-audit-1 [0-9a-f]{32} [0-9]+ [0-9a-f]{64}");
        assertThat(AuditKey.isSigned(
                        AuditKey.publicIn(keyFile),
                        AuditKey.statement(sealed.chainHigh(), sealed.chainLow(), sealed.seq(), sealed.head()),
                        sealed.signature()))
                .isTrue();
    }
}
