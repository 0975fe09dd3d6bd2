package io.tocsin.transport.server.cli;

import picocli.CommandLine;
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
        return new CommandLine(root)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, args) -> refuse(wrong));
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
