package io.tocsin.bench.report;

import io.tocsin.bench.process.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every rig on the command line has: a folder for what it writes, a report, and how it ends. For picocli, mixed into a command. One thread. */
public final class MeasureOptions {
    private static final int UNUSABLE = 2;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "A folder on a disk for the journals; default the system's for temporary files.")
    private @Nullable Path folder;

    @Option(names = "--report", paramLabel = "FILE", description = "Where the report goes as well, as JSON.")
    private @Nullable Path report;

    /** What is measured. */
    @FunctionalInterface
    public interface Work {
        /**
         * Measures.
         *
         * @param run      a folder that is emptied afterwards.
         * @param others   how busy other processes keep the machine meanwhile.
         * @param progress for whoever waits.
         * @return what was found.
         * @throws IOException          if it cannot be measured; the message says why.
         * @throws InterruptedException if the thread is interrupted.
         */
        Report measure(RunFolder run, OtherLoad others, Progress progress) throws IOException, InterruptedException;
    }

    /** For picocli. */
    public MeasureOptions() {}

    /**
     * Measures, prints the report and writes it.
     *
     * @param work to be done.
     * @return the exit code of the verdict; 2 if it could not be measured, which is said in one line.
     * @throws InterruptedException if the thread is interrupted.
     */
    public int run(final Work work) throws InterruptedException {
        final CommandLine command = command();
        try (RunFolder run = RunFolder.in(folder);
                OtherLoad others = OtherLoad.watching()) {
            final Report told = work.measure(run, others, new Progress(command.getErr()));
            told.print(command.getOut());
            if (report != null) {
                told.writeTo(report);
            }
            return told.verdict().exitCode();
        } catch (final IOException failed) {
            command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + failed.getMessage());
            command.getErr().flush();
            return UNUSABLE;
        }
    }

    /**
     * Ends a command whose other options cannot be used.
     *
     * @param why in words.
     * @return to be thrown.
     */
    public ParameterException refusal(final String why) {
        return new ParameterException(command(), why);
    }

    private CommandLine command() {
        if (spec == null) {
            throw new IllegalStateException("started without its command line");
        }
        return spec.commandLine();
    }
}
