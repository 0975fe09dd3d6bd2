package io.tocsin.replay.journal;

import io.tocsin.atrest.AtRest;
import io.tocsin.atrest.PatientTexts;
import io.tocsin.journal.JournalException;
import io.tocsin.journal.Poison;
import io.tocsin.journal.Quarantine;
import io.tocsin.transport.aeron.DataFolder;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin journal quarantine}: shows what a router cannot carry out, and has it passed over. */
@Command(
        name = "quarantine",
        description = {
            "Shows the command over which the engine of a router, or of a node of a cluster, has stopped, and what is"
                    + " passed over already.",
            "With --skip that command is passed over from the next start on: it does nothing, whatever it was to do."
                    + " Do the same on every node of a cluster: one that passes over something else stops itself, as its"
                    + " engine differs. Keep a copy of the folder for whoever puts the engine right."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit code: 0 shown, or passed over from now on; 1 nothing was changed; 2 the arguments or the folder"
                    + " cannot be used, or a router is using it."
        })
final class QuarantineCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "FOLDER",
            description =
                    "The data folder of a router that is stopped, or that of a node, such as tocsin-cluster/node-0.")
    private Path folder = Path.of("");

    @Option(
            names = "--skip",
            paramLabel = "POSITION",
            description = "Pass over the command that was shown with this position.")
    private @Nullable Long position;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Who decided so and why, one line; needed with --skip.")
    private @Nullable String reason;

    @Option(names = "--personal", description = "Show patients, and what somebody typed, too.")
    private boolean personal;

    @Option(
            names = "--adopt",
            paramLabel = "FILE",
            description =
                    "Take over the list 'quarantine' of another node of the same cluster, of which this is a copy:"
                            + " for a node whose folder was lost. It is signed with this folder's key.")
    private @Nullable Path adopted;

    @Mixin
    private Keys keys = new Keys();

    /** For picocli. */
    QuarantineCommand() {}

    @Override
    public Integer call() {
        // A node whose folder was lost adopts the list before it has begun another.
        if (adopted == null && !Files.isDirectory(folder.resolve("archive"))) {
            return complain(FolderCommand.UNUSABLE, folder + " is no data folder of a router, or of a node");
        }
        if (position != null && adopted != null) {
            return complain(FolderCommand.UNUSABLE, "--skip and --adopt are two decisions: one at a time");
        }
        final AtRest atRest;
        try {
            final AtRest given = keys.read();
            // What is decided of a folder that is sealed is sealed.
            atRest = given.keys() == null ? given : AtRest.sealed(given.keys());
        } catch (final FolderException unusable) {
            return complain(FolderCommand.UNUSABLE, String.valueOf(unusable.getMessage()));
        }
        if (position != null && (reason == null || reason.isBlank())) {
            return complain(
                    FolderCommand.UNUSABLE,
                    "--skip needs a --reason: what is passed over is lost to whoever asked for it");
        }
        try (DataFolder locked = DataFolder.lock(folder)) {
            return run(locked.root(), atRest);
        } catch (final JournalException failed) {
            final String why = String.valueOf(failed.getMessage());
            return complain(why.contains(" is in use by ") ? FolderCommand.UNUSABLE : FolderCommand.FAILED, why);
        }
    }

    private int run(final Path root, final AtRest atRest) {
        if (adopted != null) {
            for (final Poison poison : Quarantine.adopt(root, adopted, atRest)) {
                line("passed over from now on: " + describe(poison));
                show(poison);
            }
            line("signed with " + Quarantine.keyOf(root) + ", whose copy is to be kept elsewhere");
            return FolderCommand.DONE;
        }
        if (position != null) {
            final Poison decided = Quarantine.decide(root, position, String.valueOf(reason), atRest);
            line("passed over from now on: " + describe(decided));
            show(decided);
            return FolderCommand.DONE;
        }
        final Poison noted = Quarantine.noted(root, atRest);
        line(noted == null ? "no engine has stopped over a command here" : "stopped over: " + describe(noted));
        if (noted != null) {
            show(noted);
        }
        for (final Poison passedOver : Quarantine.of(root, atRest).poisons()) {
            line("passed over: " + describe(passedOver));
            show(passedOver);
        }
        return FolderCommand.DONE;
    }

    private static String describe(final Poison poison) {
        final String name = poison.isOfTime() && poison.length() == 0
                ? "what is due"
                : poison.templateId() < 0 ? "too short" : MessageNames.of(poison.templateId());
        return "position " + poison.position() + ", " + name + ", " + poison.length() + " bytes, behind command "
                + poison.commandSeq() + ", stamped " + Instants.text(poison.timestampNs()) + ", SHA-256 "
                + poison.sha256() + ": " + poison.reason()
                + (poison.isOfTime()
                        ? " (it is what was due then, and not what the command says: it cannot be passed over)"
                        : "");
    }

    /** As print shows it: whoever passes it over can say what is lost, and to whom. */
    private void show(final Poison poison) {
        if (poison.length() > 0) {
            new TextLines(command().commandLine().getOut(), personal, PatientTexts.withoutKeys())
                    .command(
                            poison.commandSeq() + 1,
                            poison.position(),
                            poison.timestampNs(),
                            poison.bytes(),
                            0,
                            poison.length());
        }
    }

    private int complain(final int exitCode, final String message) {
        final PrintWriter err = command().commandLine().getErr();
        err.println(command().qualifiedName() + ": " + message);
        err.flush();
        return exitCode;
    }

    private void line(final String text) {
        final PrintWriter out = command().commandLine().getOut();
        out.println(text);
        out.flush();
    }

    private CommandSpec command() {
        if (spec == null) {
            throw new IllegalStateException("started without its command line");
        }
        return spec;
    }
}
