package io.tocsin.transport.server.config;

import io.tocsin.transport.gateway.TlsFiles;
import io.tocsin.transport.server.ListenSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads where a router listens, and what it is encrypted with. One thread. */
final class ListenReader {
    private static final int MAX_PORT = 65_535;
    private static final Duration SHORTEST_LOOK = Duration.ofSeconds(1);
    private static final Duration LONGEST_LOOK = Duration.ofHours(1);

    private final Path folder;

    /** Paths are relative to this folder. */
    ListenReader(final Path folder) {
        this.folder = folder;
    }

    ListenSettings read(final Section section) {
        final ListenSettings fallback = ListenSettings.defaults();
        final String address = section.text("address", fallback.address());
        final int port = section.integer("port", fallback.port(), 0, MAX_PORT);
        final int managementPort = section.integer("management-port", fallback.managementPort(), 0, MAX_PORT);
        final Duration look = section.duration("files-look", fallback.filesLook(), SHORTEST_LOOK, LONGEST_LOOK);
        final TlsFiles tls = tls(section.section("tls"));
        section.end();
        final String wrong = wrongAddress(address);
        if (wrong != null) {
            section.problem("address", wrong);
        }
        if (port != 0 && port == managementPort) {
            section.problem("management-port", "is " + port + ", as is port: they must differ");
        }
        return new ListenSettings(address, port, managementPort, tls, look);
    }

    private @Nullable TlsFiles tls(final Section section) {
        final Item certificates = section.item("certificate-file");
        final Item key = section.item("key-file");
        section.end();
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

    private static @Nullable String wrongAddress(final String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress()
                    ? null
                    : "'" + address + "' is not a loopback address: nobody is asked who they are yet, so this version"
                            + " listens on loopback only, such as 127.0.0.1";
        } catch (final UnknownHostException unknown) {
            return "'" + address + "' is no address of this machine: use 127.0.0.1";
        }
    }
}
