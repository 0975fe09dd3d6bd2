package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.Capability;
import io.tocsin.codecs.json.Role;
import io.tocsin.transport.client.TocsinClient;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tocsin watch}: what a person is told, as it happens. */
@Command(
        name = "watch",
        description =
                "Shows what a person is told, until it is stopped. What the person has not received before comes first. When the router goes away, it waits for it to come back.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit code: 0 ended by --count; 1 the router refused; 2 the arguments cannot be used; 3 no router answers."
        })
public final class WatchCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    @Option(names = "--as", paramLabel = "PERSON", required = true, description = "Who watches.")
    private String person = "";

    @Option(names = "--count", paramLabel = "COUNT", description = "End after so many deliveries; default never.")
    private int count;

    /** For picocli. */
    public WatchCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        final CommandSpec command = Specs.require(spec);
        final Printer printer = new Printer(command);
        final WatchScreen screen = new WatchScreen(printer, options.json(), person, count);
        try (TerminalSlot slot = TerminalSlot.take(command.name());
                TocsinClient client = TocsinClient.connect(options.context(command, Role.CLINICIAN, person, slot.name())
                        .capabilities(Capability.EMERGENCY_RESPONSE_CAPABLE)
                        .listener(screen))) {
            screen.show(client);
            return screen.awaitEnd(options);
        } catch (final IOException noSlot) {
            printer.complain("cannot take a name for this terminal: " + noSlot.getMessage());
            return Exit.USAGE;
        }
    }
}
