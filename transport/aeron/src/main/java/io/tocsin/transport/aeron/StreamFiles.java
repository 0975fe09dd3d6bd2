package io.tocsin.transport.aeron;

import io.tocsin.atrest.AtRestKeys;
import io.tocsin.journal.JournalException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The segment files of one stream: named {@code RECORDING-POSITION.rec} by the archive, each as long as a segment. */
final class StreamFiles {
    private final Path folder;
    private final StreamKind kind;
    private final int termLength;
    private final int segmentLength;

    private final @Nullable AtRestKeys keys;

    StreamFiles(
            final Path folder,
            final StreamKind kind,
            final int termLength,
            final int segmentLength,
            final @Nullable AtRestKeys keys) {
        this.keys = keys;
        this.folder = folder;
        this.kind = kind;
        this.termLength = termLength;
        this.segmentLength = segmentLength;
    }

    /** What records may be sealed with; {@code null} = nothing. */
    @Nullable
    AtRestKeys keys() {
        return keys;
    }

    StreamKind kind() {
        return kind;
    }

    int termLength() {
        return termLength;
    }

    int segmentLength() {
        return segmentLength;
    }

    long base(final long position) {
        return position - position % segmentLength;
    }

    Path file(final long base) {
        return folder.resolve(kind.recordingId() + "-" + base + ".rec");
    }

    boolean exists(final long base) {
        return Files.exists(file(base));
    }

    /** Whether the file is not there, for certain: a folder that cannot be looked into says nothing. */
    boolean isMissing(final long base) {
        return Files.isDirectory(folder) && Files.notExists(file(base));
    }

    /** Where segments begin, lowest first; each is checked for its length. Of files that nobody writes to. */
    List<Long> bases() {
        return basesBefore(Long.MAX_VALUE);
    }

    /**
     * Where segments begin that begin before a position up to which all is recorded, lowest first; each is checked for its length. One that begins there or later may
     * be in the making, and have no length yet.
     */
    List<Long> basesBefore(final long recorded) {
        final List<Long> bases = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, kind.recordingId() + "-*.rec")) {
                for (final Path file : files) {
                    final long base = baseOf(file);
                    if (base < recorded) {
                        checkLength(file, base);
                        bases.add(base);
                    }
                }
            } catch (final IOException failed) {
                throw new JournalException("folder " + folder + " cannot be read: " + failed, failed);
            }
        }
        Collections.sort(bases);
        return bases;
    }

    private long baseOf(final Path file) {
        final String name = String.valueOf(file.getFileName());
        try {
            return Long.parseLong(name.substring(name.indexOf('-') + 1, name.length() - ".rec".length()));
        } catch (final NumberFormatException noNumber) {
            throw new JournalException(file + " is not named like a segment of the " + kind.label(), noNumber);
        }
    }

    private void checkLength(final Path file, final long base) throws IOException {
        if (base % segmentLength != 0 || Files.size(file) != segmentLength) {
            throw new JournalException(file + " has " + Files.size(file) + " bytes and begins at position " + base
                    + ": segments of this " + kind.label() + " have " + segmentLength
                    + " bytes each; it was cut or changed, and nothing was");
        }
    }
}
