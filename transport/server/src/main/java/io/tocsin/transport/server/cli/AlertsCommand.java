package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.AlertReport;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin alerts}: the open alerts of a router. */
@Command(
        name = "alerts",
        description = "Lists the open alerts of a running router.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 listed; 1 the router refused; 2 the arguments cannot be used; 3 no router answers."
        })
public final class AlertsCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    @Option(names = "--as", paramLabel = "PERSON", description = "Only alerts that this person was told of, or has.")
    private String person = "";

    /** For picocli. */
    public AlertsCommand() {}

    @Override
    public Integer call() {
        final Terminal terminal = new Terminal(Specs.require(spec), options);
        return terminal.ask(
                Role.OPERATOR,
                "",
                client -> page(client, 0, new ArrayList<>()),
                alerts -> show(alerts, terminal.printer()));
    }

    /** Asks page by page; the router answers at most 200 alerts at a time. */
    private CompletableFuture<List<ServerMessage.Alerts>> page(
            final TocsinClient client, final long after, final List<ServerMessage.Alerts> pages) {
        return client.alerts(ConnectionOptions.pageSize(), after).thenCompose(page -> {
            pages.add(page);
            final List<AlertReport> alerts = page.alerts();
            return page.more() && !alerts.isEmpty()
                    ? page(client, alerts.get(alerts.size() - 1).alertId(), pages)
                    : CompletableFuture.completedFuture(pages);
        });
    }

    private int show(final List<ServerMessage.Alerts> pages, final Printer printer) {
        final List<AlertReport> alerts = pages.stream()
                .flatMap(page -> page.alerts().stream())
                .filter(this::concerns)
                .toList();
        if (options.json()) {
            final ServerMessage.Alerts first = pages.get(0);
            alerts.forEach(alert ->
                    printer.json(new ServerMessage.Alerts(first.ref(), first.asOfEventSeq(), List.of(alert), false)));
            return Exit.DONE;
        }
        if (alerts.isEmpty()) {
            printer.line(person.isEmpty() ? "no open alerts" : "no open alerts for " + person);
            return Exit.DONE;
        }
        final AlertWords words = new AlertWords(ZoneId.systemDefault());
        final Table table = new Table();
        table.row("ALERT", "SEVERITY", "WHAT", "WHERE", "PATIENT", "RAISED", "STATE");
        for (final AlertReport alert : alerts) {
            table.row(
                    line -> printer.coloured(alert.severity(), line),
                    Long.toUnsignedString(alert.alertId()),
                    alert.severity().name(),
                    words.what(alert),
                    words.where(alert),
                    words.who(alert),
                    words.time(alert.raisedAtNs()),
                    words.state(alert));
        }
        printer.table(table);
        return Exit.DONE;
    }

    private boolean concerns(final AlertReport alert) {
        return person.isEmpty()
                || alert.owner().equals(person)
                || alert.responses().containsKey(person);
    }
}
