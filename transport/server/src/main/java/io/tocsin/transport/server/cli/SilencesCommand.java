package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.SilenceReport;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tocsin silences}: what is silenced at a router. */
@Command(
        name = "silences",
        description = "Lists the silences of a running router that are not over.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 listed; 1 the router refused; 2 the arguments cannot be used; 3 no router answers."
        })
public final class SilencesCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    /** For picocli. */
    public SilencesCommand() {}

    @Override
    public Integer call() {
        final Terminal terminal = new Terminal(Specs.require(spec), options);
        return terminal.ask(Role.OPERATOR, "", SilencePages::all, silences -> show(silences, terminal.printer()));
    }

    private int show(final List<ServerMessage.Silences> pages, final Printer printer) {
        final List<SilenceReport> silences =
                pages.stream().flatMap(page -> page.silences().stream()).toList();
        if (options.json()) {
            final ServerMessage.Silences first = pages.get(0);
            silences.forEach(silence -> printer.json(
                    new ServerMessage.Silences(first.ref(), first.asOfEventSeq(), List.of(silence), false)));
            return Exit.DONE;
        }
        if (silences.isEmpty()) {
            printer.line("nothing is silenced");
            return Exit.DONE;
        }
        final SilenceWords words = SilenceWords.local();
        final Table table = new Table();
        table.row("SILENCE", "COVERS", "UNTIL", "BY", "STATE", "WHY");
        for (final SilenceReport silence : silences) {
            table.row(
                    String.valueOf(silence.silenceId()),
                    words.covers(silence.scope()),
                    words.time(silence.endNs()),
                    words.who(silence),
                    words.state(silence),
                    silence.comment());
        }
        printer.table(table);
        return Exit.DONE;
    }
}
