package io.tocsin.transport.server.watch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * One address that is asked over HTTP, with one end to all that can take long: name, connection, TLS, headers and body. Follows no redirect: an address that has moved
 * is to be written where it is configured. One thread at a time; waits, and makes its client and threads when it is first used.
 */
final class Peer {
    /** Longer answers are no answers to what is asked here; no more of one is kept. */
    private static final int MOST_BYTES = 4_096;

    private static final int THREADS = 2;
    private static final int WAITING = 16;
    private static final long IDLE_S = 30;

    private final URI url;
    private final Duration timeout;
    private final @Nullable SSLContext trust;
    private @Nullable HttpClient client;

    /**
     * Nothing is asked yet.
     *
     * @param caFile authorities in PEM that alone vouch for it; {@code null} = those of the JVM's trust store.
     * @throws IllegalArgumentException if the file cannot be used; the message names it.
     */
    Peer(final URI url, final Duration timeout, final @Nullable Path caFile) {
        this.url = url;
        this.timeout = timeout;
        trust = caFile == null ? null : trust(caFile);
    }

    /** Without path and query, which are secrets with some services. */
    static String named(final URI url) {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    /** Asks. Answers what went wrong, for people; {@code null} if the status is 200 to 299. */
    @Nullable
    String get() {
        return exchange(HttpRequest.newBuilder(url).GET(), "");
    }

    /** Asks a router. Answers why it is not ready, for people; {@code null} if it says that it is: a page that somebody else shows at its address does not. */
    @Nullable
    String ready() {
        return exchange(HttpRequest.newBuilder(url).GET(), "ok");
    }

    /** Tells. Answers what went wrong, for people; {@code null} if the status is 200 to 299. */
    @Nullable
    String post(final String json) {
        return exchange(
                HttpRequest.newBuilder(url)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)),
                "");
    }

    private @Nullable String exchange(final HttpRequest.Builder request, final String expected) {
        CompletableFuture<HttpResponse<String>> answer = null;
        try {
            answer = client().sendAsync(request.timeout(timeout).build(), head -> new Head());
            final HttpResponse<String> response = answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            final int status = response.statusCode();
            if (status / 100 != 2) {
                return "status " + status + said(response.body());
            }
            return response.body().startsWith(expected) ? null : "what answers there is no router that is ready";
        } catch (final TimeoutException late) {
            return "no answer within " + timeout.toMillis() + " ms";
        } catch (final ExecutionException failed) {
            return because(failed.getCause() == null ? failed : failed.getCause());
        } catch (final InterruptedException over) {
            Thread.currentThread().interrupt();
            return "interrupted";
        } catch (final RuntimeException failed) {
            return because(failed);
        } finally {
            if (answer != null) {
                answer.cancel(true);
            }
        }
    }

    private HttpClient client() {
        final HttpClient made = client;
        if (made != null) {
            return made;
        }
        final ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_S, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), task -> {
                    final Thread thread = new Thread(task, "tocsin-peer");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        final HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .executor(threads);
        if (trust != null) {
            builder.sslContext(trust);
        }
        final HttpClient begun = builder.build();
        client = begun;
        return begun;
    }

    private static String said(final String body) {
        final String first =
                body.lines().filter(line -> line.startsWith("[-]")).findFirst().orElse("");
        return first.isEmpty() ? "" : ": " + first;
    }

    private static String because(final Throwable failed) {
        Throwable deepest = failed;
        while (deepest.getCause() != null && deepest.getCause() != deepest) {
            deepest = deepest.getCause();
        }
        final String message = deepest.getMessage();
        return message == null
                ? deepest.getClass().getSimpleName()
                : deepest.getClass().getSimpleName() + ": " + message;
    }

    private static SSLContext trust(final Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            final KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int count = 0;
            for (final Certificate authority :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("authority-" + count++, authority);
            }
            if (count == 0) {
                throw new IllegalArgumentException(file + " holds no certificate in PEM");
            }
            final TrustManagerFactory managers =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            final SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (final IOException | GeneralSecurityException unusable) {
            throw new IllegalArgumentException(
                    file + " cannot be read as certificates in PEM: " + unusable.getMessage(), unusable);
        }
    }

    /** The beginning of a body; what comes behind it is not read. */
    private static final class Head implements HttpResponse.BodySubscriber<String> {
        private final CompletableFuture<String> text = new CompletableFuture<>();
        private final ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES);
        private Flow.@Nullable Subscription body;

        @Override
        public CompletionStage<String> getBody() {
            return text;
        }

        @Override
        public void onSubscribe(final Flow.Subscription subscription) {
            body = subscription;
            subscription.request(1);
        }

        @Override
        public void onNext(final List<ByteBuffer> parts) {
            for (final ByteBuffer part : parts) {
                final int length = Math.min(part.remaining(), bytes.remaining());
                final byte[] copy = new byte[length];
                part.get(copy);
                bytes.put(copy);
            }
            final Flow.Subscription more = body;
            if (more == null) {
                return;
            }
            if (bytes.hasRemaining()) {
                more.request(1);
            } else {
                more.cancel();
                onComplete();
            }
        }

        @Override
        public void onError(final Throwable failed) {
            text.completeExceptionally(failed);
        }

        @Override
        public void onComplete() {
            text.complete(new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8));
        }
    }
}
