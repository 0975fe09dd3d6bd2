package io.tocsin.transport.server.config;

import io.tocsin.transport.server.watch.HeartbeatSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads who is told that all is well, and what is to be run or asked for that and the like. One thread. */
final class HeartbeatReader {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST_WORDS = 64;

    private final Path folder;

    /** Paths are relative to this folder. */
    HeartbeatReader(final Path folder) {
        this.folder = folder;
    }

    HeartbeatSettings read(final Section section) {
        final HeartbeatSettings fallback = HeartbeatSettings.none();
        final URI url = url(section, "url");
        final List<String> command = command(section, "command");
        final Duration every = section.duration("every", fallback.every(), SHORTEST, LONGEST);
        final Duration timeout = section.duration("timeout", fallback.timeout(), Duration.ofMillis(100), LONGEST);
        final Path caFile = file(section, "ca-file");
        section.end();
        if (caFile != null && (url == null || !"https".equals(url.getScheme()))) {
            section.problem("ca-file", "is of no use without a url that begins with https");
        }
        return new HeartbeatSettings(url, command, every, timeout, caFile);
    }

    /** An address of HTTP; {@code null} if it is missing or none. */
    static @Nullable URI url(final Section section, final String key) {
        final Item item = section.item(key);
        return item == null ? null : url(section, key, item);
    }

    /** An address of HTTP; {@code null} once it was said what is wrong with it. */
    static @Nullable URI url(final Section section, final String key, final Item item) {
        try {
            final URI url = URI.create(item.text());
            if (("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null) {
                if (url.getUserInfo() != null) {
                    section.problem(
                            key,
                            "has a name or password in it, which logs would show: put it into the path, or a command");
                }
                return url;
            }
        } catch (final IllegalArgumentException malformed) {
            // Told below.
        }
        section.problem(key, "'" + item.text() + "' is no address: say http:// or https://, a host and a path");
        return null;
    }

    /** A program, found on the path or, if there is a slash in it, from the folder on, and its arguments; empty if it is missing. */
    List<String> command(final Section section, final String key) {
        final List<String> words =
                new ArrayList<>(section.items(key).stream().map(Item::text).toList());
        if (words.isEmpty()) {
            return words;
        }
        if (words.size() > MOST_WORDS) {
            section.problem(
                    key, "has " + words.size() + " words: at most " + MOST_WORDS + ", put the rest into a script");
        }
        if (words.get(0).contains("/")) {
            final Path program = folder.resolve(words.get(0)).normalize();
            if (!Files.isExecutable(program) || Files.isDirectory(program)) {
                section.problem(key, program + " is no program that this user can run");
            }
            words.set(0, program.toString());
        } else if (words.get(0).isBlank()) {
            section.problem(key, "names no program");
        }
        return words;
    }

    /** A file that can be read; {@code null} if it is missing. */
    @Nullable
    Path file(final Section section, final String key) {
        final Item item = section.item(key);
        if (item == null) {
            return null;
        }
        final Path file = folder.resolve(item.text());
        if (!Files.isReadable(file)) {
            section.problem(key, file + " cannot be read");
        }
        return file;
    }
}
