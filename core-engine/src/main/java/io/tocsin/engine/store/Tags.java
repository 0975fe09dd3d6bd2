package io.tocsin.engine.store;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** Walks over the places of a table by the bytes that say which are taken: those with their high bit set. Eight bytes can be read from any place. */
final class Tags {
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Tags() {}

    /** The first place from there on that is taken; how many places there are if none is. */
    static int nextTaken(final DirectBuffer tags, final int from, final int places) {
        return next(tags, from, places, 0);
    }

    /** The first place from there on that is free; how many places there are if none is. */
    static int nextFree(final DirectBuffer tags, final int from, final int places) {
        return next(tags, from, places, HIGH_BITS);
    }

    private static int next(final DirectBuffer tags, final int from, final int places, final long passed) {
        for (int place = from; place < places; place += Long.BYTES) {
            final long found = (tags.getLong(place, ByteOrder.LITTLE_ENDIAN) & HIGH_BITS) ^ passed;
            if (found != 0) {
                return Math.min(places, place + (Long.numberOfTrailingZeros(found) >>> 3));
            }
        }
        return places;
    }
}
