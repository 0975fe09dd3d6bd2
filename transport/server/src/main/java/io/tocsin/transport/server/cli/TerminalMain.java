package io.tocsin.transport.server.cli;

import io.tocsin.pipeline.RuntimeFlags;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The part of the {@code tocsin} command line that serves, and that talks to a server. A subcommand must be named. */
@Command(
        name = "tocsin",
        description = "An in-memory clinical alert core: the router and its terminal.",
        mixinStandardHelpOptions = true,
        versionProvider = CommandLines.Version.class)
public final class TerminalMain implements Callable<Integer> {
    private static final List<Class<?>> SUBCOMMANDS = List.of(
            ServeCommand.class,
            FrontCommand.class,
            RaiseCommand.class,
            ResultCommand.class,
            DoseCommand.class,
            DoseToldCommand.class,
            AlertsCommand.class,
            WatchCommand.class,
            AcceptCommand.class,
            RejectCommand.class,
            ReleaseCommand.class,
            RedirectCommand.class,
            EscalateCommand.class,
            ArriveCommand.class,
            SnoozeCommand.class,
            EndSnoozeCommand.class,
            ResolveCommand.class,
            SilenceCommand.class,
            SilencesCommand.class,
            ConfirmSilenceCommand.class,
            EndSilenceCommand.class,
            MonitorCommand.class,
            MonitoringsCommand.class,
            ViewersCommand.class,
            LimitCommand.class,
            LimitsCommand.class,
            EndMonitoringCommand.class,
            PresenceCommand.class,
            PositionCommand.class,
            HistoryCommand.class,
            PatientCommand.class,
            PastAlertsCommand.class,
            DutyCommand.class,
            BreakCommand.class,
            EndBreakCommand.class,
            SlaCommand.class,
            CheckCoverageCommand.class,
            ClusterCommand.class,
            KeysCommand.class,
            WatchdogCommand.class,
            DowntimeSheetCommand.class,
            SessionsCommand.class,
            RevokeCommand.class,
            BreakGlassCommand.class,
            EndViewCommand.class,
            ViewsCommand.class);

    @Spec
    private @Nullable CommandSpec spec;

    /** For picocli. */
    public TerminalMain() {}

    /**
     * Starts the command line and ends the process with its exit code.
     *
     * @param args subcommand and its arguments.
     */
    public static void main(final String[] args) {
        if (!RuntimeFlags.present()) {
            System.err.println("tocsin: start me with " + RuntimeFlags.REQUIRED + ", or by the tocsin launcher");
            System.exit(Exit.USAGE);
        }
        if (args.length > 0 && args[0].equals("serve")) {
            EarlyClasses.beginSilent();
        } else if (args.length > 0 && !args[0].equals("front")) {
            // A terminal prints what it has to say; a logging back end would only make it slow to start.
            System.setProperty("slf4j.internal.verbosity", "WARN");
            System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
        }
        final List<Class<?>> needed = CommandLines.needed(SUBCOMMANDS, args);
        System.exit(CommandLines.of(new TerminalMain(), needed).execute(args));
    }

    /**
     * The command line with its subcommands, so that tests can run it without ending the JVM.
     *
     * @return a new one on every call.
     */
    public static CommandLine commandLine() {
        return CommandLines.of(new TerminalMain(), SUBCOMMANDS);
    }

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("started without its command line");
        }
        throw new ParameterException(spec.commandLine(), "tocsin: name a subcommand");
    }
}
