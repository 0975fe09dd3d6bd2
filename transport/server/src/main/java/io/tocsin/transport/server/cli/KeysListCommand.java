package io.tocsin.transport.server.cli;

import io.tocsin.atrest.AtRestKey;
import io.tocsin.atrest.AtRestKeys;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/** {@code tocsin keys list}: which keys there are, without what is secret. */
@Command(
        name = "list",
        description = "Lists the keys of a folder, without what is secret.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 listed; 2 there are none, or they cannot be used."})
final class KeysListCommand extends KeysFolderCommand {
    /** For picocli. */
    KeysListCommand() {}

    @Override
    void run(final Path of, final Printer printer) {
        final AtRestKeys keys = AtRestKeys.in(of);
        final Table table = new Table();
        table.row("KEY", "MADE", "STATE");
        for (final AtRestKey key : keys.all()) {
            table.row(
                    key.name(),
                    key.made().toString(),
                    key.id() == keys.current().id() ? "in force" : "for what was sealed before");
        }
        printer.table(table);
    }
}
