package io.tocsin.replay.journal;

import io.tocsin.atrest.AtRest;
import io.tocsin.atrest.PatientTexts;
import io.tocsin.journal.JournalException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the subcommands of {@code tocsin journal} have in common: they open a folder, do something with it and close it. */
abstract class FolderCommand implements Callable<Integer> {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int UNUSABLE = 2;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "FOLDER|FILE",
            description = "The data folder of a router that is stopped, or a run that evaluate kept.")
    private @Nullable Path folder;

    @Mixin
    private Keys keys = new Keys();

    @Override
    public final Integer call() {
        if (folder == null) {
            throw new IllegalStateException("started without its command line");
        }
        final KeptLog log;
        try {
            log = DataFolder.open(folder, keys.read());
        } catch (final FolderException unusable) {
            return complain(UNUSABLE, unusable.getMessage());
        } catch (final JournalException damaged) {
            return unopened(folder, damaged);
        }
        try (log) {
            return run(folder, log);
        } catch (final FolderException unusable) {
            return complain(UNUSABLE, unusable.getMessage());
        } catch (final JournalException damaged) {
            return complain(FAILED, damaged.getMessage());
        }
    }

    /**
     * Says why a folder could not be opened.
     *
     * @param path    as given.
     * @param damaged what is wrong with it.
     * @return the exit code.
     */
    int unopened(final Path path, final JournalException damaged) {
        return complain(FAILED, damaged.getMessage());
    }

    /**
     * Does it.
     *
     * @param opened as given.
     * @param log    what it keeps.
     * @return the exit code.
     * @throws FolderException if an argument, or a further folder, cannot be used.
     */
    abstract int run(Path opened, KeptLog log) throws FolderException;

    /** Keys as given. */
    final AtRest atRest() throws FolderException {
        return keys.read();
    }

    /** Keys of patients as given. */
    final PatientTexts texts() throws FolderException {
        return keys.texts();
    }

    final PrintWriter out() {
        return command().commandLine().getOut();
    }

    final PrintWriter err() {
        return command().commandLine().getErr();
    }

    final int complain(final int exitCode, final @Nullable String message) {
        out().flush();
        err().println(command().qualifiedName() + ": " + String.valueOf(message).replaceAll("\\R\\s*", " "));
        err().flush();
        return exitCode;
    }

    private CommandSpec command() {
        if (spec == null) {
            throw new IllegalStateException("started without its command line");
        }
        return spec;
    }
}
