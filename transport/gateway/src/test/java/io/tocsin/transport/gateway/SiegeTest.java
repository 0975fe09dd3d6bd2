package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.codecs.json.AnswerResult;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.JsonCodec;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.Token;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.wire.SbeCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Who wants the gateway to go down: slow headers, a flood of connections, a bomb, messages without an end, frames with other bits. Whatever they do, somebody who belongs
 * there connects meanwhile and raises an alert, nothing fails inside, and nothing is left of them. With the profile {@code siege} as many as an attacker has, else a
 * tenth or less.
 */
@Tag("long")
final class SiegeTest {
    private static final boolean IS_WHOLE = Boolean.getBoolean("siege");
    private static final int SLOW = IS_WHOLE ? 1_000 : 100;
    private static final int FLOOD = IS_WHOLE ? 5_000 : 500;
    private static final int MUTATED = IS_WHOLE ? 1_000_000 : 20_000;
    private static final int MOST_BYTES = 512 * 1_024;
    private static final int BOMB_BYTES = 30_000_000;
    private static final int FRAMES_A_WRITE = 500;
    private static final int A_CONNECTION = 50;
    private static final long CONNECT_MS = 200;
    private static final Duration DEADLINE = Duration.ofMillis(IS_WHOLE ? HttpPipeline.REQUEST_MS : 1_000);
    /** What it takes to notice. */
    private static final Duration LATE = Duration.ofSeconds(IS_WHOLE ? 1 : 10);

    private final Rig rig = Rig.launch(router -> {}, gateway -> gateway.helloTimeout(DEADLINE));
    private final long files = openFiles();

    @AfterEach
    void tearDown() {
        final JdkPeer witness = rig.source("witness");
        assertThat(witness.raise("still-there", Severity.CRITICAL).result())
                .as("others are not affected")
                .isEqualTo(AnswerResult.OK);
        witness.close();
        await().until(() -> rig.count(GatewayMetric.CONNECTIONS_OPEN) == 0);
        assertThat(rig.count(GatewayMetric.INTERNAL_ERRORS)).isZero();
        // Some of the JVM itself, such as a jar that is read; not one for each of thousands.
        await().untilAsserted(() -> assertThat(openFiles()).as("open files").isLessThanOrEqualTo(files + 40));
        rig.close();
    }

    @Test
    void shouldEndSlowHeadersInTimeAndLetOthersIn() {
        final List<WireSocket> slow = new ArrayList<>();
        final long startNs = System.nanoTime();
        for (int i = 0; i < SLOW; i++) {
            final WireSocket one = new WireSocket(rig.port());
            one.send("GET /ws HTTP/1.1\r\nHost: localhost\r\n");
            slow.add(one);
        }
        final long openedNs = System.nanoTime();
        final List<Long> connects = new ArrayList<>();
        int line = 0;
        while (rig.count(GatewayMetric.CONNECTIONS_OPEN) > 0
                && System.nanoTime() - startNs < TimeUnit.SECONDS.toNanos(WireSocket.PATIENCE_MS)) {
            for (final WireSocket one : slow) {
                try {
                    one.send("X-" + line + ": y\r\n");
                } catch (final UncheckedIOException ended) {
                    // That one is over.
                }
            }
            line++;
            connects.add(connectAndGreet());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - startNs))
                .as("until the last was ended, all opened in %s", Duration.ofNanos(openedNs - startNs))
                .isLessThan(Duration.ofNanos(openedNs - startNs).plus(DEADLINE).plus(LATE));
        report("slow headers", SLOW, connects);
        slow.forEach(WireSocket::close);
    }

    @Test
    void shouldLetOthersInThroughAFlood() {
        final List<WireSocket> flood = new ArrayList<>();
        final List<Long> connects = new ArrayList<>();
        for (int i = 0; i < FLOOD; i++) {
            flood.add(new WireSocket(rig.port()));
            if (i % (FLOOD / 20) == 0) {
                connects.add(connectAndGreet());
            }
        }
        report("flood of connections", FLOOD, connects);
        flood.forEach(WireSocket::close);
    }

    /** 29 kB that are 30 MB: nobody agreed on compression, so that nothing is ever inflated. */
    @Test
    void shouldNotInflateABomb() {
        final byte[] bomb = bomb();
        assertThat(bomb.length).isLessThan(40_000);
        final long before = allocatedByLoops();
        try (WireSocket wire = WireSocket.greeted(rig.port())) {
            final long greeted = allocatedByLoops();
            wire.send(wire.masked(0xC1, bomb));
            assertThat(wire.frame().closeCode()).isEqualTo(CloseCode.PROTOCOL_ERROR.code());
            assertThat(allocatedByLoops() - greeted).as("allocated by the loop").isBetween(0L, (long) MOST_BYTES);
        }
        try (WireSocket wire = new WireSocket(rig.port())) {
            wire.send("POST /v1/alerts HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Encoding: deflate\r\nConnection: close\r\nContent-Length: " + bomb.length + "\r\n\r\n");
            wire.send(bomb);
            assertThat(wire.head()).startsWith("HTTP/1.1 400 ");
        }
        assertThat(before).isNotNegative();
        assertThat(rig.router.openAlerts()).isEmpty();
    }

    /** As one message in ever more pieces: with something in them it is too long some time, with nothing there are too many. */
    @Test
    void shouldEndAMessageThatNeverEnds() {
        try (WireSocket wire = WireSocket.greeted(rig.port())) {
            flood(wire, 0x01, 0x00, new byte[100]);
            assertThat(wire.frame().closeCode()).isEqualTo(CloseCode.TOO_BIG.code());
        }
        final long allocated = allocatedByLoops();
        try (WireSocket wire = WireSocket.greeted(rig.port())) {
            flood(wire, 0x01, 0x00, new byte[0]);
            assertThat(wire.frame().closeCode()).isEqualTo(CloseCode.POLICY.code());
        }
        assertThat(allocatedByLoops() - allocated).isLessThan(64L * MOST_BYTES);
        assertThat(rig.count(GatewayMetric.CLOSED_FLOODING)).isEqualTo(1);
    }

    @Test
    void shouldEndWhoPingsWithoutEnd() {
        try (WireSocket wire = WireSocket.greeted(rig.port())) {
            flood(wire, 0x89, 0x89, new byte[0]);
            WireSocket.Frame frame = wire.frame();
            while (frame.opcode() == RawPeer.PONG) {
                frame = wire.frame();
            }
            assertThat(frame.closeCode()).isEqualTo(CloseCode.POLICY.code());
        }
        assertThat(rig.count(GatewayMetric.CLOSED_FLOODING)).isEqualTo(1);
    }

    @Test
    void shouldLetSomebodyPingAsOftenAsMakesSense() {
        try (WireSocket wire = WireSocket.greeted(rig.port())) {
            for (int i = 0; i < 1_000; i++) {
                wire.send(wire.masked(0x89, new byte[] {(byte) i}));
                assertThat(wire.frame().opcode()).isEqualTo(RawPeer.PONG);
            }
        }
    }

    /** What clients say, in both subprotocols, with bits flipped, bytes cut, doubled or put in, also in the heads of frames. */
    @Test
    void shouldOutliveFramesWithOtherBits() {
        final long seed = Long.getLong("siege.seed", IS_WHOLE ? System.nanoTime() : 20_261_127);
        System.out.println("siege.seed=" + seed);
        final SplittableRandom random = new SplittableRandom(seed);
        final List<ClientMessage> said = List.of(
                new ClientMessage.Hello(Role.CLINICIAN, "ann", "phone", Set.of(), null, Token.NONE),
                JdkPeer.raiseOf(1, "mutated", Severity.CRITICAL),
                new ClientMessage.Receipts(1, 2, List.of()),
                new ClientMessage.Accept(2, 0, 1),
                new ClientMessage.AlertsQuery("r", 5, 0),
                new ClientMessage.Heartbeat());
        int sent = 0;
        while (sent < MUTATED) {
            final boolean isBinary = random.nextBoolean();
            try (RawPeer peer = new RawPeer(rig.port()).upgradeTo(isBinary ? "alert.v1.sbe" : "alert.v1.json")) {
                final int opcode = 0x80 | (isBinary ? RawPeer.BINARY : RawPeer.TEXT);
                for (int i = 0; i < A_CONNECTION; i++) {
                    final ClientMessage message = said.get(random.nextInt(said.size()));
                    final byte[] payload = (isBinary ? SbeCodec.INSTANCE : JsonCodec.INSTANCE).write(message);
                    final byte[] frame = random.nextInt(4) == 0
                            ? mutated(RawPeer.encoded(opcode, payload, true), random)
                            : RawPeer.encoded(opcode, mutated(payload, random), true);
                    peer.send(frame);
                    sent++;
                }
            } catch (final UncheckedIOException ended) {
                // It may well be ended before all of it is sent.
                sent++;
            }
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> rig.count(GatewayMetric.CONNECTIONS_OPEN) == 0);
        assertThat(rig.count(GatewayMetric.INTERNAL_ERRORS)).as("seed %d", seed).isZero();
        assertThat(rig.router.pipelineCounters().deliveryErrors())
                .as("seed %d", seed)
                .isZero();
    }

    private static byte[] mutated(final byte[] bytes, final SplittableRandom random) {
        byte[] other = bytes.clone();
        for (int i = random.nextInt(1, 4); i > 0 && other.length > 0; i--) {
            final int at = random.nextInt(other.length);
            switch (random.nextInt(5)) {
                case 0 -> other[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> other[at] = (byte) random.nextInt();
                case 2 -> other = Arrays.copyOf(other, at);
                case 3 -> {
                    final ByteArrayOutputStream more = new ByteArrayOutputStream();
                    more.write(other, 0, at);
                    more.write(other, at, Math.min(8, other.length - at));
                    more.write(other, at, other.length - at);
                    other = more.toByteArray();
                }
                default -> other[at] = (byte) "\"{}[]:,\\0-e".charAt(random.nextInt(11));
            }
        }
        return other;
    }

    /** Sends such frames until the other end has had enough. */
    private static void flood(final WireSocket wire, final int first, final int next, final byte[] payload) {
        final ByteArrayOutputStream many = new ByteArrayOutputStream();
        for (int i = 0; i < FRAMES_A_WRITE; i++) {
            many.writeBytes(wire.masked(next, payload));
        }
        try {
            wire.send(wire.masked(first, payload));
            for (int i = 0; i < 4 * FrameGuard.MOST_IN_A_SECOND / FRAMES_A_WRITE; i++) {
                wire.send(many.toByteArray());
            }
        } catch (final UncheckedIOException enough) {
            // It has.
        }
    }

    private long connectAndGreet() {
        final long startNs = System.nanoTime();
        final WireSocket good = WireSocket.greeted(rig.port());
        final long takenNs = System.nanoTime() - startNs;
        good.close();
        return takenNs;
    }

    private static void report(final String what, final int count, final List<Long> connectNs) {
        final long[] sorted =
                connectNs.stream().mapToLong(Long::longValue).sorted().toArray();
        final long mostMs = TimeUnit.NANOSECONDS.toMillis(sorted[sorted.length * 99 / 100]);
        System.out.printf(
                "%s, %,d: others connected %d times, p50 %.1f ms, p99 %d ms%n",
                what, count, sorted.length, sorted[sorted.length / 2] / 1e6, mostMs);
        if (IS_WHOLE) {
            assertThat(mostMs).as("p99 of others who connect, ms").isLessThanOrEqualTo(CONNECT_MS);
        }
    }

    /** Zeros, as much as a client may send of them; deflated as RFC 7692 has it. */
    private static byte[] bomb() {
        final Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(new byte[BOMB_BYTES]);
        deflater.finish();
        final byte[] packed = new byte[65_536];
        final int length = deflater.deflate(packed);
        deflater.end();
        return Arrays.copyOf(packed, length);
    }

    private static long allocatedByLoops() {
        final com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null
                        && thread.getThreadName().startsWith("tocsin-gateway")
                        && !thread.getThreadName().contains("files"))
                .mapToLong(thread -> threads.getThreadAllocatedBytes(thread.getThreadId()))
                .sum();
    }

    private static long openFiles() {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        } catch (final IOException noProc) {
            return 0;
        }
    }
}
