package io.tocsin.replay.simulate;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin simulate}: runs of faults, checked step by step, and healed in the end. */
@Command(
        name = "simulate",
        description =
                "Plays a hospital's worst year to the engine, checks every step, and sees every alert to its end.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "One seed is one run, the same wherever it is played. A failure names its seed and its step, and is the",
            "failure of the shorter run that ends there.",
            "",
            "Exit code: 0 clean; 1 something failed; 2 the arguments cannot be used."
        })
public final class SimulateCommand implements Callable<Integer> {
    private static final double NS_PER_SECOND = 1e9;
    private static final int REPORT_EVERY = 100;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"--seed", "--from"},
            paramLabel = "N",
            description = "The first seed; 1 if nothing is said.")
    private long seed = 1;

    @Option(names = "--steps", paramLabel = "M", description = "Steps of each run; 10,000 if nothing is said.")
    private long steps = 10_000;

    @Option(names = "--seeds", paramLabel = "K", description = "How many seeds from there on; 1 if nothing is said.")
    private int seeds = 1;

    @Option(
            names = "--threads",
            paramLabel = "T",
            description = "Runs at the same time; as many as processors if nothing is said.")
    private int threads = Runtime.getRuntime().availableProcessors();

    /** For picocli. */
    public SimulateCommand() {}

    /** What a run came to. */
    private record Outcome(@Nullable String failure, String summary) {}

    @Override
    public Integer call() throws InterruptedException {
        if (spec == null) {
            throw new IllegalStateException("started without its command line");
        }
        if (steps < 1 || seeds < 1 || threads < 1) {
            final PrintWriter err = spec.commandLine().getErr();
            err.println(spec.qualifiedName() + ": --steps, --seeds and --threads are at least 1");
            err.flush();
            return 2;
        }
        final PrintWriter out = spec.commandLine().getOut();
        final long startNs = System.nanoTime();
        final int failed = runAll(out);
        out.println(String.format(
                Locale.ROOT,
                "%,d seeds of %,d steps: %s, in %.1f s",
                seeds,
                steps,
                failed == 0 ? "clean" : failed + " FAILED",
                (System.nanoTime() - startNs) / NS_PER_SECOND));
        out.flush();
        return failed == 0 ? 0 : 1;
    }

    private int runAll(final PrintWriter out) throws InterruptedException {
        final ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            final ExecutorCompletionService<Outcome> runs = new ExecutorCompletionService<>(pool);
            for (int i = 0; i < seeds; i++) {
                final long each = seed + i;
                runs.submit(() -> {
                    final Simulation simulation = new Simulation(each, EngineNode::new);
                    return new Outcome(simulation.run(steps), simulation.toString());
                });
            }
            int failed = 0;
            for (int i = 1; i <= seeds; i++) {
                final Outcome outcome = runs.take().get();
                failed += outcome.failure == null ? 0 : 1;
                if (outcome.failure != null) {
                    out.println("FAILED " + outcome.failure);
                } else if (seeds < REPORT_EVERY) {
                    out.println(outcome.summary);
                }
                if (seeds >= REPORT_EVERY && i % REPORT_EVERY == 0) {
                    out.println(String.format(
                            Locale.ROOT, "%,d of %,d seeds played, %,d failed; %s", i, seeds, failed, outcome.summary));
                }
                out.flush();
            }
            return failed;
        } catch (final ExecutionException impossible) {
            throw new IllegalStateException("a run catches what is thrown in it", impossible);
        } finally {
            pool.shutdownNow();
        }
    }
}
