package io.tocsin.replay.demo;

import io.tocsin.AlertRouter;
import io.tocsin.pipeline.Pipeline;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * One run: a router, a hospital around it, a while of work, and the reckoning. Six threads at most, whatever the hospital's size: the caller's, two of the router,
 * and one each for monitors, sources and people. All have ended when it returns.
 */
final class DemoRun {
    private static final long CONNECT_SECONDS = 30;
    private static final long GLANCE_MS = 200;
    private static final long DRAIN_GLANCE_MS = 20;

    private final DemoSettings settings;
    private final Progress progress;
    private final Hospital hospital = new Hospital();
    private final Faults faults = new Faults();
    private final Ledger ledger = new Ledger();

    /**
     * A run that has not begun.
     *
     * @param settings seed and length.
     * @param progress told on the caller's thread.
     */
    DemoRun(final DemoSettings settings, final Progress progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Runs it. Waits until it is over.
     *
     * @return what it has shown.
     * @throws InterruptedException if the caller is interrupted; everything is stopped then.
     * @throws DemoException        if the router does not answer.
     */
    DemoResult run() throws InterruptedException {
        final AlertRouter.Context context = new AlertRouter.Context()
                .site(hospital.site())
                .listener(ledger)
                .errorHandler(faults::add)
                .onFatal(faults::add);
        // Closed from the last to the first: who sends before who answers, the router last.
        try (AlertRouter router = AlertRouter.launch(context);
                Timetable people = new Timetable("demo-people", faults);
                Timetable sourcesThread = new Timetable("demo-sources", faults);
                Timetable monitors = new Timetable("demo-monitors", faults)) {
            final Wards wards = new Wards(settings, hospital, router, faults);
            final Sources sources = new Sources(router, sourcesThread, faults);
            final Staff staff = new Staff(settings, hospital, people, wards, faults);
            staff.connect(router).get(CONNECT_SECONDS, TimeUnit.SECONDS);

            final long beginNs = System.nanoTime();
            sources.start(EmergencyPlan.of(settings, hospital.patients()), beginNs);
            wards.start(monitors);
            work(router, beginNs);
            monitors.end();
            drain(router, () -> sources.isAnswered() && wards.isAnswered() && hasArrived(sources, staff));
            if (!sources.isAnswered()) {
                faults.add("not every raise was answered");
            }
            sourcesThread.end();
            people.end();

            final Snapshot snapshot = Snapshot.take(router, ledger);
            return result(wards, sources.declared(), staff, snapshot);
        } catch (final ExecutionException | TimeoutException failed) {
            throw new DemoException("the router does not answer: " + failed + "; " + faults.first(), failed);
        }
    }

    private void work(final AlertRouter router, final long beginNs) throws InterruptedException {
        final long endNs = beginNs + TimeUnit.SECONDS.toNanos(settings.seconds());
        long leftMs = TimeUnit.NANOSECONDS.toMillis(endNs - System.nanoTime());
        while (leftMs > 0 && router.state() != Pipeline.State.FAILED) {
            TimeUnit.MILLISECONDS.sleep(Math.min(GLANCE_MS, leftMs));
            progress.on(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beginNs), ledger.totals());
            leftMs = TimeUnit.NANOSECONDS.toMillis(endNs - System.nanoTime());
        }
    }

    /** Waits until everything sent has arrived, but no longer than it may take; people go on working. */
    private static void drain(final AlertRouter router, final BooleanSupplier done) throws InterruptedException {
        final long endNs = System.nanoTime() + DemoSettings.DRAIN.toNanos();
        while (!done.getAsBoolean() && System.nanoTime() < endNs && router.state() != Pipeline.State.FAILED) {
            TimeUnit.MILLISECONDS.sleep(DRAIN_GLANCE_MS);
        }
    }

    private boolean hasArrived(final Sources sources, final Staff staff) {
        final Reconciliation arrived = Reconciliation.of(sources.declared(), receipts(staff), hospital);
        return arrived.lost() == 0 && arrived.delivered() == ledger.totals().raised();
    }

    private DemoResult result(
            final Wards wards, final List<Declared> declared, final Staff staff, final Snapshot snapshot) {
        final Reconciliation arrived = Reconciliation.of(declared, receipts(staff), hospital);
        return new DemoResult(
                settings,
                staff.clinicians(),
                arrived,
                snapshot,
                ledger.stories(),
                staff.records().stream().mapToLong(ClientRecord::redeliveries).sum(),
                wards.dropped(),
                Verdict.of(declared, arrived, snapshot, ledger.stories(), faults));
    }

    private static List<Receipt> receipts(final Staff staff) {
        return staff.records().stream()
                .flatMap(record -> record.receipts().stream())
                .toList();
    }
}
