package io.tocsin.transport.cluster;

import static java.util.Objects.requireNonNull;

import io.tocsin.AlertRouter;
import io.tocsin.AuditSealed;
import io.tocsin.audit.AuditBeginning;
import io.tocsin.audit.AuditFeed;
import io.tocsin.engine.AlertEngine;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.JournalTail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the audit of a node follows: what is committed of the log, as the node's own files have it, and the events that an engine of the audit's own makes of it. The node
 * waits for nothing of it, and deletes nothing that the audit still needs.
 */
final class NodeAuditFeed implements AuditFeed {
    private static final Logger LOG = LoggerFactory.getLogger(NodeAuditFeed.class);
    private static final long LOOK_NS = TimeUnit.SECONDS.toNanos(2);

    private final ClusterNode node;
    private final AlertRouter router;
    private final RecordedLog recorded;
    /** When it was last looked up what the audit needs; 0 = never. */
    private long lookedNs;
    /** What it needed then: the place of a snapshot; 0 = all of the log. */
    private long needed;

    NodeAuditFeed(final ClusterNode node, final AlertRouter router) {
        this.node = node;
        this.router = router;
        recorded = new RecordedLog(requireNonNull(node.host().settings().folder), node::logPosition);
    }

    @Override
    public long epochHigh() {
        return router.epochHigh();
    }

    @Override
    public long epochLow() {
        return router.epochLow();
    }

    @Override
    public JournalTail commands(final long fromNs) {
        return opened(() -> commandsFrom(fromNs));
    }

    private JournalTail commandsFrom(final long fromNs) {
        final RecordedLog.Taken beginning = first();
        long from = beginning == null ? 0 : beginning.position();
        for (final RecordedLog.Taken taken : recorded.snapshots()) {
            // Several commands may be of one instant: only what is before it is surely before them all.
            if (taken.timestampNs() < fromNs) {
                from = Math.max(from, taken.position());
                break;
            }
        }
        return new CommandTail(recorded.from(from));
    }

    @Override
    public JournalTail events(final long fromEventSeq) {
        return opened(() -> EventTail.of(recorded, epoch(), fromEventSeq, node.knownEngineVersion()));
    }

    @Override
    public @Nullable AuditBeginning beginning() {
        final Optional<RecordedLog.Taken> found = opened(() -> Optional.ofNullable(first()));
        final RecordedLog.Taken first = found.orElse(null);
        if (first == null) {
            return null;
        }
        final AlertEngine engine = engineAt(first);
        return new AuditBeginning(
                engine.commandSeq(), first.position(), first.timestampNs(), engine.eventSeq(), engine::report);
    }

    @Override
    public long commandsBefore() {
        final RecordedLog.Taken first = first();
        return first == null ? 0 : engineAt(first).commandSeq();
    }

    /** It needs the newest snapshot behind which it has sealed a command, and every event that the snapshot's engine had said. */
    @Override
    public void sealedUpTo(final long position, final long eventSeq) {
        final long nowNs = System.nanoTime();
        if (lookedNs != 0 && nowNs - lookedNs <= LOOK_NS) {
            return;
        }
        lookedNs = nowNs | 1;
        try {
            for (final RecordedLog.Taken taken : recorded.snapshots()) {
                if (taken.position() < position
                        && (taken.position() == needed || recorded.eventSeq(taken) <= eventSeq)) {
                    needed = taken.position();
                    node.auditNeeds(needed);
                    return;
                }
            }
        } catch (final JournalException gone) {
            // Deleted while it was looked at, as it was not needed: the next look finds another.
            LOG.debug("what the audit needs is looked up again soon", gone);
        }
    }

    /**
     * Of a cluster in which nothing happens too a snapshot is to come behind which something is sealed. What a seal puts into the log is the next that can be sealed, so two
     * of them get behind a snapshot, and no more are wanted.
     */
    @Override
    public boolean wantsSeal(final long sealed, final long read) {
        return read > sealed
                && recorded.snapshots().stream()
                        .mapToLong(RecordedLog.Taken::position)
                        .anyMatch(taken -> taken >= sealed);
    }

    @Override
    public CompletableFuture<?> checkpoint(final AuditSealed sealed) {
        return router.operation().audit().checkpoint(sealed);
    }

    /** What is not there yet of a log that has just begun is tried again soon. */
    private static <T> T opened(final Supplier<T> opening) {
        try {
            return opening.get();
        } catch (final JournalException notYet) {
            throw new UncheckedIOException(new IOException(notYet.getMessage(), notYet));
        }
    }

    private RecordedLog.Epoch epoch() {
        return new RecordedLog.Epoch(epochHigh(), epochLow());
    }

    private RecordedLog.@Nullable Taken first() {
        return recorded.beginning(epoch(), node.knownEngineVersion());
    }

    private AlertEngine engineAt(final RecordedLog.Taken taken) {
        return recorded.engineAt(taken, node.knownEngineVersion());
    }
}
