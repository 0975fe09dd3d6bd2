package io.tocsin.transport.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is made from files that may change while the gateway runs. A change is taken when all of it can be used, and told if it cannot: then everything stays as it was,
 * so that a certificate without its key, or half a file, ends nothing. {@link #look} reads and waits, on one thread; {@link #current} is for any thread.
 *
 * @param <T> what they make.
 */
final class WatchedFiles<T> {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedFiles.class);
    private static final int MAX_BYTES = 1 << 20;

    private final String what;
    private final List<Path> paths;
    private final Maker<T> maker;
    private final GatewayCounters counters;
    /** What was made something of, or could not be. */
    private List<byte[]> seen;

    private List<byte[]> before;
    private String told = "";
    private volatile T current;

    /**
     * Reads them for the first time.
     *
     * @param what     they make, for messages.
     * @param paths    of the files, in the order in which the maker takes them.
     * @param maker    makes it.
     * @param counters for changes, taken and not taken.
     * @throws IllegalArgumentException if they cannot be used; the message names the file and says what to do.
     */
    WatchedFiles(final String what, final List<Path> paths, final Maker<T> maker, final GatewayCounters counters) {
        this.what = what;
        this.paths = List.copyOf(paths);
        this.maker = maker;
        this.counters = counters;
        seen = read();
        before = seen;
        current = maker.make(seen);
    }

    /** As the files were when they could be used last. */
    T current() {
        return current;
    }

    /** Takes what has changed, once two looks have found the same: a file that is being written is not the same twice. */
    void look() {
        try {
            final List<byte[]> now = read();
            final boolean isSettled = isSame(now, before);
            before = now;
            if (isSettled && !isSame(now, seen)) {
                take(now);
            }
        } catch (final RuntimeException wrong) {
            refuse(wrong);
        }
    }

    private void take(final List<byte[]> now) {
        try {
            current = maker.make(now);
        } catch (final NotYetException early) {
            // The same files may do later.
            throw early;
        } catch (final RuntimeException wrong) {
            // Told once, and tried again when they change.
            seen = now;
            throw wrong;
        }
        seen = now;
        told = "";
        counters.increment(GatewayMetric.FILES_TAKEN);
        LOG.info("{}: the files have changed, and are in use now", what);
    }

    private void refuse(final RuntimeException wrong) {
        final String message = String.valueOf(wrong.getMessage());
        if (!message.equals(told)) {
            told = message;
            counters.increment(GatewayMetric.FILES_REFUSED);
            LOG.warn("{}: what was read before stays in use: {}", what, message);
        }
    }

    private static boolean isSame(final List<byte[]> some, final List<byte[]> others) {
        for (int i = 0; i < some.size(); i++) {
            if (!Arrays.equals(some.get(i), others.get(i))) {
                return false;
            }
        }
        return true;
    }

    private List<byte[]> read() {
        final List<byte[]> contents = new ArrayList<>();
        for (final Path path : paths) {
            try (InputStream in = Files.newInputStream(path)) {
                final byte[] content = in.readNBytes(MAX_BYTES + 1);
                if (content.length > MAX_BYTES) {
                    throw new IllegalArgumentException(path + " is longer than 1 MiB");
                }
                contents.add(content);
            } catch (final NoSuchFileException missing) {
                throw new IllegalArgumentException("there is no file " + path, missing);
            } catch (final IOException unreadable) {
                throw new IllegalArgumentException(path + " cannot be read: " + unreadable.getMessage(), unreadable);
            }
        }
        return contents;
    }

    /** What stands in the files cannot be used yet, and can later without a change. */
    static final class NotYetException extends IllegalArgumentException {
        @Serial
        private static final long serialVersionUID = 1;

        NotYetException(final String message) {
            super(message);
        }
    }

    /** Makes something from the contents of files, or says with an {@link IllegalArgumentException} why it cannot. */
    interface Maker<T> {
        T make(List<byte[]> contents);
    }
}
