package io.tocsin.transport.cluster;

/** Which answers a node gives only once a majority of engines has carried the command out in the current leadership term: level {@code APPLIED}. */
public enum AppliedAnswers {
    /** Those that ask for it. */
    ASKED,
    /**
     * Also those to what raises, changes or ends an alert, to readings, and to what people answer. Whatever the severity that is declared: an engine may find an alert critical
     * that was not declared so.
     */
    ALERTS,
    /** All, but for those that a client gets while it connects, and to what a router says of its own. */
    ALL
}
