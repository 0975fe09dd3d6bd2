package io.tocsin.transport.server.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/** What all command lines of Tocsin have in common. Any thread. */
public final class CommandLines {
    private CommandLines() {}

    /**
     * A command line with its subcommands: words in any case, and one line about what is wrong with arguments.
     *
     * @param root the command without a name.
     * @return a new one.
     */
    public static CommandLine of(final Object root) {
        return of(root, List.of());
    }

    /**
     * As {@link #of(Object)}, with subcommands that the root does not name itself.
     *
     * @param root        the command without a name.
     * @param subcommands classes that picocli can make.
     * @return a new one.
     */
    static CommandLine of(final Object root, final List<Class<?>> subcommands) {
        final CommandLine line = new CommandLine(root);
        subcommands.forEach(line::addSubcommand);
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, args) -> refuse(wrong));
    }

    /**
     * The one that the first argument names, or all: to make them all takes longer than most of them run.
     *
     * @param subcommands classes with picocli's {@link Command}.
     * @param args        of the process.
     * @return one, if one has that name.
     */
    static List<Class<?>> needed(final List<Class<?>> subcommands, final String[] args) {
        for (final Class<?> subcommand : subcommands) {
            if (args.length > 0
                    && args[0].equals(subcommand.getAnnotation(Command.class).name())) {
                return List.of(subcommand);
            }
        }
        return subcommands;
    }

    /** Says in one line what is wrong with a subcommand's arguments; without a subcommand, what there is. */
    private static int refuse(final ParameterException wrong) {
        final CommandLine command = wrong.getCommandLine();
        if (command.getParent() == null) {
            command.getErr().println(wrong.getMessage());
            command.usage(command.getErr());
        } else {
            command.getErr()
                    .println(command.getCommandSpec().qualifiedName() + ": "
                            + String.valueOf(wrong.getMessage()).replaceAll("\\R\\s*", " "));
        }
        command.getErr().flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** Reads the version from the manifest of the jar this class came in. For picocli. */
    public static final class Version implements IVersionProvider {
        /** For picocli. */
        public Version() {}

        @Override
        public String[] getVersion() {
            final String version = CommandLines.class.getPackage().getImplementationVersion();
            return new String[] {
                "tocsin " + (version == null ? "(not from a jar)" : version), "JDK " + Runtime.version(),
            };
        }
    }
}
