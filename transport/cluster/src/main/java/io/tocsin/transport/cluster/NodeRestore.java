package io.tocsin.transport.cluster;

import io.tocsin.journal.JournalException;
import io.tocsin.transport.aeron.DataFolder;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Makes the folders of a cluster's members of a copy of one of them. A node of its own, which nobody else reaches, reads the copy, carries out what is in its log, and
 * writes a snapshot under a new epoch; every member begins with that. So whoever was told something by the cluster that is gone, and perhaps more than the copy knows,
 * hears at their next hello that this is another log, and asks anew what is open. One thread; waits, as long as it takes to read the log.
 */
public final class NodeRestore {
    private static final int FIRST_PORT = 32_000;
    private static final int LAST_PORT = 60_000;
    private static final long LOOK_NS = 20_000_000;

    private NodeRestore() {}

    /**
     * What became of it.
     *
     * @param epochHigh  of the new log, upper 64 bits.
     * @param epochLow   the lower.
     * @param commandSeq commands and ticks that were carried out when the copy was made.
     * @param logPosition where of the log the members begin.
     */
    public record Restored(long epochHigh, long epochLow, long commandSeq, long logPosition) {}

    /**
     * Makes the folders.
     *
     * @param copy     as {@link NodeBackup#copy} has made it; it is not changed.
     * @param settings of any member of the cluster, as its node is started with: its term length and the like; neither folder nor members nor secrets are used.
     * @param work     a folder that is not there yet, for the node of its own; deleted afterwards.
     * @param targets  folders of members, none of which may be there with anything in it.
     * @param patience how long reading the copy may take.
     * @return what the members begin with.
     * @throws JournalException if the copy is not whole or cannot be read, or a folder is in the way; no member's folder is there then that was not there before.
     */
    public static Restored restore(
            final Path copy,
            final ClusterNode.Context settings,
            final Path work,
            final List<Path> targets,
            final Duration patience) {
        NodeBackup.requireWhole(copy);
        targets.forEach(NodeRestore::requireEmpty);
        if (Files.exists(work)) {
            throw new JournalException(work + " is in the way: it is left of a restore that was broken off; delete it");
        }
        final UUID epoch = UUID.randomUUID();
        try {
            final Path node = work.resolve("node");
            NodeBackup.copyWhole(copy, node);
            final Restored restored = carryOut(settings, node, epoch, patience.toNanos());
            // Beside their places first: a folder that is there is whole, whenever this is broken off.
            for (final Path target : targets) {
                NodeBackup.delete(beside(target));
                NodeBackup.copyWhole(node, beside(target));
                Housekeeping.force(DataFolder.clusterOf(beside(target)));
                Housekeeping.force(beside(target).resolve("archive"));
            }
            for (final Path target : targets) {
                Files.deleteIfExists(target);
                Files.move(beside(target), target, StandardCopyOption.ATOMIC_MOVE);
            }
            return restored;
        } catch (final IOException failed) {
            throw new JournalException(work + " cannot be used: " + failed, failed);
        } finally {
            NodeBackup.delete(work);
            targets.forEach(target -> NodeBackup.delete(beside(target)));
        }
    }

    private static Path beside(final Path target) {
        return target.resolveSibling(target.getFileName() + ".new");
    }

    private static Restored carryOut(
            final ClusterNode.Context settings, final Path folder, final UUID epoch, final long patienceNs) {
        final ClusterNode.Context alone = new ClusterNode.Context()
                .folder(folder)
                .members(List.of(new ClusterMember(0, "127.0.0.1", freePorts())))
                .memberId(0)
                .withoutSecret(true)
                .timing(ClusterTiming.calm())
                .startupCanvass(Duration.ofSeconds(2))
                .durable(settings.durable)
                .termLength(settings.termLength)
                .segmentLength(settings.segmentLength)
                .maxSnapshotBytes(settings.maxSnapshotBytes);
        alone.newEpoch = epoch;
        final long deadlineNs = System.nanoTime() + patienceNs;
        try (ClusterNode node = launch(alone)) {
            await(node, deadlineNs, "it leads", () -> node.isTakingPart() && node.isLeader());
            await(node, deadlineNs, "its log is read", () -> node.host().isSettled() && node.commandSeq() > 0);
            await(node, deadlineNs, "it takes the order for a snapshot", node::takeSnapshot);
            await(node, deadlineNs, "its snapshot is complete", () -> {
                if (node.snapshotsNotTaken() > 0) {
                    throw new JournalException(
                            "no snapshot can be written of the copy: the log of this process says why");
                }
                return node.snapshotsTaken() > 0;
            });
            return new Restored(
                    epoch.getMostSignificantBits(),
                    epoch.getLeastSignificantBits(),
                    node.commandSeq(),
                    node.logPosition());
        }
    }

    private static ClusterNode launch(final ClusterNode.Context alone) {
        try {
            return ClusterNode.launch(alone);
        } catch (final JournalException refused) {
            // What to do about the folder of a node is of no use here.
            final Throwable why = refused.getCause() == null ? refused : refused.getCause();
            throw new JournalException("the copy cannot be read: " + why.getMessage(), refused);
        }
    }

    private static void await(
            final ClusterNode node, final long deadlineNs, final String what, final BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            final Throwable failure = node.failure();
            if (failure != null) {
                throw new JournalException("the copy cannot be read: " + failure, failure);
            }
            if (node.host().isModuleEnded()) {
                throw new JournalException(
                        "the copy cannot be read: the consensus module on it has ended; its log says why");
            }
            if (System.nanoTime() - deadlineNs > 0) {
                throw new JournalException("a node on the copy did not come so far in time that " + what);
            }
            LockSupport.parkNanos(LOOK_NS);
        }
    }

    private static void requireEmpty(final Path target) {
        if (!Files.exists(target)) {
            return;
        }
        try (Stream<Path> children = Files.list(target)) {
            if (children.findAny().isPresent()) {
                throw new JournalException(
                        target + " is in the way: nothing is overwritten. If its node is stopped and what is"
                                + " in it is not needed, move it elsewhere");
            }
        } catch (final IOException unreadable) {
            throw new JournalException(target + " cannot be read: " + unreadable, unreadable);
        }
    }

    /** A row that nobody listens at now. */
    private static int freePorts() {
        final int offset = (int) (ProcessHandle.current().pid() % 1_000) * ClusterMember.PORTS;
        for (int first = FIRST_PORT + offset; first < LAST_PORT; first += ClusterMember.PORTS) {
            if (areFree(first)) {
                return first;
            }
        }
        throw new JournalException("no row of " + ClusterMember.PORTS + " free UDP ports on this machine");
    }

    private static boolean areFree(final int first) {
        for (int port = first; port < first + ClusterMember.PORTS; port++) {
            try (DatagramSocket socket = new DatagramSocket(null)) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (final SocketException taken) {
                return false;
            }
        }
        return true;
    }
}
