package io.tocsin.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.bench.process.Child;
import io.tocsin.bench.process.ChildJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The router in a process of its own. At level MEMORY it is {@link RouterHost}. At every other level it is the real server: {@code serve --config FILE} of the server's own jar where there is one beside the benchmarks, with its own libraries, and of
 * the class path otherwise. Any thread.
 */
final class ServerProcess implements AutoCloseable {
    /** Names the jar of the server, if it is not where the build puts it. */
    static final String JAR_PROPERTY = "tocsin.server.jar";

    private static final String MAIN = "io.tocsin.transport.server.Main";
    private static final String JAR = "transport/server/target/tocsin-transport-server.jar";
    /** As the launcher has it. */
    private static final String OPTIONS = "TOCSIN_JAVA_OPTS";

    private static final int OK = 200;
    private static final long POLL_MS = 10;
    private static final Duration ASK = Duration.ofSeconds(2);

    private final Child child;
    private final int port;
    private final int managementPort;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(ASK).build();

    private ServerProcess(final Child child, final int port, final int managementPort) {
        this.child = child;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** Starts it on free ports, with the files it makes in the folder. */
    static ServerProcess start(final LoadSettings settings, final Path folder) throws IOException {
        final int port;
        final int managementPort;
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = one.getLocalPort();
            managementPort = other.getLocalPort();
        }
        final Path file = folder.resolve("server.conf");
        final String configuration = LoadSite.configuration(settings, folder.resolve("journal"), port, managementPort);
        Files.write(file, configuration.getBytes(UTF_8));
        final Child child = settings.level() == JournalLevel.MEMORY
                ? host(settings, folder, port, managementPort)
                : command().arguments("serve", "--config", file).start();
        return new ServerProcess(child, port, managementPort);
    }

    /** Where clients connect. */
    URI url() {
        return URI.create("ws://127.0.0.1:" + port + "/ws");
    }

    /** Waits until it says that it is ready; answers how long that took since its process was started. */
    long awaitReadyNs(final Duration most) throws IOException, InterruptedException {
        final long deadlineNs = child.startedNs() + most.toNanos();
        while (!isReady()) {
            if (!child.isAlive()) {
                throw new IOException("the server has ended before it was ready:" + child.lastLines());
            }
            if (System.nanoTime() - deadlineNs > 0) {
                throw new IOException("the server is not ready within " + most + ':' + child.lastLines());
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
        return System.nanoTime() - child.startedNs();
    }

    /** What one of its management pages says. */
    String page(final String path) throws IOException, InterruptedException {
        return http.send(request(path), HttpResponse.BodyHandlers.ofString()).body();
    }

    /** As {@code kill -9}. */
    void kill() {
        child.kill();
    }

    /** What it printed last. */
    String lastLines() {
        return child.lastLines();
    }

    @Override
    public void close() {
        child.close();
    }

    private boolean isReady() throws InterruptedException {
        try {
            return http.send(request("/readyz"), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == OK;
        } catch (final IOException notYet) {
            return false;
        }
    }

    private HttpRequest request(final String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
                .timeout(ASK)
                .build();
    }

    private static Child host(final LoadSettings settings, final Path folder, final int port, final int managementPort)
            throws IOException {
        final Path file = folder.resolve("host.properties");
        settings.writeTo(file);
        return ChildJvm.main("router", RouterHost.class)
                .options("-Xms512m", "-Xmx512m")
                .arguments(file, port, managementPort)
                .start();
    }

    /** As the launcher starts it, the archive of its classes included, if the launcher has made one. */
    private static ChildJvm command() {
        final Path jar = jar();
        final ChildJvm command = Files.isRegularFile(jar) ? ChildJvm.jar("server", jar) : ChildJvm.main("server", MAIN);
        final Path classes = jar.resolveSibling("tocsin-" + Runtime.version().feature() + ".jsa")
                .toAbsolutePath();
        if (Files.isRegularFile(classes)) {
            command.options("-XX:SharedArchiveFile=" + classes, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
        }
        final String more = System.getenv().getOrDefault(OPTIONS, "").trim();
        return more.isEmpty() ? command : command.options(more.split("\\s+"));
    }

    /** Where the build leaves it, seen from benchmarks/target/benchmarks.jar; nowhere, if this class did not come from a jar. */
    private static Path jar() {
        final String named = System.getProperty(JAR_PROPERTY);
        if (named != null) {
            return Path.of(named);
        }
        final CodeSource source = ServerProcess.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            return Path.of(JAR);
        }
        final Path here = Path.of(URI.create(source.getLocation().toString()));
        return Files.isRegularFile(here) ? here.resolve("../../..").resolve(JAR).normalize() : here.resolve(JAR);
    }
}
