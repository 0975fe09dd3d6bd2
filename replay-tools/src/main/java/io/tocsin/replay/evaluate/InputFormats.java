package io.tocsin.replay.evaluate;

import java.util.Iterator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The formats there are, in the order of {@code META-INF/services}. */
final class InputFormats implements Iterable<String> {
    private static final List<InputFormat> ALL =
            ServiceLoader.load(InputFormat.class, InputFormats.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();

    /** For picocli, which asks for the names. */
    InputFormats() {}

    @Override
    public Iterator<String> iterator() {
        return ALL.stream().map(InputFormat::name).iterator();
    }

    /** The one of this name, or {@code null}. */
    static @Nullable InputFormat named(final @Nullable String name) {
        return ALL.stream()
                .filter(format -> format.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** What there is, for people. */
    static String names() {
        return ALL.stream().map(InputFormat::name).collect(Collectors.joining(", "));
    }
}
