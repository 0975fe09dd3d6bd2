package io.tocsin.replay.audit;

import io.tocsin.audit.AuditReader;
import io.tocsin.replay.journal.FolderException;
import io.tocsin.replay.journal.ToldAudit;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** {@code tocsin audit verify}: whether somebody changed an audit. */
@Command(
        name = "verify",
        description = "Reads every record, its hash and every seal, and holds them against what the log was told; says"
                + " which record is the first that is not as it was written.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 it is whole; 1 it is not; 2 the folder or the key cannot be used."})
final class AuditVerifyCommand extends AuditFolderCommand {
    /** For picocli. */
    AuditVerifyCommand() {}

    @Override
    int run() throws FolderException, IOException {
        final ToldAudit told = told();
        final AuditReader.Result result = read(told, (seq, micros, record) -> {});
        final PrintWriter out = out();
        out.println("records   " + result.firstSeq() + " to " + result.lastSeq() + " in " + result.files()
                + " files are whole, head " + result.head());
        out.println("commands  up to " + result.commandSeq() + " are named, each once");
        out.println("seals     " + result.seals() + " are right, by "
                + (result.isKeyGiven()
                        ? "keys that were given"
                        : "the keys that stand in the files: give those that you trust with --key"));
        if (result.isWhole() && result.lastSeq() > result.sealedSeq() + 1) {
            out.println("note      records from " + (result.sealedSeq() + 2)
                    + " on are not sealed: anybody can have written them; the next start makes them again");
        }
        if (told == null) {
            out.println("note      there is no log beside it: an end that is missing would not be found");
        } else {
            notes(told, result, out);
        }
        if (!result.isWhole()) {
            out.println("BAD       record " + result.badSeq() + ": " + result.finding());
        }
        out.println(files() + (result.isWhole() ? ": whole" : ": NOT whole"));
        out.flush();
        return result.isWhole() ? DONE : FAILED;
    }

    private static void notes(final ToldAudit told, final AuditReader.Result result, final PrintWriter out) {
        out.println("log       was told of it "
                + told.checkpoints().stream()
                        .filter(each -> result.chains().contains(each.chain()))
                        .count() + " times");
        if (result.isWhole() && told.commands() > result.commandSeq()) {
            out.println("note      the log goes on to command " + told.commands()
                    + ": what is missing is written at the next start");
        }
    }
}
