package io.tocsin.transport.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeron.Aeron;
import io.aeron.CommonContext;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.tocsin.engine.AlertEngine;
import io.tocsin.engine.snapshot.SnapshotException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A snapshot that is not as it was written must stop a start: a node that starts over it would have forgotten an alert. */
final class SnapshotFramesTest {
    private static final String CHANNEL = "aeron:ipc?term-length=4m";
    private static final long ARMED_ID = 17;
    private static final long ARMED_NS = 1_800_000_000_000_000_000L;

    private static MediaDriver driver;
    private static Aeron aeron;
    private static List<byte[]> frames;
    private static AlertEngine engine;
    private static int stream;

    @BeforeAll
    static void begin() {
        driver = MediaDriver.launchEmbedded(new MediaDriver.Context()
                .threadingMode(ThreadingMode.SHARED)
                .sharedIdleStrategy(new SleepingMillisIdleStrategy(1))
                .dirDeleteOnShutdown(true)
                .aeronDirectoryName(CommonContext.generateRandomDirName()));
        aeron = Aeron.connect(new Aeron.Context()
                .aeronDirectoryName(driver.aeronDirectoryName())
                .errorHandler(thrown -> {})
                .subscriberErrorHandler(thrown -> {
                    throw thrown instanceof RuntimeException failed ? failed : new IllegalStateException(thrown);
                }));
        engine = new AlertEngine(new Captured.Nowhere());
        Scripts.commands(61, 200).forEach(command -> engine.onCommand(ARMED_NS, command, 0, command.capacity()));
        frames = written();
    }

    @AfterAll
    static void end() {
        aeron.close();
        driver.close();
    }

    @Test
    void shouldRestoreWhatWasWritten() {
        final AlertEngine restored = new AlertEngine(new Captured.Nowhere());
        final SnapshotImage image = read(frames, restored);

        assertThat(Captured.Mark.of(restored)).isEqualTo(Captured.Mark.of(engine));
        assertThat(image.armedId()).isEqualTo(ARMED_ID);
        assertThat(image.armedNs()).isEqualTo(ARMED_NS);
        assertThat(image.termId()).isEqualTo(3);
        assertThat(image.leaderId()).isEqualTo(2);
    }

    @Test
    void shouldRefuseWhatIsNotAsItWasWritten() {
        assertThat(frames).as("a beginning, bytes, an end").hasSizeGreaterThan(4);
        final int last = frames.size() - 1;
        refused("without its beginning", copy -> copy.remove(0));
        refused("without a frame of bytes", copy -> copy.remove(2));
        refused("with a frame twice", copy -> copy.add(2, copy.get(2)));
        refused("with two frames in each other's place", copy -> copy.add(3, copy.remove(1)));
        refused("with a changed byte of the state", copy -> copy.get(2)[100] ^= 1);
        refused("of another layout", copy -> copy.get(0)[SnapshotFrames.BODY_OFFSET + 8] ^= 2);
        refused("of another command", copy -> copy.get(0)[SnapshotFrames.BODY_OFFSET + 24] ^= 1);
        refused("without its end", copy -> copy.remove(last));
        refused("with another digest", copy -> copy.get(last)[SnapshotFrames.BODY_OFFSET + 16] ^= 1);
        refused("with another count", copy -> copy.get(last)[SnapshotFrames.BODY_OFFSET] ^= 1);
    }

    private static void refused(final String what, final Consumer<List<byte[]>> damage) {
        final List<byte[]> copy = new ArrayList<>();
        frames.forEach(frame -> copy.add(frame.clone()));
        damage.accept(copy);

        assertThatThrownBy(() -> read(copy, new AlertEngine(new Captured.Nowhere())))
                .as(what)
                .isInstanceOf(SnapshotException.class);
    }

    private static List<byte[]> written() {
        final List<byte[]> written = new ArrayList<>();
        final int streamId = ++stream;
        try (Subscription subscription = aeron.addSubscription(CHANNEL, streamId);
                ExclusivePublication publication = aeron.addExclusivePublication(CHANNEL, streamId)) {
            Waiting.until("they are connected", () -> publication.isConnected() && subscription.imageCount() == 1);
            new SnapshotPublication(publication, new SleepingMillisIdleStrategy(1), 1 << 24)
                    .write(engine, ARMED_ID, ARMED_NS, 3, 2);
            Waiting.until("everything has come", () -> {
                subscription.poll(
                        (buffer, offset, length, header) -> {
                            final byte[] frame = new byte[length];
                            buffer.getBytes(offset, frame);
                            written.add(frame);
                        },
                        1_000);
                return subscription.imageAtIndex(0).position() == publication.position();
            });
        }
        return written;
    }

    private static SnapshotImage read(final List<byte[]> given, final AlertEngine into) {
        final int streamId = ++stream;
        try (Subscription subscription = aeron.addSubscription(CHANNEL, streamId)) {
            final ExclusivePublication publication = aeron.addExclusivePublication(CHANNEL, streamId);
            try (publication) {
                Waiting.until("they are connected", () -> publication.isConnected() && subscription.imageCount() == 1);
                for (final byte[] frame : given) {
                    assertThat(publication.offer(new UnsafeBuffer(frame))).isPositive();
                }
            }
            final SnapshotImage image =
                    SnapshotImage.of(subscription.imageAtIndex(0), new SleepingMillisIdleStrategy(1));
            image.restore(into);
            return image;
        }
    }
}
