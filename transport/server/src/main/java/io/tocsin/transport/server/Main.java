package io.tocsin.transport.server;

/** Where the process begins: the command line is {@link io.tocsin.transport.server.cli.TerminalMain}. */
public final class Main {
    private Main() {}

    /**
     * Starts the command line and ends the process with its exit code.
     *
     * @param args subcommand and its arguments.
     */
    public static void main(final String[] args) {
        io.tocsin.transport.server.cli.TerminalMain.main(args);
    }
}
