package io.tocsin.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalFileTest {
    private final InMemoryJournal journal = new InMemoryJournal();

    @TempDir
    Path folder;

    private Path file = Path.of("");
    private byte[] bytes = new byte[0];

    @BeforeEach
    void write() throws IOException {
        append(7, "first");
        append(8, "second one");
        append(9, "third");
        file = folder.resolve("test.journal");
        journal.writeTo(file);
        bytes = Files.readAllBytes(file);
    }

    @Test
    void shouldReadBackWhatWasWritten() {
        final InMemoryJournal read = InMemoryJournal.readFrom(file);

        assertThat(read.firstDifference(journal)).isNull();
        assertThat(read.recordedPosition()).isEqualTo(journal.recordedPosition());
        assertThat(file.resolveSibling("test.journal.part")).doesNotExist();
    }

    @Test
    void shouldReplaceAnOlderFileWhole() {
        append(10, "fourth");
        journal.writeTo(file);

        assertThat(InMemoryJournal.readFrom(file).contentEquals(journal)).isTrue();
    }

    @Test
    void shouldWriteAnEmptyJournal() {
        new InMemoryJournal().writeTo(file);

        assertThat(InMemoryJournal.readFrom(file).recordCount()).isZero();
    }

    @Test
    void shouldSayWhereAFileIsTornWhereverItIs() throws IOException {
        for (int length = 0; length < bytes.length; length++) {
            Files.write(file, Arrays.copyOf(bytes, length));

            assertThatThrownBy(() -> InMemoryJournal.readFrom(file))
                    .as("cut after %d bytes", length)
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining(" ends inside ");
        }
        // Cut between two records: nothing is missing from any record, but one is missing.
        Files.write(file, Arrays.copyOf(bytes, JournalFile.HEADER_LENGTH + JournalFile.RECORD_OVERHEAD + 5));
        assertThatThrownBy(() -> InMemoryJournal.readFrom(file))
                .hasMessageContaining("ends inside record 1 of 3 (byte 53)");
    }

    @Test
    void shouldNoticeAnyDamagedByte() throws IOException {
        for (int i = 0; i < bytes.length; i++) {
            final byte[] damaged = bytes.clone();
            damaged[i] ^= 0x10;
            Files.write(file, damaged);

            assertThatThrownBy(() -> InMemoryJournal.readFrom(file))
                    .as("byte %d damaged", i)
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("(byte ");
        }
        final byte[] damaged = bytes.clone();
        damaged[JournalFile.HEADER_LENGTH + 13] ^= 1;
        Files.write(file, damaged);
        assertThatThrownBy(() -> InMemoryJournal.readFrom(file))
                .hasMessageContaining("record 0 of 3 does not match its checksum (byte 32)");
    }

    @Test
    void shouldNoticeAZeroedTail() throws IOException {
        final byte[] zeroed = bytes.clone();
        Arrays.fill(zeroed, JournalFile.HEADER_LENGTH + JournalFile.RECORD_OVERHEAD + 5, zeroed.length, (byte) 0);
        Files.write(file, zeroed);

        assertThatThrownBy(() -> InMemoryJournal.readFrom(file))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("record 1 of 3 says that it has 0 bytes (byte 53)");
    }

    @Test
    void shouldRefuseANewerVersion() throws IOException {
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(8, JournalFile.VERSION + 1);
        Files.write(file, bytes);

        assertThatThrownBy(() -> InMemoryJournal.readFrom(file))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("is of version 2, this program reads version 1 (byte 8)");
    }

    @Test
    void shouldRefuseWhatIsNoJournal() throws IOException {
        Files.writeString(file, "timestamp,heartRate\n2026-01-01T00:00:00Z,80\n");

        assertThatThrownBy(() -> InMemoryJournal.readFrom(file))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("is not a Tocsin journal");
    }

    @Test
    void shouldRefuseBytesAfterTheLastRecord() throws IOException {
        Files.write(file, Arrays.copyOf(bytes, bytes.length + 1));

        assertThatThrownBy(() -> InMemoryJournal.readFrom(file))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("after the last of its 3 records (byte " + bytes.length + ")");
    }

    @Test
    void shouldSayThatAFileCannotBeReadOrWritten() {
        final Path nowhere = folder.resolve("missing").resolve("test.journal");

        assertThatThrownBy(() -> InMemoryJournal.readFrom(nowhere))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(nowhere + " cannot be read");
        assertThatThrownBy(() -> journal.writeTo(nowhere))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(nowhere + " cannot be written");
    }

    private void append(final long timestampNs, final String text) {
        journal.append(timestampNs, new UnsafeBuffer(text.getBytes(US_ASCII)), 0, text.length());
    }
}
