package io.tocsin.transport.server;

import static java.util.Objects.requireNonNull;

import io.tocsin.transport.cluster.AppliedAnswers;
import io.tocsin.transport.cluster.ClusterMember;
import io.tocsin.transport.cluster.ClusterNode;
import io.tocsin.transport.cluster.ClusterTiming;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Of which cluster a router is a node, and where and how it keeps the log. Immutable; any thread.
 *
 * @param nodeId             which of the members it is; {@link #NONE} = it is not said yet, and nothing can be started.
 * @param members            all of them in the order of their ids, the same on every node.
 * @param folder             below which every node has a folder of its own.
 * @param driverFolder       below which each has one for what does not outlive its process; {@code null} = in its own.
 * @param durable            a node holds a command only once it is forced to the disk: level DURABLE instead of COMMITTED.
 * @param applied            which answers wait until a majority of engines has carried the command out: level APPLIED.
 * @param protectedTransport states that nobody but the members reaches their ports, so that other addresses than this machine's own may be used.
 * @param secretFile         holds what the members know and nobody else, a line each: the first is shown, every one is accepted; {@code null} = nobody is asked.
 * @param withoutSecret      states that whoever reaches the members' ports may do anything.
 * @param timing             how soon a leader is believed dead, the same on every node.
 * @param joinWithin         how long a node that starts waits for a majority.
 * @param goneAfter          how long the leader has not heard a node before the sessions of its people are closed.
 * @param lowWaterBytes      below this much free space only critical alerts and answers of people are taken at this node.
 * @param criticalLowWaterBytes below this much free space nothing is.
 * @param termBytes          of the log, the same on every node; a power of two.
 * @param segmentBytes       of a file of the log; a power of two.
 * @param snapshotEvery      how often the leader has all write a snapshot, if anything changed.
 */
public record NodeSettings(
        int nodeId,
        List<ClusterMember> members,
        Path folder,
        @Nullable Path driverFolder,
        boolean durable,
        AppliedAnswers applied,
        boolean protectedTransport,
        @Nullable Path secretFile,
        boolean withoutSecret,
        ClusterTiming timing,
        Duration joinWithin,
        Duration goneAfter,
        long lowWaterBytes,
        long criticalLowWaterBytes,
        int termBytes,
        int segmentBytes,
        Duration snapshotEvery) {
    /** It is not said which of the members the node is. */
    public static final int NONE = -1;

    /** Keeps a copy of the list. */
    public NodeSettings {
        members = List.copyOf(members);
        requireNonNull(folder, "folder");
        requireNonNull(applied, "applied");
        requireNonNull(timing, "timing");
        requireNonNull(joinWithin, "joinWithin");
        requireNonNull(goneAfter, "goneAfter");
        requireNonNull(snapshotEvery, "snapshotEvery");
    }

    /** Where a member keeps its log, on its machine. */
    public Path folderOf(final int member) {
        return folder.resolve("node-" + member);
    }

    /**
     * What the members know and nobody else, as the file says now.
     *
     * @return the first is shown; none if there is no file.
     * @throws UncheckedIOException     if it cannot be read.
     * @throws IllegalArgumentException if it holds none, or one that is too short.
     */
    public List<byte[]> secrets() {
        if (secretFile == null) {
            return List.of();
        }
        try {
            final List<byte[]> secrets = Files.readAllLines(secretFile, StandardCharsets.UTF_8).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .map(line -> line.getBytes(StandardCharsets.UTF_8))
                    .toList();
            if (secrets.isEmpty()
                    || secrets.stream().anyMatch(secret -> secret.length < ClusterNode.MIN_SECRET_BYTES)) {
                throw new IllegalArgumentException(secretFile + " must hold secrets of " + ClusterNode.MIN_SECRET_BYTES
                        + " bytes at least, one a line");
            }
            return secrets;
        } catch (final IOException unreadable) {
            throw new UncheckedIOException(secretFile + " cannot be read", unreadable);
        }
    }

    /** The same, of one of the members. */
    public NodeSettings as(final int member) {
        return new NodeSettings(
                member,
                members,
                folder,
                driverFolder,
                durable,
                applied,
                protectedTransport,
                secretFile,
                withoutSecret,
                timing,
                joinWithin,
                goneAfter,
                lowWaterBytes,
                criticalLowWaterBytes,
                termBytes,
                segmentBytes,
                snapshotEvery);
    }

    /** To start the node from. */
    public ClusterNode.Context context() {
        if (nodeId == NONE) {
            throw new IllegalArgumentException("it is not said which of the " + members.size() + " members this is");
        }
        final ClusterNode.Context context = new ClusterNode.Context()
                .folder(folderOf(nodeId))
                .members(members)
                .memberId(nodeId)
                .durable(durable)
                .applied(applied)
                .protectedTransport(protectedTransport)
                .secrets(secrets())
                .withoutSecret(withoutSecret)
                .timing(timing)
                .joinTimeout(joinWithin)
                .termLength(termBytes)
                .segmentLength(segmentBytes);
        return driverFolder == null ? context : context.driverFolder(driverFolder);
    }
}
