package io.tocsin.transport.cluster;

import io.aeron.archive.client.ArchiveException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.agrona.concurrent.AgentTerminationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the parts of a node cannot do: all of it is logged, and the node ends at what it would otherwise try for ever. Any thread. */
final class NodeErrors {
    private static final Logger LOG = LoggerFactory.getLogger(NodeErrors.class);

    /** Another node may ask wrongly as often as it likes. */
    private static final long LOOK_EVERY_NS = TimeUnit.SECONDS.toNanos(5);

    private final int memberId;
    private final OwnRecordings recordings;
    private final Consumer<Throwable> fail;
    private long lookedNs = System.nanoTime() - LOOK_EVERY_NS;

    /**
     * @param memberId   of the node.
     * @param recordings in its folder.
     * @param fail       has the node end.
     */
    NodeErrors(final int memberId, final OwnRecordings recordings, final Consumer<Throwable> fail) {
        this.memberId = memberId;
        this.recordings = recordings;
        this.fail = fail;
    }

    /** Of any part but the archive. What another node's archive said comes here, too, so that nothing is told by it of the own files. */
    void ofPart(final Throwable thrown) {
        LOG.warn("member {}: {}", memberId, thrown.toString());
        LOG.debug("member {}", memberId, thrown);
        if (thrown instanceof AgentTerminationException) {
            // A part that cannot read its snapshot ends without a word to anybody else, and the others would wait for
            // it.
            fail.accept(new IllegalStateException(
                    "a part of the node has ended, as it does if it cannot read a snapshot or the log: what was wrong"
                            + " is said before",
                    thrown));
        }
    }

    /**
     * Of the archive, on its thread. Whoever asked it is told no more than that the replay has ended, and tries again, or waits. The same is said if somebody asked for a
     * place that is none: the files tell.
     */
    void ofArchive(final Throwable thrown) {
        ofPart(thrown);
        final String damage = damage(thrown);
        if (damage != null) {
            fail.accept(new IllegalStateException(
                    "the log or a snapshot is damaged: " + damage + OwnRecordings.ADVICE, thrown));
        }
    }

    /** A part has ended that nobody asked to. */
    void ended(final String what) {
        fail.accept(new IllegalStateException(what));
    }

    private synchronized @Nullable String damage(final Throwable thrown) {
        if (System.nanoTime() - lookedNs < LOOK_EVERY_NS) {
            return null;
        }
        final String message = thrown.getMessage();
        String damage = null;
        if (thrown instanceof ArchiveException && message != null && OwnRecordings.isNamed(message)) {
            damage = recordings.damageOf(message);
            lookedNs = System.nanoTime();
        } else if (thrown instanceof IllegalArgumentException && isOfReplay(thrown)) {
            // So says a publication that is to send frames which do not follow one another, and nothing of the file.
            // All
            // files are read then, while the archive waits: no other request that is wrong leads here.
            damage = recordings.damage();
            lookedNs = System.nanoTime();
        }
        return damage;
    }

    private static boolean isOfReplay(final Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .map(StackTraceElement::getMethodName)
                .anyMatch(method -> method.equals("offerBlock") || method.equals("appendPadding"));
    }
}
