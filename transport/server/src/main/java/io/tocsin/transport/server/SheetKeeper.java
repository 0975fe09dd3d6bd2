package io.tocsin.transport.server;

import io.tocsin.AlertRouter;
import io.tocsin.transport.directory.ReadModels;
import io.tocsin.transport.server.sheet.SheetFolder;
import io.tocsin.transport.server.sheet.SheetMaker;
import io.tocsin.transport.server.sheet.SheetSettings;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a downtime sheet made as soon as the router is ready, every so often from then on, and when somebody asks for one in its folder. None while the router is not ready,
 * as a node without a leader: it would say of old things that they are new, and the last one says how old it is. One thread of its own.
 */
final class SheetKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SheetKeeper.class);
    private static final long LOOK_MS = 500;
    private static final long NEVER = -1;

    private final SheetFolder folder;
    private final SheetMaker maker;
    private final BooleanSupplier isReady;
    private final long everyNs;
    private final long beginNs = System.nanoTime();
    private final AtomicLong failures = new AtomicLong();
    private final Repeating repeating;
    private volatile long madeNs = NEVER;
    private long triedNs = NEVER;

    private SheetKeeper(final SheetSettings settings, final SheetMaker maker, final BooleanSupplier isReady) {
        this.maker = maker;
        this.isReady = isReady;
        folder = new SheetFolder(settings.folder());
        everyNs = settings.every().toNanos();
        repeating = new Repeating("tocsin-downtime-sheet", LOOK_MS, this::look);
    }

    /** Begins; {@code null} if nobody wants sheets. */
    static @Nullable SheetKeeper of(
            final ServerConfig config,
            final AlertRouter router,
            final @Nullable ReadModels models,
            final BooleanSupplier isReady) {
        final SheetSettings settings = config.sheet();
        return settings == null
                ? null
                : new SheetKeeper(
                        settings, new SheetMaker(settings, config.site(), config.name(), router, models), isReady);
    }

    /** Since the last one was made, or since the start if none was, s. Any thread. */
    long ageS() {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - (madeNs == NEVER ? beginNs : madeNs));
    }

    /** Sheets that could not be written. Any thread. */
    long failures() {
        return failures.get();
    }

    @Override
    public void close() {
        repeating.close();
    }

    private void look() {
        if (!isReady.getAsBoolean()) {
            return;
        }
        final long nowNs = System.nanoTime();
        final boolean isAsked = folder.takeAsked();
        if (!isAsked && triedNs != NEVER && nowNs - triedNs < everyNs) {
            return;
        }
        // One that cannot be written is tried again soon: a disk that was full may have room.
        triedNs = nowNs - everyNs + Math.min(everyNs, TimeUnit.MINUTES.toNanos(1));
        try {
            maker.make();
        } catch (final RuntimeException failed) {
            failures.incrementAndGet();
            throw failed;
        }
        triedNs = nowNs;
        if (madeNs == NEVER) {
            LOG.info("the first downtime sheet is made: ./tocsin downtime-sheet prints it");
        }
        madeNs = nowNs;
    }
}
