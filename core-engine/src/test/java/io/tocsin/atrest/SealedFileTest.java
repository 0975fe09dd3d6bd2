package io.tocsin.atrest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sealed comes back as it was, for whoever has the key, and for nobody else; and nothing of it can be changed. */
final class SealedFileTest {
    private static final String PURPOSE = "test";

    @TempDir
    Path temp;

    private Path file;
    private AtRestKeys keys;

    @BeforeEach
    void begin() {
        file = temp.resolve("file");
        AtRestKeys.makeFirst(temp.resolve("keys"));
        keys = AtRestKeys.in(temp.resolve("keys"));
    }

    @Test
    void shouldGiveBackWhatItWasGivenAndShowNothingOfIt() throws IOException {
        final long seed = Long.getLong("seed", System.nanoTime());
        final SplittableRandom random = new SplittableRandom(seed);
        final byte[] bytes = text(random.nextInt(200_000) + 70_000);
        int at = 0;
        while (at < bytes.length) {
            // Opened again and again, as who writes comes back.
            final int some = Math.min(bytes.length - at, 1 + random.nextInt(80_000));
            write(Arrays.copyOfRange(bytes, at, at + some), keys);
            at += some;
        }

        assertThat(read(keys)).as("again with -Dseed=" + seed).isEqualTo(bytes);
        assertThat(SealedFile.plainBytes(file)).isEqualTo(bytes.length);
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .doesNotContain("patient");
    }

    @Test
    void shouldReadWhatIsNotSealedAsItIs() throws IOException {
        Files.write(file, text(1_000));

        assertThat(SealedFile.isSealed(file)).isFalse();
        assertThat(read(keys)).isEqualTo(text(1_000));
        assertThat(SealedFile.plainBytes(file)).isEqualTo(1_000);
    }

    @Test
    void shouldTellEveryFlippedBitWithItsPlace() throws IOException {
        write(text(300), keys);
        write(text(200), keys);
        final byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at++) {
            final byte[] changed = whole.clone();
            changed[at] ^= (byte) (1 << at % 8);
            Files.write(file, changed);
            if (at < Long.BYTES) {
                assertThat(SealedFile.isSealed(file)).as("byte " + at).isFalse();
                continue;
            }
            final int place = at;
            assertThatThrownBy(() -> read(keys)).as("byte " + at).satisfies(told -> {
                if (told instanceof SealDamageException damage) {
                    // What a head says is noticed where it is first needed, in the piece behind it.
                    assertThat(damage.at()).isBetween((long) place - 330, (long) place + SealedFile.HEAD_BYTES);
                } else {
                    assertThat(told).isInstanceOf(KeyRefusedException.class);
                }
                assertThat(told).hasMessageContaining("at byte ");
            });
        }
    }

    @Test
    void shouldTellWhereItIsCutExceptBehindAPiece() throws IOException {
        write(text(300), keys);
        write(text(200), keys);
        final byte[] whole = Files.readAllBytes(file);
        int unnoticed = 0;
        for (int length = SealedFile.HEAD_BYTES; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            try {
                // What it holds says itself whether it ends too early.
                assertThat(read(keys).length).isIn(0, 300);
                unnoticed++;
            } catch (final SealDamageException told) {
                assertThat(told.isTorn()).as("cut at byte " + length).isTrue();
            }
        }
        // Behind the first head, the first piece, and the second head.
        assertThat(unnoticed).isEqualTo(3);
    }

    @Test
    void shouldNotOpenAPieceThatIsMissingOrMoved() throws IOException {
        for (int i = 0; i < 3; i++) {
            write(text(100 + i), keys);
        }
        final byte[] whole = Files.readAllBytes(file);
        final int first = SealedFile.HEAD_BYTES + Integer.BYTES + 100 + Sealer.TAG_BYTES;
        final int second = first + SealedFile.HEAD_BYTES + Integer.BYTES + 101 + Sealer.TAG_BYTES;
        Files.write(file, whole);
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            out.write(ByteBuffer.wrap(whole, 0, first));
            out.write(ByteBuffer.wrap(whole, second, whole.length - second));
        }
        assertThatThrownBy(() -> read(keys))
                .isInstanceOf(SealDamageException.class)
                .hasMessageContaining("at byte " + (first + SealedFile.HEAD_BYTES));
        Files.write(file, whole);
        assertThatThrownBy(() -> {
                    try (ReadableByteChannel channel = SealedFile.read(file, keys, "another purpose")) {
                        channel.read(ByteBuffer.allocate(10));
                    }
                })
                .isInstanceOf(SealDamageException.class);
    }

    @Test
    void shouldReadOldPiecesWhileTheirKeyIsKeptAndSayWhichIsMissing() throws IOException {
        write(text(300), keys);
        final AtRestKey old = keys.current();
        AtRestKeys.makeNext(temp.resolve("keys"));
        keys.refresh();
        write(text(300), keys);
        assertThat(read(keys)).hasSize(600);

        AtRestKeys.makeFirst(temp.resolve("others"));
        assertThatThrownBy(() -> read(AtRestKeys.in(temp.resolve("others"))))
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining(file + " at byte 0 is sealed with key " + old.name())
                .hasMessageContaining("not among the keys in");
        assertThatThrownBy(() -> read(null))
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining("no keys were given");
        Files.delete(temp.resolve("keys").resolve("0001-" + old.name() + ".key"));
        assertThatThrownBy(() -> read(AtRestKeys.in(temp.resolve("keys"))))
                .isInstanceOf(KeyRefusedException.class)
                .hasMessageContaining("key " + old.name());
    }

    /** Two that go on from one copy, or a life after a kill, write other bytes at the same place. */
    @Test
    void shouldNeverSealTwiceWithOneKeyAndNonce() throws IOException {
        final Set<ByteBuffer> seen = new HashSet<>();
        for (int life = 0; life < 200; life++) {
            Files.deleteIfExists(file);
            write(text(64), keys);
            assertThat(seen.add(ByteBuffer.wrap(Files.readAllBytes(file), SealedFile.HEAD_BYTES + 4, 64)))
                    .as("life " + life)
                    .isTrue();
        }
        final Sealer sealer = Sealer.of(keys.current(), PURPOSE);
        final byte[] out = new byte[64];
        sealer.seal(7, out, 0, 0, text(8), 0, 8, out, 16);
        assertThatThrownBy(() -> sealer.seal(7, out, 0, 0, text(8), 0, 8, out, 16))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("never used twice");
        assertThatThrownBy(() -> sealer.seal(6, out, 0, 0, text(8), 0, 8, out, 16))
                .isInstanceOf(IllegalStateException.class);
    }

    private void write(final byte[] bytes, final AtRestKeys with) throws IOException {
        final long plain = Files.exists(file) ? SealedFile.plainBytes(file) : 0;
        final FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try (SealedWriter writer = new SealedWriter(channel, channel.size(), plain, with.current(), PURPOSE)) {
            writer.write(ByteBuffer.wrap(bytes));
        }
    }

    private byte[] read(final @Nullable AtRestKeys with) throws IOException {
        final ByteBuffer all = ByteBuffer.allocate(1 << 20);
        try (ReadableByteChannel channel = SealedFile.read(file, with, PURPOSE)) {
            while (channel.read(all) >= 0) {
                // Reads on.
            }
        }
        return Arrays.copyOf(all.array(), all.position());
    }

    private static byte[] text(final int length) {
        return "the name of the patient "
                .repeat(length / 20 + 1)
                .substring(0, length)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
