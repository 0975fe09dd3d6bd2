package io.tocsin.transport.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the hospital's register every ten seconds, and reads it if it is another than the one that is known. Writer only, except where it says otherwise. */
final class RegisterWatch {
    private static final Logger LOG = LoggerFactory.getLogger(RegisterWatch.class);
    private static final long EVERY_S = 10;

    private final @Nullable Path file;
    private volatile boolean isRead;
    private volatile long badLines;
    private long dueNs = System.nanoTime();
    private boolean hasToldUnread;

    /**
     * Not looked at yet.
     *
     * @param file the register; {@code null} = there is none.
     */
    RegisterWatch(final @Nullable Path file) {
        this.file = file;
        isRead = file == null;
    }

    /** Whether it was read to its end: before that, who is not known may be in it. Any thread. */
    boolean isRead() {
        return isRead;
    }

    /** How many lines could not be used at the last reading. Any thread. */
    long badLines() {
        return badLines;
    }

    /**
     * Looks, if it is time to.
     *
     * @param goOn asked now and then while it is read; whether to go on.
     */
    void look(final StoredDirectory patients, final BooleanSupplier goOn) {
        final Path register = file;
        final long nowNs = System.nanoTime();
        if (register == null || nowNs - dueNs < 0) {
            return;
        }
        dueNs = nowNs + TimeUnit.SECONDS.toNanos(EVERY_S);
        try {
            if (!patients.hasRegister(
                    Files.size(register), Files.getLastModifiedTime(register).toMillis())) {
                read(patients, register, goOn);
            }
            isRead = true;
            hasToldUnread = false;
        } catch (final IOException unread) {
            if (!hasToldUnread) {
                hasToldUnread = true;
                LOG.warn(
                        "the register cannot be read to its end, what was known of those who are named behind that stays; it is tried again every {} s: {}",
                        EVERY_S,
                        unread.toString());
            }
        }
    }

    private void read(final StoredDirectory patients, final Path register, final BooleanSupplier goOn)
            throws IOException {
        final long startNs = System.nanoTime();
        final Register.Reading reading = Register.read(patients, register, goOn);
        badLines = reading.badLines();
        LOG.info(
                "the register names {} patients ({} ms); {} lines could not be used",
                reading.patients(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs),
                reading.badLines());
    }
}
