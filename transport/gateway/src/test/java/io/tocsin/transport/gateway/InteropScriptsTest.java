package io.tocsin.transport.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.MessageCodec;
import io.tocsin.codecs.json.ResumeResult;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.Token;
import io.tocsin.codecs.sbe.Severity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Stacks of other languages: {@code ws} of npm and {@code websockets} of Python, each asking for compression too, each in both subprotocols, from the hello over fragments
 * and a connection that is cut to a resume. Only with the profile {@code interop}, which fetches them; what cannot be had is skipped, and said.
 */
@EnabledIfSystemProperty(named = "interop", matches = "true")
final class InteropScriptsTest {
    private static final Path FOLDER = Path.of("target", "interop").toAbsolutePath();
    private static final Path SCRIPTS = Path.of("src", "test", "interop").toAbsolutePath();
    private static final long FETCH_MINUTES = 5;
    private static final String CLINICIAN = "ann";

    @ParameterizedTest
    @CsvSource({"ws, alert.v1.json", "ws, alert.v1.sbe", "websockets, alert.v1.json", "websockets, alert.v1.sbe"})
    void shouldTalkAndResume(final String stack, final String subprotocol) throws Exception {
        try (Rig rig = Rig.launch();
                Peer ann = new Peer(started(stack), Subprotocols.of(subprotocol))) {
            ann.open(rig.port());
            ann.sayInPieces(hello(null));
            final ServerMessage.Welcome welcome = ann.next(ServerMessage.Welcome.class);
            assertThat(welcome.resume()).isEqualTo(ResumeResult.NEW);

            final JdkPeer monitor = rig.source("m3");
            monitor.raise("schlüssel-Ω", Severity.CRITICAL);
            final ServerMessage.Delivery first = ann.next(ServerMessage.Delivery.class);
            assertThat(first.alert().key()).isEqualTo("schlüssel-Ω");
            ann.say(new ClientMessage.Receipts(first.seq(), 0, List.of()));
            ann.say(new ClientMessage.Accept(1, 0, first.alert().alertId()));
            assertThat(ann.next(ServerMessage.Answer.class).result()).isEqualTo(AnswerResult.OK);
            ann.tell("ping 0102ff");
            assertThat(ann.line("PONG ")).isEqualTo("0102ff");

            ann.tell("cut");
            ann.line("CLOSED ");
            monitor.raise("away", Severity.CRITICAL);
            ann.open(rig.port());
            ann.say(hello(new ClientMessage.Resume(welcome.epoch(), first.seq(), 0)));
            final ServerMessage.Welcome back = ann.next(ServerMessage.Welcome.class);
            assertThat(back.resume()).isEqualTo(ResumeResult.RESUMED);
            assertThat(back.critical()).isEqualTo(first.seq());
            final ServerMessage.Delivery second = ann.next(ServerMessage.Delivery.class);
            assertThat(second.prev()).isEqualTo(first.seq());
            assertThat(second.alert().key()).isEqualTo("away");

            ann.say(new ClientMessage.Receipts(second.seq(), 0, List.of()));
            ann.tell("close 1000");
            assertThat(ann.line("CLOSED ")).isEqualTo("1000");

            ann.open(rig.port());
            ann.say(hello(null));
            ann.next(ServerMessage.Welcome.class);
            rig.gateway.close();
            ann.next(ServerMessage.Drain.class);
            assertThat(ann.line("CLOSED ")).isEqualTo(String.valueOf(CloseCode.RESTART.code()));
        }
    }

    private static ClientMessage.Hello hello(final ClientMessage.@Nullable Resume resume) {
        return new ClientMessage.Hello(Role.CLINICIAN, CLINICIAN, "phone", Set.of(), resume, Token.NONE);
    }

    private static Process started(final String stack) throws IOException, InterruptedException {
        final boolean isNode = stack.equals("ws");
        final Path there = FOLDER.resolve(isNode ? "node_modules" : "python");
        if (!Files.isDirectory(there.resolve(stack))) {
            Files.createDirectories(FOLDER);
            final List<String> fetch = isNode
                    ? List.of("npm", "install", "ws@8", "--no-audit", "--no-fund", "--prefix", FOLDER.toString())
                    : List.of("python3", "-m", "pip", "install", "-q", "--target", there.toString(), "websockets");
            if (!isFetched(fetch)) {
                System.out.println("skipped: " + String.join(" ", fetch) + " does not work here");
                assumeTrue(false, "cannot be had: " + stack);
            }
        }
        return new ProcessBuilder(
                        isNode ? "node" : "python3",
                        SCRIPTS.resolve(isNode ? "peer.mjs" : "peer.py").toString(),
                        there.toString())
                .redirectErrorStream(true)
                .start();
    }

    private static boolean isFetched(final List<String> fetch) throws InterruptedException {
        try {
            final Process process = new ProcessBuilder(fetch)
                    .redirectErrorStream(true)
                    .redirectOutput(FOLDER.resolve("fetch.log").toFile())
                    .start();
            final boolean isOver = process.waitFor(FETCH_MINUTES, TimeUnit.MINUTES);
            process.destroyForcibly();
            return isOver && process.exitValue() == 0;
        } catch (final IOException none) {
            return false;
        }
    }

    /** A process that does what it is told, and tells what happens. */
    private static final class Peer implements AutoCloseable {
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        private final Process process;
        private final OutputStream in;
        private final MessageCodec codec;

        Peer(final Process process, final MessageCodec codec) {
            this.process = process;
            this.codec = codec;
            in = process.getOutputStream();
            final Thread reader = new Thread(() -> {
                try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
                    out.lines().forEach(lines::add);
                } catch (final IOException over) {
                    // It has ended.
                }
            });
            reader.setDaemon(true);
            reader.start();
        }

        void open(final int port) throws IOException, InterruptedException {
            tell("open ws://127.0.0.1:" + port + "/ws " + codec.subprotocol());
            assertThat(line("OPEN ")).as("agreed on, without an extension").isEqualTo(codec.subprotocol() + " -");
        }

        void say(final ClientMessage message) throws IOException {
            final byte[] bytes = codec.write(message);
            tell(codec.isBinary() ? "binary " + HexFormat.of().formatHex(bytes) : "text " + new String(bytes, UTF_8));
        }

        void sayInPieces(final ClientMessage message) throws IOException {
            tell("pieces " + HexFormat.of().formatHex(codec.write(message)) + (codec.isBinary() ? " binary" : " text"));
        }

        <T extends ServerMessage> T next(final Class<T> kind) throws Exception {
            while (true) {
                final String came = line(codec.isBinary() ? "BINARY " : "TEXT ");
                final byte[] bytes = codec.isBinary() ? HexFormat.of().parseHex(came) : came.getBytes(UTF_8);
                final ServerMessage message = codec.readServer(ByteBuffer.wrap(bytes));
                if (!(message instanceof ServerMessage.Heartbeat)) {
                    assertThat(message).isInstanceOf(kind);
                    return kind.cast(message);
                }
            }
        }

        void tell(final String line) throws IOException {
            in.write((line + '\n').getBytes(UTF_8));
            in.flush();
        }

        /** The next line, which must begin so. */
        String line(final String beginning) throws InterruptedException {
            final String line = String.valueOf(lines.poll(JdkPeer.PATIENCE_S, TimeUnit.SECONDS));
            assertThat(line).startsWith(beginning);
            return line.substring(beginning.length());
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
