package io.tocsin.replay.journal;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin journal}: what a router has kept. It does nothing itself. */
@Command(
        name = "journal",
        description =
                "Reads what a stopped router has kept in its data folder; changes nothing there, but for quarantine"
                        + " --skip.",
        mixinStandardHelpOptions = true,
        subcommands = {
            PrintCommand.class,
            VerifyCommand.class,
            ReplayCommand.class,
            QuarantineCommand.class,
            GrowCommand.class
        },
        footer = {
            "",
            "Exit code:",
            "  0  done; verify: everything is whole",
            "  1  failed; verify: something is not whole",
            "  2  the arguments or the folder cannot be used, or a router is using it"
        })
public final class JournalCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    /** For picocli. */
    public JournalCommand() {}

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("started without its command line");
        }
        throw new ParameterException(spec.commandLine(), "name one of print, verify, replay, quarantine");
    }
}
