package io.tocsin.transport.server.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Each node on a small disk of its own, which somebody else fills: of a follower, then of the leader, down to the last byte; and then makes room again. Only with
 * {@code -Pfaults}, and only where this user may mount.
 */
@EnabledIfSystemProperty(named = "faults", matches = "[1-9][0-9]*")
final class E4DiskFullTest {
    private static final int MEBIBYTE = 1 << 20;
    private static final int DISK_MIB = 96;
    private static final long FREE_BELOW_CRITICAL = 6L * MEBIBYTE;
    private static final long NORMAL_MS = 30_000;

    private final HttpClient web = HttpClient.newHttpClient();
    private final List<Long> refusedNs = new ArrayList<>();
    private final List<Long> normalNs = new ArrayList<>();

    @Test
    void shouldRefuseBeforeItCannotWriteAndLoseNothingWhenItCannot() throws Exception {
        assumeTrue(Shell.isRoot(), "E4 is left out: a small disk takes root, and mount");
        final Shape shape = new Shape().lowWater("16 MiB", "10 MiB");
        for (int id = 0; id < World.NODES; id++) {
            shape.smallDisk(id, DISK_MIB);
        }
        try (Trial trial = new Trial("E4", shape)) {
            trial.load.go();
            int fills = 0;
            for (int round = 0; round < Trial.some(2); round++) {
                for (final boolean isLeader : new boolean[] {false, true}) {
                    trial.checkpoint();
                    Trial.pause(1_000);
                    final int leader = trial.world.leader();
                    final int full = isLeader ? leader : (leader + 1) % World.NODES;
                    fill(trial, full);
                    fills++;
                }
            }
            trial.remarks.addAll(trial.world.endings());
            trial.judge(
                    fills + " full disks, half of them the leader's, each to the last byte",
                    "refused after " + TrackRecord.ms(refusedNs) + "; as before after room was made: "
                            + TrackRecord.ms(normalNs));
        }
        refusedNs.sort(Long::compare);
        assertThat(refusedNs.get(refusedNs.size() - 1) / 1_000_000)
                .as("first refusal after the low-water mark, ms; the disk is looked at every second")
                .isLessThanOrEqualTo(2_500);
        normalNs.sort(Long::compare);
        assertThat(normalNs.get(normalNs.size() - 1) / 1_000_000)
                .as("back to normal, ms")
                .isLessThanOrEqualTo(NORMAL_MS);
    }

    private void fill(final Trial trial, final int full) throws Exception {
        final Member member = trial.world.members[full];
        final Path foreign = trial.world.data(full).resolve("foreign");
        trial.load.refusals();
        final long lowNs = System.nanoTime();
        write(foreign, free(foreign) - FREE_BELOW_CRITICAL);
        while (!trial.load.hasRefused("raise STORAGE_FULL")) {
            assertThat(System.nanoTime() - lowNs).as("waits for a refusal").isLessThan(TimeUnit.SECONDS.toNanos(10));
            Trial.pause(10);
        }
        refusedNs.add(System.nanoTime() - lowNs);
        final int port = member.managementPort();
        trial.tell("node " + full + " has " + free(foreign) / MEBIBYTE + " MiB: readyz " + status(port, "/readyz")
                + ", livez " + status(port, "/livez"));
        assertThat(status(port, "/readyz")).as("readyz of a full node").isEqualTo(503);
        assertThat(status(port, "/livez")).as("livez of a full node").isEqualTo(200);
        // Down to the last byte: the log of the others goes on, and has to be written here as well.
        write(foreign, free(foreign));
        Trial.pause(6_000);
        trial.tell("without a byte node " + full + " " + (member.isAlive() ? "runs" : "ended with " + member.exitCode())
                + " " + member.complaint() + ", stands " + member.stand());
        Files.delete(foreign);
        final long roomNs = System.nanoTime();
        boolean isNormal = false;
        while (!isNormal) {
            assertThat(System.nanoTime() - roomNs)
                    .as("waits until all is as before")
                    .isLessThan(TimeUnit.SECONDS.toNanos(90));
            Trial.pause(20);
            isNormal = member.isReady()
                    && isTakingPart(trial)
                    && trial.history.answeredBetween(roomNs, Long.MAX_VALUE, Load.pinned(full)) > 0;
        }
        normalNs.add(System.nanoTime() - roomNs);
    }

    private static boolean isTakingPart(final Trial trial) throws InterruptedException {
        for (final Member member : trial.world.members) {
            final Member.Stand stand = member.stand();
            if (stand == null || !stand.isTakingPart() || !stand.room().equals("AMPLE")) {
                return false;
            }
        }
        return true;
    }

    private static long free(final Path foreign) throws IOException {
        return Files.getFileStore(foreign.getParent()).getUsableSpace();
    }

    /** Appends so many bytes, or as many as there is room for. */
    private static void write(final Path file, final long bytes) throws IOException {
        final byte[] block = new byte[4_096];
        try (var out = Files.newOutputStream(
                file, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND)) {
            for (long written = 0; written < bytes; written += block.length) {
                out.write(block);
            }
        } catch (final IOException full) {
            // That is what was wanted.
        }
    }

    private int status(final int port, final String path) throws IOException, InterruptedException {
        return web.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .timeout(Duration.ofSeconds(5))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
