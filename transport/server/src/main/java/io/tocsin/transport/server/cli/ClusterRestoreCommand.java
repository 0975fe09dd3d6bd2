package io.tocsin.transport.server.cli;

import io.tocsin.journal.JournalException;
import io.tocsin.transport.cluster.NodeRestore;
import io.tocsin.transport.server.NodeSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin cluster restore}: makes the members' folders of a copy, under a new epoch. */
@Command(
        name = "restore",
        description =
                "Makes the folder of every member of a copy that 'cluster backup' has made, on this machine, while no"
                        + " node runs. Where members have machines of their own, each takes its folder from here; do it"
                        + " once, for every restore makes another log. What was acknowledged after the copy was made is"
                        + " lost: clients are told by a new epoch, and ask anew what is open.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit code: 0 the folders are made; 1 they are not, and nothing was overwritten; 2 arguments or"
                    + " configuration cannot be used."
        })
public final class ClusterRestoreCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ClusterFile file = new ClusterFile();

    @Option(names = "--from", paramLabel = "FOLDER", required = true, description = "The copy; it is not changed.")
    private Path from = Path.of("");

    @Option(
            names = "--within",
            paramLabel = "MINUTES",
            description = "How long reading the copy's log may take; default ${DEFAULT-VALUE}.")
    private int withinMinutes = 60;

    /** For picocli. */
    public ClusterRestoreCommand() {}

    @Override
    public Integer call() {
        final Printer printer = new Printer(Specs.require(spec));
        final NodeSettings cluster = file.read(printer);
        if (cluster == null) {
            return Exit.USAGE;
        }
        if (withinMinutes < 1) {
            printer.complain("--within is " + withinMinutes + ": a minute at least");
            return Exit.USAGE;
        }
        final int size = cluster.members().size();
        for (int member = 0; member < size; member++) {
            if (ClusterFile.find(cluster, member) != null) {
                printer.complain("node " + member + " runs on this machine: nothing was changed");
                return Exit.REFUSED;
            }
        }
        final List<Path> targets =
                IntStream.range(0, size).mapToObj(cluster::folderOf).toList();
        try {
            final NodeRestore.Restored restored = NodeRestore.restore(
                    from,
                    cluster.as(0).context(),
                    cluster.folder().resolve("restore"),
                    targets,
                    Duration.ofMinutes(withinMinutes));
            printer.line("epoch " + String.format("%016x%016x", restored.epochHigh(), restored.epochLow())
                    + ": as after command " + restored.commandSeq() + " of the copy");
            for (int member = 0; member < size; member++) {
                printer.line(
                        "node " + member + " (" + cluster.members().get(member).host() + "): " + targets.get(member));
            }
            printer.line(
                    "take each folder to the machine of its node, delete here those that you took, then start all of"
                            + " them");
            return Exit.DONE;
        } catch (final JournalException | IllegalArgumentException | IllegalStateException failed) {
            printer.complain(failed.getMessage() + "; nothing was overwritten");
            return Exit.REFUSED;
        }
    }
}
