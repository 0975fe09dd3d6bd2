package io.tocsin.transport.server.cli;

import io.tocsin.transport.server.config.ConfigProblemsException;
import io.tocsin.transport.server.config.FrontFile;
import io.tocsin.transport.server.config.LogSettings;
import io.tocsin.transport.server.front.FrontProcess;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin front}: brings clients to the cluster of their facility, until it is told to stop. */
@Command(
        name = "front",
        description =
                "Stands in front of several clusters, and brings each client to the one of the facility that the client"
                        + " names. It keeps nothing: run two of them. SIGTERM ends it.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 ended, or the configuration can be used; 2 it cannot, and nothing was started."})
public final class FrontCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            required = true,
            description = "Configuration, such as examples/front.conf.")
    private Path config = Path.of("");

    @Option(
            names = "--check-config",
            description = "Say what is wrong with the configuration and its partition map, and start nothing.")
    private boolean check;

    /** For picocli. */
    public FrontCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        final Printer printer = new Printer(Specs.require(spec));
        ServeCommand.applyToLog(LogSettings.peek(config));
        ServeCommand.setUnlessGiven("io.netty.jfr.enabled", "false");
        // With TLS 1.2 a client could have the front compute handshake after handshake on one connection.
        ServeCommand.setUnlessGiven("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        final FrontFile file;
        try {
            file = FrontFile.read(config);
        } catch (final ConfigProblemsException wrong) {
            wrong.problems().forEach(problem -> printer.remark(problem.toString()));
            printer.complain("the configuration cannot be used; nothing was started");
            return Exit.USAGE;
        }
        if (check) {
            printer.line(config + ": can be used, partition map "
                    + file.settings().map().version());
            return Exit.DONE;
        }
        final CountDownLatch over = new CountDownLatch(1);
        StopSignal.on(over::countDown);
        try {
            final FrontProcess front = FrontProcess.launch(file.settings());
            over.await();
            front.close();
            return Exit.DONE;
        } catch (final IllegalArgumentException | IllegalStateException wrong) {
            printer.complain(wrong.getMessage() + "; nothing was started");
            return Exit.USAGE;
        }
    }
}
