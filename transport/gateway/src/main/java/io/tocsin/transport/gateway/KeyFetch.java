package io.tocsin.transport.gateway;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Fetches a JWK set: follows no redirect, takes 256 KiB at most, and waits 3 s at most. Any thread; never waits itself. */
final class KeyFetch implements Supplier<CompletableFuture<KeySet>> {
    private static final long PATIENCE_MS = 3_000;
    private static final int MAX_BYTES = 262_144;
    private static final int OK = 200;

    private final HttpClient http;
    private final HttpRequest request;

    /**
     * Fetches nothing yet.
     *
     * @param keys     where they are.
     * @param executor runs what the fetch has to compute.
     */
    KeyFetch(final URI keys, final Executor executor) {
        http = HttpClient.newBuilder()
                .executor(executor)
                .connectTimeout(Duration.ofMillis(PATIENCE_MS))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        request = HttpRequest.newBuilder(keys)
                .header("Accept", "application/jwk-set+json, application/json")
                .timeout(Duration.ofMillis(PATIENCE_MS))
                .build();
    }

    @Override
    public CompletableFuture<KeySet> get() {
        final CompletableFuture<HttpResponse<byte[]>> call = http.sendAsync(request, head -> new Bounded());
        return call.thenApply(KeyFetch::keys)
                .orTimeout(PATIENCE_MS, TimeUnit.MILLISECONDS)
                .whenComplete((keys, thrown) -> call.cancel(true));
    }

    private static KeySet keys(final HttpResponse<byte[]> response) {
        if (response.statusCode() != OK) {
            throw new IllegalArgumentException("the answer's status is " + response.statusCode());
        }
        return KeySet.parse(new String(response.body(), StandardCharsets.UTF_8));
    }

    /** A body that ends in a failure when it is too long. */
    private static final class Bounded implements HttpResponse.BodySubscriber<byte[]> {
        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private final byte[] bytes = new byte[MAX_BYTES];
        private int length;
        private Flow.@Nullable Subscription subscription;

        @Override
        public CompletionStage<byte[]> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(final Flow.Subscription value) {
            subscription = value;
            value.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(final List<ByteBuffer> buffers) {
            for (final ByteBuffer buffer : buffers) {
                final int more = buffer.remaining();
                if (more > MAX_BYTES - length) {
                    if (subscription != null) {
                        subscription.cancel();
                    }
                    body.completeExceptionally(new IllegalArgumentException("the JWK set is longer than 256 KiB"));
                    return;
                }
                buffer.get(bytes, length, more);
                length += more;
            }
        }

        @Override
        public void onError(final Throwable failed) {
            body.completeExceptionally(failed);
        }

        @Override
        public void onComplete() {
            body.complete(Arrays.copyOf(bytes, length));
        }
    }
}
