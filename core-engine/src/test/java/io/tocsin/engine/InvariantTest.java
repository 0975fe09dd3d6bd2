package io.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Condition;
import io.tocsin.engine.alert.Alerts;
import io.tocsin.engine.delivery.DeliveryView;
import io.tocsin.testkit.model.RecordedScript;
import io.tocsin.testkit.model.RecordedScript.Entrance;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What must hold whatever happens, looked at after every step of random scripts on the engine itself: in its tables and in what it says, not by comparing it with
 * another. Each look would notice: a planted violation of each law is found.
 */
final class InvariantTest {
    private static final int FIXED_SEEDS = 30;
    private static final int STEPS = 400;
    private static final int PLANTED_FROM = 60;
    private static final Map<Integer, Long> LOOKS = new TreeMap<>();

    /** A violation, made inside an engine between two steps; true if there was something to violate. */
    private enum Plant {
        ALERT_VANISHES(1),
        CLOCK_STOPS(2),
        KEYS_ARE_FORGOTTEN(3),
        DELIVERY_VANISHES(5),
        CRITICAL_CREDIT_LEAKS(6),
        EXERCISE_STARTS_ITS_LADDER(12);

        private final int invariant;

        Plant(final int invariant) {
            this.invariant = invariant;
        }

        boolean in(final EngineParts parts) {
            return switch (this) {
                case ALERT_VANISHES -> lose(parts);
                case CLOCK_STOPS -> stop(parts);
                case KEYS_ARE_FORGOTTEN -> forgetKeys(parts);
                case DELIVERY_VANISHES -> view(parts).loseOne();
                case CRITICAL_CREDIT_LEAKS -> view(parts).blockCritical();
                case EXERCISE_STARTS_ITS_LADDER -> page(parts);
            };
        }

        private static DeliveryView view(final EngineParts parts) {
            return new DeliveryView(parts.dispatcher, parts.site.people().size());
        }

        private static int find(final EngineParts parts, final Predicate<Integer> wanted) {
            for (int slot = 0; slot < parts.alerts.slots().highWater(); slot++) {
                if (parts.alerts.slots().isUsed(slot) && wanted.test(slot)) {
                    return slot;
                }
            }
            return Alerts.NONE;
        }

        /** As closing does it, without a word. */
        private static boolean lose(final EngineParts parts) {
            final int slot = find(parts, each -> true);
            if (slot == Alerts.NONE) {
                return false;
            }
            parts.dispatcher.forget(slot);
            parts.offers.removeAll(slot);
            if (parts.alerts.subject[slot] != Alerts.NONE) {
                parts.subjects.remove(parts.alerts.subject[slot], slot);
            }
            parts.policies.release(parts.alerts.policy[slot]);
            parts.alerts.close(slot);
            return true;
        }

        private static boolean stop(final EngineParts parts) {
            final Alerts alerts = parts.alerts;
            final int slot = find(
                    parts,
                    each -> alerts.purpose[each] == 0
                            && alerts.owner[each] == Alerts.NONE
                            && alerts.condition[each] != Condition.INACTIVE.value());
            if (slot == Alerts.NONE) {
                return false;
            }
            alerts.stepDeadlineNs[slot] = Alerts.OFF;
            alerts.arm(slot);
            return true;
        }

        private static boolean forgetKeys(final EngineParts parts) {
            for (final String kind : List.of("interfaces", "clients")) {
                final Object windows = Inside.field(parts.windows, kind);
                final UnsafeBuffer places = (UnsafeBuffer) Inside.field(windows, "places");
                places.setMemory(0, places.capacity(), (byte) 0);
                java.util.Arrays.fill((long[]) Inside.field(windows, "highest"), 0);
            }
            return true;
        }

        private static boolean page(final EngineParts parts) {
            final int slot = find(parts, each -> parts.alerts.purpose[each] != 0);
            if (slot == Alerts.NONE) {
                return false;
            }
            parts.ladder.start(slot);
            return true;
        }
    }

    private static List<Invariant> all() {
        return List.of(
                new NoLostAlert(),
                new OwnerOrDeadline(),
                new OneEffectPerKey(),
                new OutboxUntilAcknowledged(),
                new CriticalFirst(),
                new TestNeverPages());
    }

    @TestFactory
    Stream<DynamicTest> shouldHoldAfterEveryStep() {
        return Seeds.each(
                FIXED_SEEDS,
                seed -> assertThat(firstViolation(RecordedScript.of(seed, STEPS), null))
                        .as("seed %d", seed)
                        .isNull());
    }

    @Test
    void shouldHoldInTheStorm() {
        assertThat(firstViolation(StormLog.log(), null)).isNull();
    }

    @ParameterizedTest
    @EnumSource(Plant.class)
    void shouldNoticeAPlantedViolation(final Plant plant) {
        String found = null;
        final String wanted = "invariant " + plant.invariant + ":";
        // What is planted between two entrances may show as an effect of the next command first.
        for (long seed = 1; seed <= FIXED_SEEDS && (found == null || !found.contains(wanted)); seed++) {
            found = firstViolation(RecordedScript.of(seed, STEPS), plant);
        }

        assertThat(found)
                .as("%s within %d seeds", plant, FIXED_SEEDS)
                .isNotNull()
                .contains(wanted);
    }

    @AfterAll
    static void shouldHaveHadSomethingToLookAt() {
        if (Long.getLong("seed") == null) {
            System.out.println("invariants: looks by number " + LOOKS);
            assertThat(LOOKS)
                    .containsOnlyKeys(1, 2, 3, 5, 6, 12)
                    .allSatisfy((number, looks) -> assertThat(looks)
                            .as("looks at invariant %d", number)
                            .isGreaterThan(50));
        }
    }

    /** Plays a log; with a plant, makes it once, as soon as it can be made. What was violated first, in words; null if nothing was. */
    private static @Nullable String firstViolation(final List<Entrance> log, final @Nullable Plant plant) {
        final Said said = new Said();
        final AlertEngine engine = new AlertEngine(said);
        final List<Invariant> invariants = all();
        boolean isPlanted = plant == null;
        int step = 0;
        for (final Entrance entrance : log) {
            step++;
            said.clear();
            if (!isPlanted && plant != null && step > PLANTED_FROM && Inside.hasBegun(engine)) {
                isPlanted = plant.in(Inside.of(engine));
            }
            enter(engine, entrance, invariants);
            if (!Inside.hasBegun(engine)) {
                continue;
            }
            for (final Invariant each : invariants) {
                each.after(engine, Inside.of(engine), entrance, said);
                if (!each.violations().isEmpty()) {
                    return "step " + step + ", " + each.violations().get(0);
                }
            }
        }
        if (plant == null) {
            invariants.forEach(each -> LOOKS.merge(each.number(), each.looks(), Long::sum));
        }
        return null;
    }

    private static void enter(final AlertEngine engine, final Entrance entrance, final List<Invariant> invariants) {
        invariants.forEach(each -> each.before(engine, entrance));
        final byte[] message = entrance.message();
        if (message == null) {
            engine.onTick(entrance.timestampNs());
        } else {
            engine.onCommand(entrance.timestampNs(), new UnsafeBuffer(message), 0, message.length);
        }
    }
}
