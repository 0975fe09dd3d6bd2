package io.tocsin.replay.audit;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin audit}: who did what. It does nothing itself. */
@Command(
        name = "audit",
        description = "Reads the audit that a stopped router has kept in its data folder; changes nothing there.",
        mixinStandardHelpOptions = true,
        subcommands = {AuditVerifyCommand.class, AuditExportCommand.class, AuditCompareCommand.class},
        footer = {
            "",
            "Exit code:",
            "  0  done; verify: it is whole; compare: both say the same",
            "  1  it is not whole, and nothing behind the first bad record was said; compare: they differ",
            "  2  the arguments or the folder cannot be used, or a router is using it"
        })
public final class AuditCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    /** For picocli. */
    public AuditCommand() {}

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("started without its command line");
        }
        throw new ParameterException(spec.commandLine(), "name one of verify, export, compare");
    }
}
