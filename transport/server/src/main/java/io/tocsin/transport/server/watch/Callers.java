package io.tocsin.transport.server.watch;

import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The ways in which a watchdog calls people, each on a thread of its own and in order, so that one that hangs delays its own calls and no other's. Calls wait for each
 * other within a bound; what is beyond it is told and left out, and a repetition too while anything waits before it. Any thread; does not wait.
 */
final class Callers implements AutoCloseable {
    private static final int WAITING = 16;
    private static final int ATTEMPTS = 3;
    private static final long BETWEEN_MS = 1_000;
    private static final String BELL = "\u0007";

    private final WatchSettings settings;
    private final Consumer<String> log;
    private final Consumer<String> terminal;
    private final @Nullable Peer webhook;
    private final ThreadPoolExecutor commands = thread("tocsin-watch-command");
    private final ThreadPoolExecutor hooks = thread("tocsin-watch-webhook");

    /**
     * Nobody is called yet.
     *
     * @param log      told what was done and what went wrong.
     * @param terminal what rings.
     */
    Callers(final WatchSettings settings, final Consumer<String> log, final Consumer<String> terminal) {
        this.settings = settings;
        this.log = log;
        this.terminal = terminal;
        webhook = settings.webhook() == null
                ? null
                : new Peer(settings.webhook(), settings.webhookTimeout(), settings.webhookCaFile());
    }

    /**
     * What people are told.
     *
     * @param event   why, in a word, such as {@code alarm} or {@code recovered}.
     * @param text    for people.
     * @param silentS how long no node has been ready, s.
     * @param nodes   what is the matter with each; empty = it is ready.
     */
    record Call(String event, String text, long silentS, Map<String, String> nodes) {
        Call {
            nodes = new LinkedHashMap<>(nodes);
        }
    }

    /**
     * Calls people by all ways.
     *
     * @return completed once all have ended, with whether all succeeded.
     */
    CompletableFuture<Boolean> call(final Call call) {
        final CompletableFuture<Boolean> called = queue(commands, "command", call, () -> command(call))
                .thenCombine(queue(hooks, "webhook", call, () -> webhook(call)), Boolean::logicalAnd);
        if (settings.bell() && !call.event.equals("acknowledged")) {
            terminal.accept(BELL);
        }
        return called;
    }

    @Override
    public void close() {
        commands.shutdownNow();
        hooks.shutdownNow();
    }

    private CompletableFuture<Boolean> queue(
            final ThreadPoolExecutor way, final String name, final Call call, final Supplier<Boolean> run) {
        if (call.event.equals("repeat")
                && (way.getActiveCount() > 0 || !way.getQueue().isEmpty())) {
            log.accept(name + ": not repeated, the call before is still running");
            return CompletableFuture.completedFuture(false);
        }
        try {
            final Executor executor = way;
            return CompletableFuture.supplyAsync(run, executor);
        } catch (final RejectedExecutionException full) {
            log.accept(name + ": NOT CALLED for " + call.event + ": " + WAITING + " calls wait before it");
            return CompletableFuture.completedFuture(false);
        }
    }

    private boolean command(final Call call) {
        if (settings.command().isEmpty()) {
            return true;
        }
        final String problem = CommandRun.run(settings.command(), environment(call), settings.commandTimeout());
        return told("command " + settings.command().get(0), call, problem);
    }

    private boolean webhook(final Call call) {
        final Peer peer = webhook;
        if (peer == null || settings.webhook() == null) {
            return true;
        }
        final String name = "webhook " + Peer.named(settings.webhook());
        final String json = json(call);
        for (int attempt = 1; ; attempt++) {
            final String problem = peer.post(json);
            if (problem == null || attempt == ATTEMPTS || !pause(attempt)) {
                return told(name, call, problem == null ? null : problem + ", after " + attempt + " attempts");
            }
        }
    }

    private boolean told(final String way, final Call call, final @Nullable String problem) {
        log.accept(way
                + (problem == null ? ": told of " + call.event : ": FAILED to tell of " + call.event + ": " + problem));
        return problem == null;
    }

    private Map<String, String> environment(final Call call) {
        return Map.of(
                "TOCSIN_EVENT",
                call.event,
                "TOCSIN_SITE",
                settings.name(),
                "TOCSIN_TEXT",
                call.text,
                "TOCSIN_SILENT_SECONDS",
                Long.toString(call.silentS));
    }

    private String json(final Call call) {
        final StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("event", call.event);
            json.writeStringProperty("site", settings.name());
            json.writeStringProperty("text", call.text);
            json.writeNumberProperty("silentSeconds", call.silentS);
            json.writeArrayPropertyStart("nodes");
            call.nodes.forEach((url, problem) -> {
                json.writeStartObject();
                json.writeStringProperty("url", url);
                json.writeBooleanProperty("ready", problem.isEmpty());
                if (!problem.isEmpty()) {
                    json.writeStringProperty("problem", problem);
                }
                json.writeEndObject();
            });
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }

    private static boolean pause(final int attempt) {
        try {
            Thread.sleep(attempt * BETWEEN_MS);
            return true;
        } catch (final InterruptedException over) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static ThreadPoolExecutor thread(final String name) {
        return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), task -> {
            final Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
