package io.tocsin.replay.audit;

import io.tocsin.audit.AuditKey;
import io.tocsin.audit.AuditReader;
import io.tocsin.replay.journal.FolderException;
import io.tocsin.replay.journal.Keys;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin audit compare}: whether two nodes of a cluster have recorded the same. */
@Command(
        name = "compare",
        description = {
            "Compares what the audits of two nodes say of the log that both follow: each keeps a chain of its own,"
                    + " signed with the key of its machine, so heads differ and records do not. Only what is sealed on"
                    + " both counts, and only the part of the log that both have records of.",
            "Whoever changed one of them, with its key and its log, has to change all of them."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 both say the same; 1 they do not, or one is not whole; 2 a folder cannot be used."})
final class AuditCompareCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            index = "0..1",
            arity = "2",
            paramLabel = "FOLDER",
            description = "Folders 'audit', or the folders of nodes that hold them; nodes may run.")
    private List<Path> folders = new ArrayList<>();

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "The public keys of both, in PEM; without them only the keys that stand in the audits"
                    + " themselves are asked.")
    private List<Path> keyFiles = new ArrayList<>();

    @Mixin
    private Keys atRest = new Keys();

    /** For picocli. */
    AuditCompareCommand() {}

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("started without its command line");
        }
        final PrintWriter out = spec.commandLine().getOut();
        try {
            return compare(out);
        } catch (final FolderException | IOException unusable) {
            final PrintWriter err = spec.commandLine().getErr();
            err.println(spec.qualifiedName() + ": " + unusable.getMessage());
            err.flush();
            return AuditFolderCommand.UNUSABLE;
        } finally {
            out.flush();
        }
    }

    private int compare(final PrintWriter out) throws FolderException, IOException {
        final List<PublicKey> keys = new ArrayList<>();
        for (final Path keyFile : keyFiles) {
            keys.add(AuditKey.publicIn(keyFile));
        }
        final List<ComparedAudit> both = new ArrayList<>();
        for (final Path folder : folders) {
            final Path inside = folder.resolve("audit");
            final Path files = AuditReader.isIn(inside) ? inside : folder;
            if (!AuditReader.isIn(files)) {
                throw new FolderException(folder + " holds no audit");
            }
            final ComparedAudit audit =
                    ComparedAudit.read(files, keys, atRest.read().keys());
            final AuditReader.Result result = audit.result();
            out.println(files + ": records " + result.firstSeq() + " to " + result.sealedSeq() + " are sealed, head "
                    + result.head());
            if (!result.isWhole()) {
                out.println("BAD       record " + result.badSeq() + ": " + result.finding());
                return AuditFolderCommand.FAILED;
            }
            both.add(audit);
        }
        final boolean areCommands = say(out, "commands", both, true);
        // Both are said, whatever the first is.
        final boolean areEvents = say(out, "events", both, false);
        final boolean same = areCommands && areEvents;
        out.println(same ? "both say the same" : "they do NOT say the same");
        return same ? AuditFolderCommand.DONE : AuditFolderCommand.FAILED;
    }

    private static boolean say(
            final PrintWriter out, final String what, final List<ComparedAudit> both, final boolean commands)
            throws IOException {
        final ComparedAudit one = both.get(0);
        final ComparedAudit other = both.get(1);
        final ComparedAudit.Range range = one.range(commands).and(other.range(commands));
        if (range.isEmpty()) {
            out.println(what + "  nothing is on both");
            return true;
        }
        final ComparedAudit.Digests first = one.digests(commands, range);
        final ComparedAudit.Digests second = other.digests(commands, range);
        final long differs = first.firstDifference(second);
        out.println(what + "  " + range.first() + " to " + range.last() + ": "
                + (differs < 0
                        ? first.records() + " records, SHA-256 " + first.whole() + ", on both"
                        : "they differ between " + Math.max(range.first(), differs) + " and "
                                + Math.min(range.last(), differs + ComparedAudit.BUCKET - 1)));
        return differs < 0;
    }
}
