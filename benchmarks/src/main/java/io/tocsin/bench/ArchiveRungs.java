package io.tocsin.bench;

import io.tocsin.bench.report.Figure;
import io.tocsin.bench.report.Machine;
import io.tocsin.bench.report.Numbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The rung of the journal: a pipeline that records commands and events with Aeron Archive at level OS, beside two bare recorded publications of the same bytes. Both
 * take turns; the medians count.
 */
final class ArchiveRungs {
    private static final int WARM_UP_ROUNDS = 2;
    private static final double NS_PER_SECOND = 1e9;

    private final int rounds;
    private final long roundNs;
    private final int patients;
    private final Path folder;

    /**
     * Rungs that are not measured yet.
     *
     * @param rounds   of each contender that count.
     * @param roundNs  how long each lasts, the waiting for the record apart.
     * @param patients of the site, at most 100,000.
     * @param folder   for the recordings; exists, on a disk.
     */
    ArchiveRungs(final int rounds, final long roundNs, final int patients, final Path folder) {
        this.rounds = rounds;
        this.roundNs = roundNs;
        this.patients = patients;
        this.folder = folder;
    }

    /** Measures all three loads. */
    List<Figure> measure() throws IOException {
        final int[] visits = Hospital.visits(patients);
        final List<Figure> figures = new ArrayList<>();
        figures.add(measure(ArchiveLoad.readings(visits), ArchiveLoad.readings(visits), visits));
        figures.add(measure(ArchiveLoad.raises(visits), ArchiveLoad.raises(visits), visits));
        figures.add(measure(ArchiveLoad.batches(visits), ArchiveLoad.batches(visits), visits));
        return figures;
    }

    private Figure measure(final ArchiveLoad load, final ArchiveLoad tapped, final int[] visits) throws IOException {
        final SameBytes same = SameBytes.of(tapped, visits);
        final Path own = Files.createDirectory(folder.resolve(load.name()));
        final double[] oursNs = new double[rounds];
        final double[] rawNs = new double[rounds];
        try (ArchiveContender raw = new ArchiveContender.Raw(same, Files.createDirectory(own.resolve("raw")))) {
            raw.gate.open(false);
            try (ArchiveContender ours = new ArchiveContender.Piped(load, visits, own.resolve("ours"))) {
                ours.gate.open(false);
                for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
                    // One goes first and then the other: nobody always runs after the same other one.
                    final boolean isOursFirst = (round & 1) == 0;
                    final double firstNs = (isOursFirst ? ours : raw).round(roundNs, load.most());
                    final double secondNs = (isOursFirst ? raw : ours).round(roundNs, load.most());
                    if (round >= 0) {
                        oursNs[round] = isOursFirst ? firstNs : secondNs;
                        rawNs[round] = isOursFirst ? secondNs : firstNs;
                    }
                }
            }
        }
        return new Figure(
                load.name(),
                load.perCommand() * NS_PER_SECOND / Numbers.median(oursNs),
                load.unit(),
                load.perCommand() * NS_PER_SECOND / Numbers.median(rawNs),
                String.format(
                        Locale.ROOT,
                        "%s; level OS on %s, %,d patients, medians of %d rounds of at most %.1f s in turn, each until all is"
                                + " recorded; raw: two bare recorded publications of the same bytes of commands and events",
                        Machine.line(),
                        Machine.fileSystem(folder),
                        patients,
                        rounds,
                        roundNs / NS_PER_SECOND));
    }
}
