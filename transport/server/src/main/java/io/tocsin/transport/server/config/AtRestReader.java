package io.tocsin.transport.server.config;

import io.tocsin.atrest.AtRest;
import io.tocsin.atrest.AtRestKeys;
import io.tocsin.atrest.KeyRefusedException;
import io.tocsin.atrest.PatientKeys;
import java.nio.file.Path;

/** Reads with which keys what is kept is sealed; reads the keys as well, so that a missing one is told before anything is started. One thread; waits for the disk. */
final class AtRestReader {
    /** A hundred years. */
    private static final int MOST_KEEP_DAYS = 36_525;

    private AtRestReader() {}

    /**
     * As the section says.
     *
     * @param folder of the configuration's file.
     * @param data   folder of the journal.
     * @param isNode whether the router is a node of a cluster.
     * @param withKeys whether the keys are read: otherwise it is as if nothing were sealed.
     */
    static AtRest read(
            final Section section, final Path folder, final Path data, final boolean isNode, final boolean withKeys) {
        final Item keysFolder = section.item("keys-folder");
        final boolean seals = section.flag("seal", true);
        final Item patients = section.item("patients-folder");
        final int keepDays = section.integer("patients-keep-days", 0, 0, MOST_KEEP_DAYS);
        section.end();
        if (isNode) {
            section.problem(
                    "",
                    "is not for a node of a cluster: its log and snapshots are written by other libraries, which do"
                            + " not seal; put cluster.folder on a file system that is encrypted, and leave this section"
                            + " out");
            return AtRest.OPEN;
        }
        if (keysFolder == null) {
            section.problem(
                    "keys-folder", "is missing: './tocsin keys new FOLDER' makes one, outside of the journal's folder");
            return AtRest.OPEN;
        }
        if (!withKeys) {
            return AtRest.OPEN;
        }
        try {
            final AtRestKeys keys = AtRestKeys.in(folder.resolve(keysFolder.text()));
            keys.requireOutside(data);
            if (patients == null) {
                return new AtRest(keys, seals);
            }
            final Path ofPatients = folder.resolve(patients.text());
            if (AtRestKeys.isInside(ofPatients, data)) {
                section.problem(
                        "patients-folder", "lies in the journal's folder: a copy of that would have what opens it");
                return AtRest.OPEN;
            }
            return withPatients(section, keys, seals, ofPatients, keepDays);
        } catch (final KeyRefusedException refused) {
            section.problem("keys-folder", String.valueOf(refused.getMessage()));
            return AtRest.OPEN;
        }
    }

    /** Reads them once, so that what is missing is told before anything is started. */
    private static AtRest withPatients(
            final Section section, final AtRestKeys keys, final boolean seals, final Path folder, final int keepDays) {
        try {
            PatientKeys.readOnly(folder, keys).close();
            return new AtRest(keys, seals, folder, keepDays);
        } catch (final KeyRefusedException refused) {
            section.problem("patients-folder", String.valueOf(refused.getMessage()));
            return AtRest.OPEN;
        }
    }
}
