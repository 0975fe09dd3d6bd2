package io.tocsin.engine.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.engine.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every open alert is found by its key and by no other, however many keys come and go. */
final class AlertKeysTest {
    /** A key of a source; with rule 0 or more instead of a text that of a rule. */
    private record Key(long sourceId, int purpose, String text, int subject, int rule) {
        static Key declared(final long sourceId, final int purpose, final String text) {
            return new Key(sourceId, purpose, text, -1, -1);
        }

        static Key ofRule(final int subject, final int rule) {
            return new Key(0, 0, "", subject, rule);
        }

        UnsafeBuffer around() {
            return new UnsafeBuffer(("#" + text + "#").getBytes(StandardCharsets.UTF_8));
        }

        int find(final AlertKeys keys) {
            return rule >= 0 ? keys.findRule(subject, rule) : keys.find(sourceId, purpose, around(), 1, text.length());
        }

        void put(final AlertKeys keys, final int slot) {
            if (rule >= 0) {
                keys.putRule(slot, subject, rule);
            } else {
                keys.put(slot, sourceId, purpose, around(), 1, text.length());
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> shouldFindEveryOpenAlertByItsKey() {
        return Seeds.each(20, AlertKeysTest::play);
    }

    private static void play(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        // Small tables, and full ones: runs of places that wrap around the end are the rule.
        final int capacity = 1 + random.nextInt(random.nextBoolean() ? 6 : 60);
        final AlertKeys keys = new AlertKeys(capacity);
        final Map<Key, Integer> model = new HashMap<>();
        final ArrayDeque<Integer> free = new ArrayDeque<>();
        for (int slot = 0; slot < capacity; slot++) {
            free.add(slot);
        }

        for (int i = 0; i < 200 * Math.min(capacity, 20); i++) {
            final Key key = someKey(random, capacity);
            final Integer open = model.get(key);
            assertThat(key.find(keys))
                    .as("seed %d, step %d, %s", seed, i, key)
                    .isEqualTo(open == null ? AlertKeys.ABSENT : open);
            if (open != null) {
                keys.remove(open);
                model.remove(key);
                free.add(open);
            } else if (!free.isEmpty()) {
                final int slot = free.poll();
                key.put(keys, slot);
                model.put(key, slot);
                assertThat(keys.textLength(slot)).isEqualTo(key.text.length());
                assertThat(keys.bytes().getStringWithoutLengthUtf8(keys.textOffset(slot), keys.textLength(slot)))
                        .isEqualTo(key.text);
            }
            if (i % 7 == 0) {
                model.forEach((each, slot) -> assertThat(each.find(keys))
                        .as("seed %d, %s", seed, each)
                        .isEqualTo(slot));
            }
        }
    }

    private static Key someKey(final SplittableRandom random, final int capacity) {
        final int number = random.nextInt(1 + capacity);
        return switch (random.nextInt(4)) {
            case 0 -> Key.ofRule(number, random.nextInt(3));
            case 1 -> Key.declared(random.nextInt(2), random.nextInt(3), "k".repeat(1 + number % 36));
            case 2 -> Key.declared(-1L, 0, "key" + number);
            default -> Key.declared(7, 0, Integer.toString(number));
        };
    }

    @Test
    void shouldTellAnExerciseFromAnEmergencyOfTheSameKey() {
        final AlertKeys keys = new AlertKeys(4);
        Key.declared(7, 0, "arrest").put(keys, 0);
        Key.declared(7, 1, "arrest").put(keys, 1);

        assertThat(Key.declared(7, 0, "arrest").find(keys)).isZero();
        assertThat(Key.declared(7, 1, "arrest").find(keys)).isEqualTo(1);
        assertThat(Key.declared(7, 2, "arrest").find(keys)).isEqualTo(AlertKeys.ABSENT);

        keys.remove(1);
        assertThat(Key.declared(7, 0, "arrest").find(keys)).isZero();
        assertThat(Key.declared(7, 1, "arrest").find(keys)).isEqualTo(AlertKeys.ABSENT);
    }

    /** Every order in which four keys of one full cluster leave, wherever in the table the cluster lies. */
    @TestFactory
    Stream<DynamicTest> shouldCloseGapsAcrossTheEndOfTheTable() {
        return Seeds.each(40, seed -> {
            final SplittableRandom random = new SplittableRandom(seed);
            final int capacity = 4;
            final AlertKeys keys = new AlertKeys(capacity);
            final List<Key> held = new ArrayList<>();
            for (int round = 0; round < 500; round++) {
                for (int slot = 0; slot < capacity; slot++) {
                    final Key key = Key.declared(random.nextLong(), 0, "k");
                    key.put(keys, slot);
                    held.add(key);
                }
                final List<Integer> slots = new ArrayList<>(List.of(0, 1, 2, 3));
                while (!slots.isEmpty()) {
                    final Integer leaving = slots.remove(random.nextInt(slots.size()));
                    keys.remove(leaving);
                    assertThat(held.get(leaving).find(keys)).isEqualTo(AlertKeys.ABSENT);
                    slots.forEach(slot -> assertThat(held.get(slot).find(keys))
                            .as("seed %d, slot %d", seed, slot)
                            .isEqualTo(slot));
                }
                held.clear();
            }
        });
    }
}
