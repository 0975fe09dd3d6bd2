package io.tocsin.transport.server.cli;

import io.tocsin.RefusedException;
import io.tocsin.RouterOperation;
import io.tocsin.journal.JournalException;
import io.tocsin.transport.server.NodeSettings;
import io.tocsin.transport.server.Server;
import io.tocsin.transport.server.ServerConfig;
import io.tocsin.transport.server.config.ConfigFile;
import io.tocsin.transport.server.config.ConfigProblemsException;
import io.tocsin.transport.server.config.LogSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin serve}: one router, until it is told to stop. */
@Command(
        name = "serve",
        description =
                "Starts a router: engine, journal, sockets, metrics and health, in this process. SIGTERM ends it in"
                        + " order.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit code: 0 ended in order; 2 arguments, configuration, ports or journal cannot be used, nothing was"
                    + " started; 70 the router stopped itself, because it could no longer keep its promises."
        })
public final class ServeCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            required = true,
            description = "Configuration, such as examples/small-hospital.conf.")
    private Path config = Path.of("");

    @Option(
            names = "--node",
            paramLabel = "N",
            description = "Which of cluster.members in the configuration this is, from 0; default what it says itself.")
    private @Nullable Integer node;

    @Option(
            names = "--switch-version",
            paramLabel = "N",
            description =
                    "Once it is ready, have the log of a router that stands alone go on in engine version N, if it is"
                            + " not already: there is no way back to older code. Of a cluster 'cluster switch-version'"
                            + " does so.")
    private @Nullable Integer engineVersion;

    @ArgGroup
    private @Nullable Look look;

    /** For picocli. */
    public ServeCommand() {}

    @Override
    public Integer call() {
        final Printer printer = new Printer(Specs.require(spec));
        applyToLog(LogSettings.peek(config));
        // It takes long to start, and whoever wants it asks for it.
        setUnlessGiven("io.netty.jfr.enabled", "false");
        // With TLS 1.2 a client could have the router compute handshake after handshake on one connection.
        setUnlessGiven("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        if (look == null || look.rehearse) {
            EarlyClasses.beginLogging();
        }
        final ConfigFile file;
        try {
            file = ConfigFile.read(config, node);
        } catch (final ConfigProblemsException wrong) {
            wrong.problems().forEach(problem -> printer.remark(problem.toString()));
            printer.complain(wrong.problems().size() + " problem"
                    + (wrong.problems().size() == 1 ? "" : "s") + " with the configuration; nothing was started");
            return Exit.USAGE;
        }
        if (look != null && look.rehearse) {
            return rehearse(file, printer);
        }
        if (look != null) {
            if (!look.print) {
                remarkWhatIsOver(file.config(), printer);
            }
            printer.line(look.print ? file.effective().stripTrailing() : config + ": can be used");
            return Exit.DONE;
        }
        return serve(file, printer, engineVersion);
    }

    /** No problem, for a router that comes back must not fail because time has passed; but nobody may have meant it. */
    private static void remarkWhatIsOver(final ServerConfig config, final Printer printer) {
        final Instant now = Instant.now();
        config.duty().rota().schedules().stream()
                .filter(schedule -> schedule.isOver(now))
                .forEach(schedule -> printer.remark("site.rota.schedules." + schedule.name()
                        + ": has ended, and says of nobody that they are '" + schedule.role() + "' of unit '"
                        + schedule.unit() + "'"));
        config.windows().stream()
                .filter(window -> window.times().isOver(now))
                .forEach(window -> printer.remark("site.windows." + window.name() + ": is over"));
    }

    private int rehearse(final ConfigFile file, final Printer printer) {
        try {
            printer.line(config + ": " + Rehearsal.run(file.config()));
            return Exit.DONE;
        } catch (final IOException
                | JournalException
                | RefusedException
                | IllegalArgumentException
                | IllegalStateException wrong) {
            printer.complain("the rehearsal failed: " + wrong.getMessage());
            return Exit.REFUSED;
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Exit.REFUSED;
        }
    }

    private static int serve(final ConfigFile file, final Printer printer, final @Nullable Integer engineVersion) {
        final NodeSettings cluster = file.config().cluster();
        if (cluster != null && cluster.nodeId() == NodeSettings.NONE) {
            printer.complain("cluster.node-id is missing: say with --node which of the members this is, 0 to "
                    + (cluster.members().size() - 1) + "; nothing was started");
            return Exit.USAGE;
        }
        if (cluster != null && engineVersion != null) {
            printer.complain(
                    "--switch-version is for a router that stands alone: a cluster has 'cluster switch-version';"
                            + " nothing was started");
            return Exit.USAGE;
        }
        final CompletableFuture<@Nullable Throwable> over = new CompletableFuture<>();
        final AtomicBoolean waits = new AtomicBoolean(cluster != null);
        StopSignal.on(() -> {
            over.complete(null);
            if (waits.get()) {
                // It may wait for the others for long. What it took part in, a majority has.
                printer.complain("told to stop before it was ready");
                Runtime.getRuntime().halt(Exit.DONE);
            }
        });
        final Server server;
        try {
            server = Server.launch(file.config());
        } catch (final JournalException | RefusedException | IllegalArgumentException | IllegalStateException wrong) {
            printer.complain(wrong.getMessage() + "; nothing was started");
            return Exit.USAGE;
        }
        waits.set(false);
        if (engineVersion != null) {
            switchTo(server, engineVersion, printer);
        }
        final String token = server.printedToken();
        if (token != null) {
            printer.line("token of this run, for TOCSIN_TOKEN: " + token);
        }
        return run(server, over, printer);
    }

    /** What is refused is told, and changes nothing: alerts go on as they did. */
    private static void switchTo(final Server server, final int engineVersion, final Printer printer) {
        final RouterOperation operation = server.router().operation();
        try {
            operation.switchEngineVersion(engineVersion).join();
            printer.line("engine version " + engineVersion + " is in force");
        } catch (final CompletionException refused) {
            printer.complain("engine version " + engineVersion + " is not in force: this Tocsin knows up to "
                    + operation.knownEngineVersion() + ", the log is of " + operation.engineVersion()
                    + " and goes on so ("
                    + Objects.requireNonNull(refused.getCause()).getMessage() + ')');
        }
    }

    /** Until it is told to stop, or has stopped itself; then it is closed. */
    static int run(final Server server, final CompletableFuture<@Nullable Throwable> over, final Printer printer) {
        try (server) {
            server.failure().thenAccept(over::complete);
            final Throwable cause = over.join();
            if (cause == null) {
                return Exit.DONE;
            }
            printer.complain("the router stopped itself, because it could no longer keep its promises: "
                    + cause.getMessage() + "; what it acknowledged is kept, start it again");
            return Exit.FAILED;
        }
    }

    /** Before the first line: the log reads them when it begins. */
    static void applyToLog(final LogSettings log) {
        if (log.format() == LogSettings.Format.JSON) {
            // A file of its own: to set up the writer of JSON that text does not need takes long.
            setUnlessGiven("log4j2.configurationFile", "log4j2-json.properties");
        }
        System.setProperty("tocsin.log.level", log.level().name().toLowerCase(Locale.ROOT));
    }

    static void setUnlessGiven(final String property, final String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** What to do instead of starting. */
    private static final class Look {
        @Option(names = "--check-config", description = "Say what is wrong with the configuration, and start nothing.")
        @SuppressWarnings("UnusedVariable") // its being there is what it says
        private boolean check;

        @Option(
                names = "--print-effective-config",
                description = "Print what is in force, defaults included, and start nothing.")
        private boolean print;

        @Option(
                names = "--rehearse",
                description =
                        "Start it in an empty folder of its own and on free ports, let a test alert through, and end.")
        private boolean rehearse;
    }
}
