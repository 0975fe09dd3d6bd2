package io.tocsin.transport.server.cli;

import io.tocsin.transport.cluster.LocalNode;
import io.tocsin.transport.cluster.LocalNode.SnapshotResult;
import io.tocsin.transport.server.NodeSettings;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tocsin cluster snapshot}: has every node write one, through the leader. */
@Command(
        name = "snapshot",
        description = "Has every node of a cluster write a snapshot; on the machine of the node that leads.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit code: 0 it is written; 1 it is not; 2 arguments or configuration cannot be used; 3 the node that leads does not run here."
        })
public final class ClusterSnapshotCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ClusterFile file = new ClusterFile();

    /** For picocli. */
    public ClusterSnapshotCommand() {}

    @Override
    public Integer call() {
        final Printer printer = new Printer(Specs.require(spec));
        final NodeSettings cluster = file.read(printer);
        if (cluster == null) {
            return Exit.USAGE;
        }
        for (int member = 0; member < cluster.members().size(); member++) {
            final LocalNode node = ClusterFile.find(cluster, member);
            final SnapshotResult result = node == null ? SnapshotResult.NOT_LEADER : node.takeSnapshot(PATIENCE);
            if (result != SnapshotResult.NOT_LEADER) {
                return tell(printer, member, result);
            }
        }
        printer.complain(
                "the node that leads does not run on this machine: ask where it does, 'cluster status' says which");
        return Exit.UNREACHABLE;
    }

    private static int tell(final Printer printer, final int member, final SnapshotResult result) {
        switch (result) {
            case TAKEN ->
                printer.line(
                        "every node was asked for a snapshot; that of node " + member + ", which leads, is complete");
            case BUSY -> printer.complain("node " + member + " leads, and carries out another order: ask again");
            case TOO_SLOW ->
                printer.complain("the snapshot of node " + member + " is not complete after " + PATIENCE.toSeconds()
                        + " s; 'cluster status' counts it once it is");
            default -> printer.complain("node " + member + " did not write a snapshot: its log says why");
        }
        return result == SnapshotResult.TAKEN ? Exit.DONE : Exit.REFUSED;
    }
}
