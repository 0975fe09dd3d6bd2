package io.tocsin.transport.server.cli;

import io.tocsin.atrest.AtRestKey;
import io.tocsin.atrest.AtRestKeys;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/** {@code tocsin keys rotate}: another key, in force from then on. */
@Command(
        name = "rotate",
        description = "Makes another key, which is in force from then on; a router that runs takes it within seconds.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "What was sealed before stays as it is, and needs its key: keep the others as long as there is any of it.",
            "",
            "Exit code: 0 made; 2 there are no keys yet, or none can be made."
        })
final class KeysRotateCommand extends KeysFolderCommand {
    /** For picocli. */
    KeysRotateCommand() {}

    @Override
    void run(final Path of, final Printer printer) {
        final AtRestKey before = AtRestKeys.in(of).current();
        printer.line("key " + AtRestKeys.makeNext(of).name() + " made in " + of
                + ", and in force; keep a copy of it, and key " + before.name() + " for what was sealed with it");
    }
}
