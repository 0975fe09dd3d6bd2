package io.tocsin.replay.journal;

import io.tocsin.atrest.AtRest;
import io.tocsin.atrest.AtRestKeys;
import io.tocsin.atrest.KeyRefusedException;
import io.tocsin.atrest.PatientKeys;
import io.tocsin.atrest.PatientTexts;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the keys are of what is sealed: an option of every command that reads what a router has kept. One thread; reading them waits for the disk. */
public final class Keys {
    @Option(
            names = "--keys",
            paramLabel = "FOLDER",
            defaultValue = "${env:TOCSIN_KEYS}",
            description =
                    "The keys with which it is sealed, if it is: at-rest.keys-folder of the router's configuration."
                            + " Default: the variable TOCSIN_KEYS.")
    private @Nullable Path folder;

    @Option(
            names = "--patients",
            paramLabel = "FOLDER",
            defaultValue = "${env:TOCSIN_PATIENTS}",
            description = "The keys of patients, if what is typed about them is sealed: at-rest.patients-folder of the"
                    + " router's configuration. Default: the variable TOCSIN_PATIENTS.")
    private @Nullable Path patients;

    /** For picocli, and for who has no keys. */
    public Keys() {}

    /**
     * Reads the keys.
     *
     * @return for reading alone.
     * @throws FolderException if they cannot be used.
     */
    public AtRest read() throws FolderException {
        final Path from = folder;
        try {
            return from == null || from.toString().isEmpty() ? AtRest.OPEN : AtRest.readWith(AtRestKeys.in(from));
        } catch (final KeyRefusedException refused) {
            throw new FolderException(String.valueOf(refused.getMessage()), refused);
        }
    }

    /**
     * Reads the keys of patients.
     *
     * @return what opens, what was typed about them, as far as it was not forgotten; without a folder it says that it is sealed.
     * @throws FolderException if they cannot be used.
     */
    public PatientTexts texts() throws FolderException {
        final Path from = patients;
        if (from == null || from.toString().isEmpty()) {
            return PatientTexts.withoutKeys();
        }
        final AtRestKeys site = read().keys();
        if (site == null) {
            throw new FolderException("--patients needs --keys: the keys of patients are sealed under those");
        }
        try {
            return new PatientTexts(PatientKeys.readOnly(from, site), 0);
        } catch (final KeyRefusedException refused) {
            throw new FolderException(String.valueOf(refused.getMessage()), refused);
        }
    }
}
