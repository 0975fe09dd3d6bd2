package io.tocsin.bench;

import org.agrona.DirectBuffer;

/** Plain readings of all patients, over and over. */
final class ReadingTape {
    private final Readings readings;
    private int at = -1;

    ReadingTape(final int[] visits) {
        readings = Readings.of(ReadingKind.PLAIN, visits);
    }

    /** Moves to the next reading. */
    void next() {
        at = at + 1 == readings.count() ? 0 : at + 1;
    }

    DirectBuffer buffer() {
        return readings.buffer();
    }

    int offset() {
        return readings.offset(at);
    }

    int length() {
        return readings.length();
    }
}
