package io.tocsin.bench.load;

import io.tocsin.AlertRouter;
import io.tocsin.Policy;
import io.tocsin.RouterEvent;
import io.tocsin.RouterListener;
import io.tocsin.ServiceLevel;
import io.tocsin.Site;
import io.tocsin.bench.report.LatencyWindows;
import io.tocsin.codecs.sbe.Acuity;
import io.tocsin.codecs.sbe.CalibrationStatus;
import io.tocsin.codecs.sbe.CancelAlertEncoder;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.EnvelopeEncoder;
import io.tocsin.codecs.sbe.Level;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.VitalsBatchEncoder;
import io.tocsin.codecs.text.RaiseContent;
import io.tocsin.codecs.text.TextLimit;
import io.tocsin.pipeline.AdmissionClass;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Critical raises at a steady rate into a router of this process, alone and then under a flood of readings of class LOW from a thread of its own. Latency is from the
 * instant at which the raise was to be sent to its offer on the delivery thread. How many commands stand before a critical one is an upper bound of the truth:
 * places taken up to it, minus commands that the engine had carried out before it was published.
 */
final class FloodRun implements RouterListener {
    /** The class of the flood. */
    static final AdmissionClass FLOOD = AdmissionClass.LOW;

    private static final int RING = 8_192;
    private static final int BURST = 64;
    private static final long WINDOW_NS = 1_000_000_000L;
    private static final long PAUSE_NS = 50_000L;
    private static final String DESK = "desk";
    private static final Duration STEP = Policy.seconds(60);
    private static final long SOURCE = 77;

    private final MessageHeaderEncoder deliveryHeader = new MessageHeaderEncoder();
    private final CancelAlertEncoder cancel = new CancelAlertEncoder();
    private final UnsafeBuffer over = new UnsafeBuffer(new byte[256]);
    private final UnsafeBuffer critical = new UnsafeBuffer(new byte[1_024]);
    private final AtomicLong flooded = new AtomicLong();
    private final AtomicLong floodRefused = new AtomicLong();
    private final AtomicLong told = new AtomicLong();
    private final int perSecond;
    private final int ratio;
    private final long[] intendedNs;
    private LatencyWindows windows = new LatencyWindows();
    private volatile @Nullable AlertRouter router;
    private long beginNs;
    private long firstAlertId = Long.MAX_VALUE;
    private int sent;

    /**
     * What one of the two runs found.
     *
     * @param windows     latencies, a second each.
     * @param sent        critical raises.
     * @param told        offers that came.
     * @param refused     critical raises that found no room.
     * @param before      most commands that stood before a critical one.
     * @param flooded     readings that were taken.
     * @param floodTried  readings that were sent.
     */
    record Result(
            LatencyWindows windows, long sent, long told, long refused, long before, long flooded, long floodTried) {}

    FloodRun(final int perSecond, final int ratio, final int seconds) {
        this.perSecond = perSecond;
        this.ratio = ratio;
        intendedNs = new long[perSecond * seconds];
    }

    /** Most places that a ring lets the flood take. */
    static int ringBound() {
        return RING - FLOOD.reserve(RING);
    }

    Result run(final boolean isFlooded) throws InterruptedException {
        windows = new LatencyWindows();
        flooded.set(0);
        floodRefused.set(0);
        told.set(0);
        firstAlertId = Long.MAX_VALUE;
        sent = 0;
        final Site site = Site.named("flood")
                .desk(DESK)
                .policy(Policy.named("all").failSafe(DESK, STEP))
                .serviceLevel(ServiceLevel.standard())
                .interfaceSource(SOURCE)
                .build();
        try (AlertRouter running = AlertRouter.launch(
                new AlertRouter.Context().site(site).ringCapacity(RING).listener(this))) {
            router = running;
            beginNs = System.nanoTime();
            final Thread flood = new Thread(this::flood, "bench-flood");
            flood.setDaemon(true);
            if (isFlooded) {
                flood.start();
            }
            long refused = 0;
            long before = 0;
            final Pacer pacer = new Pacer(perSecond);
            for (int i = 0; i < intendedNs.length; i++) {
                intendedNs[i] = beginNs + pacer.offsetNs(i);
                while (intendedNs[i] - System.nanoTime() > 0) {
                    LockSupport.parkNanos(intendedNs[i] - System.nanoTime());
                }
                final int length = encode(i);
                final long carriedOut = running.pipelineCounters().engineCommandSeq();
                sent = i + 1;
                final long ticket = running.offer(critical, 0, length);
                if (ticket > 0) {
                    before = Math.max(before, ticket - 1 - carriedOut);
                } else {
                    refused++;
                }
            }
            flood.interrupt();
            flood.join();
            final long deadlineNs = System.nanoTime() + 10 * WINDOW_NS;
            while (told.get() < intendedNs.length - refused && System.nanoTime() - deadlineNs < 0) {
                Thread.sleep(10);
            }
            return new Result(
                    windows, sent, told.get(), refused, before, flooded.get(), flooded.get() + floodRefused.get());
        }
    }

    @Override
    public void onEvent(final RouterEvent event) {
        if (event instanceof RouterEvent.AlertRaised raised) {
            firstAlertId = Math.min(firstAlertId, raised.alertId());
        } else if (event instanceof RouterEvent.OutputDispatched output
                && output.kind() == OutputKind.OFFER
                && !output.redelivery()) {
            // Ids are dense, and critical raises are the only ones: the id is the number.
            final int number = (int) (output.alertId() - firstAlertId);
            if (number < intendedNs.length && output.step() == 0) {
                final long nowNs = System.nanoTime();
                windows.record((int) ((intendedNs[number] - beginNs) / WINDOW_NS), nowNs - intendedNs[number]);
                told.incrementAndGet();
                forget(output.alertId());
            }
        }
    }

    /** So that the router holds as many alerts at the end as at the beginning. If there is no room now the alert stays: the table is large enough. */
    private void forget(final long alertId) {
        cancel.wrapAndApplyHeader(over, 0, deliveryHeader);
        envelope(cancel.envelope(), SOURCE, 0);
        cancel.alertId(alertId).alertKey("");
        router().offer(over, 0, cancel.limit());
    }

    private void flood() {
        final UnsafeBuffer reading = new UnsafeBuffer(new byte[1_024]);
        final int length = reading(reading);
        long next = System.nanoTime();
        final long burstNs = BURST * WINDOW_NS / ((long) perSecond * ratio);
        while (!Thread.currentThread().isInterrupted()) {
            for (int i = 0; i < BURST; i++) {
                if (router().offer(reading, 0, length) > 0) {
                    flooded.lazySet(flooded.get() + 1);
                } else {
                    floodRefused.lazySet(floodRefused.get() + 1);
                }
            }
            next += burstNs;
            final long aheadNs = next - System.nanoTime();
            if (aheadNs > PAUSE_NS) {
                LockSupport.parkNanos(aheadNs);
            }
        }
    }

    private int encode(final int number) {
        final int length = new RaiseContent("k" + number)
                .type(EmergencyType.CARDIAC_ARREST)
                .severity(Severity.CRITICAL)
                .text(TextLimit.DESCRIPTION, "SYNTHETIC: no pulse")
                .encode(critical, 0);
        envelope(new EnvelopeEncoder().wrap(critical, MessageHeaderEncoder.ENCODED_LENGTH), SOURCE, number + 1L);
        return length;
    }

    private static int reading(final UnsafeBuffer buffer) {
        final VitalsBatchEncoder batch =
                new VitalsBatchEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        envelope(batch.envelope(), SOURCE + 1, 0);
        batch.deviceSequence(0)
                .acuity(Acuity.CHRONIC)
                .measuredNs(0)
                .status(0)
                .statusOf(0)
                .batteryPercent(VitalsBatchEncoder.batteryPercentNullValue())
                .accuracy(VitalsBatchEncoder.accuracyNullValue())
                .accuracyOf(0)
                .calibration(CalibrationStatus.NULL_VAL);
        batch.readingsCount(1).next().value(70_00).parameter(Parameter.HEART_RATE);
        batch.patientId("").bedId("").deviceId("scale");
        return batch.limit();
    }

    private static void envelope(final EnvelopeEncoder envelope, final long source, final long commandId) {
        envelope.sourceId(source)
                .commandId(commandId)
                .claimedNs(0)
                .receivedNs(0)
                .actorSession(0)
                .correlation(0)
                .facility(0)
                .replyGateway(0)
                .keyId(0)
                .flags(0)
                .purpose(Purpose.PRODUCTION)
                .askedLevel(Level.MEMORY);
    }

    private AlertRouter router() {
        final AlertRouter running = router;
        if (running == null) {
            throw new IllegalStateException("no run is under way");
        }
        return running;
    }
}
