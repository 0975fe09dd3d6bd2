package io.tocsin.transport.server.cli;

import io.tocsin.transport.server.NodeSettings;
import io.tocsin.transport.server.ServerConfig;
import io.tocsin.transport.server.config.ConfigFile;
import io.tocsin.transport.server.config.ConfigProblemsException;
import io.tocsin.transport.server.sheet.SheetFolder;
import io.tocsin.transport.server.sheet.SheetSettings;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin downtime-sheet}: who lies where, who cares for whom, whom to call, and what is open; also while no router runs. */
@Command(
        name = "downtime-sheet",
        description =
                "Prints the downtime sheet: a new one if the router runs, else the last one, and says how old it is."
                        + " On the router's machine, as the user who runs it. It names patients: who may read the router's"
                        + " folders may read it, and nobody asks for roles.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit code: 0 it is as of now, or with --last not to be replaced yet; 1 with --last it is stale; 2"
                    + " arguments or configuration cannot be used; 3 no router has made a new one, the last was printed if"
                    + " there was one."
        })
public final class DowntimeSheetCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long LOOK_MS = 100;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            required = true,
            description = "Configuration of the router, such as examples/small-hospital.conf.")
    private Path config = Path.of("");

    @Option(
            names = "--node",
            paramLabel = "N",
            description =
                    "Which of cluster.members in the configuration is asked; default all on this machine, of which the"
                            + " newest is printed.")
    private @Nullable Integer node;

    @Option(names = "--last", description = "Print the last one, and ask for none.")
    private boolean last;

    /** For picocli. */
    public DowntimeSheetCommand() {}

    @Override
    public Integer call() {
        final Printer printer = new Printer(Specs.require(spec));
        final SheetSettings settings;
        final List<SheetFolder> folders = new ArrayList<>();
        try {
            final ServerConfig read = ConfigFile.read(config, node).config();
            settings = read.sheet();
            final NodeSettings cluster = read.cluster();
            if (settings != null && cluster != null && cluster.nodeId() == NodeSettings.NONE) {
                for (int member = 0; member < cluster.members().size(); member++) {
                    folders.add(new SheetFolder(settings.folder().resolve("node-" + member)));
                }
            } else if (settings != null) {
                folders.add(new SheetFolder(settings.folder()));
            }
        } catch (final ConfigProblemsException wrong) {
            wrong.problems().forEach(problem -> printer.remark(problem.toString()));
            printer.complain("the configuration cannot be used");
            return Exit.USAGE;
        }
        if (settings == null) {
            printer.complain(config + " has no downtime-sheet.folder: no sheets are made");
            return Exit.USAGE;
        }
        try {
            return print(folders, settings, printer);
        } catch (final UncheckedIOException unreadable) {
            printer.complain(String.valueOf(unreadable.getMessage()));
            return Exit.USAGE;
        }
    }

    private int print(final List<SheetFolder> folders, final SheetSettings settings, final Printer printer) {
        final SheetFolder.Newest before = newest(folders);
        final SheetFolder.Newest sheet = last ? before : await(folders, before);
        if (sheet == null) {
            printer.complain("there is no downtime sheet in " + settings.folder() + ", and no router makes one");
            return Exit.UNREACHABLE;
        }
        final boolean isNew = !last && (before == null || !sheet.made().equals(before.made()));
        final boolean isStale = Instant.now().isAfter(sheet.until());
        if (!isNew) {
            final Duration age = Duration.between(sheet.made(), Instant.now());
            final String how = (isStale ? "STALE: " : "") + "made " + age.toHours() + " h " + age.toMinutesPart()
                    + " min ago" + (last ? "" : ", and NO ROUTER HAS MADE A NEW ONE");
            printer.line("*** " + how + " ***");
            printer.complain(how);
        }
        printer.line(sheet.text());
        if (last) {
            return isStale ? Exit.REFUSED : Exit.DONE;
        }
        return isNew ? Exit.DONE : Exit.UNREACHABLE;
    }

    /** Of a router that stands alone its own, of a cluster that of any node. */
    private static SheetFolder.@Nullable Newest newest(final List<SheetFolder> folders) {
        SheetFolder.Newest newest = null;
        for (final SheetFolder folder : folders) {
            final SheetFolder.Newest found = folder.newest();
            if (found != null && (newest == null || found.made().isAfter(newest.made()))) {
                newest = found;
            }
        }
        return newest;
    }

    /** A newer one, if a router makes one in time; else that one. */
    private static SheetFolder.@Nullable Newest await(
            final List<SheetFolder> folders, final SheetFolder.@Nullable Newest before) {
        boolean isAsked = false;
        for (final SheetFolder folder : folders) {
            isAsked |= folder.ask();
        }
        if (!isAsked) {
            return before;
        }
        final long beginNs = System.nanoTime();
        while (System.nanoTime() - beginNs < PATIENCE.toNanos()) {
            final SheetFolder.Newest now = newest(folders);
            if (now != null && (before == null || now.made().isAfter(before.made()))) {
                return now;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            } catch (final InterruptedException over) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        folders.forEach(SheetFolder::takeAsked);
        return before;
    }
}
