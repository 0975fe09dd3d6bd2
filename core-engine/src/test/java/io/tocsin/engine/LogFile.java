package io.tocsin.engine;

import io.tocsin.testkit.model.RecordedScript.Entrance;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A log in a file, so that another JVM plays the very same bytes. */
final class LogFile {
    private static final int TICK = -1;

    private LogFile() {}

    static void write(final Path file, final List<Entrance> log) throws IOException {
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            out.writeInt(log.size());
            for (final Entrance entrance : log) {
                final byte[] message = entrance.message();
                out.writeLong(entrance.timestampNs());
                out.writeInt(message == null ? TICK : message.length);
                if (message != null) {
                    out.write(message);
                }
            }
        }
    }

    static List<Entrance> read(final Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            final int count = in.readInt();
            final List<Entrance> log = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                final long timestampNs = in.readLong();
                final int length = in.readInt();
                final byte @Nullable [] message = length == TICK ? null : in.readNBytes(length);
                log.add(new Entrance(timestampNs, message));
            }
            return log;
        }
    }
}
