package io.tocsin.transport.server.cli;

import io.tocsin.journal.JournalException;
import io.tocsin.transport.cluster.LocalNode;
import io.tocsin.transport.cluster.NodeBackup;
import io.tocsin.transport.server.NodeSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin cluster backup}: copies what a node has, while it runs. */
@Command(
        name = "backup",
        description =
                "Copies the log and the snapshots of a node of this machine into a new folder, whether it runs or not:"
                        + " what it would have found had it been killed. Of one that runs, one that follows is best. The"
                        + " copy holds everything that the router knows of patients.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit code: 0 it is copied, and whole; 1 it is not; 2 arguments or configuration cannot be used; 3 no"
                    + " folder of a node is on this machine."
        })
public final class ClusterBackupCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ClusterFile file = new ClusterFile();

    @Option(
            names = "--to",
            paramLabel = "FOLDER",
            required = true,
            description = "Where the copy is made; must not be there yet.")
    private Path to = Path.of("");

    @Option(
            names = "--node",
            paramLabel = "N",
            description =
                    "Which node is copied; default one of this machine that takes part, of those one that follows.")
    private @Nullable Integer node;

    /** For picocli. */
    public ClusterBackupCommand() {}

    @Override
    public Integer call() {
        final Printer printer = new Printer(Specs.require(spec));
        final NodeSettings cluster = file.read(printer);
        if (cluster == null) {
            return Exit.USAGE;
        }
        final int member = node == null ? best(cluster) : node;
        if (member < 0
                || member >= cluster.members().size()
                || !Files.isDirectory(cluster.folderOf(member).resolve("cluster"))) {
            printer.complain(
                    node == null
                            ? "no node on this machine, below " + cluster.folder()
                                    + ", takes part: what one has that does not may be old, say with --node which is"
                                    + " meant all the same"
                            : "node " + node + " has no folder on this machine, below " + cluster.folder());
            return Exit.UNREACHABLE;
        }
        final LocalNode local = ClusterFile.find(cluster, member);
        if (local == null || !local.isTakingPart()) {
            printer.complain("node " + member + " takes part in nothing now: what it has may be old");
        }
        try {
            final NodeBackup.Copied copied = NodeBackup.copy(cluster.folderOf(member), to, cluster.lowWaterBytes());
            printer.line("node " + member + " is copied to " + to + ": " + copied.bytes() + " bytes, "
                    + copied.snapshots() + " snapshots"
                    + (copied.snapshots() == 0
                            ? "; a restore reads the log from its beginning"
                            : ", the newest at " + copied.snapshotPosition() + " of the log"));
            return Exit.DONE;
        } catch (final JournalException failed) {
            printer.complain(String.valueOf(failed.getMessage()));
            return Exit.REFUSED;
        }
    }

    /** One that takes part, of those one that follows; -1 if none does. */
    private static int best(final NodeSettings cluster) {
        int found = -1;
        for (int member = 0; member < cluster.members().size(); member++) {
            final LocalNode local = ClusterFile.find(cluster, member);
            if (local != null && local.isTakingPart()) {
                if (!local.isLeader()) {
                    return member;
                }
                found = member;
            }
        }
        return found;
    }
}
