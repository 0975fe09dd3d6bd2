package io.tocsin.transport.server.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin keys}: the keys with which journal, snapshots and audit are sealed. */
@Command(
        name = "keys",
        description = "Makes and lists the keys with which a router seals what it keeps, as the user who runs it.",
        mixinStandardHelpOptions = true,
        subcommands = {KeysNewCommand.class, KeysListCommand.class, KeysRotateCommand.class, KeysPatientsCommand.class})
public final class KeysCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    /** For picocli. */
    public KeysCommand() {}

    @Override
    public Integer call() {
        throw new ParameterException(
                Specs.require(spec).commandLine(), "name a subcommand: new, list, rotate or patients");
    }
}
