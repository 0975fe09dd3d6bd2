package io.tocsin.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.bench.process.Child;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BareRelayTest {
    private static final int FRAMES = 500;

    @TempDir
    Path folder;

    @Test
    void shouldRelayEveryFrameToItsReceiverOnceItIsRecorded() throws IOException, InterruptedException {
        final LoadSettings settings = LoadSettings.of(1, 1, 7, JournalLevel.OS);
        final Ledger ledger = new Ledger(FRAMES);
        final CountDownLatch both = new CountDownLatch(2 * FRAMES);
        try (Child relay = LoadRun.relay(settings, folder);
                BareTarget target =
                        new BareTarget(LoadRun.awaitPort(relay), 3, settings.clinicians(), "x".repeat(300))) {
            target.listener(new Counting(ledger, both));
            target.pause(true);
            target.pause(false);
            for (int frame = 0; frame < FRAMES; frame++) {
                ledger.sent(frame, System.nanoTime());
                target.raise(frame);
            }
            assertThat(both.await(60, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(ledger.counts(Long.MAX_VALUE))
                .isEqualTo(new LoadCounts(FRAMES, FRAMES, FRAMES, 0, 0, FRAMES, 0, 0, 0));
        assertThat(folder.resolve("raw-archive")).isNotEmptyDirectory();
    }

    /** Passes on and counts down. */
    private record Counting(Ledger ledger, CountDownLatch latch) implements Target.Listener {
        @Override
        public void acknowledged(final int number, final long atNs) {
            ledger.acknowledged(number, atNs);
            latch.countDown();
        }

        @Override
        public void refused(final int number, final String why) {}

        @Override
        public void received(final int number, final long atNs) {
            ledger.received(number, atNs);
            latch.countDown();
        }
    }
}
