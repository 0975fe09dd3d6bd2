package io.tocsin.transport.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A cable between a client and a router that can be cut in the middle of anything. */
final class CuttingProxy implements AutoCloseable {
    private final ServerSocket listening;
    private volatile int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger cuts = new AtomicInteger();
    private volatile int cutAfterBytes = Integer.MAX_VALUE;

    CuttingProxy(final int target) throws IOException {
        this.target = target;
        listening = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        start("proxy-accept", this::accept);
    }

    URI uri() {
        return URI.create("ws://127.0.0.1:" + listening.getLocalPort() + "/ws");
    }

    /** From now on every connection breaks once it has carried so many bytes in one direction. */
    void cutAfter(final int bytes) {
        cutAfterBytes = bytes;
    }

    /** From now on connections lead to this port; 0 = to none, they are cut at once. */
    void lead(final int port) {
        target = port;
    }

    /** Breaks every connection now. */
    void cut() {
        sockets.forEach(CuttingProxy::reset);
    }

    int cuts() {
        return cuts.get();
    }

    private void accept() {
        try {
            while (true) {
                final Socket near = listening.accept();
                final int port = target;
                if (port == 0) {
                    reset(near);
                    continue;
                }
                final Socket far = new Socket(InetAddress.getLoopbackAddress(), port);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                sockets.add(near);
                sockets.add(far);
                if (target != port) {
                    // Led elsewhere while this one was made: it was cut with the others.
                    reset(near);
                    reset(far);
                }
                start("proxy-up", () -> carry(near, far));
                start("proxy-down", () -> carry(far, near));
            }
        } catch (final IOException closed) {
            // The test is over, or the router is gone.
        }
    }

    private void carry(final Socket from, final Socket to) {
        try {
            final InputStream in = from.getInputStream();
            final OutputStream out = to.getOutputStream();
            final byte[] bytes = new byte[4_096];
            int carried = 0;
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                final int left = cutAfterBytes - carried;
                out.write(bytes, 0, Math.max(0, Math.min(read, left)));
                carried += read;
                if (left <= read) {
                    cuts.incrementAndGet();
                    break;
                }
            }
        } catch (final IOException broken) {
            // Passed on below.
        }
        reset(from);
        reset(to);
        sockets.remove(from);
        sockets.remove(to);
    }

    private static void reset(final Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (final IOException gone) {
            // That is what was wanted.
        }
    }

    private static void start(final String name, final Runnable task) {
        final Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (final IOException failed) {
            throw new UncheckedIOException(failed);
        }
        cut();
    }
}
