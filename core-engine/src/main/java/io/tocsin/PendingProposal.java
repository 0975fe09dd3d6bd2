package io.tocsin;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may come into force without this router's sending anything more: what it has proposed itself, or what a recovered engine holds. Guarded by its sender. */
final class PendingProposal {
    private final List<byte[]> entries = new ArrayList<>();
    private final @Nullable SiteBaseline after;
    private final @Nullable ReportedSite before;
    private boolean confirmed;

    private PendingProposal(final @Nullable SiteBaseline after, final @Nullable ReportedSite before) {
        this.after = after;
        this.before = before;
    }

    static PendingProposal sent(final ConfigRun run) {
        final PendingProposal proposal = new PendingProposal(run.after(), null);
        run.entries().forEach(entry -> proposal.entries.add(entry.bytes()));
        return proposal;
    }

    /** Its entries follow. */
    static PendingProposal recovered(final ReportedSite inForce) {
        return new PendingProposal(null, inForce);
    }

    void add(final byte[] entry) {
        entries.add(entry);
    }

    List<byte[]> entries() {
        return entries;
    }

    void confirm() {
        confirmed = true;
    }

    boolean isConfirmed() {
        return confirmed;
    }

    /** What is held once it is in force. Once. */
    SiteBaseline after() {
        if (before != null) {
            entries.forEach(entry -> before.add(entry.clone()));
            return before.baseline();
        }
        return after == null ? SiteBaseline.EMPTY : after;
    }
}
