package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Model and engine say the same of patients who are read for days, get worse and better, and are not read for a while; now and then the engine goes on from a
 * snapshot. The scripts of {@link ModelTest} last seconds, these hours.
 */
final class TrendModelTest {
    private static final int STEPS = 700;
    private static final long MINUTE = 60 * Scene.SECOND;
    private static final Map<String, Integer> SEEN = new TreeMap<>();

    private final Commands commands = new Commands();
    private final Entries entries = new Entries();
    private final ScriptKnowledge knowledge = new ScriptKnowledge();
    private final Side model = new OracleEngine(Set.of());
    private final EngineSide engine = new EngineSide();
    private SplittableRandom random = new SplittableRandom();
    private long nowNs = 1_000 * Scene.SECOND;
    private long configs;
    private long rules;
    /** By patient: how ill, 0 to 100. */
    private final int[] illness = new int[4];
    /** By patient: who gets worse quickly, for so many readings more. */
    private final int[] worse = new int[4];

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldSayTheSameOfHowPatientsMove(final long seed) {
        random = new SplittableRandom(seed);
        // Two of the sites have fewer places than patients, and one hardly room for advisories.
        final long alerts = seed == 5 ? 4 : 40;
        final long monitored = seed % 3 == 0 ? 2 : 8;
        both(commands.genesis(
                From.HOST,
                new OracleLimits(
                        20, alerts, 10, 4, 8, 4, 8, 2, 8, 8, 4, 400, 400, 800, 64, 1_000, 64, 40, 20, 10_000, 0, 0,
                        monitored, 0)));
        configure(List.of(
                entries.person("nurse", 0),
                entries.person("desk", 1),
                entries.unit("icu"),
                entries.bed("b1", "icu"),
                entries.patient("p0", 1, "b1", ""),
                entries.patient("p1", 1, "", "icu"),
                entries.care(0, "p0", List.of("nurse", "nurse")),
                entries.policy(new Entries.Policy(
                        1,
                        1,
                        0b11_1110,
                        0,
                        20_000,
                        random.nextInt(2) * 60_000L,
                        0,
                        60_000,
                        List.of(new Entries.Step(40_000, 0, 63, "")),
                        "desk")),
                rules(),
                trend()));
        both(commands.sessionOpened(From.HOST, 1, 1, 0, "nurse"));
        for (int step = 0; step < STEPS; step++) {
            next();
            if (random.nextInt(20) == 0) {
                engine.restart();
            }
        }
    }

    @AfterAll
    static void shouldHaveSeenEveryMethodAndDecision() {
        assertThat(SEEN)
                .containsKeys(
                        "TrendNoted/TREND_UNUSUAL",
                        "TrendNoted/TREND_SHIFTED",
                        "TrendNoted/TREND_CROSSING",
                        "TrendNoted/TREND_SCORE",
                        "TrendNoted/TREND_SHOCK_INDEX",
                        "TrendNoted/TREND_RECENT",
                        "TrendNoted/TREND_OVER",
                        "AlertRaised/TREND_SCORE",
                        "AlertRaised/TREND_SHIFTED",
                        "ConditionChanged/TREND_OVER",
                        "ConditionChanged/REACTIVATED",
                        "ConditionChanged/CONFIGURED");
    }

    private void next() {
        nowNs += random.nextInt(60) == 0 ? 180 * MINUTE : random.nextLong(20 * MINUTE);
        final int dice = random.nextInt(100);
        if (dice < 88) {
            read(random.nextInt(illness.length));
        } else if (dice < 90) {
            configure(List.of(random.nextInt(3) == 0 ? rules() : trend()));
        } else if (dice < 91) {
            configure(List.of(entries.patient("new" + step(), 1, "b1", "")));
        } else if (dice < 94) {
            both(commands.resolve(From.session(1), knowledge.someAlert(random)));
        } else {
            compare(model.onTick(nowNs), engine.onTick(nowNs));
        }
    }

    private int step() {
        return (int) (configs % 3);
    }

    private void read(final int patient) {
        worse[patient] = random.nextInt(25) == 0 ? 10 : Math.max(0, worse[patient] - 1);
        final int step = worse[patient] > 0 ? 12 : random.nextInt(-8, 12 - illness[patient] / 8);
        illness[patient] = Math.max(0, Math.min(100, illness[patient] + step));
        final int ill = illness[patient];
        final List<Commands.Reading> readings = new ArrayList<>();
        add(readings, 1, 7_500 + 60 * ill, 300);
        add(readings, 7, 1_500 + 16 * ill, 150);
        add(readings, 4, 12_500 - 45 * ill, 500);
        add(readings, 2, 9_800 - 12 * ill, 80);
        add(readings, 3, 3_680 + 2 * ill, 12);
        readings.add(new Commands.Reading(10, ill > 95 ? 100 : 0));
        readings.add(new Commands.Reading(12, ill > 60 ? 100 : 0));
        final String bed = patient == 3 ? "b1" : "";
        both(commands.vitals(From.source(7, 0), 0, readings, patient == 3 ? "" : "p" + patient, bed, ""));
    }

    private void add(final List<Commands.Reading> readings, final int parameter, final int value, final int noise) {
        if (random.nextInt(6) > 0) {
            readings.add(new Commands.Reading(parameter, value + random.nextInt(-noise, noise + 1)));
        }
    }

    private byte[] rules() {
        rules++;
        return entries.rules(
                rules,
                random.nextInt(5) == 0 ? 0 : 1,
                14_400_000,
                14_400_000,
                28_800_000,
                List.of(
                        new Entries.Rule(12_000, 1, 1, 3),
                        new Entries.Rule(13_000, 1, 1, 2),
                        new Entries.Rule(9_000, 4, 0, 3),
                        new Entries.Rule(9_000, 2, 0, 2)));
    }

    private byte[] trend() {
        final ScriptTrends.Trend usual = ScriptTrends.Trend.usual();
        return switch (random.nextInt(5)) {
            case 0 -> usual.methods(random.nextInt(32)).entry();
            case 1, 2 -> usual.sensitive().entry();
            default -> usual.entry();
        };
    }

    private void configure(final List<byte[]> list) {
        configs++;
        final byte[] content = Entries.joined(list);
        both(commands.configBegin(From.HOST, configs));
        both(commands.configPart(From.HOST, configs, 0, content));
        final List<Line> said = both(commands.configCommit(From.HOST, configs, list.size(), OracleConfig.fnv(content)));
        assertThat(said.toString()).contains("ConfigApplied");
    }

    private List<Line> both(final byte[] message) {
        final List<Line> actual = engine.onCommand(nowNs, message);
        compare(model.onCommand(nowNs, message.clone()), actual);
        return actual;
    }

    private void compare(final List<Line> expected, final List<Line> actual) {
        assertThat(actual).containsExactlyElementsOf(expected);
        assertThat(engine.nextDeadlineNs()).isEqualTo(model.nextDeadlineNs());
        knowledge.observe(actual);
        for (final Line line : actual) {
            if (line.is("CommandAnswered")) {
                continue;
            }
            for (final String clause :
                    line.text("clauses").replaceAll("[\\[\\] ]", "").split(",", -1)) {
                SEEN.merge(line.name() + '/' + clause, 1, Integer::sum);
            }
        }
    }
}
