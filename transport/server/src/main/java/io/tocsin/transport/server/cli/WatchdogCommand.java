package io.tocsin.transport.server.cli;

import io.tocsin.transport.server.config.ConfigProblemsException;
import io.tocsin.transport.server.config.WatchdogFile;
import io.tocsin.transport.server.watch.WatchSettings;
import io.tocsin.transport.server.watch.Watchdog;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin watchdog}: calls people when no router is ready, until it is told to stop. */
@Command(
        name = "watchdog",
        description =
                "Asks routers whether they are ready, and calls people by a command, a webhook and the terminal's bell"
                        + " when none is. Run it on a machine of its own. SIGTERM ends it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit code: 0 ended, acknowledged, or with --once a node is ready, with --test all were called; 1 with"
                    + " --once none is ready, with --test a way of calling failed, with --acknowledge nothing is told; 2"
                    + " arguments, configuration or folder cannot be used, or another watchdog runs with them; 70 it ended"
                    + " by itself."
        })
public final class WatchdogCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            required = true,
            description = "Configuration, such as examples/watchdog.conf.")
    private Path config = Path.of("");

    @ArgGroup
    private @Nullable Instead instead;

    /** For picocli. */
    public WatchdogCommand() {}

    @Override
    public Integer call() {
        final Printer printer = new Printer(Specs.require(spec));
        final WatchSettings settings;
        try {
            settings = WatchdogFile.read(config).settings();
        } catch (final ConfigProblemsException wrong) {
            wrong.problems().forEach(problem -> printer.remark(problem.toString()));
            printer.complain("the configuration cannot be used; nothing was started");
            return Exit.USAGE;
        }
        try {
            return instead == null ? watch(settings, printer) : instead.run(config, settings, printer);
        } catch (final IllegalArgumentException | IllegalStateException | UncheckedIOException wrong) {
            printer.complain(wrong.getMessage() + "; nothing was started");
            return Exit.USAGE;
        }
    }

    private static int watch(final WatchSettings settings, final Printer printer) {
        final CompletableFuture<@Nullable Throwable> over = new CompletableFuture<>();
        StopSignal.on(() -> over.complete(null));
        try (Watchdog watchdog = Watchdog.start(settings, text -> log(printer, text), printer::ring)) {
            watchdog.failure().thenAccept(over::complete);
            final Throwable cause = over.join();
            if (cause == null) {
                log(printer, "told to stop: nobody is called from here on");
                return Exit.DONE;
            }
            printer.complain("ended by itself: " + cause + "; start it again");
            return Exit.FAILED;
        }
    }

    private static void log(final Printer printer, final String text) {
        printer.line(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + text);
    }

    /** What to do instead of watching. */
    private static final class Instead {
        @Option(names = "--once", description = "Ask every node once, and end.")
        private boolean once;

        @Option(names = "--test", description = "Call people once as a test, in every way, and end.")
        private boolean test;

        @Option(
                names = "--acknowledge",
                paramLabel = "WHO",
                description =
                        "Take on the outage that the running watchdog tells: it calls nobody again before a node is"
                                + " ready.")
        private @Nullable String acknowledge;

        int run(final Path config, final WatchSettings settings, final Printer printer) {
            if (acknowledge != null) {
                return acknowledge(config, settings, acknowledge, printer);
            }
            return test && !once ? test(settings, printer) : once(settings, printer);
        }

        private static int once(final WatchSettings settings, final Printer printer) {
            final Map<String, String> nodes = Watchdog.askOnce(settings);
            nodes.forEach((url, problem) -> printer.line(url + ": " + (problem.isEmpty() ? "ready" : problem)));
            return nodes.containsValue("") ? Exit.DONE : Exit.REFUSED;
        }

        private static int test(final WatchSettings settings, final Printer printer) {
            return Watchdog.callOnce(settings, text -> log(printer, text), printer::ring) ? Exit.DONE : Exit.REFUSED;
        }

        private static int acknowledge(
                final Path config, final WatchSettings settings, final String by, final Printer printer) {
            if (by.isBlank()) {
                printer.complain("--acknowledge takes who does");
                return Exit.USAGE;
            }
            final String told = Watchdog.acknowledge(settings, by.strip());
            if (told == null) {
                printer.complain("the watchdog of " + config + " tells no outage now");
                return Exit.REFUSED;
            }
            printer.line("acknowledged by " + by.strip() + ": " + told);
            return Exit.DONE;
        }
    }
}
