package io.tocsin.transport.server.cli;

import io.tocsin.transport.cluster.ClusterNode;
import io.tocsin.transport.cluster.LocalNode;
import io.tocsin.transport.server.NodeSettings;
import io.tocsin.transport.server.config.ConfigFile;
import io.tocsin.transport.server.config.ConfigProblemsException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The configuration that says which nodes there are. */
final class ClusterFile {
    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description = "Configuration of the nodes, such as examples/three-nodes.conf.")
    private Path file = Path.of("");

    /** For picocli. */
    ClusterFile() {}

    /** The cluster that it describes; {@code null} once it was said what is wrong with it. */
    @Nullable
    NodeSettings read(final Printer printer) {
        final NodeSettings cluster;
        try {
            cluster = ConfigFile.read(file).config().cluster();
        } catch (final ConfigProblemsException wrong) {
            wrong.problems().forEach(problem -> printer.remark(problem.toString()));
            printer.complain("the configuration cannot be used");
            return null;
        }
        if (cluster == null) {
            printer.complain(
                    file + " has no section 'cluster': a router that stands alone is asked by 'sla' and 'alerts'");
        }
        return cluster;
    }

    /** Whether the engine of a member on this machine differed from a majority: it stopped, and its folder is kept. */
    static boolean hasDiverged(final NodeSettings cluster, final int member) {
        return ClusterNode.hasDiverged(cluster.folderOf(member));
    }

    /** The node that runs on this machine as this member; {@code null} if none does. */
    static @Nullable LocalNode find(final NodeSettings cluster, final int member) {
        return LocalNode.find(cluster.folderOf(member));
    }
}
