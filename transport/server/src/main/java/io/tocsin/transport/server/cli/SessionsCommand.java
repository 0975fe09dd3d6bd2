package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.SessionReport;
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

/** {@code tocsin sessions}: who is connected to a router, or to each of the nodes that are named. */
@Command(
        name = "sessions",
        description = "Lists who is connected: as what, since when, from where, and until when that is proved. "
                + "Each node of --url is asked, since each knows its own.",
        subcommands = SessionsKillCommand.class,
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 listed; 1 the router refused; 2 the arguments cannot be used; 3 no router answers."
        })
public final class SessionsCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    /** For picocli. */
    public SessionsCommand() {}

    @Override
    public Integer call() {
        final CommandSpec command = Specs.require(spec);
        final List<SessionReport> all = new ArrayList<>();
        int worst = Exit.DONE;
        for (final ConnectionOptions node : options.each()) {
            final int exit = new Terminal(command, node)
                    .ask(Role.OPERATOR, "", client -> page(client, 0, new ArrayList<>()), found -> {
                        all.addAll(found);
                        return Exit.DONE;
                    });
            worst = Math.max(worst, exit);
        }
        show(all, new Printer(command));
        return worst;
    }

    private static CompletableFuture<List<SessionReport>> page(
            final TocsinClient client, final long after, final List<SessionReport> all) {
        return client.access().sessions(ConnectionOptions.pageSize(), after).thenCompose(page -> {
            final List<SessionReport> last = page.sessions();
            all.addAll(last);
            return page.more() && !last.isEmpty()
                    ? page(client, last.get(last.size() - 1).session(), all)
                    : CompletableFuture.completedFuture(all);
        });
    }

    private void show(final List<SessionReport> all, final Printer printer) {
        if (options.json()) {
            all.forEach(each -> printer.json(new ServerMessage.Sessions("-", List.of(each), false)));
            return;
        }
        final AlertWords words = new AlertWords(ZoneId.systemDefault());
        final Table table = new Table();
        table.row("SESSION", "AS", "WHO", "CLIENT", "FROM", "SINCE", "PROVED BY", "UNTIL");
        for (final SessionReport each : all) {
            table.row(
                    Long.toUnsignedString(each.session()),
                    each.role().wireName(),
                    each.person().isEmpty() ? "-" : each.person(),
                    each.client(),
                    each.address(),
                    words.time(each.sinceNs()),
                    proof(each),
                    each.expiresNs() == 0 ? "-" : words.time(each.expiresNs()));
        }
        printer.table(table);
    }

    private static String proof(final SessionReport report) {
        return switch (report.proof()) {
            case NONE -> "nothing: nobody asks";
            case CERTIFICATE -> "certificate";
            case TOKEN -> report.token().isEmpty() ? "token" : "token " + report.token();
        };
    }
}
