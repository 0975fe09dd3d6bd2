package io.tocsin.engine.watch;

import org.agrona.DirectBuffer;

/** What a device is as the subject of an alert, and where whoever it measures is. */
public interface Bedside {
    /**
     * A subject by kind and id; one seen for the first time is interned.
     *
     * @param kind   of the id.
     * @param buffer holds the id.
     * @param offset of it.
     * @param length of it.
     * @return index, or -1 if the table is full.
     */
    int intern(byte kind, DirectBuffer buffer, int offset, int length);

    /**
     * The bed in which a subject is.
     *
     * @param subject index.
     * @return index, or -1.
     */
    int placeOf(int subject);
}
