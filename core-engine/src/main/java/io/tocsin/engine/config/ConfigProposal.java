package io.tocsin.engine.config;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.ProposalState;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.SystemEvents;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.Due;

/** What was committed and takes a second person: whose it is, what has to be confirmed, until when. Its entries stay in the stage, so there is one at a time. */
final class ConfigProposal {
    private static final long LASTS_NS = 86_400_000_000_000L;
    private static final int NOBODY = -1;

    private final ConfigStage stage;
    private final SystemEvents events;
    private int author = NOBODY;
    private int actions;
    private int entryCount;
    private long untilNs = Due.NEVER;

    ConfigProposal(final ConfigStage stage, final SystemEvents events) {
        this.stage = stage;
        this.events = events;
    }

    /** What is in the stage is proposed. */
    void open(final int person, final int toConfirm, final int entries, final long nowNs) {
        stage.hold();
        author = person;
        actions = toConfirm;
        entryCount = entries;
        untilNs = nowNs + LASTS_NS;
        tell(events, Because.of(Clause.TWO_PERSONS), NOBODY, NOBODY, ProposalState.PROPOSED);
    }

    boolean isOpen() {
        return stage.isHeld();
    }

    /** Whether this is what somebody looked at, and its time is not over, though its deadline may still wait for others. */
    boolean is(final long hash, final long nowNs) {
        return stage.isHeld() && stage.hash() == hash && nowNs < untilNs;
    }

    int author() {
        return author;
    }

    /** What the second person has to be allowed to confirm, bits. */
    int actions() {
        return actions;
    }

    /** When it ends by itself. */
    long untilNs() {
        return untilNs;
    }

    /** A second person confirmed it; the caller applies what is in the stage. */
    void confirmed(final int person) {
        tell(events, Because.of(Clause.CONFIRMED), person, NOBODY, ProposalState.CONFIRMED);
        untilNs = Due.NEVER;
    }

    /** Another configuration is begun, by a person or, -1, by none. */
    void replaced(final int person) {
        end(Because.of(Clause.PROPOSAL_REPLACED), person);
    }

    /** Its time is over. */
    void expired() {
        end(Because.of(Clause.PROPOSAL_EXPIRED), NOBODY);
    }

    /** It can not be applied any more. */
    void refused() {
        end(Because.NOTHING, NOBODY);
    }

    private void end(final long clauses, final int replacedBy) {
        tell(events, clauses, NOBODY, replacedBy, ProposalState.ENDED);
        stage.forget();
        untilNs = Due.NEVER;
    }

    /** Tells what is proposed, if anything is, and its entries. */
    void report(final SystemEvents to) {
        if (!stage.isHeld()) {
            return;
        }
        tell(to, Because.of(Clause.TWO_PERSONS), NOBODY, NOBODY, ProposalState.PROPOSED);
        for (stage.rewind(); stage.hasNext() && stage.next(); ) {
            to.proposedEntry(stage.bytes(), stage.entryOffset(), stage.entryLength());
        }
    }

    private void tell(
            final SystemEvents to,
            final long clauses,
            final int confirmedBy,
            final int replacedBy,
            final ProposalState state) {
        to.configProposed(
                clauses,
                stage.configId(),
                stage.hash(),
                untilNs,
                entryCount,
                actions,
                author,
                confirmedBy,
                replacedBy,
                state);
    }

    void snapshot(final SnapshotWriter writer) {
        if (stage.isHeld()) {
            writer.putInt(author);
            writer.putInt(actions);
            writer.putInt(entryCount);
            writer.putLong(untilNs);
        }
    }

    void restore(final SnapshotReader reader, final int people) {
        if (stage.isHeld()) {
            author = reader.getIndex(people, "author of a proposal");
            actions = reader.getInt();
            entryCount = reader.getInt();
            untilNs = reader.getLong();
        }
    }
}
