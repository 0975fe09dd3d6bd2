package io.tocsin.transport.cluster;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a node on this machine stands, as it says itself. Several values are not of one instant. Immutable; any thread.
 *
 * @param nodeId         which of the members it is.
 * @param isTakingPart   whether it leads a majority, or follows who does, by what it wrote last.
 * @param answers        whether its consensus module answered, which is asked only while it takes part; if not, leader and members are not known.
 * @param isLeader       whether it leads, and answers.
 * @param leaderId       who leads, as it knows; -1 = nobody.
 * @param termId         the leadership term that it is in; -1 before the first.
 * @param commitPosition how much of the log it knows a majority to hold, bytes.
 * @param snapshots      that it completed since its start.
 * @param engineVersion      which the log is in, as far as it is; 0 = not known.
 * @param knownEngineVersion the newest that its code knows; 0 = not known.
 * @param sideStream     how what stands beside its log keeps up; {@code null} = it does not say.
 * @param members        what it knows of all, in the order of their ids. Only a leader knows how far the others are.
 */
public record NodeStatus(
        int nodeId,
        boolean isTakingPart,
        boolean answers,
        boolean isLeader,
        int leaderId,
        long termId,
        long commitPosition,
        long snapshots,
        int engineVersion,
        int knownEngineVersion,
        @Nullable SideStreamState sideStream,
        List<Member> members) {
    /** Keeps a copy of the list. */
    public NodeStatus {
        members = List.copyOf(members);
    }

    /**
     * What a node knows of a member.
     *
     * @param id          of the member.
     * @param logPosition how much of the log it holds, as it said last; bytes.
     * @param silentNs    how long ago that was; {@link Long#MAX_VALUE} = it has said nothing in this term.
     */
    public record Member(int id, long logPosition, long silentNs) {}
}
