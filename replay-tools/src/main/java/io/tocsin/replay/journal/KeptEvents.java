package io.tocsin.replay.journal;

import io.tocsin.atrest.AtRest;
import io.tocsin.journal.EventLogReader;
import java.nio.file.Path;

/** The events that a stopped router, or {@code evaluate}, has kept; read, never changed. */
public final class KeptEvents {
    private KeptEvents() {}

    /**
     * Reads all of them, in order.
     *
     * @param path   the data folder of a router that is stopped, the folder of a kept run, or its file of commands with the events beside it.
     * @param atRest keys of what is sealed there.
     * @param reader is given every event.
     * @throws FolderException if the path keeps no events, or a router is using it.
     * @throws io.tocsin.journal.JournalException if an event is damaged; those before it were given to the reader.
     */
    public static void read(final Path path, final AtRest atRest, final EventLogReader reader) throws FolderException {
        try (KeptLog log = DataFolder.open(path, atRest)) {
            if (!log.keepsEvents()) {
                throw new FolderException(path + " keeps commands without their events: nobody recorded why");
            }
            log.events(1, reader);
        }
    }
}
