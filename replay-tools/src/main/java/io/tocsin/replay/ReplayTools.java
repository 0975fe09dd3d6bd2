package io.tocsin.replay;

import io.tocsin.pipeline.RuntimeFlags;
import io.tocsin.replay.audit.AuditCommand;
import io.tocsin.replay.demo.DemoCommand;
import io.tocsin.replay.evaluate.EvaluateCommand;
import io.tocsin.replay.journal.JournalCommand;
import io.tocsin.replay.simulate.SimulateCommand;
import io.tocsin.replay.why.WhyCommand;
import io.tocsin.transport.server.cli.CommandLines;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root of the {@code tocsin} command line. It does nothing itself: a subcommand must be named. */
@Command(
        name = "tocsin",
        description = "An in-memory clinical alert core: tools.",
        mixinStandardHelpOptions = true,
        versionProvider = CommandLines.Version.class,
        subcommands = {
            HelpCommand.class,
            DemoCommand.class,
            EvaluateCommand.class,
            JournalCommand.class,
            AuditCommand.class,
            WhyCommand.class,
            SimulateCommand.class
        },
        footer = {
            "",
            "'tocsin serve --config FILE' starts a router ('tocsin serve -h').",
            "'tocsin check-coverage --config FILE' says when nobody would be told of an alert in time.",
            "'tocsin cluster status FILE' says who leads a cluster ('tocsin cluster -h').",
            "'tocsin raise', 'alerts', 'watch', 'accept', 'reject', 'release', 'redirect', 'escalate',",
            "'arrive', 'snooze', 'end-snooze', 'resolve', 'silence', 'silences', 'confirm-silence', 'end-silence',",
            "'result', 'dose', 'dose-told', 'monitor', 'monitorings', 'viewers', 'end-monitoring', 'limit',",
            "'limits', 'history', 'patient', 'past-alerts', 'presence', 'position', 'duty', 'break', 'end-break'",
            "'break-glass', 'end-view', 'views', 'sessions', 'revoke' and 'sla' talk to a running one (each with"
                    + " '-h').",
            "'tocsin bench' runs the benchmarks; its options are those of JMH ('tocsin bench -h')."
        })
public final class ReplayTools implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    /**
     * Starts the command line and ends the process with its exit code: 0 done, 1 failed, 2 the arguments or the input
     * cannot be used.
     *
     * @param args subcommand and its arguments.
     */
    public static void main(final String[] args) {
        if (!RuntimeFlags.present()) {
            System.err.println("tocsin: start me with " + RuntimeFlags.REQUIRED + ", or by the tocsin launcher");
            System.exit(2);
        }
        System.exit(commandLine().execute(args));
    }

    /**
     * The command line with all its subcommands, so that tests can run it without ending the JVM.
     *
     * @return a new one on every call.
     */
    public static CommandLine commandLine() {
        return CommandLines.of(new ReplayTools());
    }

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("started without its command line");
        }
        throw new ParameterException(spec.commandLine(), "tocsin: name a subcommand");
    }
}
