package io.tocsin.transport.server;

import io.tocsin.AlertRouter;
import io.tocsin.journal.InMemoryJournal;
import io.tocsin.journal.Journal;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.JournalReader;
import io.tocsin.journal.Level;
import io.tocsin.journal.StorageState;
import java.util.List;
import org.agrona.DirectBuffer;

/** A journal that fails when it is told to, and a server over it. */
public final class BrokenDisk implements Journal {
    private final InMemoryJournal journal = new InMemoryJournal();
    private volatile boolean isBroken;
    private volatile StorageState room = StorageState.AMPLE;

    /** Starts a server on it. */
    public Server launch() {
        return Server.launch(Wards.inMemory().build(), new Host(this));
    }

    /** From the next command on. */
    public void fail() {
        isBroken = true;
    }

    /** From now on. */
    public void room(final StorageState value) {
        room = value;
    }

    @Override
    public StorageState storageState() {
        return room;
    }

    @Override
    public long append(final long timestampNs, final DirectBuffer buffer, final int offset, final int length) {
        if (isBroken) {
            throw new JournalException("the disk is broken");
        }
        return journal.append(timestampNs, buffer, offset, length);
    }

    @Override
    public long recordedPosition() {
        return journal.recordedPosition();
    }

    @Override
    public void replay(final long fromPosition, final JournalReader reader) {
        journal.replay(fromPosition, reader);
    }

    @Override
    public Level level() {
        return journal.level();
    }

    @Override
    public void close() {
        journal.close();
    }

    private record Host(BrokenDisk disk) implements JournalHost {
        @Override
        public void giveTo(final AlertRouter.Context router) {
            router.journal(disk);
        }

        @Override
        public String describe() {
            return "on a disk that will break";
        }

        @Override
        public List<String> warnings() {
            return List.of();
        }

        @Override
        public long usableBytes() {
            return 1;
        }

        @Override
        public StorageState room() {
            return disk.room;
        }

        @Override
        public void close() {
            disk.close();
        }
    }
}
