package io.tocsin.transport.server.cli;

import io.tocsin.atrest.AtRestKeys;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/** {@code tocsin keys new}: the first key. */
@Command(
        name = "new",
        description = "Makes a folder for keys, which its owner alone may use, and the first key in it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Keep a copy of the folder where copies of the data do not go: without its key nobody reads what is"
                    + " sealed.",
            "",
            "Exit code: 0 made; 2 there are keys already, or none can be made."
        })
final class KeysNewCommand extends KeysFolderCommand {
    /** For picocli. */
    KeysNewCommand() {}

    @Override
    void run(final Path of, final Printer printer) {
        printer.line("key " + AtRestKeys.makeFirst(of).name() + " made in " + of
                + "; keep a copy where copies of the data do not go");
    }
}
