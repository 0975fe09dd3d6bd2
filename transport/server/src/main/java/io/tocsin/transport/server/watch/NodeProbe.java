package io.tocsin.transport.server.watch;

import java.net.URI;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks one node again and again whether it is ready, on a thread of its own, so that one that hangs holds up nobody else. What it found may be asked on any thread. */
final class NodeProbe implements AutoCloseable {
    private static final String NOT_YET = "not asked yet";

    private final URI url;
    private final Peer peer;
    private final long everyMs;
    private final Runnable onChange;
    private final Consumer<Throwable> onError;
    private final Thread thread;
    private volatile @Nullable String problem = NOT_YET;
    private volatile boolean wasReady;
    private volatile long readyNs = System.nanoTime();
    private volatile long askedNs = System.nanoTime();
    private volatile boolean closed;

    /**
     * Begins at once.
     *
     * @param onChange called on its thread when it has become ready, or is no more; must not wait.
     * @param onError  told of what ends its thread.
     */
    NodeProbe(final URI url, final WatchSettings settings, final Runnable onChange, final Consumer<Throwable> onError) {
        this.onError = onError;
        this.url = url;
        this.onChange = onChange;
        peer = new Peer(url, settings.pollTimeout(), "https".equals(url.getScheme()) ? settings.caFile() : null);
        everyMs = settings.every().toMillis();
        thread = new Thread(this::run, "tocsin-probe-" + url.getAuthority());
        thread.setDaemon(true);
    }

    NodeProbe start() {
        thread.start();
        return this;
    }

    URI url() {
        return url;
    }

    /** What is the matter with it, for people; {@code null} if it was ready when it was last asked. */
    @Nullable
    String problem() {
        return problem;
    }

    /**
     * Whether it was ready when it was last asked, and that is not long ago.
     *
     * @param longestNs that an answer may take.
     */
    boolean isReady(final long longestNs) {
        return wasReady && unseenNs() < longestNs;
    }

    /** Since it was last found ready, or since the start, ns. */
    long unseenNs() {
        return System.nanoTime() - readyNs;
    }

    /** Whether it was asked lately. */
    boolean isAsking(final long longestNs) {
        return System.nanoTime() - askedNs < longestNs;
    }

    /** Asks once, on the caller's thread. */
    void ask() {
        final String found = peer.ready();
        final String before = problem;
        problem = found;
        askedNs = System.nanoTime();
        if (found == null) {
            readyNs = askedNs;
        }
        wasReady = found == null;
        if (before == null != (found == null) || NOT_YET.equals(before)) {
            onChange.run();
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        while (!closed) {
            try {
                ask();
                Thread.sleep(everyMs);
            } catch (final InterruptedException over) {
                return;
            } catch (final RuntimeException failed) {
                problem = "cannot be asked: " + failed;
                wasReady = false;
                pause();
            } catch (final Error fatal) {
                wasReady = false;
                onError.accept(fatal);
                return;
            }
        }
    }

    /** A look that fails at once must not become a loop without a pause. */
    private void pause() {
        try {
            Thread.sleep(everyMs);
        } catch (final InterruptedException over) {
            closed = true;
        }
    }
}
