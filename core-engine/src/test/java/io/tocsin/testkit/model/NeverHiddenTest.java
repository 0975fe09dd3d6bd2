package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The law of section 30, by random streams: several devices, named and not, that tell different things in turn, at times inaccurate; clocks that are set back and ahead; sensors at fault;
 * artefacts; pressures that contradict each other; people who resolve alerts. Whenever all readings of a parameter, of whichever device, that can be one and of which no
 * fault is stated, have been beyond a limit for longer than the gate's time for a second reading, an alert of that limit is active, and one of NEWS2; where the rule has a
 * timing, that much later.
 */
final class NeverHiddenTest {
    private static final int STEPS = 3_000;
    private static final long SECOND = Scene.SECOND;
    private static final String LIMIT = "LIMIT";
    private static final int TIMED_RULES_VERSION = 3;
    private static final int DELAY_S = 5;
    private static final int DEBOUNCE_S = 20;

    /** By parameter: the rule of GatedWard that is CRITICAL, and its limit. */
    private static final int[] RULE = {0, 1, 3, 0, 4, 5};

    private static final int[] LIMITS = {0, 40, 80, 0, 60, 40};
    private static final int[] PARAMETERS = {1, 2, 4, 5};
    private static final String[] DEVICES = {"ekg", "oximeter", ""};

    private final Map<Long, Integer> rules = new HashMap<>();
    private final Map<Long, String> causes = new HashMap<>();
    private final Map<Integer, Long> alerts = new HashMap<>();
    private final Set<Long> scores = new HashSet<>();
    private final Map<Integer, Long> beyondSinceNs = new TreeMap<>();
    /** Somebody has resolved the alert of the score: it comes again when the score has fallen and risen. */
    private boolean isScoreSeenTo;

    private int held;

    @ParameterizedTest(name = "seed {0}, rules with a timing {1}")
    @CsvSource({"1, false", "2, false", "3, false", "4, true", "5, true", "6, true"})
    void shouldNeverHideForLongWhatIsGrave(final long seed, final boolean isTimed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final GatedWard ward = new GatedWard(new EngineSide(), true);
        final Scene scene = ward.scene;
        if (isTimed) {
            scene.configure(timed(scene));
        }
        final long withinNs = SECOND * (GatedWard.CONFIRM_S + (isTimed ? Math.max(DELAY_S, DEBOUNCE_S) : 0));
        final long[] clockNs = new long[DEVICES.length];
        final boolean[] isGrave = new boolean[DEVICES.length];
        for (int step = 0; step < STEPS; step++) {
            final long toNs = scene.nowNs + 1 + random.nextLong(random.nextInt(8) == 0 ? 70 * SECOND : 3 * SECOND);
            while (scene.deadlineNs() <= toNs) {
                scene.nowNs = Math.max(scene.nowNs, scene.deadlineNs());
                hear(scene.linesAfter(0));
                holds(scene.nowNs, withinNs, seed, step);
            }
            scene.nowNs = toNs;
            if (random.nextInt(4) == 0) {
                // What else a whole score needs: breaths, temperature, consciousness, air.
                hear(scene.lines(ward.batch("", GateMessages.Quality.UNSTATED, 7, 15, 3, 37, 10, 0, 12, 0)));
                holds(scene.nowNs, withinNs, seed, step);
            }
            if (random.nextInt(60) == 0 && !rules.isEmpty()) {
                final List<Long> open = List.copyOf(rules.keySet());
                hear(scene.lines(scene.commands.resolve(From.session(1), open.get(random.nextInt(open.size())))));
                // Whoever resolves an alert knows; from then on it counts anew.
                isScoreSeenTo |= scores.isEmpty();
                beyondSinceNs.clear();
                continue;
            }
            if (random.nextInt(40) == 0) {
                isGrave[random.nextInt(DEVICES.length)] ^= true;
            }
            if (random.nextInt(40) == 0) {
                // All the same: the patient is well, or is not.
                Arrays.fill(isGrave, random.nextBoolean());
            }
            final int from = random.nextInt(DEVICES.length);
            if (random.nextInt(80) == 0) {
                clockNs[from] = SECOND * (random.nextInt(400) - 200);
            }
            read(ward, random, DEVICES[from], clockNs[from], isGrave[from]);
            holds(scene.nowNs, withinNs, seed, step);
        }
        assertThat(held).as("how often a reading was beyond for so long").isGreaterThan(200);
    }

    /** The same limits, EMERGENT, as none that is CRITICAL may be held back by a de-bounce. */
    private static List<byte[]> timed(final Scene scene) {
        final List<Entries.Rule> list = GatedWard.RULES.stream()
                .map(rule -> new Entries.Rule(rule.limitValue(), rule.parameter(), rule.bound(), 2))
                .toList();
        final List<byte[]> entries = new ArrayList<>();
        entries.add(scene.entries.rules(TIMED_RULES_VERSION, 1, 900_000, 3_600_000, 14_400_000, list));
        for (int rule = 1; rule <= list.size(); rule++) {
            entries.add(scene.entries.timing(
                    TIMED_RULES_VERSION,
                    rule,
                    list.get(rule - 1).limitValue(),
                    DELAY_S * 1_000,
                    15_000,
                    DEBOUNCE_S * 1_000,
                    1,
                    1));
        }
        return entries;
    }

    private void read(
            final GatedWard ward,
            final SplittableRandom random,
            final String device,
            final long clockNs,
            final boolean isGrave) {
        final int parameter = PARAMETERS[random.nextInt(PARAMETERS.length)];
        final boolean isArtefact = random.nextInt(12) == 0;
        final int value = isArtefact
                ? random.nextInt(2 * LIMITS[parameter]) + 1
                : LIMITS[parameter] + (isGrave ? -1 - random.nextInt(20) : random.nextInt(21));
        final int status = random.nextInt(25) == 0 ? 1 << random.nextInt(16) : 0;
        final boolean isAtFault = (status & 0x73FF) != 0 && parameter == 2;
        final long measuredNs = random.nextInt(4) == 0 ? 0 : Math.max(0, ward.scene.nowNs + clockNs);
        final boolean isPressure = parameter == 4 || parameter == 5;
        final int other = parameter == 4 ? 5 : 4;
        // A second pressure that is far, near, or on the wrong side.
        final int beside = Math.max(1, value + random.nextInt(61) - 30);
        final GateMessages.Quality quality = new GateMessages.Quality(0, measuredNs, status, 0);
        final byte[] batch = isPressure
                ? ward.batch(device, quality, parameter, value, other, beside)
                : ward.batch(device, quality, parameter, value);
        final boolean isWide = random.nextInt(3) == 0;
        hear(ward.scene.lines(isWide ? GateMessages.accurate(batch, 2_000, 0) : batch));
        note(ward.scene.nowNs, parameter, value, isAtFault || (parameter == 2 && value > 100));
        if (isPressure) {
            note(ward.scene.nowNs, other, beside, false);
        }
    }

    private void note(final long nowNs, final int parameter, final int value, final boolean isNoReading) {
        if (isNoReading) {
            return;
        }
        if (value >= LIMITS[parameter]) {
            beyondSinceNs.remove(parameter);
        } else {
            beyondSinceNs.putIfAbsent(parameter, nowNs);
        }
    }

    private void holds(final long nowNs, final long withinNs, final long seed, final int step) {
        beyondSinceNs.forEach((parameter, sinceNs) -> {
            if (nowNs - sinceNs > withinNs) {
                held++;
                assertThat(alerts.containsKey(RULE[parameter]))
                        .as(
                                "seed %d, step %d: parameter %d is beyond for %d s",
                                seed, step, parameter, (nowNs - sinceNs) / SECOND)
                        .isTrue();
                // NEWS2 does not look at a mean pressure.
                assertThat(parameter == GatedWard.MEAN || isScoreSeenTo || !scores.isEmpty())
                        .as("seed %d, step %d: the score by parameter %d", seed, step, parameter)
                        .isTrue();
            }
        });
    }

    private void hear(final List<Line> lines) {
        for (final Line line : lines) {
            if (line.is("AlertRaised")) {
                begins(Long.parseLong(line.text("alertId")), line.text("cause"), Integer.parseInt(line.text("rule")));
            } else if (line.is("ConditionChanged")) {
                final long alertId = Long.parseLong(line.text("alertId"));
                if (!line.text("to").equals("ACTIVE")) {
                    ends(alertId);
                } else {
                    begins(alertId, causes.getOrDefault(alertId, ""), rules.getOrDefault(alertId, 0));
                }
            } else if (line.is("ScoreChanged")) {
                isScoreSeenTo &= line.text("band").equals("LOW_MEDIUM")
                        || line.text("band").equals("MEDIUM")
                        || line.text("band").equals("HIGH");
            } else if (line.is("AlertClosed")) {
                ends(Long.parseLong(line.text("alertId")));
                rules.remove(Long.parseLong(line.text("alertId")));
            }
        }
    }

    private void begins(final long alertId, final String cause, final int rule) {
        rules.put(alertId, rule);
        causes.put(alertId, cause);
        if (cause.equals(LIMIT)) {
            alerts.put(rule, alertId);
        } else if (cause.equals("SCORE")) {
            scores.add(alertId);
        }
    }

    private void ends(final long alertId) {
        scores.remove(alertId);
        alerts.values().remove(alertId);
    }
}
