package io.tocsin.engine.config;

import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import java.util.Arrays;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;

/** The patients that a configuration names and nobody has named before, each once. Holds where their ids stand in the collected bytes, not the ids. */
final class NewPatients {
    private static final int FNV_PRIME = 0x01000193;
    private static final int FNV_BASIS = 0x811c9dc5;
    /** What an entry that names a patient takes at least: its length, a header, a byte of its block, the length of the id and a byte of it. */
    private static final int LEAST_BYTES = Short.BYTES + MessageHeaderDecoder.ENCODED_LENGTH + 3 * Byte.BYTES;

    /** Offset of the id's length byte + 1; 0 = free. */
    private final int[] places;

    private int count;

    /**
     * None.
     *
     * @param maxSubjects most that can find a place.
     * @param configBytes of one configuration, which names no more than its bytes allow, however many find a place.
     */
    NewPatients(final int maxSubjects, final int configBytes) {
        final int most = Math.min(maxSubjects, configBytes / LEAST_BYTES) + 1;
        places = new int[BitUtil.findNextPositivePowerOfTwo(most + most / 2 + 1)];
    }

    void clear() {
        if (count > 0) {
            Arrays.fill(places, 0);
            count = 0;
        }
    }

    int count() {
        return count;
    }

    /** Counts a patient unless it was counted before. Whoever counts more than {@code maxSubjects} stops. The buffer stays as it is until {@link #clear()}. */
    void add(final DirectBuffer buffer, final int textOffset, final int length) {
        final int place = textOffset - 1;
        int i = hash(buffer, textOffset, length) & (places.length - 1);
        while (places[i] != 0) {
            if (isSame(buffer, places[i] - 1, place, length)) {
                return;
            }
            i = (i + 1) & (places.length - 1);
        }
        places[i] = place + 1;
        count++;
    }

    private static int hash(final DirectBuffer buffer, final int offset, final int length) {
        int hash = FNV_BASIS;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ buffer.getByte(offset + i)) * FNV_PRIME;
        }
        return hash ^ (hash >>> 15);
    }

    /** Both begin with their length. */
    private static boolean isSame(final DirectBuffer buffer, final int one, final int other, final int length) {
        for (int i = 0; i <= length; i++) {
            if (buffer.getByte(one + i) != buffer.getByte(other + i)) {
                return false;
            }
        }
        return true;
    }
}
