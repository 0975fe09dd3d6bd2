package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.DutyKey;
import io.tocsin.codecs.json.DutyReport;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.transport.client.TocsinClient;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tocsin duty}: who is on duty at a router, and who is on break. */
@Command(
        name = "duty",
        description = "Lists who is on duty where a rota says so, and who is on break.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 listed; 1 the router refused; 2 the arguments cannot be used; 3 no router answers."
        })
public final class DutyCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    /** For picocli. */
    public DutyCommand() {}

    @Override
    public Integer call() {
        final Terminal terminal = new Terminal(Specs.require(spec), options);
        return terminal.ask(
                Role.OPERATOR,
                "",
                client -> page(client, null, new ArrayList<>()),
                pages -> show(pages, terminal.printer()));
    }

    private CompletableFuture<List<ServerMessage.Duty>> page(
            final TocsinClient client, final @Nullable DutyKey after, final List<ServerMessage.Duty> pages) {
        return client.duty(ConnectionOptions.pageSize(), after).thenCompose(page -> {
            pages.add(page);
            final List<DutyReport> last = page.duty();
            return page.more() && !last.isEmpty()
                    ? page(client, last.get(last.size() - 1).key(), pages)
                    : CompletableFuture.completedFuture(pages);
        });
    }

    private int show(final List<ServerMessage.Duty> pages, final Printer printer) {
        final List<DutyReport> all =
                pages.stream().flatMap(page -> page.duty().stream()).toList();
        if (options.json()) {
            final ServerMessage.Duty first = pages.get(0);
            all.forEach(each ->
                    printer.json(new ServerMessage.Duty(first.ref(), first.asOfEventSeq(), List.of(each), false)));
            return Exit.DONE;
        }
        if (all.isEmpty()) {
            printer.line("no rota has anybody on duty, and nobody is on break");
            return Exit.DONE;
        }
        final AlertWords words = new AlertWords(ZoneId.systemDefault());
        final Table table = new Table();
        table.row("PERSON", "IS", "UNTIL");
        for (final DutyReport each : all) {
            table.row(each.person(), what(each), words.time(each.untilNs()));
        }
        printer.table(table);
        return Exit.DONE;
    }

    private static String what(final DutyReport report) {
        if (!report.cover().isEmpty()) {
            return "on break, covered by " + report.cover();
        }
        if (!report.role().isEmpty()) {
            return report.role() + " of " + report.unit();
        }
        return report.bed().isEmpty() ? "caring for patient " + report.patient() : "caring for bed " + report.bed();
    }
}
