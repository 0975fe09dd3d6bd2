package io.tocsin.replay.audit;

import io.tocsin.audit.AuditKey;
import io.tocsin.audit.AuditReader;
import io.tocsin.journal.JournalException;
import io.tocsin.replay.journal.FolderException;
import io.tocsin.replay.journal.Keys;
import io.tocsin.replay.journal.ToldAudit;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the subcommands of {@code tocsin audit} have in common: they find an audit and what its log was told of it. */
abstract class AuditFolderCommand implements Callable<Integer> {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int UNUSABLE = 2;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "FOLDER",
            description =
                    "The data folder of a router, or of a node, that is stopped; or a copy of its folder audit alone,"
                            + " whose end then nothing vouches for.")
    private Path folder = Path.of("");

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "The public key that signed it, in PEM, or the file of both halves; several times if it was"
                    + " changed. Without it only the keys that stand in the audit itself are asked.")
    private List<Path> keyFiles = new ArrayList<>();

    @Option(
            names = "--aside",
            paramLabel = "CHAIN",
            description = "A chain that the log was told of and whose files were put aside, by its 32 digits.")
    private List<String> aside = new ArrayList<>();

    @Mixin
    private Keys atRest = new Keys();

    @Override
    public final Integer call() {
        try {
            return run();
        } catch (final FolderException | IOException unusable) {
            return complain(UNUSABLE, unusable.getMessage());
        } catch (final JournalException damaged) {
            return complain(FAILED, damaged.getMessage());
        }
    }

    abstract int run() throws FolderException, IOException;

    /** Where the files are; a folder without any is one that nobody has audited, or one whose audit is gone. */
    final Path files() throws FolderException, IOException {
        final Path inside = folder.resolve("audit");
        if (AuditReader.isIn(inside) || isRouters()) {
            return inside;
        }
        if (AuditReader.isIn(folder)) {
            return folder;
        }
        throw new FolderException(folder + " holds no audit");
    }

    /** What the log says; {@code null} if there is no log beside the files. */
    final @Nullable ToldAudit told() throws FolderException {
        return isRouters() ? ToldAudit.in(folder, atRest.read()) : null;
    }

    /** Reads it; what the log was told of other chains than those that are here, and than those put aside, is wrong as well. */
    final AuditReader.Result read(final @Nullable ToldAudit told, final AuditReader.Sink sink)
            throws FolderException, IOException {
        final List<PublicKey> keys = new ArrayList<>();
        for (final Path keyFile : keyFiles) {
            keys.add(AuditKey.publicIn(keyFile));
        }
        final List<AuditReader.Checkpoint> checkpoints = told == null ? List.of() : told.checkpoints();
        final AuditReader.Result result =
                AuditReader.read(files(), keys, checkpoints, atRest.read().keys(), sink);
        final Optional<AuditReader.Checkpoint> elsewhere = checkpoints.stream()
                .filter(each -> !result.chains().contains(each.chain()) && !aside.contains(each.chain()))
                .findFirst();
        if (result.files() == 0 && elsewhere.isEmpty()) {
            throw new FolderException(folder + " holds no audit");
        }
        return elsewhere.isEmpty() || !result.isWhole()
                ? result
                : result.with(
                        elsewhere.get().seq(),
                        "the log was told of it in chain " + elsewhere.get().chain()
                                + ", whose files are not here; if somebody put them aside, name it with --aside");
    }

    private boolean isRouters() {
        return Files.isDirectory(folder.resolve("archive"));
    }

    final PrintWriter out() {
        return command().commandLine().getOut();
    }

    final int complain(final int exitCode, final @Nullable String message) {
        out().flush();
        final PrintWriter err = command().commandLine().getErr();
        err.println(command().qualifiedName() + ": " + String.valueOf(message).replaceAll("\\R\\s*", " "));
        err.flush();
        return exitCode;
    }

    private CommandSpec command() {
        if (spec == null) {
            throw new IllegalStateException("started without its command line");
        }
        return spec;
    }
}
