package io.tocsin.audit;

import static java.util.Objects.requireNonNull;

import io.tocsin.atrest.AtRest;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How an audit is kept.
 *
 * @param folder    of its files, made if it is not there; written by one process at a time.
 * @param keyFile   of the key that signs, outside of the folder; made if it is not there.
 * @param fileBytes from which on a file is full, 64 KiB to 1 GiB.
 * @param keep      how long records are kept at least, a day at least; files of which all are older are deleted.
 * @param hold      nothing is deleted, as somebody has asked for it to be kept.
 * @param atRest    keys of files that are sealed, and whether those are that begin from now on.
 */
public record AuditSettings(Path folder, Path keyFile, long fileBytes, Duration keep, boolean hold, AtRest atRest) {
    /** What a hospital has to keep such records for: six years (45 CFR 164.316(b)(2)). */
    public static final Duration SIX_YEARS = Duration.ofDays(2_190);

    /** Of a file, unless somebody says otherwise. */
    public static final long FILE_BYTES = 64 << 20;

    private static final long LEAST_FILE_BYTES = 64 << 10;
    private static final long MOST_FILE_BYTES = 1 << 30;

    /** Checks ranges. */
    public AuditSettings {
        requireNonNull(folder, "folder");
        requireNonNull(keyFile, "keyFile");
        requireNonNull(atRest, "atRest");
        if (fileBytes < LEAST_FILE_BYTES || fileBytes > MOST_FILE_BYTES) {
            throw new IllegalArgumentException("fileBytes " + fileBytes + ": 64 KiB to 1 GiB");
        }
        if (keep.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("keep " + keep + ": a day at least");
        }
        if (keyFile.toAbsolutePath()
                .normalize()
                .startsWith(folder.toAbsolutePath().normalize())) {
            throw new IllegalArgumentException("the key " + keyFile + " lies in " + folder + ", which it vouches for");
        }
    }

    /** As above, of files that are not sealed. */
    public AuditSettings(
            final Path folder, final Path keyFile, final long fileBytes, final Duration keep, final boolean hold) {
        this(folder, keyFile, fileBytes, keep, hold, AtRest.OPEN);
    }

    /**
     * The same, in another folder.
     *
     * @param other where its files are.
     * @return other settings.
     */
    public AuditSettings in(final Path other) {
        return new AuditSettings(other, keyFile, fileBytes, keep, hold, atRest);
    }

    /**
     * The same, of files that are sealed, or may be.
     *
     * @param other keys, and whether files are sealed that begin from now on.
     * @return other settings.
     */
    public AuditSettings atRest(final AtRest other) {
        return new AuditSettings(folder, keyFile, fileBytes, keep, hold, other);
    }
}
