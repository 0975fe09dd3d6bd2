package io.tocsin.pipeline;

import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalException;
import org.agrona.concurrent.Agent;

/**
 * Makes something of its own of the commands that are recorded, on a thread of its own: a read model that is the same whether it was there from the beginning or is
 * made again from the journal. It hangs on no ring and holds nobody back: when it is slow it is late. What it throws ends it, and nothing else.
 *
 * <p>{@link #begin} comes first, then {@link #doWork()} again and again, last {@link #onClose()}, in that order and never at once.
 */
public interface JournalFollower extends Agent {
    /**
     * The journal that the pipeline writes, or goes on with. On the thread that launches the pipeline, once the engine has recovered and before anything is appended.
     *
     * @param journal to read with a {@link Journal#tail}.
     * @param nowNs   engine time, UTC epoch ns; 0 if the log is new.
     * @throws JournalException if what is kept cannot be looked through; the pipeline does not start then.
     */
    void begin(Journal journal, long nowNs);

    /**
     * Reads on.
     *
     * @return how much was done; 0 = nothing to do before something is recorded.
     */
    @Override
    int doWork();

    /** Gives up what it holds: the journal is closed next. */
    @Override
    void onClose();
}
