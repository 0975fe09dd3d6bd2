package io.tocsin.codecs.json;

/** A constant that is called otherwise on the wire than in Java. */
public interface WireName {
    /**
     * What it is called on the wire.
     *
     * @return ASCII.
     */
    String wireName();
}
