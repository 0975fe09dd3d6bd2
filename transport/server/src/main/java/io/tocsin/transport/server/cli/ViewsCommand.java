package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.ViewReport;
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

/** {@code tocsin views}: who sees a patient for a time. */
@Command(
        name = "views",
        description = "Lists who sees a patient since 'tocsin break-glass', and who did during the last day.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 listed; 1 the router refused; 2 the arguments cannot be used; 3 no router answers."
        })
public final class ViewsCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--as", paramLabel = "PERSON", description = "What this person is told; default an operator.")
    private String person = "";

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    /** For picocli. */
    public ViewsCommand() {}

    @Override
    public Integer call() {
        final Terminal terminal = new Terminal(Specs.require(spec), options);
        return terminal.ask(
                person.isEmpty() ? Role.OPERATOR : Role.CLINICIAN,
                person,
                client -> page(client, 0, new ArrayList<>()),
                all -> show(all, terminal.printer()));
    }

    private static CompletableFuture<List<ViewReport>> page(
            final TocsinClient client, final long after, final List<ViewReport> all) {
        return client.access().views(ConnectionOptions.pageSize(), after).thenCompose(page -> {
            final List<ViewReport> last = page.views();
            all.addAll(last);
            return page.more() && !last.isEmpty()
                    ? page(client, last.get(last.size() - 1).viewId(), all)
                    : CompletableFuture.completedFuture(all);
        });
    }

    private int show(final List<ViewReport> all, final Printer printer) {
        if (options.json()) {
            all.forEach(each -> printer.json(new ServerMessage.View(each)));
            return Exit.DONE;
        }
        if (all.isEmpty()) {
            printer.line("nobody has broken the glass during the last day");
            return Exit.DONE;
        }
        final AlertWords words = new AlertWords(ZoneId.systemDefault());
        final Table table = new Table();
        table.row("VIEW", "WHO", "PATIENT", "SINCE", "UNTIL", "STATE", "WHY");
        for (final ViewReport each : all) {
            final String over = each.endedBy().isEmpty() ? "over" : "ended by " + each.endedBy();
            table.row(
                    String.valueOf(each.viewId()),
                    each.person(),
                    each.patient(),
                    words.time(each.sinceNs()),
                    words.time(each.untilNs()),
                    each.active() ? "sees" : over,
                    AlertWords.word(each.reason()) + (each.comment().isEmpty() ? "" : ": " + each.comment()));
        }
        printer.table(table);
        return Exit.DONE;
    }
}
