package io.tocsin.transport.server.config;

import io.tocsin.transport.gateway.ClientCertificates;
import io.tocsin.transport.gateway.TlsFiles;
import io.tocsin.transport.server.IdentitySettings;
import io.tocsin.transport.server.IdentitySettings.Mode;
import io.tocsin.transport.server.ListenSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads where a router listens, and what it is encrypted with. One thread. */
final class ListenReader {
    private static final int MAX_PORT = 65_535;
    private static final Duration SHORTEST_LOOK = Duration.ofSeconds(1);
    private static final Duration LONGEST_LOOK = Duration.ofHours(1);

    private final Path folder;
    private final IdentitySettings identity;

    /** Paths are relative to this folder. */
    ListenReader(final Path folder, final IdentitySettings identity) {
        this.folder = folder;
        this.identity = identity;
    }

    ListenSettings read(final Section section) {
        final ListenSettings fallback = ListenSettings.defaults();
        final String address = section.text("address", fallback.address());
        final int port = section.integer("port", fallback.port(), 0, MAX_PORT);
        final int managementPort = section.integer("management-port", fallback.managementPort(), 0, MAX_PORT);
        final Duration look = section.duration("files-look", fallback.filesLook(), SHORTEST_LOOK, LONGEST_LOOK);
        final Section encryption = section.section("tls");
        final TlsFiles tls = tls(encryption, folder);
        final ClientCertificates clients = clients(encryption, tls);
        encryption.end();
        final List<String> hosts = section.items("hosts").stream()
                .map(host -> host.text().toLowerCase(Locale.ROOT))
                .toList();
        final boolean unencrypted = section.flag("allow-unencrypted", false);
        section.end();
        final String wrong = wrongAddress(address, identity.mode(), tls != null || unencrypted, !hosts.isEmpty());
        if (wrong != null) {
            section.problem("address", wrong);
        }
        if (port != 0 && port == managementPort) {
            section.problem("management-port", "is " + port + ", as is port: they must differ");
        }
        return new ListenSettings(address, port, managementPort, tls, clients, look, hosts, unencrypted);
    }

    /** What encrypts; {@code null} = nothing does. */
    static @Nullable TlsFiles tls(final Section section, final Path folder) {
        final Item certificates = section.item("certificate-file");
        final Item key = section.item("key-file");
        if (certificates == null && key == null) {
            return null;
        }
        if (certificates == null || key == null) {
            section.problem(
                    certificates == null ? "key-file" : "certificate-file",
                    "is of no use alone: TLS takes certificate-file and key-file");
            return null;
        }
        final TlsFiles files = new TlsFiles(folder.resolve(certificates.text()), folder.resolve(key.text()));
        final String wrong = files.problem();
        if (wrong != null) {
            section.problem("certificate-file", wrong);
        }
        return files;
    }

    private @Nullable ClientCertificates clients(final Section section, final @Nullable TlsFiles tls) {
        final Item authorities = section.item("client-authority-file");
        final Item principals = section.item("client-principals-file");
        final Clients asked = section.choice("clients", Clients.OPTIONAL, List.of(Clients.values()));
        final Mode mode = identity.mode();
        if (authorities == null && principals == null) {
            if (mode == Mode.CERTIFICATE) {
                section.problem(
                        "client-authority-file",
                        "is missing: identity.mode = certificate takes client-authority-file and"
                                + " client-principals-file");
            }
            return null;
        }
        final String key = authorities == null ? "client-principals-file" : "client-authority-file";
        if (authorities == null || principals == null) {
            section.problem(
                    key, "is of no use alone: client-authority-file and client-principals-file belong together");
            return null;
        }
        if (tls == null || mode == Mode.CLAIMED || mode == Mode.PRINTED_TOKEN) {
            section.problem(
                    key,
                    tls == null
                            ? "is of no use without certificate-file and key-file of the router's own"
                            : "is of no use where nobody is asked for it: say identity.mode = certificate, or jwt");
            return null;
        }
        final ClientCertificates clients = new ClientCertificates(
                folder.resolve(authorities.text()), folder.resolve(principals.text()), asked == Clients.REQUIRED);
        final String wrong = clients.problem();
        if (wrong != null) {
            section.problem(key, wrong);
        }
        return clients;
    }

    /** Whether everybody needs a certificate. */
    private enum Clients {
        /** Who has none shows a token. */
        OPTIONAL,
        /** Who has none is refused in the handshake. */
        REQUIRED
    }

    /** Where a front may listen, which asks nobody who they are: the routers behind it do. */
    static @Nullable String wrongFront(final String address, final boolean mayBeUnencrypted, final boolean hasHosts) {
        return wrongAddress(address, Mode.JWT, mayBeUnencrypted, hasHosts);
    }

    /** As the gateway says it, in the words of the file. */
    private static @Nullable String wrongAddress(
            final String address, final Mode mode, final boolean mayBeUnencrypted, final boolean hasHosts) {
        try {
            if (InetAddress.getByName(address).isLoopbackAddress()) {
                return null;
            }
        } catch (final UnknownHostException unknown) {
            return "'" + address + "' is no address of this machine: use 127.0.0.1";
        }
        final String beyond = "'" + address + "' is not a loopback address: ";
        if (mode != Mode.JWT && mode != Mode.CERTIFICATE) {
            return beyond
                    + "nobody has to prove who they are, so this router listens on loopback only, such as 127.0.0.1;"
                    + " or say identity.mode = jwt, or certificate";
        }
        if (!mayBeUnencrypted) {
            return beyond
                    + "without TLS whoever is on the way can read patients and tokens, and be anybody; give listen.tls"
                    + " its files, or say listen.allow-unencrypted = true";
        }
        return hasHosts ? null : beyond + "say by which names clients reach this router in listen.hosts";
    }
}
