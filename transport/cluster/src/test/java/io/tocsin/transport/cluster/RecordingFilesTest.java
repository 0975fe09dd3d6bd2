package io.tocsin.transport.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.aeron.archive.checksum.Checksums;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.protocol.DataHeaderFlyweight;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Frames of a recording whose end others may still cut off and write anew, as Aeron does with the log of a leader that was cut off. */
final class RecordingFilesTest {
    private static final int FRAME_BYTES = 64;
    private static final int SEGMENT_BYTES = 4_096;

    @TempDir
    private Path archive = Path.of(".");

    private Path file = archive;

    @BeforeEach
    void setUp() throws IOException {
        file = archive.resolve("7-0.rec");
        Files.write(file, new byte[SEGMENT_BYTES]);
        write(0, "first");
        write(1, "never committed");
    }

    @Test
    void shouldReadEveryFrameThatIsWhole() {
        try (RecordingFiles files = new RecordingFiles(archive, 7)) {
            files.seek(0);
            assertThat(next(files, Long.MAX_VALUE)).isEqualTo("first");
            assertThat(next(files, Long.MAX_VALUE)).isEqualTo("never committed");
            assertThat(files.next()).isFalse();
        }
    }

    @Test
    void shouldReadNothingBehindTheLimitAndWhatStandsThereLater() throws IOException {
        try (RecordingFiles files = new RecordingFiles(archive, 7)) {
            files.seek(0);
            assertThat(next(files, FRAME_BYTES)).isEqualTo("first");
            assertThat(files.next(FRAME_BYTES)).isFalse();
            write(1, "of the next leader");

            assertThat(next(files, 2 * FRAME_BYTES)).isEqualTo("of the next leader");
        }
    }

    private static String next(final RecordingFiles files, final long limit) {
        assertThat(files.next(limit)).isTrue();
        return files.buffer().getStringWithoutLengthAscii(files.offset(), files.length());
    }

    private void write(final int frame, final String content) throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocateDirect(FRAME_BYTES);
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        final int header = DataHeaderFlyweight.HEADER_LENGTH;
        final byte[] ascii = content.getBytes(US_ASCII);
        buffer.putBytes(header, ascii);
        FrameDescriptor.frameType(buffer, 0, DataHeaderFlyweight.HDR_TYPE_DATA);
        FrameDescriptor.frameSessionId(
                buffer, 0, Checksums.crc32c().compute(buffer.addressOffset(), header, FRAME_BYTES - header));
        FrameDescriptor.frameLengthOrdered(buffer, 0, header + ascii.length);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(bytes, (long) frame * FRAME_BYTES);
        }
    }
}
