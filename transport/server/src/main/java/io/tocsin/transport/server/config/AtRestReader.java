package io.tocsin.transport.server.config;

import io.tocsin.atrest.AtRest;
import io.tocsin.atrest.AtRestKeys;
import io.tocsin.atrest.KeyRefusedException;
import java.nio.file.Path;

/** Reads with which keys what is kept is sealed; reads the keys as well, so that a missing one is told before anything is started. One thread; waits for the disk. */
final class AtRestReader {
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
            return new AtRest(keys, seals);
        } catch (final KeyRefusedException refused) {
            section.problem("keys-folder", String.valueOf(refused.getMessage()));
            return AtRest.OPEN;
        }
    }
}
