package io.tocsin.atrest;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is done with what is kept: with which keys it is read, and whether what is written is sealed. Immutable; any thread.
 *
 * @param keys  that there are; {@code null} = none: what is sealed cannot be read, and nothing is sealed.
 * @param seals whether what is written from now on is sealed, if there are keys.
 * @param patientsFolder of the keys of patients, with which what is typed about them is sealed besides; {@code null} = it is not.
 * @param patientsKeepDays for how many days after the last text about a patient nobody forgets the patient.
 */
public record AtRest(
        @Nullable AtRestKeys keys, boolean seals, @Nullable Path patientsFolder, int patientsKeepDays) {
    /** No keys. */
    public static final AtRest OPEN = new AtRest(null, false);

    /**
     * Without keys of patients.
     *
     * @param keys  that there are; {@code null} = none.
     * @param seals whether what is written from now on is sealed, if there are keys.
     */
    public AtRest(final @Nullable AtRestKeys keys, final boolean seals) {
        this(keys, seals, null, 0);
    }

    /**
     * What is written is sealed with the key in force.
     *
     * @param keys that there are.
     * @return both read and written with them.
     */
    public static AtRest sealed(final AtRestKeys keys) {
        return new AtRest(keys, true);
    }

    /**
     * What is written is not sealed; what is sealed can be read.
     *
     * @param keys that there are; {@code null} = none.
     * @return read with them alone.
     */
    public static AtRest readWith(final @Nullable AtRestKeys keys) {
        return new AtRest(keys, false);
    }

    /** Keys for what is written; {@code null} = it is not sealed. */
    public @Nullable AtRestKeys forWriting() {
        return seals ? keys : null;
    }
}
