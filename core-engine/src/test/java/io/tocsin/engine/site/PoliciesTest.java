package io.tocsin.engine.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.engine.Seeds;
import io.tocsin.engine.snapshot.SnapshotBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The policy in force is the newest version of the one configured last that covers the severity; a version stays as long as it is the newest or an alert runs on it,
 * and says all the while what it said at first.
 */
final class PoliciesTest {
    private static final int PEOPLE = 5;

    /** A version as it was configured. */
    private static final class Version {
        int slot;
        int id;
        int number;
        int mask;
        int types;
        int latching;
        long base;
        int failSafe;
        int references;
        boolean isNewest = true;
        final List<Long> delays = new ArrayList<>();

        boolean isHeld() {
            return isNewest || references > 0;
        }
    }

    @TestFactory
    Stream<DynamicTest> shouldKeepVersionsThatAreNewestOrInUse() {
        return Seeds.each(20, PoliciesTest::play);
    }

    private static void play(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final int capacity = 2 + random.nextInt(8);
        Policies policies = new Policies(capacity);
        final List<Version> configured = new ArrayList<>();

        for (int i = 0; i < 600; i++) {
            final List<Version> held =
                    configured.stream().filter(Version::isHeld).toList();
            switch (random.nextInt(4)) {
                case 0 -> {
                    if (held.size() < capacity) {
                        add(random, policies, configured);
                    }
                }
                case 1 -> {
                    // Alerts only ever begin to run on what is in force, but a version does not know who refers to it.
                    if (!held.isEmpty()) {
                        final Version version = held.get(random.nextInt(held.size()));
                        policies.refer(version.slot);
                        version.references++;
                    }
                }
                default -> {
                    final List<Version> used =
                            held.stream().filter(each -> each.references > 0).toList();
                    if (!used.isEmpty()) {
                        final Version version = used.get(random.nextInt(used.size()));
                        policies.release(version.slot);
                        version.references--;
                    }
                }
            }
            if (random.nextInt(50) == 0) {
                policies = restored(policies, configured, capacity);
            }
            check(seed, policies, configured, capacity);
        }
    }

    private static void add(final SplittableRandom random, final Policies policies, final List<Version> configured) {
        final Version version = new Version();
        version.id = 1 + random.nextInt(4);
        version.number = configured.size() + 1;
        version.mask = random.nextInt(64) & 0b11_1110;
        version.latching = random.nextInt(1 << 9) << 1;
        version.base = random.nextInt(1_000) * 10L;
        version.failSafe = random.nextInt(PEOPLE);
        configured.stream().filter(each -> each.id == version.id).forEach(each -> each.isNewest = false);
        version.types = random.nextInt(2) == 0 ? 0 : random.nextInt(1 << 4) << 1;
        version.slot = policies.add(
                version.id,
                version.number,
                version.mask,
                version.types,
                version.latching,
                version.base,
                version.base + 1,
                version.base + 2,
                version.base + 3,
                version.failSafe);
        final int steps = random.nextInt(5) == 0 ? Policies.MAX_STEPS : random.nextInt(4);
        for (int step = 0; step < steps; step++) {
            final long delayNs = 1 + random.nextLong(1L << 40);
            policies.steps().add(version.slot, step % 7, step % 5, delayNs);
            policies.steps().addTarget(version.slot, step % 3, step, 0, step % 2, step % 2, step % 3 == 0);
            version.delays.add(delayNs);
        }
        configured.add(version);
    }

    private static Policies restored(final Policies policies, final List<Version> configured, final int capacity) {
        final byte[] bytes = SnapshotBytes.of(policies::snapshot);
        final Policies restored = new Policies(capacity);
        restored.restore(SnapshotBytes.reader(bytes), PEOPLE);
        configured.stream().filter(Version::isHeld).forEach(version -> {
            for (int i = 0; i < version.references; i++) {
                restored.refer(version.slot);
            }
        });
        assertThat(SnapshotBytes.of(restored::snapshot)).isEqualTo(bytes);
        return restored;
    }

    private static @Nullable Version last(
            final List<Version> configured, final int severity, final Predicate<Version> isMeant) {
        return configured.stream()
                .filter(version -> version.isNewest && (version.mask & 1 << severity) != 0)
                .filter(isMeant)
                .reduce((former, later) -> later)
                .orElse(null);
    }

    private static void check(
            final long seed, final Policies policies, final List<Version> configured, final int capacity) {
        final List<Version> held = configured.stream().filter(Version::isHeld).toList();
        assertThat(policies.free()).as("seed %d", seed).isEqualTo(capacity - held.size());
        for (int severity = 1; severity <= 5; severity++) {
            for (int type = 1; type <= 9; type++) {
                final int typeBit = 1 << type;
                final Version ofType = last(configured, severity, version -> (version.types & typeBit) != 0);
                final Version expected =
                        ofType != null ? ofType : last(configured, severity, version -> version.types == 0);
                assertThat(policies.inForce(severity, type))
                        .as("seed %d, severity %d, type %d", seed, severity, type)
                        .isEqualTo(expected == null ? Policies.NONE : expected.slot);
            }
        }
        for (int id = 1; id <= 4; id++) {
            final int wanted = id;
            final int expected = configured.stream()
                    .filter(version -> version.isNewest && version.id == wanted)
                    .map(version -> version.slot)
                    .findFirst()
                    .orElse(Policies.NONE);
            assertThat(policies.newestOf(id)).as("seed %d, policy %d", seed, id).isEqualTo(expected);
        }
        held.forEach(version -> checkSame(seed, policies, version));
    }

    private static void checkSame(final long seed, final Policies policies, final Version version) {
        final int slot = version.slot;
        final List<Long> found = new ArrayList<>();
        for (int step = 0; step < policies.stepCount(slot); step++) {
            assertThat(policies.steps().target(slot, step, 0)).isEqualTo(step % 3);
            assertThat(policies.steps().name(slot, step, 0)).isEqualTo(step);
            assertThat(policies.steps().channels(slot, step)).isEqualTo(step % 7);
            found.add(policies.steps().delayNs(slot, step));
        }
        assertThat(found).as("seed %d, steps", seed).isEqualTo(version.delays);
        assertThat(List.of(
                        (long) policies.id(slot),
                        (long) policies.version(slot),
                        policies.repeatNs(slot),
                        policies.reviewNs(slot),
                        policies.staleNs(slot),
                        policies.expireNs(slot),
                        (long) policies.failSafe(slot)))
                .as("seed %d, version %d", seed, version.number)
                .isEqualTo(List.of(
                        (long) version.id,
                        (long) version.number,
                        version.base,
                        version.base + 1,
                        version.base + 2,
                        version.base + 3,
                        (long) version.failSafe));
        for (int type = 1; type <= 9; type++) {
            assertThat(policies.isLatching(slot, type)).isEqualTo((version.latching & (1 << type)) != 0);
        }
    }
}
