package io.tocsin.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.engine.Seeds;
import io.tocsin.engine.snapshot.SnapshotBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Ids get the indexes that a map in order of first sight would give them, and keep them in a snapshot. */
final class IdTableTest {
    private static final byte[] KINDS = {0, 'P', 'B', 'D'};

    /** An id as callers hand it over: not at the start of its buffer, with other bytes around it. */
    private record Id(byte kind, String text) {
        UnsafeBuffer around() {
            return new UnsafeBuffer(("##" + text + "##").getBytes(StandardCharsets.UTF_8));
        }

        int length() {
            return text.getBytes(StandardCharsets.UTF_8).length;
        }

        String whole() {
            return (kind == 0 ? "" : Character.toString((char) kind)) + text;
        }
    }

    @TestFactory
    Stream<DynamicTest> shouldNumberIdsInTheOrderOfTheirFirstSight() {
        return Seeds.each(20, IdTableTest::play);
    }

    private static void play(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final int capacity = 1 + random.nextInt(random.nextBoolean() ? 10 : 300);
        final IdTable table = new IdTable(capacity);
        final Map<Id, Integer> model = new HashMap<>();
        final List<String> order = new ArrayList<>();
        // Twice as many names as places, so that the table gets full and strangers are looked up.
        final int names = 2 * capacity;

        for (int i = 0; i < 6 * capacity; i++) {
            final Id id = someId(random, names);
            final Integer known = model.get(id);
            assertThat(table.find(id.kind, id.around(), 2, id.length()))
                    .as("seed %d, %s", seed, id)
                    .isEqualTo(known == null ? IdTable.ABSENT : known);
            if (random.nextBoolean()) {
                final int expected = known != null ? known : order.size() < capacity ? order.size() : IdTable.ABSENT;
                assertThat(table.intern(id.kind, id.around(), 2, id.length()))
                        .as("seed %d, %s", seed, id)
                        .isEqualTo(expected);
                if (known == null && expected != IdTable.ABSENT) {
                    model.put(id, expected);
                    order.add(id.whole());
                }
            }
            assertThat(table.size()).isEqualTo(order.size());
            assertThat(table.free()).isEqualTo(capacity - order.size());
        }
        assertThat(ids(table)).as("seed %d", seed).isEqualTo(order);

        final byte[] bytes = SnapshotBytes.of(table::snapshot);
        final IdTable restored = new IdTable(capacity);
        restored.restore(SnapshotBytes.reader(bytes));
        assertThat(ids(restored)).isEqualTo(order);
        assertThat(SnapshotBytes.of(restored::snapshot)).isEqualTo(bytes);
        model.forEach((id, index) -> assertThat(restored.find(id.kind, id.around(), 2, id.length()))
                .as("seed %d, %s after restore", seed, id)
                .isEqualTo(index));

        final byte[] records = SnapshotBytes.of(table::snapshotRecords);
        assertThat(records).hasSize(2 * Integer.BYTES + order.size() * CacheLines.BYTES);
        final IdTable copied = new IdTable(capacity);
        copied.restoreRecords(SnapshotBytes.reader(records));
        assertThat(ids(copied)).isEqualTo(order);
        assertThat(SnapshotBytes.of(copied::snapshotRecords)).isEqualTo(records);
        assertThat(SnapshotBytes.of(restored::snapshotRecords))
                .as("places follow from the ids and their order")
                .isEqualTo(records);
        model.forEach((id, index) -> assertThat(copied.find(id.kind, id.around(), 2, id.length()))
                .as("seed %d, %s in the copy", seed, id)
                .isEqualTo(index));

        table.clear();
        assertThat(table.size()).isZero();
        model.keySet()
                .forEach(id -> assertThat(table.find(id.kind, id.around(), 2, id.length()))
                        .as("seed %d, %s after clear", seed, id)
                        .isEqualTo(IdTable.ABSENT));
    }

    /** Ids of every length, many of which begin or end alike, some of which differ in their kind alone. */
    private static Id someId(final SplittableRandom random, final int names) {
        final byte kind = KINDS[random.nextInt(KINDS.length)];
        final String number = Integer.toString(random.nextInt(names));
        return new Id(
                kind,
                switch (random.nextInt(4)) {
                    case 0 -> number;
                    case 1 -> "0".repeat(IdTable.MAX_ID_BYTES - number.length()) + number;
                    case 2 -> number + "x".repeat(random.nextInt(IdTable.MAX_ID_BYTES - number.length() + 1));
                    default -> "é".repeat(7) + number;
                });
    }

    private static List<String> ids(final IdTable table) {
        final List<String> ids = new ArrayList<>();
        for (int i = 0; i < table.size(); i++) {
            final byte[] id = new byte[table.idLength(i)];
            table.records().getBytes(table.idOffset(i), id);
            ids.add(new String(id, StandardCharsets.UTF_8));
        }
        return ids;
    }
}
