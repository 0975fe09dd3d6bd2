package io.tocsin.transport.server.cli;

import io.tocsin.atrest.AtRestKeys;
import io.tocsin.atrest.PatientKeys;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tocsin keys patients}: the file of patients' keys. */
@Command(
        name = "patients",
        description = "Begins the keys of patients in a folder of their own, which its owner alone may use: what is"
                + " typed about a patient is sealed with the patient's key, until that is destroyed.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "FOLDER is at-rest.patients-folder of the configuration, and not the folder of the other keys. Keep"
                    + " copies,",
            "of the last days alone: a key that was destroyed lives on in an older copy.",
            "",
            "Exit code: 0 made; 2 there are some already, or none can be made."
        })
final class KeysPatientsCommand extends KeysFolderCommand {
    @Option(
            names = "--keys",
            paramLabel = "FOLDER",
            required = true,
            description = "The keys under which these are sealed: at-rest.keys-folder of the configuration.")
    private Path keys = Path.of("");

    /** For picocli. */
    KeysPatientsCommand() {}

    @Override
    void run(final Path of, final Printer printer) {
        PatientKeys.begin(of, AtRestKeys.in(keys));
        printer.line("keys of patients begun in " + of + "; name it as at-rest.patients-folder");
    }
}
