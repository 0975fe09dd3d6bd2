package io.tocsin.bench.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The command line of a Java process to be started. One thread; used once. */
public final class ChildJvm {
    /** System property: options, with blanks between, of every JVM that a rig starts, before those that the rig gives it, such as {@code -XX:+UseZGC}. */
    public static final String OPTIONS_PROPERTY = "tocsin.bench.jvm-options";

    private static final int JDK_WITH_UNSAFE_WARNINGS = 24;

    private final String name;
    private final List<String> options = new ArrayList<>();
    private final List<String> target = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();

    private ChildJvm(final String name) {
        this.name = name;
        options.add("--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED");
        // For the checksums of Aeron Archive.
        options.add("--add-opens=java.base/java.util.zip=ALL-UNNAMED");
        if (Runtime.version().feature() >= JDK_WITH_UNSAFE_WARNINGS) {
            options.add("--enable-native-access=ALL-UNNAMED");
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        Arrays.stream(System.getProperty(OPTIONS_PROPERTY, "").split(" ", -1))
                .filter(option -> !option.isEmpty())
                .forEach(options::add);
    }

    /**
     * A process with the class path of this one.
     *
     * @param name      for messages.
     * @param mainClass to start.
     * @return a command line without arguments.
     */
    public static ChildJvm main(final String name, final Class<?> mainClass) {
        return main(name, mainClass.getName());
    }

    /**
     * A process with the class path of this one.
     *
     * @param name      for messages.
     * @param mainClass to start.
     * @return a command line without arguments.
     */
    public static ChildJvm main(final String name, final String mainClass) {
        final ChildJvm child = new ChildJvm(name);
        child.target.addAll(List.of("-cp", classPath(), mainClass));
        return child;
    }

    /**
     * A process that runs a jar with what its manifest names.
     *
     * @param name for messages.
     * @param jar  to start.
     * @return a command line without arguments.
     */
    public static ChildJvm jar(final String name, final Path jar) {
        final ChildJvm child = new ChildJvm(name);
        child.target.addAll(List.of("-jar", jar.toString()));
        return child;
    }

    /**
     * Adds JVM options.
     *
     * @param more such as {@code -Xmx1g}.
     * @return this.
     */
    public ChildJvm options(final String... more) {
        options.addAll(Arrays.asList(more));
        return this;
    }

    /**
     * Adds arguments of the program.
     *
     * @param more their texts.
     * @return this.
     */
    public ChildJvm arguments(final Object... more) {
        for (final Object argument : more) {
            arguments.add(String.valueOf(argument));
        }
        return this;
    }

    /**
     * Starts it.
     *
     * @return to be closed by whoever started it.
     * @throws IOException if it cannot be started.
     */
    public Child start() throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(target);
        command.addAll(arguments);
        return Child.started(name, new ProcessBuilder(command));
    }

    /** Surefire may hide the class path in a manifest; then it tells the real one by this property. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
