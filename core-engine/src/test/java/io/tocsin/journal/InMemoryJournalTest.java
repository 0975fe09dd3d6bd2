package io.tocsin.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InMemoryJournalTest {
    private static final UnsafeBuffer ABC = new UnsafeBuffer("abc".getBytes(US_ASCII));

    private final InMemoryJournal journal = new InMemoryJournal();

    @Test
    void shouldGiveBackWhatWasAppended() {
        final long first = journal.append(5, ABC, 0, 3);
        final long second = journal.append(6, ABC, 1, 2);

        assertThat(first).isPositive();
        assertThat(second).isGreaterThan(first);
        assertThat(journal.recordedPosition()).isEqualTo(second);
        assertThat(replayed(journal, 0)).containsExactly(first + " 5 abc", second + " 6 bc");
        assertThat(replayed(journal, first)).containsExactly(second + " 6 bc");
        assertThat(replayed(journal, second)).isEmpty();
    }

    @Test
    void shouldGoOnInTheNextSegmentFromAnyPosition() {
        final UnsafeBuffer record = new UnsafeBuffer(new byte[InMemoryJournal.MAX_RECORD_LENGTH]);
        final List<Long> positions = new ArrayList<>();
        final int records = 3 * InMemoryJournal.SEGMENT_LENGTH / InMemoryJournal.MAX_RECORD_LENGTH;
        for (int i = 0; i < records; i++) {
            positions.add(journal.append(i, record, 0, record.capacity() - i % 7));
        }

        assertThat(journal.recordCount()).isEqualTo(records);
        for (int i = 0; i < records; i++) {
            final List<Long> timestamps = new ArrayList<>();
            journal.replay(positions.get(i), (position, timestampNs, buffer, offset, length) -> {
                assertThat(length).isEqualTo(record.capacity() - (int) timestampNs % 7);
                assertThat(position).isEqualTo(positions.get((int) timestampNs));
                timestamps.add(timestampNs);
            });
            assertThat(timestamps).hasSize(records - 1 - i);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-4L * 1024 * 1024, -1, 1, 23, 25, 4L * 1024 * 1024})
    void shouldRefuseToReplayFromWhereNoRecordBegins(final long position) {
        journal.append(5, ABC, 0, 3);

        assertThatThrownBy(() -> journal.replay(position, (p, t, b, o, l) -> {}))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("no record begins at position " + position);
    }

    @Test
    void shouldNameTheFirstDifference() {
        final InMemoryJournal other = new InMemoryJournal();
        journal.append(5, ABC, 0, 3);
        assertThat(journal.firstDifference(other)).isEqualTo("record 0: 1 records here, 0 there");

        other.append(5, ABC, 0, 3);
        assertThat(journal.contentEquals(other)).isTrue();

        journal.append(6, ABC, 0, 3);
        other.append(7, ABC, 0, 3);
        assertThat(journal.firstDifference(other)).isEqualTo("record 1: timestamp 6 ns here, 7 ns there");
        assertThat(journal.contentEquals(other)).isFalse();

        assertThat(journalOf("abc", "abc").firstDifference(journalOf("abc", "abd")))
                .isEqualTo("record 1: byte 2 is 99 here, 100 there");
        assertThat(journalOf("abc").firstDifference(journalOf("ab"))).isEqualTo("record 0: 3 bytes here, 2 there");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42, 4_711})
    void shouldBeSlowTheSameWayForTheSameSeed(final long seed) {
        final InMemoryJournal slow = InMemoryJournal.slow(seed);
        final InMemoryJournal again = InMemoryJournal.slow(seed);
        long end = 0;
        int refused = 0;
        int lagging = 0;
        for (int i = 0; i < 200; i++) {
            final long position = slow.append(i, ABC, 0, 3);
            assertThat(again.append(i, ABC, 0, 3)).isEqualTo(position);
            if (position == Journal.BACK_PRESSURED) {
                refused++;
            } else {
                end = position;
            }
            final long recorded = slow.recordedPosition();
            assertThat(again.recordedPosition()).isEqualTo(recorded);
            assertThat(recorded).isLessThanOrEqualTo(end);
            if (recorded < end) {
                lagging++;
            }
        }
        assertThat(refused).isBetween(20, 80);
        assertThat(lagging).isBetween(20, 199);
        assertThat(slow.recordCount()).isEqualTo(200 - refused);

        long polls = 0;
        while (slow.recordedPosition() < end) {
            assertThat(++polls).isLessThan(10_000);
        }
    }

    @Test
    void shouldRefuseToAppendOnceClosedAndStillReplay() {
        journal.append(5, ABC, 0, 3);
        journal.close();
        journal.close();

        assertThatThrownBy(() -> journal.append(6, ABC, 0, 3)).isInstanceOf(JournalException.class);
        assertThatThrownBy(journal::recordedPosition).isInstanceOf(JournalException.class);
        assertThat(replayed(journal, 0)).containsExactly("24 5 abc");
    }

    @Test
    void shouldRefuseARecordThatIsTooLong() {
        final UnsafeBuffer record = new UnsafeBuffer(new byte[InMemoryJournal.MAX_RECORD_LENGTH + 1]);

        assertThatThrownBy(() -> journal.append(1, record, 0, record.capacity()))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("65537 bytes");
        assertThatThrownBy(() -> journal.append(1, record, 0, 0)).isInstanceOf(JournalException.class);
    }

    @Test
    void shouldCountAndKeepNothingWithoutAJournal() {
        final NoJournal none = new NoJournal();
        assertThat(none.recordedPosition()).isZero();
        none.replay(0, (p, t, b, o, l) -> {});

        assertThat(none.append(1, ABC, 0, 3)).isEqualTo(3);
        assertThat(none.append(1, ABC, 0, 2)).isEqualTo(5);
        assertThat(none.recordedPosition()).isEqualTo(5);
        assertThat(none.level()).isEqualTo(Level.NONE);
        assertThat(none.level().schemaLevel()).isEqualTo(io.tocsin.codecs.sbe.Level.MEMORY);
        assertThatThrownBy(() -> none.replay(0, (p, t, b, o, l) -> {})).isInstanceOf(JournalException.class);

        none.close();
        assertThatThrownBy(() -> none.append(1, ABC, 0, 3)).isInstanceOf(JournalException.class);
        assertThatThrownBy(none::recordedPosition).isInstanceOf(JournalException.class);
    }

    private static InMemoryJournal journalOf(final String... records) {
        final InMemoryJournal made = new InMemoryJournal();
        for (final String record : records) {
            made.append(1, new UnsafeBuffer(record.getBytes(US_ASCII)), 0, record.length());
        }
        return made;
    }

    private static List<String> replayed(final InMemoryJournal journal, final long fromPosition) {
        final List<String> records = new ArrayList<>();
        journal.replay(
                fromPosition,
                (position, timestampNs, buffer, offset, length) -> records.add(
                        position + " " + timestampNs + " " + buffer.getStringWithoutLengthAscii(offset, length)));
        return records;
    }
}
