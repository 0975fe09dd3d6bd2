package io.tocsin.transport.server.watch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Somebody who is asked or told over real sockets: answers a status, or hangs, and keeps what it was sent. */
public final class HttpPeer implements AutoCloseable {
    /** Instead of a status: the headers come, and no body. */
    static final int HANGS = -1;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private volatile int status;

    public HttpPeer(final int status) throws IOException {
        this.status = status;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public URI url(final String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    public void status(final int value) {
        status = value;
    }

    /** Method, path and body of each request. */
    public List<String> requests() {
        return bodies;
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(final HttpExchange exchange) throws IOException {
        try (exchange) {
            final String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            bodies.add(exchange.getRequestMethod() + ' ' + exchange.getRequestURI() + ' ' + body);
            if (status == HANGS) {
                exchange.sendResponseHeaders(200, 100);
                over.await();
                return;
            }
            final byte[] ok = (status == 200 ? "ok" : "").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, ok.length == 0 ? -1 : ok.length);
            if (ok.length > 0) {
                exchange.getResponseBody().write(ok);
            }
        } catch (final InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
