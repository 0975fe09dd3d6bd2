package io.tocsin.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class InMemoryEventLogTest {
    private final UnsafeBuffer event = new UnsafeBuffer(new byte[64]);

    @Test
    void shouldGiveBackEventsFromWhereItIsAsked() {
        final InMemoryEventLog log = new InMemoryEventLog();
        fill(log, 5);

        assertThat(log.lastEventSeq()).isEqualTo(5);
        assertThat(read(log, 1)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(read(log, 4)).containsExactly(4L, 5L);
        assertThat(read(log, 6)).isEmpty();
    }

    @Test
    void shouldRefuseAGap() {
        final InMemoryEventLog log = new InMemoryEventLog();
        fill(log, 2);

        assertThatThrownBy(() -> log.append(4, event, 0, 8)).hasMessage("event 4 was appended after event 2");
        assertThatThrownBy(() -> log.append(2, event, 0, 8)).hasMessage("event 2 was appended after event 2");
    }

    @Test
    void shouldReachTheEndOfASlowOneByAsking() {
        final InMemoryEventLog log = InMemoryEventLog.slow(3);
        fill(log, 200);

        long before = 0;
        while (log.recordedEventSeq() < 200) {
            assertThat(log.recordedEventSeq()).isBetween(before, 200L);
            before = log.recordedEventSeq();
        }
        assertThat(read(log, 1)).hasSize(200);
    }

    @Test
    void shouldCopyAsFarAsToldAndGoOnFromThere() {
        final InMemoryEventLog log = new InMemoryEventLog();
        fill(log, 5);
        final InMemoryEventLog copy = log.copy(3);
        assertThat(copy.lastEventSeq()).isEqualTo(3);
        assertThat(log.firstDifference(copy)).isEqualTo("record 3: 5 records here, 3 there");

        fill(copy, 5);
        assertThat(log.firstDifference(copy)).isNull();
    }

    @Test
    void shouldTakeNothingOnceClosed() {
        final InMemoryEventLog log = new InMemoryEventLog();
        log.close();

        assertThatThrownBy(() -> log.append(1, event, 0, 8)).isInstanceOf(JournalException.class);
    }

    private void fill(final InMemoryEventLog log, final long upTo) {
        while (log.lastEventSeq() < upTo) {
            event.putLong(0, log.lastEventSeq() + 1);
            log.append(log.lastEventSeq() + 1, event, 0, 8);
        }
    }

    private static List<Long> read(final EventLog log, final long from) {
        final List<Long> read = new ArrayList<>();
        log.replay(from, (eventSeq, buffer, offset, length) -> {
            assertThat(length).isEqualTo(8);
            assertThat(buffer.getLong(offset)).isEqualTo(eventSeq);
            read.add(eventSeq);
        });
        return read;
    }
}
