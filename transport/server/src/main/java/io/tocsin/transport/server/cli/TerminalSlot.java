package io.tocsin.transport.server.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The name under which a terminal command greets the router. The router numbers commands per client: two commands at once under one name would take each other's
 * answers, and a new name for every command would fill its table of clients. So each takes the lowest number that no other process of this user has taken for the same
 * command, and keeps it by a file lock that ends with the process.
 */
final class TerminalSlot implements AutoCloseable {
    private static final int MOST = 256;
    private static final int MAX_USER_CHARS = 20;

    private static final Set<Path> TAKEN = ConcurrentHashMap.newKeySet();

    private final String name;
    private final Path file;
    private final FileChannel channel;

    private TerminalSlot(final String name, final Path file, final FileChannel channel) {
        this.name = name;
        this.file = file;
        this.channel = channel;
    }

    /** Takes a name for a command; opens a file in the system's folder for temporary files. */
    static TerminalSlot take(final String command) throws IOException {
        return take(command, Path.of(System.getProperty("java.io.tmpdir"), "tocsin-terminal-" + user()));
    }

    /** Takes a name for a command; the folder is made if it is missing. */
    static TerminalSlot take(final String command, final Path folder) throws IOException {
        Files.createDirectories(folder);
        for (int slot = 0; slot < MOST; slot++) {
            final Path file = folder.resolve(command + '-' + slot).toAbsolutePath();
            // Asked first: to open and close a file that this process has locked would end the lock.
            if (TAKEN.add(file)) {
                final FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                if (channel.tryLock() != null) {
                    return new TerminalSlot(user() + '-' + command + '-' + slot, file, channel);
                }
                channel.close();
                TAKEN.remove(file);
            }
        }
        throw new IOException(MOST + " terminal commands are running already");
    }

    /** The name of the client. */
    String name() {
        return name;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        TAKEN.remove(file);
    }

    /** Short enough for an id. */
    private static String user() {
        final String user = System.getProperty("user.name", "user").replaceAll("[^A-Za-z0-9_.-]", "_");
        return user.substring(0, Math.min(user.length(), MAX_USER_CHARS));
    }
}
