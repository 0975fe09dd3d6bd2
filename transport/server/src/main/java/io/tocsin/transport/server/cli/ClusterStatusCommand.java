package io.tocsin.transport.server.cli;

import io.tocsin.transport.cluster.ClusterMember;
import io.tocsin.transport.cluster.LocalNode;
import io.tocsin.transport.cluster.NodeStatus;
import io.tocsin.transport.cluster.SideStreamState;
import io.tocsin.transport.server.NodeSettings;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tocsin cluster status}: who leads, and how far everybody is. */
@Command(
        name = "status",
        description =
                "Says who leads, in which term, how much of the log is committed, and which nodes the leader hears."
                        + " Nodes on this machine are asked; what the others do, the leader knows.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit code: 0 all members take part, and what stands beside their logs keeps up; 1 one does not, or it is"
                    + " not known here; 2 arguments or configuration cannot be used; 3 no node runs on this machine."
        })
public final class ClusterStatusCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final long NS_PER_MS = 1_000_000;
    private static final String UNKNOWN = "?";

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ClusterFile file = new ClusterFile();

    /** For picocli. */
    public ClusterStatusCommand() {}

    @Override
    public Integer call() {
        final Printer printer = new Printer(Specs.require(spec));
        final NodeSettings cluster = file.read(printer);
        if (cluster == null) {
            return Exit.USAGE;
        }
        final Map<Integer, NodeStatus> here = new TreeMap<>();
        for (final ClusterMember member : cluster.members()) {
            final LocalNode node = ClusterFile.find(cluster, member.id());
            if (node != null) {
                here.put(member.id(), node.status(PATIENCE));
            }
        }
        if (here.isEmpty()) {
            printer.complain("no node of the cluster runs on this machine, below " + cluster.folder());
            return Exit.UNREACHABLE;
        }
        return show(printer, cluster, here);
    }

    private static int show(final Printer printer, final NodeSettings cluster, final Map<Integer, NodeStatus> here) {
        final NodeStatus leader =
                here.values().stream().filter(NodeStatus::isLeader).findFirst().orElse(null);
        final Table table = new Table();
        table.row(
                "NODE",
                "ADDRESS",
                "STATE",
                "TERM",
                "COMMITTED",
                "HOLDS",
                "HEARD BY THE LEADER",
                "SNAPSHOTS",
                "ENGINE",
                "SIDE STREAM");
        int takingPart = 0;
        for (final ClusterMember member : cluster.members()) {
            final NodeStatus own = here.get(member.id());
            final NodeStatus.Member heard = leader == null ? null : heard(leader, member.id());
            final boolean isHeard =
                    heard != null && heard.silentNs() <= cluster.timing().heartbeatTimeoutNs();
            final boolean leads = own != null && own.isLeader();
            takingPart += leads || isHeard ? 1 : 0;
            table.row(
                    Integer.toString(member.id()),
                    member.host() + ':' + member.basePort(),
                    ClusterFile.hasDiverged(cluster, member.id()) ? "DIVERGED" : state(own, leader, isHeard),
                    own == null ? UNKNOWN : orUnknown(own.termId()),
                    own == null ? UNKNOWN : Long.toString(own.commitPosition()),
                    heard == null ? UNKNOWN : orUnknown(heard.logPosition()),
                    leads ? "leads" : heard == null ? UNKNOWN : ago(heard.silentNs()),
                    own == null ? UNKNOWN : Long.toString(own.snapshots()),
                    own == null ? UNKNOWN : engine(own),
                    own == null ? UNKNOWN : side(own));
        }
        printer.table(table);
        here.values().forEach(own -> {
            final SideStreamState side = own.sideStream();
            if (side != null && !side.isWell()) {
                printer.line("node " + own.nodeId() + ": " + side.words());
            }
        });
        final int size = cluster.members().size();
        printer.line(verdict(here, leader, takingPart, size));
        final boolean areWell =
                here.values().stream().map(NodeStatus::sideStream).allMatch(side -> side == null || side.isWell());
        return leader != null && takingPart == size && areWell ? Exit.DONE : Exit.REFUSED;
    }

    private static String verdict(
            final Map<Integer, NodeStatus> here,
            final @Nullable NodeStatus leader,
            final int takingPart,
            final int size) {
        if (leader != null) {
            return "node " + leader.nodeId() + " leads in term " + leader.termId() + ", " + takingPart + " of " + size
                    + " take part" + (takingPart > size / 2 ? "" : ": NO MAJORITY");
        }
        return here.values().stream()
                .filter(status -> status.leaderId() >= 0)
                .findFirst()
                .map(status -> "node " + status.leaderId() + " leads in term " + status.termId()
                        + ", on another machine: ask there who takes part")
                .orElse("NOBODY LEADS that a node on this machine knows of: nothing is taken here");
    }

    private static NodeStatus.@Nullable Member heard(final NodeStatus leader, final int member) {
        return leader.members().stream()
                .filter(each -> each.id() == member)
                .findFirst()
                .orElse(null);
    }

    private static String state(
            final @Nullable NodeStatus own, final @Nullable NodeStatus leader, final boolean isHeard) {
        if (own == null) {
            return leader == null ? "does not run here" : isHeard ? "takes part" : "away";
        }
        if (!own.isTakingPart()) {
            return "looks for a leader";
        }
        if (!own.answers()) {
            return "does not answer";
        }
        return own.isLeader() ? "leads" : "follows " + own.leaderId();
    }

    private static String side(final NodeStatus own) {
        final SideStreamState side = own.sideStream();
        return side == null ? UNKNOWN : side.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Which engine version the log is in, and which the node's code knows if that is newer. */
    private static String engine(final NodeStatus own) {
        final int version = own.engineVersion();
        final String inForce = version == 0 ? UNKNOWN : Integer.toString(version);
        return own.knownEngineVersion() > version ? inForce + ", knows " + own.knownEngineVersion() : inForce;
    }

    private static String orUnknown(final long value) {
        return value < 0 ? UNKNOWN : Long.toString(value);
    }

    private static String ago(final long ns) {
        return ns == Long.MAX_VALUE ? "not in this term" : ns / NS_PER_MS + " ms ago";
    }
}
