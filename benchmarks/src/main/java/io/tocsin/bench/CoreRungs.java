package io.tocsin.bench;

import io.tocsin.bench.report.Figure;
import io.tocsin.bench.report.Machine;
import io.tocsin.bench.report.Numbers;
import java.util.List;
import java.util.Locale;

/**
 * The two lowest rungs: readings through a bare engine beside the memory that they must touch, and through ring and engine beside a stock Disruptor with the same
 * engine behind it. All take turns in windows, so that a noisy neighbour disturbs all alike; the medians count.
 */
final class CoreRungs {
    private static final int WARM_UP_WINDOWS = 2;
    private static final double NS_PER_SECOND = 1e9;

    private final int windows;
    private final long windowNs;
    private final int patients;

    /**
     * Rungs that are not measured yet.
     *
     * @param windows  of each contender that count.
     * @param windowNs how long each lasts.
     * @param patients of the site, at most 100,000.
     */
    CoreRungs(final int windows, final long windowNs, final int patients) {
        this.windows = windows;
        this.windowNs = windowNs;
        this.patients = patients;
    }

    /** Measures. */
    List<Figure> measure() {
        final int[] visits = Hospital.visits(patients);
        final List<Contender> contenders = List.of(
                new Contenders.BareEngine(visits),
                new Memory(patients),
                new Contenders.Piped(visits),
                new Contenders.DisruptorAndEngine(visits).started());
        try {
            final double[][] perCommandNs = alternate(contenders);
            final String conditions = String.format(
                    Locale.ROOT,
                    "%s; one reading of one of %,d patients, no journal, medians of %d windows of %.1f s in turn",
                    Machine.line(),
                    patients,
                    windows,
                    windowNs / NS_PER_SECOND);
            return List.of(
                    figure(
                            "engine-readings",
                            perCommandNs[0],
                            perCommandNs[1],
                            conditions + "; raw: its memory touched"),
                    figure(
                            "ring-engine-readings",
                            perCommandNs[2],
                            perCommandNs[3],
                            conditions + "; raw: a stock Disruptor, the same engine behind it"));
        } finally {
            contenders.forEach(Contender::close);
        }
    }

    private double[][] alternate(final List<Contender> contenders) {
        final double[][] perCommandNs = new double[contenders.size()][windows];
        contenders.forEach(contender -> contender.awake(false));
        for (int round = -WARM_UP_WINDOWS; round < windows; round++) {
            for (int i = 0; i < contenders.size(); i++) {
                // Forwards and backwards in turn: nobody always runs after the same other one.
                final int which = (round & 1) == 0 ? i : contenders.size() - 1 - i;
                final double measuredNs = contenders.get(which).window(windowNs);
                if (round >= 0) {
                    perCommandNs[which][round] = measuredNs;
                }
            }
        }
        return perCommandNs;
    }

    private static Figure figure(
            final String name, final double[] oursNs, final double[] rawNs, final String conditions) {
        return new Figure(
                name,
                NS_PER_SECOND / Numbers.median(oursNs),
                "readings/s",
                NS_PER_SECOND / Numbers.median(rawNs),
                conditions);
    }

    /** The least that a table of so many patients must touch for a reading, each once the one before has come. */
    private static final class Memory extends Contender {
        private final ReadingBenchmark.Lines lines = new ReadingBenchmark.Lines();
        private long touched;

        @SuppressWarnings("UnusedVariable") // Written so that the reading is not optimised away.
        private long last;

        Memory(final int patients) {
            super("memory");
            lines.patients = patients;
            lines.start();
        }

        @Override
        void next() {
            last = lines.nextOneByOne();
            touched++;
        }

        @Override
        long passed() {
            return touched;
        }

        @Override
        void drain() {}

        @Override
        void awake(final boolean isAwake) {}

        @Override
        public void close() {}
    }
}
