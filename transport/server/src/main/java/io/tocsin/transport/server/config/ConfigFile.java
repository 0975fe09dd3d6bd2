package io.tocsin.transport.server.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import io.tocsin.transport.server.ServerConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A configuration as a file holds it.
 *
 * @param config    to start a server from.
 * @param log       how the process logs.
 * @param effective everything as it is in force, as HOCON: defaults are marked, secrets are masked.
 * @param keys      every key that a configuration may have, as {@code site.units.*.beds.*.care}.
 */
public record ConfigFile(ServerConfig config, LogSettings log, String effective, Set<String> keys) {
    /** Keeps a copy of the keys. */
    public ConfigFile {
        keys = Set.copyOf(keys);
    }

    /**
     * Reads a file. Substitutions such as <code>${?HOME}</code> take their values from the file and the environment; a relative folder in it is relative to the
     * folder of the file.
     *
     * @param file HOCON, which JSON is too.
     * @return the configuration.
     * @throws ConfigProblemsException if anything is wrong with it; it says everything that is.
     */
    public static ConfigFile read(final Path file) throws ConfigProblemsException {
        return read(file, null);
    }

    /**
     * As {@link #read(Path)}, for one node of the cluster that the file describes.
     *
     * @param file HOCON, which JSON is too.
     * @param node which of {@code cluster.members}, from 0; {@code null} = the file says it.
     * @return the configuration.
     * @throws ConfigProblemsException if anything is wrong with it; it says everything that is.
     */
    public static ConfigFile read(final Path file, final @Nullable Integer node) throws ConfigProblemsException {
        return read(file, node, true);
    }

    /**
     * As {@link #read(Path)}, for who starts nothing and need not have the keys with which a router seals what it keeps: they are not looked at.
     *
     * @param file HOCON, which JSON is too.
     * @return the configuration, as if nothing were sealed.
     * @throws ConfigProblemsException if anything else is wrong with it; it says everything that is.
     */
    public static ConfigFile readWithoutKeys(final Path file) throws ConfigProblemsException {
        return read(file, null, false);
    }

    private static ConfigFile read(final Path file, final @Nullable Integer node, final boolean withKeys)
            throws ConfigProblemsException {
        final Findings findings = new Findings();
        final Effective effective = new Effective();
        final Section root = Section.root(open(file), findings, effective);
        final ServerReader reader = new ServerReader(findings, folderOf(file), node, withKeys);
        final ServerReader.Result result = reader.read(root);
        findings.throwIfAny();
        return new ConfigFile(result.config(), result.log(), effective.print(), findings.keys());
    }

    /** What a file holds, as the library reads it. */
    static ConfigObject open(final Path file) throws ConfigProblemsException {
        if (Files.isDirectory(file)) {
            throw problem(new Problem(file.toString(), 0, "", "is a folder: name a configuration file"));
        }
        if (!Files.isReadable(file)) {
            throw problem(new Problem(
                    file.toString(),
                    0,
                    "",
                    Files.exists(file)
                            ? "cannot be read: see its permissions"
                            : "there is no such file (examples/small-hospital.conf is one to begin with)"));
        }
        return parse(file).root();
    }

    /** To which paths in a file are relative. */
    static Path folderOf(final Path file) {
        final Path folder = file.toAbsolutePath().normalize().getParent();
        return folder == null ? Path.of("") : folder;
    }

    private static Config parse(final Path file) throws ConfigProblemsException {
        try {
            return ConfigFactory.parseFile(
                            file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false))
                    .resolve();
        } catch (final ConfigException wrong) {
            throw problem(syntaxProblem(file, wrong));
        }
    }

    /** The library words a message as {@code origin: message}, with the line in the origin. */
    private static Problem syntaxProblem(final Path file, final ConfigException wrong) {
        final String message = String.valueOf(wrong.getMessage()).replaceAll("\\R\\s*", " ");
        if (wrong.origin() == null) {
            return new Problem(file.toString(), 0, "", message);
        }
        final String prefix = wrong.origin().description() + ": ";
        return Problem.at(
                wrong.origin(), "", message.startsWith(prefix) ? message.substring(prefix.length()) : message);
    }

    private static ConfigProblemsException problem(final Problem problem) {
        return new ConfigProblemsException(List.of(problem));
    }
}
