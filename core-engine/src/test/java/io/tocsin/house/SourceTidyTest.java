package io.tocsin.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The sources that we ship are finished, short and, in the engine, without locks; and each rule can be seen to fail.
 */
final class SourceTidyTest {
    private static final Path SOURCES = Path.of(System.getProperty("basedir", "."), "src", "main", "java");

    @Test
    void shouldFindTheSources() throws IOException {
        assertThat(sourcesBelow("")).containsKey("io/tocsin/pipeline/RuntimeFlags.java");
        assertThat(sourcesBelow("io/tocsin/engine")).containsKey("io/tocsin/engine/AlertEngine.java");
    }

    @Test
    void shouldBeFinished() throws IOException {
        assertThat(found("", SourceRules::unfinished)).isEmpty();
    }

    @Test
    void shouldBeShort() throws IOException {
        assertThat(found("", SourceRules::tooLong)).isEmpty();
    }

    @Test
    void shouldNotLockInTheEngine() throws IOException {
        assertThat(found("io/tocsin/engine", SourceRules::synchronizedBlocks)).isEmpty();
    }

    @Test
    void shouldReportWhatIsUnfinished() {
        final String source =
                "class A {\n    // TODO later\n    int todo; /* FIXME */\n    // mastodonTODOs are animals\n}\n";

        assertThat(SourceRules.unfinished("A.java", source)).containsExactly("A.java:2: TODO", "A.java:3: FIXME");
    }

    @Test
    void shouldReportALongFileAndNoShorterOne() {
        assertThat(SourceRules.tooLong("A.java", "int a;\n".repeat(401)))
                .containsExactly("A.java: 401 lines, at most 400");
        assertThat(SourceRules.tooLong("A.java", "int a;\n".repeat(400))).isEmpty();
    }

    @Test
    void shouldReportASynchronizedBlock() {
        final String source = "void a() {\n    synchronized (this) {}\n    synchronized(lock)\n    {}\n}\n";

        assertThat(SourceRules.synchronizedBlocks("A.java", source))
                .containsExactly("A.java:2: synchronized (", "A.java:3: synchronized(");
        assertThat(SourceRules.synchronizedBlocks("A.java", "synchronized void a() {}"))
                .as("methods are found in the class file")
                .isEmpty();
    }

    private static List<String> found(final String folder, final BiFunction<String, String, List<String>> rule)
            throws IOException {
        return sourcesBelow(folder).entrySet().stream()
                .flatMap(source -> rule.apply(source.getKey(), source.getValue()).stream())
                .toList();
    }

    /** Texts by path, in order. */
    private static SortedMap<String, String> sourcesBelow(final String folder) throws IOException {
        final SortedMap<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES.resolve(folder))) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .forEach(file ->
                            sources.put(SOURCES.relativize(file).toString().replace('\\', '/'), read(file)));
        }
        return sources;
    }

    private static String read(final Path file) {
        try {
            return Files.readString(file);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
