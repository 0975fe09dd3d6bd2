package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.MonitoringReport;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.transport.client.TocsinClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tocsin monitorings}: who is monitored, by a session that is active. */
@Command(
        name = "monitorings",
        description = "Lists the monitoring sessions of a running router that are active.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 listed; 1 the router refused; 2 the arguments cannot be used; 3 no router answers."
        })
public final class MonitoringsCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    /** For picocli. */
    public MonitoringsCommand() {}

    @Override
    public Integer call() {
        final Terminal terminal = new Terminal(Specs.require(spec), options);
        return terminal.ask(
                Role.OPERATOR,
                "",
                client -> after(client, 0, new ArrayList<>()),
                pages -> show(pages, terminal.printer()));
    }

    private static CompletableFuture<List<ServerMessage.Monitorings>> after(
            final TocsinClient client, final long monitoringId, final List<ServerMessage.Monitorings> pages) {
        return client.monitorings(ConnectionOptions.pageSize(), monitoringId).thenCompose(page -> {
            pages.add(page);
            final List<MonitoringReport> sessions = page.monitorings();
            return page.more() && !sessions.isEmpty()
                    ? after(client, sessions.get(sessions.size() - 1).monitoringId(), pages)
                    : CompletableFuture.completedFuture(pages);
        });
    }

    private int show(final List<ServerMessage.Monitorings> pages, final Printer printer) {
        final List<MonitoringReport> sessions =
                pages.stream().flatMap(page -> page.monitorings().stream()).toList();
        if (options.json()) {
            final ServerMessage.Monitorings first = pages.get(0);
            sessions.forEach(session -> printer.json(
                    new ServerMessage.Monitorings(first.ref(), first.asOfEventSeq(), List.of(session), false)));
            return Exit.DONE;
        }
        if (sessions.isEmpty()) {
            printer.line("nobody is monitored by a session");
            return Exit.DONE;
        }
        final SilenceWords words = SilenceWords.local();
        final Table table = new Table();
        table.row("SESSION", "OF", "WHAT FOR", "SINCE", "BY", "DEVICES");
        for (final MonitoringReport session : sessions) {
            table.row(
                    String.valueOf(session.monitoringId()),
                    session.patient().isEmpty() ? "whoever is in " + session.bed() : session.patient(),
                    AlertWords.word(session.monitoring()),
                    words.time(session.startedNs()),
                    session.startedBy(),
                    session.devices().stream().map(MonitoringReport.Device::id).collect(Collectors.joining(", ")));
        }
        printer.table(table);
        return Exit.DONE;
    }
}
