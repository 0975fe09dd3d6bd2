package io.tocsin.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.tocsin.bench.report.LatencyWindows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    private static final long LIMIT_NS = 2_000_000_000L;
    private static final long BEGIN_NS = 5_000_000_000L;

    @TempDir
    Path folder;

    @Test
    void shouldCountWhatBecameOfEveryRaise() {
        final Ledger ledger = new Ledger(7);
        for (int raise = 0; raise < 6; raise++) {
            ledger.sent(raise, BEGIN_NS + raise);
        }
        arrives(ledger, 0, BEGIN_NS + 1_000);
        arrives(ledger, 1, BEGIN_NS + 1 + LIMIT_NS + 10_000_000); // late
        ledger.acknowledged(2, BEGIN_NS + 10); // lost
        ledger.refused(3, "BUSY");
        ledger.received(4, BEGIN_NS + 5_000); // never answered
        // 5 neither answered nor received, 6 never sent

        final LoadCounts counts = ledger.counts(LIMIT_NS);

        assertThat(counts).isEqualTo(new LoadCounts(7, 6, 3, 1, 2, 3, 1, 0, 3));
        assertThat(ledger.settled()).isEqualTo(4);
        assertThat(ledger.refusals()).isEqualTo(Map.of("BUSY", 1L));
        assertThat(ledger.untilReceived(BEGIN_NS).countAbove(LIMIT_NS)).isOne();
    }

    @Test
    void shouldCountASecondReceptionAsADuplicateAndKeepTheFirst() {
        final Ledger ledger = new Ledger(1);
        ledger.sent(0, BEGIN_NS);

        ledger.received(0, BEGIN_NS + 1_000_000);
        ledger.received(0, BEGIN_NS + 9_000_000);

        assertThat(ledger.counts(LIMIT_NS).duplicates()).isOne();
        assertThat(ledger.untilReceived(BEGIN_NS).maxMs()).isCloseTo(1, within(0.01));
    }

    @Test
    void shouldPutALatencyIntoTheSecondInWhichItWasToBegin() {
        final Ledger ledger = new Ledger(3);
        ledger.sent(0, BEGIN_NS);
        ledger.sent(1, BEGIN_NS + 999_999_999);
        ledger.sent(2, BEGIN_NS + 1_000_000_000);
        arrives(ledger, 0, BEGIN_NS + 1_000_000);
        arrives(ledger, 1, BEGIN_NS + 1_002_999_999);
        arrives(ledger, 2, BEGIN_NS + 1_002_000_000);

        final LatencyWindows windows = ledger.untilReceived(BEGIN_NS);

        assertThat(windows.size()).isEqualTo(2);
        assertThat(windows.bestPercentileMs(99)).isCloseTo(2, within(0.01));
        assertThat(windows.percentileMs(99)).isCloseTo(3, within(0.01));
        assertThat(windows.percentileMs(50)).isCloseTo(2, within(0.01));
    }

    @Test
    void shouldPassCountsAndWindowsToAnotherProcess() throws IOException {
        final LatencyWindows windows = new LatencyWindows();
        windows.record(0, 1_000_000);
        windows.record(2, 4_000_000);
        final LoadCounts counts = new LoadCounts(1, 2, 3, 4, 5, 6, 7, 8, 9);
        final Properties properties = new Properties();

        windows.writeTo(folder.resolve("x.hdr"), "x", 1_000);
        counts.putInto(properties, "x.");
        final LatencyWindows read = LatencyWindows.readFrom(folder.resolve("x.hdr"));

        assertThat(LoadCounts.of(properties, "x.")).isEqualTo(counts);
        assertThat(read.count()).isEqualTo(2);
        assertThat(read.size()).isEqualTo(2);
        assertThat(read.maxMs()).isCloseTo(4, within(0.01));
    }

    @Test
    void shouldRefuseALatencyThatGoesBackInTime() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LatencyWindows().record(0, -1));
    }

    @Test
    void shouldKeepToTheScheduleWhateverASendTakes() {
        final List<Long> offsets = new ArrayList<>();
        final Pacer pacer = new Pacer(10_000);
        final long beginNs = System.nanoTime() - 1_000_000_000L; // all is overdue: nothing may be skipped or moved

        pacer.run(100, beginNs, (index, intendedNs) -> offsets.add(intendedNs - beginNs));

        assertThat(offsets).hasSize(100).first().isEqualTo(0L);
        assertThat(offsets.get(99)).isEqualTo(99 * 100_000L);
    }

    private static void arrives(final Ledger ledger, final int raise, final long atNs) {
        ledger.acknowledged(raise, atNs);
        ledger.received(raise, atNs);
    }
}
