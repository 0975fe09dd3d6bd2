package io.tocsin.transport.server.cli;

import io.tocsin.atrest.KeyRefusedException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the subcommands of {@code tocsin keys} have in common: a folder, and that what is refused is said in one line. */
abstract class KeysFolderCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "FOLDER",
            description = "Of the keys alone, outside of what they seal: at-rest.keys-folder of the configuration.")
    private Path folder = Path.of("");

    @Override
    public final Integer call() {
        final Printer printer = new Printer(Specs.require(spec));
        try {
            run(folder, printer);
            return Exit.DONE;
        } catch (final KeyRefusedException refused) {
            printer.complain(String.valueOf(refused.getMessage()));
            return Exit.USAGE;
        }
    }

    abstract void run(Path of, Printer printer);
}
