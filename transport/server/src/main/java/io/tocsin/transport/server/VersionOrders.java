package io.tocsin.transport.server;

import io.tocsin.Confirmed;
import io.tocsin.Refusal;
import io.tocsin.RefusedException;
import io.tocsin.transport.cluster.LocalNode.SwitchResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the order for another engine version that somebody on the node's machine gives, and says what came of it. One thread. */
final class VersionOrders implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(VersionOrders.class);
    private static final long PATIENCE_S = 10;

    private final IntSupplier asked;
    private final IntFunction<CompletableFuture<Confirmed>> switching;
    private final Consumer<SwitchResult> answer;

    /**
     * @param asked     which version is asked for; 0 = none.
     * @param switching has the log go on in a version.
     * @param answer    takes what came of it.
     */
    VersionOrders(
            final IntSupplier asked,
            final IntFunction<CompletableFuture<Confirmed>> switching,
            final Consumer<SwitchResult> answer) {
        this.asked = asked;
        this.switching = switching;
        this.answer = answer;
    }

    @Override
    public void run() {
        final int version = asked.getAsInt();
        if (version > 0) {
            final SwitchResult result = switchTo(version);
            LOG.info("engine version {} was asked for on this machine: {}", version, result.kind());
            answer.accept(result);
        }
    }

    private SwitchResult switchTo(final int version) {
        try {
            switching.apply(version).get(PATIENCE_S, TimeUnit.SECONDS);
            return new SwitchResult(SwitchResult.Kind.SWITCHED, 0);
        } catch (final ExecutionException failed) {
            if (failed.getCause() instanceof RefusedException refused
                    && refused.refusal() == Refusal.VERSION_NOT_KNOWN) {
                return new SwitchResult(SwitchResult.Kind.NOT_KNOWN, (int) refused.detail());
            }
            LOG.warn("engine version {} is not in force", version, failed.getCause());
            return new SwitchResult(SwitchResult.Kind.REFUSED, 0);
        } catch (final TimeoutException late) {
            LOG.warn("engine version {}: no answer after {} s; it may come into force yet", version, PATIENCE_S);
            return new SwitchResult(SwitchResult.Kind.TOO_SLOW, 0);
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new SwitchResult(SwitchResult.Kind.TOO_SLOW, 0);
        }
    }
}
