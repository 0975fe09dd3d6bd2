package io.tocsin.replay.evaluate;

import io.tocsin.AlertRouter;
import io.tocsin.OfferListener;
import io.tocsin.RecipientSession;
import io.tocsin.RefusedException;
import io.tocsin.RouterListener;
import io.tocsin.Site;
import io.tocsin.engine.AlertEngine;
import io.tocsin.engine.EngineLimits;
import io.tocsin.journal.InMemoryJournal;
import io.tocsin.pipeline.GenesisMessage;
import io.tocsin.pipeline.JournalReplay;
import io.tocsin.pipeline.Pipeline;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * A whole router, ring and engine included, on a clock that a data set turns: from deadline to deadline, so that each fires at its instant. Identity and start are
 * always the same, so the same input gives the same events. One thread; what the router refuses, or a listener throws, fails the run.
 */
public final class RouterRun implements AutoCloseable {
    private static final long EPOCH_HIGH = 0x746f_6373_696eL;
    private static final long EPOCH_LOW = 0x726f_7574_6572L;
    private static final int MAX_CYCLES = 10_000_000;
    private static final int SPARE = 256;
    private static final int MAX_RULES = 63;
    private static final int MAX_UNRECEIVED = 1_024;
    private static final int BYTES_PER_PATIENT = 256;

    private final VirtualClock clock = new VirtualClock();
    private final InMemoryJournal journal = new InMemoryJournal();
    private final KeptEvents events;
    private final Queue<Throwable> failures = new ArrayDeque<>();
    private final long beganNs = System.nanoTime();
    private final AlertRouter router;
    private @Nullable EvaluationResult result;

    /**
     * Starts a router.
     *
     * @param site     to run.
     * @param limits   it must fit, {@link #limits}.
     * @param listener hears every event.
     * @throws EvaluationException if it does not.
     */
    public RouterRun(final Site site, final EngineLimits limits, final RouterListener listener) {
        final UnsafeBuffer genesis = new UnsafeBuffer(new byte[GenesisMessage.LENGTH]);
        GenesisMessage.encode(limits, EPOCH_HIGH, EPOCH_LOW, genesis, 0);
        // A router goes on with the identity that its journal begins with; otherwise it would take a random one.
        journal.append(clock.nanoTime(), genesis, 0, GenesisMessage.LENGTH);
        events = new KeptEvents();
        try {
            router = AlertRouter.launch(new AlertRouter.Context()
                    .site(site)
                    .limits(limits)
                    .journal(journal)
                    .eventLog(events)
                    .clock(clock)
                    .threading(Pipeline.Threading.MANUAL)
                    .listener(listener)
                    .errorHandler(failures::add)
                    .onFatal(failures::add));
        } catch (final RefusedException tooLarge) {
            throw new EvaluationException("the input is too large for one router: " + tooLarge.getMessage(), tooLarge);
        }
    }

    /**
     * Room for a data set and not much more, so that a small one is ready at once.
     *
     * @param patients who are named.
     * @param alerts   that may be open at once.
     * @return limits.
     * @throws EvaluationException if that is too much for one router.
     */
    public static EngineLimits limits(final int patients, final int alerts) {
        try {
            return EngineLimits.small().toBuilder()
                    .maxSubjects(patients + SPARE)
                    .maxAlerts(alerts + alerts / 8 + SPARE)
                    .maxOffers(2 * alerts + SPARE)
                    .maxOutboxEntries(2 * alerts + SPARE)
                    .maxDeliveries(4 * alerts + SPARE)
                    .maxRules(MAX_RULES)
                    .maxLimitWatches(2 * alerts)
                    .laneBound(MAX_UNRECEIVED)
                    .configBytes(BYTES_PER_PATIENT * (patients + SPARE))
                    .build();
        } catch (final IllegalArgumentException tooLarge) {
            throw new EvaluationException("the input is too large for one router: " + tooLarge.getMessage(), tooLarge);
        }
    }

    /** The router; what it is told is carried out by {@link #settle} and {@link #moveTo}. */
    public AlertRouter router() {
        return router;
    }

    /**
     * Connects somebody, who is told from now on.
     *
     * @param personId of the site.
     * @param listener told of offers.
     * @return the session.
     */
    public RecipientSession connect(final String personId, final OfferListener listener) {
        final RecipientSession session = router.connect(personId, listener);
        expect(session.opened());
        settle();
        return session;
    }

    /** Whatever was asked must be granted. */
    public void expect(final CompletableFuture<?> answer) {
        answer.whenComplete((granted, refused) -> {
            if (refused != null) {
                failures.add(refused);
            }
        });
    }

    /**
     * The instant by the router's clock, as events tell it.
     *
     * @param sinceStartNs ns since the start of the run.
     * @return epoch ns.
     */
    public static long instantNs(final long sinceStartNs) {
        return VirtualClock.instantOfNs(0) + sinceStartNs;
    }

    /** Instant of the run, ns since its start. */
    public long nowNs() {
        return clock.nanoTime() - instantNs(0);
    }

    /**
     * Lets time pass.
     *
     * @param sinceStartNs where to; an earlier instant than now changes nothing.
     * @throws EvaluationException if something was refused or failed.
     */
    public void moveTo(final long sinceStartNs) {
        final long targetNs = instantNs(sinceStartNs);
        settle();
        for (long dueNs = router.nextDeadlineNs(); dueNs <= targetNs; dueNs = router.nextDeadlineNs()) {
            clock.moveTo(dueNs);
            settle();
        }
        clock.moveTo(targetNs);
    }

    /**
     * Has everything carried out that can be without time passing.
     *
     * @throws EvaluationException if something was refused or failed.
     */
    public void settle() {
        int idle = 0;
        for (int cycle = 0; idle < 2; cycle++) {
            if (cycle == MAX_CYCLES) {
                throw new EvaluationException("the router finds no rest at " + nowNs() + " ns");
            }
            // What a listener answers in one cycle is found by the next.
            idle = router.doWork() == 0 ? idle + 1 : 0;
        }
        final Throwable failure = failures.poll();
        if (failure != null) {
            throw new EvaluationException("after " + nowNs() + " ns: " + failure, failure);
        }
    }

    /**
     * Ends the only run of a request, as {@link #finish(EvaluateRequest, String)}.
     *
     * @param request that led to it.
     */
    public void finish(final EvaluateRequest request) {
        finish(request, "");
    }

    /**
     * Ends the run: stops the router, carries out its journal once more in a bare engine, which must say the same, and keeps it if that was asked for.
     *
     * @param request that led to it.
     * @param name    of its folder, if there are several runs of the request; else empty.
     * @throws EvaluationException if the bare engine says something else, or the run cannot be kept.
     */
    public void finish(final EvaluateRequest request, final String name) {
        settle();
        final long elapsedNs = System.nanoTime() - beganNs;
        router.close();
        final EventComparison comparison = new EventComparison(events.log());
        final AlertEngine engine = new AlertEngine(comparison);
        JournalReplay.into(journal, engine);
        final String difference = comparison.finish();
        if (difference != null) {
            throw new EvaluationException("the run differs from its replay: " + difference);
        }
        result = new EvaluationResult(
                new Findings(0),
                engine.stateDigest(),
                engine.eventHash(),
                engine.commandSeq(),
                engine.eventSeq(),
                elapsedNs);
        request.keep(journal, events.log(), result, name);
    }

    /**
     * What identifies a run.
     *
     * @param eventHash over everything that was said.
     * @param commands  that were carried out.
     * @param events    that were said.
     */
    public record Figures(long eventHash, long commands, long events) {}

    /**
     * What identifies the run, the same in every one of the same input. After {@link #finish}.
     *
     * @return without speeds.
     */
    public Figures figures() {
        final EvaluationResult finished = finished();
        return new Figures(finished.eventHash(), finished.commands(), finished.events());
    }

    /**
     * Writes what identifies the run and how fast it was: {@code stateDigest, eventHash, commands, events, commandsPerSecond}. After {@link #finish}.
     *
     * @param json inside an object.
     */
    public void writeFigures(final JsonGenerator json) {
        final EvaluationResult finished = finished();
        json.writeStringProperty("stateDigest", JsonReport.hex(finished.stateDigest()));
        json.writeStringProperty("eventHash", JsonReport.hex(finished.eventHash()));
        json.writeNumberProperty("commands", finished.commands());
        json.writeNumberProperty("events", finished.events());
        json.writeNumberProperty("commandsPerSecond", finished.commandsPerSecond());
    }

    private EvaluationResult finished() {
        if (result == null) {
            throw new IllegalStateException("the run has not finished");
        }
        return result;
    }

    @Override
    public void close() {
        router.close();
    }
}
