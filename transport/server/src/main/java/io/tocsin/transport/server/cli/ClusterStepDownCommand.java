package io.tocsin.transport.server.cli;

import io.tocsin.transport.cluster.LocalNode;
import io.tocsin.transport.cluster.NodeStatus;
import io.tocsin.transport.server.NodeSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin cluster step-down}: ends the node that leads in order, so that another takes over. */
@Command(
        name = "step-down",
        description =
                "Has another node lead: ends the process of the node that leads as SIGTERM does, on its machine, if a"
                        + " majority of the others takes part. Its clients go to the others; whoever runs it starts it"
                        + " again, and it follows. Aeron has no order that leaves it running.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit code: 0 it has ended; 1 it has not, or the others are no majority or too far behind; 2 arguments or"
                    + " configuration cannot be used; 3 the node that leads does not run here."
        })
public final class ClusterStepDownCommand implements Callable<Integer> {
    /** Of the log, that a node may not have yet which is to take over: some tenths of a second of a busy hospital. */
    static final long MOST_BEHIND_BYTES = 1 << 20;

    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ClusterFile file = new ClusterFile();

    @Option(
            names = "--force",
            description = "Also if the others are behind: nobody leads until one of them has caught up.")
    private boolean isForced;

    /** For picocli. */
    public ClusterStepDownCommand() {}

    @Override
    public Integer call() {
        final Printer printer = new Printer(Specs.require(spec));
        final NodeSettings cluster = file.read(printer);
        if (cluster == null) {
            return Exit.USAGE;
        }
        for (int member = 0; member < cluster.members().size(); member++) {
            final LocalNode node = ClusterFile.find(cluster, member);
            if (node != null && node.isLeader()) {
                return end(printer, cluster, member, node, isForced);
            }
        }
        printer.complain(
                "the node that leads does not run on this machine: ask where it does, 'cluster status' says which");
        return Exit.UNREACHABLE;
    }

    private static int end(
            final Printer printer,
            final NodeSettings cluster,
            final int member,
            final LocalNode node,
            final boolean isForced) {
        final NodeStatus status = node.status(ANSWER);
        final long silentNs = 4 * cluster.timing().heartbeatTimeoutNs();
        final long others = status.members().stream()
                .filter(other -> other.id() != member && other.silentNs() < silentNs)
                .count();
        if (others <= cluster.members().size() / 2) {
            printer.complain("node " + member + " leads and hears " + others + " of the others: without it they are no"
                    + " majority, and nobody would be told of anything; nothing was done");
            return Exit.REFUSED;
        }
        final String behind = behind(status, cluster.members().size(), silentNs);
        if (!behind.isEmpty()) {
            printer.complain("node " + member + " leads, and too many of the others are behind: " + behind
                    + (isForced
                            ? "; it ends all the same, and nobody leads until one has caught up"
                            : ". Nobody would lead until one has caught up: wait, or say --force; nothing was done"));
            if (!isForced) {
                return Exit.REFUSED;
            }
        }
        if (!node.end(PATIENCE)) {
            printer.complain(
                    "node " + member + " was told to end, and still runs after " + PATIENCE.toSeconds() + " s");
            return Exit.REFUSED;
        }
        printer.line("node " + member
                + ", which led, has ended: another takes over, 'cluster status' says which. Start it again");
        return Exit.DONE;
    }

    /** How far the others are behind, if those that have come far enough are no majority; else empty. */
    static String behind(final NodeStatus status, final int members, final long silentNs) {
        final long own = status.members().stream()
                .filter(each -> each.id() == status.nodeId())
                .mapToLong(NodeStatus.Member::logPosition)
                .findFirst()
                .orElse(status.commitPosition());
        final List<NodeStatus.Member> others = status.members().stream()
                .filter(each -> each.id() != status.nodeId() && each.silentNs() < silentNs)
                .toList();
        final long near = others.stream()
                .filter(each -> own - each.logPosition() <= MOST_BEHIND_BYTES)
                .count();
        return near > members / 2
                ? ""
                : others.stream()
                        .map(each -> "node " + each.id() + " lacks " + Math.max(0, own - each.logPosition())
                                + " bytes of " + own)
                        .collect(Collectors.joining(", "));
    }
}
