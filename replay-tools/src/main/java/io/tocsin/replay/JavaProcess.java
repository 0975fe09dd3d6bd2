package io.tocsin.replay;

import io.tocsin.pipeline.RuntimeFlags;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Another JVM like this one: the same Java, the same class path, the same flags that open the JDK. */
public final class JavaProcess {
    /** For a short life beside a router that needs the processors: little memory, one collector thread, and no time spent on compiling twice. */
    private static final List<String> MODEST = List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final List<String> OPENING =
            List.of("--add-opens", "--add-exports", "--enable-native-access", "--sun-misc-unsafe-memory-access");

    private JavaProcess() {}

    /**
     * A process that is not started yet. Whoever starts it owns it.
     *
     * @param main      class to start.
     * @param arguments of its main method.
     * @return to be completed and started.
     */
    public static ProcessBuilder of(final Class<?> main, final List<String> arguments) {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(opening());
        command.addAll(MODEST);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    /** What opens the JDK here; from the manifest of a jar it would not be known. */
    private static Stream<String> openingHere() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> OPENING.stream().anyMatch(argument::startsWith));
    }

    private static List<String> opening() {
        final List<String> here = openingHere().toList();
        return here.isEmpty() ? List.of(RuntimeFlags.REQUIRED.split(" ")) : here;
    }
}
