package io.tocsin.transport.gateway;

/** What a front knows of a node of a cluster. */
enum NodeState {
    /** Not asked yet. */
    UNKNOWN,
    /** It says that it is ready. */
    READY,
    /** It answers, and says that it is not ready: it may still take what is critical. */
    ANSWERS,
    /** Nobody answers there. */
    SILENT,
    /** It says that it is of another cluster. */
    MISDIRECTED
}
