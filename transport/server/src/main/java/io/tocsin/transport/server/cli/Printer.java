package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.ServerMessageWriter;
import io.tocsin.codecs.sbe.Severity;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command prints: what was asked for to the output, what went wrong to the errors. Each line is complete when a method returns. Any thread. */
final class Printer {
    private final String name;
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean coloured;

    Printer(final CommandSpec spec) {
        name = spec.qualifiedName();
        out = spec.commandLine().getOut();
        err = spec.commandLine().getErr();
        coloured = Ansi.AUTO.enabled();
    }

    synchronized void line(final String text) {
        out.println(text);
        out.flush();
    }

    synchronized void table(final Table table) {
        table.print(out);
        out.flush();
    }

    /** One message, as the protocol writes it. */
    void json(final ServerMessage message) {
        line(new String(ServerMessageWriter.write(message), StandardCharsets.UTF_8));
    }

    /** What went wrong, with the name of the command before it. */
    synchronized void complain(final String message) {
        err.println(name + ": " + message);
        err.flush();
    }

    /** A remark that is not part of what was asked for. */
    synchronized void remark(final String message) {
        err.println(message);
        err.flush();
    }

    /** What makes the terminal sound, and is no line. */
    synchronized void ring(final String bell) {
        out.print(bell);
        out.flush();
    }

    /** The text in the colour of a severity, if somebody looks at it. */
    String coloured(final Severity severity, final String text) {
        if (!coloured) {
            return text;
        }
        return switch (severity) {
            case CRITICAL -> Ansi.ON.string("@|bold,red " + text + "|@");
            case EMERGENT -> Ansi.ON.string("@|yellow " + text + "|@");
            default -> text;
        };
    }
}
