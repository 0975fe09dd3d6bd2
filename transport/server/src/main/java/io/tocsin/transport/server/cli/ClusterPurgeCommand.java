package io.tocsin.transport.server.cli;

import io.tocsin.transport.cluster.LocalNode;
import io.tocsin.transport.server.NodeSettings;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin cluster purge}: deletes what nobody needs of the logs on this machine. */
@Command(
        name = "purge",
        description =
                "Deletes, of the nodes on this machine, the part of the log that no member needs, as every one of them"
                        + " has two snapshots behind it. A member that loses its folder afterwards cannot come back with"
                        + " an empty one: have copies of the folders first, each made while its node was stopped.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit code: 0 what nobody needs is deleted; 1 a node refused, or it is not known of every member what it"
                    + " needs; 2 arguments or configuration cannot be used; 3 no node runs on this machine."
        })
public final class ClusterPurgeCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ClusterFile file = new ClusterFile();

    @Option(
            names = "--folders-are-copied",
            required = true,
            description = "States that there are copies of the members' folders.")
    private boolean areCopied;

    /** For picocli. */
    public ClusterPurgeCommand() {}

    @Override
    public Integer call() {
        final Printer printer = new Printer(Specs.require(spec));
        final NodeSettings cluster = file.read(printer);
        if (cluster == null || !areCopied) {
            return Exit.USAGE;
        }
        int found = 0;
        int exit = Exit.DONE;
        for (int member = 0; member < cluster.members().size(); member++) {
            final LocalNode node = ClusterFile.find(cluster, member);
            if (node != null) {
                found++;
                exit = Math.max(exit, purge(printer, cluster, member, node));
            }
        }
        if (found == 0) {
            printer.complain("no node of the cluster runs on this machine, below " + cluster.folder());
            return Exit.UNREACHABLE;
        }
        return exit;
    }

    private static int purge(
            final Printer printer, final NodeSettings cluster, final int member, final LocalNode node) {
        if (node.logNeedlessBefore() == 0) {
            printer.complain("node " + member
                    + " does not hear from every member that it has two snapshots, and that its audit, if"
                    + " there is one, is behind one of them: let all run, and take them with 'cluster snapshot'");
            return Exit.REFUSED;
        }
        try {
            printer.line("node " + member + ": " + node.purgeLog(cluster.secrets()) + " files of the log are deleted");
            return Exit.DONE;
        } catch (final RuntimeException refused) {
            printer.complain("node " + member + " deletes nothing: " + refused.getMessage());
            return Exit.REFUSED;
        }
    }
}
