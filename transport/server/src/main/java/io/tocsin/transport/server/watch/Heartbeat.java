package io.tocsin.transport.server.watch;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells somebody outside that all is well, as long as it is: whoever hears nothing any more calls people. Told again and again by {@link #beat()}, on one thread; what it
 * has counted may be asked on any.
 */
public final class Heartbeat {
    private final HeartbeatSettings settings;
    private final BooleanSupplier isWell;
    private final Consumer<String> log;
    private final @Nullable Peer peer;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private String told = "";

    /**
     * Nothing is told yet.
     *
     * @param settings who is told, and how.
     * @param isWell   whether all is well; asked at each beat.
     * @param log      told when telling begins to fail, and when it succeeds again.
     * @throws IllegalArgumentException if the file of authorities cannot be used.
     */
    public Heartbeat(final HeartbeatSettings settings, final BooleanSupplier isWell, final Consumer<String> log) {
        this.settings = settings;
        this.isWell = isWell;
        this.log = log;
        peer = settings.url() == null ? null : new Peer(settings.url(), settings.timeout(), settings.caFile());
    }

    /** Tells it once, if all is well. Waits, for the time-outs at most. */
    public void beat() {
        if (!isWell.getAsBoolean()) {
            return;
        }
        final String asked = peer == null ? null : peer.get();
        final String ran = settings.command().isEmpty()
                ? null
                : CommandRun.run(settings.command(), Map.of("TOCSIN_EVENT", "heartbeat"), settings.timeout());
        final String problem = problem(asked, ran);
        if (problem.isEmpty()) {
            sent.incrementAndGet();
        } else {
            failed.incrementAndGet();
        }
        if (problem.isEmpty() && !told.isEmpty()) {
            log.accept("the heartbeat is told again");
        } else if (!problem.isEmpty() && told.isEmpty()) {
            log.accept("the heartbeat cannot be told, and is tried again every "
                    + settings.every().toSeconds() + " s: " + problem);
        }
        told = problem;
    }

    /** Beats that were told in full. */
    public long sent() {
        return sent.get();
    }

    /** Beats that were not. */
    public long failed() {
        return failed.get();
    }

    private String problem(final @Nullable String asked, final @Nullable String ran) {
        final StringBuilder text = new StringBuilder();
        if (asked != null && settings.url() != null) {
            text.append(Peer.named(settings.url())).append(": ").append(asked);
        }
        if (ran != null) {
            text.append(text.isEmpty() ? "" : "; ")
                    .append(settings.command().get(0))
                    .append(": ")
                    .append(ran);
        }
        return text.toString();
    }
}
