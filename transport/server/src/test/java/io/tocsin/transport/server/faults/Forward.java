package io.tocsin.transport.server.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A port of this machine that leads to a node in a network of its own; refuses while there is none. */
final class Forward implements AutoCloseable {
    private static final int BUFFER_BYTES = 16_384;

    private final ServerSocketChannel door = ServerSocketChannel.open();
    private final Path to;

    Forward(final Path to) throws IOException {
        this.to = to;
        door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        daemon(this::accept);
    }

    int port() throws IOException {
        return ((InetSocketAddress) door.getLocalAddress()).getPort();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }

    private void accept() {
        try {
            while (door.isOpen()) {
                final SocketChannel from = door.accept();
                daemon(() -> connect(from));
            }
        } catch (final IOException closed) {
            // It is over.
        }
    }

    private void connect(final SocketChannel from) {
        try {
            final SocketChannel inside = SocketChannel.open(UnixDomainSocketAddress.of(to));
            daemon(() -> copy(from, inside));
            copy(inside, from);
        } catch (final IOException nobody) {
            try {
                from.close();
            } catch (final IOException closed) {
                // It was closed already.
            }
        }
    }

    private static void daemon(final Runnable task) {
        final Thread thread = new Thread(task, "forward");
        thread.setDaemon(true);
        thread.start();
    }

    private static void copy(final SocketChannel from, final SocketChannel to) {
        final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        try (from;
                to) {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
        } catch (final IOException ended) {
            // One side is gone, and so is the other.
        }
    }
}
