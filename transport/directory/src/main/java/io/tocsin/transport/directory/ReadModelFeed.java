package io.tocsin.transport.directory;

import io.tocsin.PatientPlace;
import io.tocsin.journal.JournalTail;
import java.util.List;

/** What read models are fed from. Asked on their writer's thread. */
public interface ReadModelFeed {
    /** Which log it is, and how far it is kept now. */
    LogPlace log();

    /** Whether events are kept: without them there is no history of alerts. */
    boolean hasEvents();

    /**
     * Follows the events that are kept.
     *
     * @param fromEventSeq the first that is wanted; earlier ones may be given before it.
     * @return a tail whose records are stamped with their event's sequence.
     */
    JournalTail events(long fromEventSeq);

    /** How far the configuration in force was told: read before {@link #places}, which are at least as new. */
    long asOfEventSeq();

    /** Where patients are, by the configuration in force. */
    List<PatientPlace> places();
}
