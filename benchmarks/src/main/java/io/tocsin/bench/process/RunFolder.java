package io.tocsin.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder for one run, gone afterwards. */
public final class RunFolder implements AutoCloseable {
    private final Path path;

    private RunFolder(final Path path) {
        this.path = path;
    }

    /**
     * Makes a new one.
     *
     * @param parent a folder that exists; {@code null}: the system's for temporary files.
     * @return to be closed once nobody writes there any more.
     * @throws IOException if it cannot be made.
     */
    public static RunFolder in(final @Nullable Path parent) throws IOException {
        return new RunFolder(
                parent == null
                        ? Files.createTempDirectory("tocsin-bench-")
                        : Files.createTempDirectory(parent.toAbsolutePath(), "tocsin-bench-"));
    }

    /**
     * Where it is.
     *
     * @return absolute.
     */
    public Path path() {
        return path;
    }

    /**
     * A new folder inside.
     *
     * @param name of it.
     * @return absolute.
     * @throws IOException if it cannot be made.
     */
    public Path sub(final String name) throws IOException {
        return Files.createDirectory(path.resolve(name));
    }

    @Override
    public void close() {
        final List<Path> all;
        try (Stream<Path> walk = Files.walk(path)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        } catch (final IOException gone) {
            throw new UncheckedIOException(gone);
        }
        for (final Path each : all) {
            try {
                Files.deleteIfExists(each);
            } catch (final IOException kept) {
                System.err.println("bench: cannot delete " + each + ": " + kept.getMessage());
            }
        }
    }
}
