package io.tocsin.transport.directory;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What read models are made from. Immutable.
 *
 * @param kind     where they are kept.
 * @param folder   of their own, made if it is not there; {@code null} in memory.
 * @param patients most patients of the directory.
 * @param alerts   most alerts of the history; the oldest make room.
 * @param units    most units of the site.
 * @param ids      most ids of the engine: subjects, people, units, beds and roles.
 * @param register file of the hospital's register, {@code null} = there is none; looked at again every ten seconds.
 */
public record ReadModelSettings(
        Kind kind,
        @Nullable Path folder,
        long patients,
        long alerts,
        long units,
        long ids,
        @Nullable Path register) {
    /** Where they are kept. */
    public enum Kind {
        /** On Chronicle Map: in mapped files, beside the heap, open again at once after a clean stop. Needs a JDK with the module {@code jdk.compiler}. */
        CHRONICLE,
        /** On the heap, made again at every start; a plain JRE is enough. */
        MEMORY
    }

    /** Checks that there is a folder where one is needed. */
    public ReadModelSettings {
        if (kind == Kind.CHRONICLE && folder == null) {
            throw new IllegalArgumentException("read models on Chronicle Map need a folder");
        }
        if (patients < 1 || alerts < 1) {
            throw new IllegalArgumentException("a read model has room for one entry at least");
        }
    }
}
