package io.tocsin.bench.load;

import io.tocsin.bench.process.ParentWatch;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The process of the clients: all sources and clinicians, so that one clock tells when a raise was to be sent and when it had arrived. Sends to the router and to its
 * bare counterpart in turn and leaves what it saw in files.
 */
final class LoadClients {
    /** Begins a line for people. */
    static final String PROGRESS = "PROGRESS ";

    /** The last line. */
    static final String DONE = "DONE";

    /** The file in its folder that says what to send. */
    static final String SETTINGS = "settings.properties";

    /** What nobody may wait longer for. */
    static final long LIMIT_NS = TimeUnit.SECONDS.toNanos(2);

    private static final long LEAD_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long POLL_MS = 20;

    private final LoadSettings settings;

    private LoadClients(final LoadSettings settings) {
        this.settings = settings;
    }

    /**
     * Runs.
     *
     * @param args the folder with {@link #SETTINGS}, for the results as well; the router's URL; the relay's port, 0 = there is none.
     * @throws IOException          if a file cannot be read or written.
     * @throws InterruptedException if the main thread is interrupted.
     */
    public static void main(final String[] args) throws IOException, InterruptedException {
        ParentWatch.start();
        final Path folder = Path.of(args[0]);
        final LoadSettings settings = LoadSettings.readFrom(folder.resolve(SETTINGS));
        final int rawPort = Integer.parseInt(args[2]);
        try (RouterTarget router = RouterTarget.connect(URI.create(args[1]), settings)) {
            if (rawPort == 0) {
                new LoadClients(settings).run(router, folder);
            } else {
                try (BareTarget raw = new BareTarget(
                        rawPort, settings.sources(), settings.clinicians(), RouterTarget.aRaise(settings))) {
                    new LoadClients(settings).run(router, raw, folder);
                }
            }
        }
        System.out.println(DONE);
    }

    private void run(final Target router, final Path folder) throws IOException, InterruptedException {
        final Measurement warm = Measurement.empty().plusWarmUp(send(router, settings.warmUp()).ledger);
        measured(router, settings.seconds(), warm).writeTo(folder, router.name());
    }

    private void run(final Target router, final Target raw, final Path folder)
            throws IOException, InterruptedException {
        raw.pause(false);
        Measurement ofRaw = Measurement.empty().plusWarmUp(send(raw, (settings.warmUp() + 1) / 2).ledger);
        raw.pause(true);
        Measurement ofRouter = Measurement.empty().plusWarmUp(send(router, settings.warmUp()).ledger);
        for (int round = 0; round < settings.rounds(); round++) {
            // One goes first and then the other: nobody always runs after the same other one.
            if (round % 2 == 0) {
                ofRaw = awake(raw, ofRaw);
            }
            ofRouter = measured(router, settings.seconds() / settings.rounds(), ofRouter);
            if (round % 2 == 1) {
                ofRaw = awake(raw, ofRaw);
            }
        }
        ofRouter.writeTo(folder, router.name());
        ofRaw.writeTo(folder, raw.name());
    }

    private Measurement awake(final Target raw, final Measurement before) throws InterruptedException {
        raw.pause(false);
        final Measurement after = measured(raw, settings.rawSeconds(), before);
        raw.pause(true);
        return after;
    }

    private Measurement measured(final Target target, final int seconds, final Measurement before)
            throws InterruptedException {
        final Sent sent = send(target, seconds);
        final Measurement after = before.plus(sent.ledger, sent.beginNs, LIMIT_NS);
        System.out.printf("%s%s: %,d raises%n", PROGRESS, target.name(), sent.ledger.size());
        return after;
    }

    private Sent send(final Target target, final int seconds) throws InterruptedException {
        final Ledger ledger = new Ledger(settings.perSecond() * seconds);
        target.listener(ledger);
        final long beginNs = System.nanoTime() + LEAD_NS;
        new Pacer(settings.perSecond()).run(ledger.size(), beginNs, (number, intendedNs) -> {
            ledger.sent(number, intendedNs);
            target.raise(number);
        });
        final long deadlineNs = System.nanoTime() + settings.plant().drain().toNanos();
        while ((ledger.settled() < ledger.size() || !target.isQuiet()) && System.nanoTime() - deadlineNs < 0) {
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
        return new Sent(ledger, beginNs);
    }

    private record Sent(Ledger ledger, long beginNs) {}
}
