package io.tocsin.transport.server.cli;

/** What the exit codes of this package's commands mean. */
final class Exit {
    /** Done. */
    static final int DONE = 0;

    /** The router said no. */
    static final int REFUSED = 1;

    /** The arguments or the configuration cannot be used; nothing was started. */
    static final int USAGE = 2;

    /** No router answers. */
    static final int UNREACHABLE = 3;

    /** The router stopped itself; a supervisor may start it again. */
    static final int FAILED = 70;

    private Exit() {}
}
