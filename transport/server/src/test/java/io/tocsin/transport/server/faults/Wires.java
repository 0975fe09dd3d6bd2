package io.tocsin.transport.server.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A network of its own for each node, and a switch between them, whose wires can be cut: by pulling one, or by one node's taking another to be at an address at which
 * nobody is, so that what it sends gets lost without a word, in one direction. Nothing of it is in the machine's own network, and nothing is left of it when it is closed.
 */
final class Wires implements AutoCloseable {
    private static final String NOBODY = "02:00:00:00:00:99";
    private final String prefix = "tocsin-" + ProcessHandle.current().pid();
    private final int count;
    private final Thread onExit = new Thread(this::remove);

    Wires(final int count) throws IOException, InterruptedException {
        this.count = count;
        Runtime.getRuntime().addShutdownHook(onExit);
        ip("netns", "add", name("switch"));
        in("switch", "link", "add", "switch", "type", "bridge");
        in("switch", "link", "set", "switch", "up");
        for (int id = 0; id < count; id++) {
            ip("netns", "add", name(id));
            in("switch", "link", "add", port(id), "type", "veth", "peer", "name", "wire", "netns", name(id));
            in("switch", "link", "set", port(id), "master", "switch");
            in("switch", "link", "set", port(id), "up");
            in(id, "addr", "add", host(id) + "/24", "dev", "wire");
            in(id, "link", "set", "wire", "up");
            in(id, "link", "set", "lo", "up");
        }
    }

    /** Whether this machine lets this user make such a thing. */
    static boolean canBe() throws InterruptedException {
        final String name = "tocsin-" + ProcessHandle.current().pid() + "-try";
        if (!Shell.isRoot() || !Shell.can("ip", "netns", "add", name)) {
            return false;
        }
        final boolean can = Shell.can("ip", "-n", name, "link", "add", "try0", "type", "veth", "peer", "name", "try1")
                && Shell.can("ip", "-n", name, "link", "add", "try2", "type", "bridge");
        return Shell.can("ip", "netns", "del", name) && can;
    }

    /** What a command begins with that is to run where a node is. */
    List<String> where(final int id) {
        return List.of("ip", "netns", "exec", name(id));
    }

    static String host(final int id) {
        return "10.77.1." + (id + 1);
    }

    /** Pulls the wire of a node: it hears nobody and nobody hears it. */
    void pull(final int id) throws IOException, InterruptedException {
        in("switch", "link", "set", port(id), "down");
    }

    void plug(final int id) throws IOException, InterruptedException {
        in("switch", "link", "set", port(id), "up");
    }

    /** What one sends to another is lost, not what the other sends. */
    void lose(final int from, final int to) throws IOException, InterruptedException {
        in(from, "neigh", "replace", host(to), "lladdr", NOBODY, "dev", "wire", "nud", "permanent");
    }

    void find(final int from, final int to) throws IOException, InterruptedException {
        in(from, "neigh", "del", host(to), "dev", "wire");
    }

    @Override
    public void close() {
        remove();
        Runtime.getRuntime().removeShutdownHook(onExit);
    }

    private void remove() {
        final List<String> all = new ArrayList<>(List.of(name("switch")));
        for (int id = 0; id < count; id++) {
            all.add(name(id));
        }
        for (final String each : all) {
            try {
                Shell.can("ip", "netns", "del", each);
            } catch (final InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private String name(final int id) {
        return prefix + "-" + id;
    }

    private String name(final String what) {
        return prefix + "-" + what;
    }

    private static String port(final int id) {
        return "port" + id;
    }

    private void in(final int id, final String... words) throws IOException, InterruptedException {
        in(Integer.toString(id), words);
    }

    private void in(final String where, final String... words) throws IOException, InterruptedException {
        final List<String> all = new ArrayList<>(List.of("-n", name(where)));
        all.addAll(List.of(words));
        ip(all.toArray(new String[0]));
    }

    private static void ip(final String... words) throws IOException, InterruptedException {
        final List<String> all = new ArrayList<>(List.of("ip"));
        all.addAll(List.of(words));
        Shell.run(all.toArray(new String[0]));
    }
}
