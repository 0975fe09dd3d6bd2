package io.tocsin.transport.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The script that everybody starts knows every command of the terminal. */
final class ScriptTest {
    private static final Path SCRIPT = Path.of(System.getProperty("basedir", "."), "..", "..", "tocsin");

    @Test
    void shouldKnowEveryCommandOfTheTerminal() throws IOException {
        final String script = Files.readString(SCRIPT);
        final int end = script.indexOf(")\n    module=transport/server");
        final String names = script.substring(script.lastIndexOf(";;", end) + 2, end);
        final Set<String> known = new TreeSet<>();
        for (final String name : names.replace("\\", "").split("\\|", -1)) {
            known.add(name.strip());
        }

        assertThat(known)
                .containsExactlyInAnyOrderElementsOf(
                        TerminalMain.commandLine().getSubcommands().keySet());
    }
}
