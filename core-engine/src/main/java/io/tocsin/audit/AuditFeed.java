package io.tocsin.audit;

import io.tocsin.AlertRouter;
import io.tocsin.AuditSealed;
import io.tocsin.journal.EventLog;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalTail;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What an audit follows, and tells how far it has come. Asked on the audit's thread. */
public interface AuditFeed {
    /** Identity of the log, upper half. */
    long epochHigh();

    /** Identity of the log, lower half. */
    long epochLow();

    /**
     * Follows commands.
     *
     * @param fromNs as {@link Journal#tail}.
     * @return {@code null}: the journal cannot be followed.
     */
    @Nullable
    JournalTail commands(long fromNs);

    /**
     * Follows events.
     *
     * @param fromEventSeq as {@link EventLog#tail}.
     * @return {@code null}: events cannot be followed.
     */
    @Nullable
    JournalTail events(long fromEventSeq);

    /**
     * Where an audit begins that has nothing of this log yet.
     *
     * @return {@code null}: with the first command.
     */
    default @Nullable AuditBeginning beginning() {
        return null;
    }

    /** How many commands the log had before the first that {@link #commands} gives; 0 unless its beginning is gone. */
    default long commandsBefore() {
        return 0;
    }

    /**
     * The audit is sealed, and the log was told so: what it would follow again starts behind this place. Said again every second or so.
     *
     * @param position of the log, behind the last command that a sealed record names.
     * @param eventSeq the last event up to which everything is in a sealed record; it may lag behind the commands.
     */
    default void sealedUpTo(final long position, final long eventSeq) {}

    /**
     * Whether it is worth a seal that nothing was audited since the last one, since more of the log could go then.
     *
     * @param sealed position that is sealed.
     * @param read   position up to which commands were read by now.
     */
    default boolean wantsSeal(final long sealed, final long read) {
        return false;
    }

    /**
     * Has it put into the log how far the audit has come.
     *
     * @param sealed written and forced.
     * @return completed once it stands there; fails as {@link io.tocsin.RouterAudit#checkpoint}.
     */
    CompletableFuture<?> checkpoint(AuditSealed sealed);

    /**
     * Of a router in this process.
     *
     * @param router  that runs.
     * @param journal that it writes.
     * @param events  that it writes.
     * @return a feed; the audit is closed before the router.
     */
    static AuditFeed of(final AlertRouter router, final Journal journal, final EventLog events) {
        return new AuditFeed() {
            @Override
            public long epochHigh() {
                return router.epochHigh();
            }

            @Override
            public long epochLow() {
                return router.epochLow();
            }

            @Override
            public @Nullable JournalTail commands(final long fromNs) {
                return journal.tail(fromNs);
            }

            @Override
            public @Nullable JournalTail events(final long fromEventSeq) {
                return events.tail(fromEventSeq);
            }

            @Override
            public CompletableFuture<?> checkpoint(final AuditSealed sealed) {
                return router.operation().audit().checkpoint(sealed);
            }
        };
    }
}
