package io.tocsin.bench;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How much dearer a command is when much is open: two engines in one process, one with few open alerts and clinicians and one with many, take turns with a batch of
 * the same commands. Two runs one after the other, as of {@link AlertCommandBenchmark}, tell the machine's moods for growth: where cores are shared, each may run at
 * half the speed of the other. Processor time of the thread counts, and of the batches the median ratio of neighbours.
 */
public final class CommandGrowth {
    private static final int PATIENTS = 100_000;
    private static final int BATCH = 512;
    private static final int FEW = 100;

    private final int patients;
    private final int batch;
    private final int open;
    private final int clinicians;
    private final int rounds;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /**
     * Measures.
     *
     * @param patients   of each site.
     * @param batch      commands.
     * @param open       alerts that are open in the larger engine.
     * @param clinicians who are connected to the larger engine.
     * @param rounds     of each command; the first third warms up.
     */
    CommandGrowth(final int patients, final int batch, final int open, final int clinicians, final int rounds) {
        this.patients = patients;
        this.batch = batch;
        this.open = open;
        this.clinicians = clinicians;
        this.rounds = rounds;
    }

    /**
     * Runs from the command line and prints to the console.
     *
     * @param args names of {@link AlertCommand}; none = all.
     */
    public static void main(final String[] args) {
        final List<AlertCommand> types = args.length == 0
                ? List.of(AlertCommand.values())
                : Arrays.stream(args).map(AlertCommand::valueOf).toList();
        new CommandGrowth(PATIENTS, BATCH, 100_000, 15_000, 1_500).run(types, System.out);
    }

    /** Measures and prints. */
    void run(final List<AlertCommand> types, final PrintStream out) {
        final AlertCycle small = new AlertCycle(patients, batch, Math.min(FEW, clinicians), Math.min(FEW, open));
        final AlertCycle large = new AlertCycle(patients, batch, clinicians, open);
        out.printf(
                Locale.ROOT,
                "%-22s %10s %10s %10s %10s %8s%n",
                "ns per command",
                "few: best",
                "median",
                "many: best",
                "median",
                "ratio");
        for (final AlertCommand type : types) {
            final double[] few = new double[rounds];
            final double[] many = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                few[round] = perCommandNs(type, small);
                many[round] = perCommandNs(type, large);
            }
            print(out, type, afterWarmUp(few), afterWarmUp(many));
        }
    }

    private double perCommandNs(final AlertCommand type, final AlertCycle cycle) {
        type.prepare(cycle);
        final long beforeNs = threads.getCurrentThreadCpuTime();
        cycle.play();
        final long takenNs = threads.getCurrentThreadCpuTime() - beforeNs;
        type.putBack(cycle);
        return (double) takenNs / batch;
    }

    private double[] afterWarmUp(final double[] ns) {
        return Arrays.copyOfRange(ns, rounds / 3, rounds);
    }

    private static void print(final PrintStream out, final AlertCommand type, final double[] few, final double[] many) {
        final double[] ratios = new double[few.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = many[i] / few[i];
        }
        Arrays.sort(few);
        Arrays.sort(many);
        Arrays.sort(ratios);
        final int middle = ratios.length / 2;
        out.printf(
                Locale.ROOT,
                "%-22s %10.0f %10.0f %10.0f %10.0f %8.2f%n",
                type,
                few[0],
                few[middle],
                many[0],
                many[middle],
                ratios[middle]);
    }
}
