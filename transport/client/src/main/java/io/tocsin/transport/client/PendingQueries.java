package io.tocsin.transport.client;

import io.tocsin.codecs.json.ServerMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Readings and queries that wait for their answer on this connection; they do not outlive it. The client's thread only. */
final class PendingQueries {
    private final Map<String, CompletableFuture<ServerMessage.Answer>> readings = new HashMap<>();
    private final Map<String, CompletableFuture<ServerMessage.Alerts>> alerts = new HashMap<>();
    private final int most;
    private long lastRef;

    PendingQueries(final int most) {
        this.most = most;
    }

    boolean isFull() {
        return readings.size() + alerts.size() >= most;
    }

    String expectAnswer(final CompletableFuture<ServerMessage.Answer> future) {
        final String ref = Long.toString(++lastRef);
        readings.put(ref, future);
        return ref;
    }

    String expectAlerts(final CompletableFuture<ServerMessage.Alerts> future) {
        final String ref = Long.toString(++lastRef);
        alerts.put(ref, future);
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

    void answered(final ServerMessage.Alerts list) {
        final CompletableFuture<ServerMessage.Alerts> future = alerts.remove(list.ref());
        if (future != null) {
            future.complete(list);
        }
    }

    void notTaken(final ServerMessage.ProtocolError error) {
        final CommandFailedException failure = CommandFailedException.notTaken(error);
        final CompletableFuture<ServerMessage.Answer> answer = readings.remove(error.ref());
        if (answer != null) {
            answer.completeExceptionally(failure);
        }
        final CompletableFuture<ServerMessage.Alerts> list = alerts.remove(error.ref());
        if (list != null) {
            list.completeExceptionally(failure);
        }
    }

    void failAll(final CommandFailedException failure) {
        final List<CompletableFuture<ServerMessage.Answer>> answers = List.copyOf(readings.values());
        final List<CompletableFuture<ServerMessage.Alerts>> lists = List.copyOf(alerts.values());
        readings.clear();
        alerts.clear();
        answers.forEach(future -> future.completeExceptionally(failure));
        lists.forEach(future -> future.completeExceptionally(failure));
    }
}
