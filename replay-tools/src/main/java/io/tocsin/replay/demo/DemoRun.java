package io.tocsin.replay.demo;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * One run: a router on loopback with a journal on disk, a hospital in a process of its own whose clients reach it through sockets, a while of work, and the
 * reckoning. The router, the process and the folder are gone when it returns, unless the folder is to be kept.
 */
final class DemoRun {
    private static final long GLANCE_MS = 200;
    private static final long DRAIN_GLANCE_MS = 20;

    private final DemoSettings settings;
    private final Progress progress;
    private final Predicate<Note> heard;
    private final Duration drain;
    private final Faults faults = new Faults();
    private final Ledger ledger = new Ledger();

    /**
     * A run that has not begun.
     *
     * @param settings what is asked for.
     * @param progress told on the caller's thread.
     */
    DemoRun(final DemoSettings settings, final Progress progress) {
        this(settings, progress, note -> true, DemoSettings.DRAIN);
    }

    /**
     * A run that has not begun, for tests.
     *
     * @param settings what is asked for.
     * @param progress told on the caller's thread.
     * @param heard    which notes of the hospital's process arrive.
     * @param drain    how long what was sent may take to arrive.
     */
    DemoRun(final DemoSettings settings, final Progress progress, final Predicate<Note> heard, final Duration drain) {
        this.settings = settings;
        this.progress = progress;
        this.heard = heard;
        this.drain = drain;
    }

    /**
     * Runs it. Waits until it is over.
     *
     * @param population who lies in the beds.
     * @return what it has shown.
     * @throws InterruptedException if the caller is interrupted; everything is stopped then.
     * @throws DemoException        if router or hospital cannot be started, or do not answer.
     */
    DemoResult run(final Population population) throws InterruptedException {
        final Hospital hospital = new Hospital(population::occupants);
        final List<Emergency> plan = EmergencyPlan.of(settings, hospital.patients(), population.isKnownToSources());
        final Records records = new Records(plan, faults, heard);
        try (Scratch scratch = Scratch.make(settings.keep());
                RouterSide router = RouterSide.launch(hospital.site(), scratch.journal(), ledger, faults);
                HospitalProcess process =
                        HospitalProcess.start(router.webSocket(), settings, records, scratch.complaints())) {
            process.awaitConnected();
            process.order(HospitalMain.BEGIN);
            work(router, process);
            process.order(HospitalMain.HUSH);
            drain(router, process, () -> records.isAnswered() && hasArrived(records, hospital));
            process.order(HospitalMain.STOP);
            if (!records.isAnswered()) {
                faults.add("not everything that was sent was answered: " + records.standing());
            }
            return result(population, hospital, records, Snapshot.take(router.router(), ledger));
        } catch (final ExecutionException | TimeoutException failed) {
            throw new DemoException("the router does not answer: " + failed + "; " + faults.first(), failed);
        }
    }

    private void work(final RouterSide router, final HospitalProcess process) throws InterruptedException {
        final long beginNs = System.nanoTime();
        final long endNs = beginNs + TimeUnit.SECONDS.toNanos(settings.seconds());
        long leftMs = TimeUnit.NANOSECONDS.toMillis(endNs - System.nanoTime());
        while (leftMs > 0 && router.isRunning() && process.isAlive()) {
            TimeUnit.MILLISECONDS.sleep(Math.min(GLANCE_MS, leftMs));
            progress.on(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beginNs), ledger.totals());
            leftMs = TimeUnit.NANOSECONDS.toMillis(endNs - System.nanoTime());
        }
    }

    /** Waits until everything sent has arrived, but no longer than it may take; people go on working. */
    private void drain(final RouterSide router, final HospitalProcess process, final BooleanSupplier done)
            throws InterruptedException {
        final long endNs = System.nanoTime() + drain.toNanos();
        while (!done.getAsBoolean() && System.nanoTime() < endNs && router.isRunning() && process.isAlive()) {
            TimeUnit.MILLISECONDS.sleep(DRAIN_GLANCE_MS);
        }
    }

    private boolean hasArrived(final Records records, final Hospital hospital) {
        final Reconciliation arrived = Reconciliation.of(records.declared(), records.receipts(), hospital);
        return arrived.lost() == 0 && arrived.delivered() == ledger.totals().raised();
    }

    private DemoResult result(
            final Population population, final Hospital hospital, final Records records, final Snapshot snapshot) {
        final List<Declared> declared = records.declared();
        final Reconciliation arrived = Reconciliation.of(declared, records.receipts(), hospital);
        return new DemoResult(
                settings,
                population.describe(),
                arrived,
                snapshot,
                ledger.stories(),
                records.standing(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Verdict.of(declared, arrived, snapshot, ledger.stories(), faults));
    }
}
