package io.tocsin.bench;

import io.tocsin.bench.load.FloodCommand;
import io.tocsin.bench.load.LoadCommand;
import io.tocsin.bench.load.StartCommand;
import io.tocsin.pipeline.RuntimeFlags;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code tocsin bench}: {@code --quick} and the rigs that are named here; every other argument is for JMH, whose main method this is then.
 */
@Command(
        name = "tocsin bench",
        description = "How fast it is, beside what bare means can do on this machine.",
        subcommands = {
            QuickCommand.class,
            LoadCommand.class,
            ArchiveCommand.class,
            StartCommand.class,
            DeadlineCommand.class,
            FloodCommand.class
        },
        footer = {
            "",
            "Every other argument is for JMH: 'tocsin bench -l' lists its benchmarks, 'tocsin bench -h' its options,",
            "'tocsin bench ReadingBenchmark -prof gc' runs some."
        })
public final class Bench implements Callable<Integer> {
    private static final int UNUSABLE = 2;
    private static final String HELP = "--help";

    @Spec
    private @Nullable CommandSpec spec;

    private Bench() {}

    /**
     * Runs, and ends the process with the exit code of what was run.
     *
     * @param args see above.
     * @throws IOException if JMH cannot write.
     */
    public static void main(final String[] args) throws IOException {
        final CommandLine commandLine = commandLine();
        if (args.length > 0 && args[0].equals(HELP)) {
            commandLine.usage(System.out);
            return;
        }
        if (args.length > 0 && isOurs(args[0])) {
            if (!RuntimeFlags.present()) {
                System.err.println(
                        "tocsin bench: start me with " + RuntimeFlags.REQUIRED + ", or by the tocsin launcher");
                System.exit(UNUSABLE);
            }
            System.exit(commandLine.execute(args));
        }
        if (Arrays.asList(args).contains(QuickCommand.NAME)) {
            System.err.println("tocsin bench: " + QuickCommand.NAME + " comes first");
            System.exit(UNUSABLE);
        }
        org.openjdk.jmh.Main.main(args);
    }

    /** The command line, so that tests can run it without ending the JVM. */
    static CommandLine commandLine() {
        return new CommandLine(new Bench()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("started without its command line");
        }
        throw new ParameterException(spec.commandLine(), "tocsin bench: name a rig");
    }

    /** Whether the first argument is for a rig. */
    static boolean isOurs(final String first) {
        return first.equals(HELP) || commandLine().getSubcommands().containsKey(first);
    }
}
