package io.tocsin.engine.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.engine.Seeds;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The hash is that of the bytes, however they are cut into runs, and stays what journals hold. */
final class StreamHashTest {
    @TestFactory
    Stream<DynamicTest> shouldHashTheSameBytesAlikeHoweverTheyAreCut() {
        return Seeds.each(50, seed -> {
            final SplittableRandom random = new SplittableRandom(seed);
            final byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
            for (int cutting = 0; cutting < 20; cutting++) {
                final StreamHash hash = new StreamHash();
                final int most = 1 + random.nextInt(40);
                for (int at = 0; at < bytes.length; ) {
                    final int length = Math.min(random.nextInt(most + 1), bytes.length - at);
                    hash.update(buffer, at, length);
                    at += length;
                    // Asking changes nothing.
                    hash.digest();
                }
                assertThat(hash.digest()).as("seed %d", seed).isEqualTo(slowly(bytes));
            }
        });
    }

    @Test
    void shouldBeWhatItAlwaysWas() {
        final byte[] bytes = new byte[100];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (7 * i);
        }
        final StreamHash hash = new StreamHash();
        hash.update(new UnsafeBuffer(bytes), 0, bytes.length);
        hash.update(new UnsafeBuffer(bytes), 3, 5);

        assertThat(hash.digest()).isEqualTo(0xfb976bc21f8e046bL);
    }

    /** The definition, byte by byte. */
    private static long slowly(final byte[] bytes) {
        long hash = 0x746f6373696e0001L;
        long pending = 0;
        for (int i = 0; i < bytes.length; i++) {
            pending |= (bytes[i] & 0xFFL) << (8 * (i % 8));
            if (i % 8 == 7) {
                final long folded = (hash ^ pending) * 0xbf58476d1ce4e5b9L;
                hash = folded ^ (folded >>> 29);
                pending = 0;
            }
        }
        return StreamHash.mix(StreamHash.mix(hash, pending), bytes.length);
    }
}
