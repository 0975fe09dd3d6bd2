package io.tocsin.transport.client;

import io.tocsin.codecs.json.ServerMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Readings and queries that wait for their answer on this connection; they do not outlive it. The client's thread only. */
final class PendingQueries {
    private final Map<String, CompletableFuture<ServerMessage.Answer>> readings = new HashMap<>();
    private final Map<String, Query<?>> queries = new HashMap<>();
    private final int most;
    private long lastRef;

    PendingQueries(final int most) {
        this.most = most;
    }

    boolean isFull() {
        return readings.size() + queries.size() >= most;
    }

    String expectAnswer(final CompletableFuture<ServerMessage.Answer> future) {
        final String ref = Long.toString(++lastRef);
        readings.put(ref, future);
        return ref;
    }

    <T extends ServerMessage> String expect(final Class<T> type, final CompletableFuture<T> future) {
        final String ref = Long.toString(++lastRef);
        queries.put(ref, new Query<>(type, future));
        return ref;
    }

    void answered(final ServerMessage.Answer answer) {
        final CompletableFuture<ServerMessage.Answer> future = readings.remove(answer.ref());
        if (future == null) {
            return;
        }
        if (answer.result().isOk()) {
            future.complete(answer);
        } else {
            future.completeExceptionally(CommandFailedException.refused(answer));
        }
    }

    /** An answer of another type than the query's is none. */
    void answered(final String ref, final ServerMessage list) {
        final Query<?> query = queries.get(ref);
        if (query != null && query.type.isInstance(list)) {
            queries.remove(ref);
            query.complete(list);
        }
    }

    void notTaken(final ServerMessage.ProtocolError error) {
        final CommandFailedException failure = CommandFailedException.notTaken(error);
        final CompletableFuture<ServerMessage.Answer> answer = readings.remove(error.ref());
        if (answer != null) {
            answer.completeExceptionally(failure);
        }
        final Query<?> query = queries.remove(error.ref());
        if (query != null) {
            query.future.completeExceptionally(failure);
        }
    }

    void failAll(final CommandFailedException failure) {
        final List<CompletableFuture<ServerMessage.Answer>> answers = List.copyOf(readings.values());
        final List<Query<?>> lists = List.copyOf(queries.values());
        readings.clear();
        queries.clear();
        answers.forEach(future -> future.completeExceptionally(failure));
        lists.forEach(query -> query.future.completeExceptionally(failure));
    }

    private record Query<T extends ServerMessage>(Class<T> type, CompletableFuture<T> future) {
        void complete(final ServerMessage list) {
            future.complete(type.cast(list));
        }
    }
}
