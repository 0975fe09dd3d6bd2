package io.tocsin.engine;

import io.tocsin.engine.semantics.Semantics;
import io.tocsin.engine.snapshot.SnapshotException;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;

/** How a snapshot begins: what it is, whose log's, and in which semantics that is. */
final class SnapshotHead {
    private static final long MAGIC = 0x31534e4943534f54L;
    private static final int FORMAT = 1;

    private SnapshotHead() {}

    static void write(final SnapshotWriter writer, final Genesis genesis, final Semantics semantics) {
        writer.putLong(MAGIC);
        writer.putInt(FORMAT);
        genesis.snapshot(writer, semantics);
        // The capacities have a digest of their own: what is damaged must not size an engine before the end.
        writer.putLong(writer.flush());
    }

    static Genesis read(final SnapshotReader reader, final Semantics semantics) {
        if (reader.getLong() != MAGIC) {
            throw new SnapshotException("does not begin like one");
        }
        final int format = reader.getInt();
        if (format != FORMAT) {
            throw new SnapshotException("format " + format + ", but this version reads " + FORMAT);
        }
        final Genesis read = Genesis.restore(reader, semantics);
        final long digest = reader.digest();
        if (reader.getLong() != digest) {
            throw new SnapshotException("its head differs from the digest behind it: it was changed");
        }
        // Behind the digest: what was damaged is no reason to look for another Tocsin.
        semantics.enter(read.engineVersion());
        return read;
    }
}
