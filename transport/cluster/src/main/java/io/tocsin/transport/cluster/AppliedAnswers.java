package io.tocsin.transport.cluster;

/** Which answers a node gives only once a majority of engines has carried the command out in the current leadership term: level {@code APPLIED}. */
public enum AppliedAnswers {
    /** Those that ask for it. */
    ASKED,
    /** Also what raises or changes a critical alert, and what people answer. */
    CRITICAL,
    /** All, but for those that a client gets while it connects. */
    ALL
}
