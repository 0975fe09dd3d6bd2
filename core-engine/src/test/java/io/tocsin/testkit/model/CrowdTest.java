package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The nearest among so many that the engine goes through its grid; the model looks at everybody. Half of them share a building, most of them have coordinates. */
final class CrowdTest {
    private static final int PEOPLE = 240;
    private static final int PEOPLE_IN_ENTRY_LIST = 16;
    private static final int NOWHERE = Integer.MIN_VALUE;
    private static final int STEPS = 1_500;
    private static final OracleLimits LIMITS = new OracleLimits(
            20,
            2_000,
            PEOPLE + 8,
            4,
            8,
            4,
            8,
            2,
            8,
            8,
            4,
            20_000,
            20_000,
            40_000,
            16,
            20_000,
            64,
            8,
            20,
            20_000,
            0,
            0,
            0,
            0);

    private final SplittableRandom random = new SplittableRandom(7);
    private final Commands commands = new Commands();
    private final Entries entries = new Entries();
    private final Side model = new OracleEngine(Set.of());
    private final Side engine = new EngineSide();
    private long nowNs = 1_000 * Scene.SECOND;
    private long configs;

    @ParameterizedTest
    @ValueSource(ints = {0, 40})
    void shouldChooseWhomALookAtEverybodyChooses(final int moreNames) {
        both(commands.genesis(From.HOST, LIMITS));
        configure(site());
        for (int first = 0; first < PEOPLE; first += PEOPLE_IN_ENTRY_LIST) {
            final List<byte[]> list = new ArrayList<>();
            for (int person = first; person < first + PEOPLE_IN_ENTRY_LIST; person++) {
                list.add(entries.person("p" + person, 1));
                if (person % 5 == 0) {
                    list.add(entries.qualification("p" + person, List.of("stroke")));
                }
            }
            configure(list);
        }
        int chosen = 0;
        for (int step = 0; step < STEPS; step++) {
            nowNs += random.nextLong(Scene.SECOND);
            chosen += chosen(both(next(step, moreNames)));
        }

        assertThat(chosen).isGreaterThan(STEPS / 4);
    }

    private byte[] next(final int step, final int moreNames) {
        final int dice = random.nextInt(20);
        final String person = "p" + random.nextInt(PEOPLE);
        if (dice < 14) {
            return position(person, moreNames);
        }
        if (dice == 14) {
            return commands.presence(From.HOST, random.nextInt(3), person);
        }
        final RaiseText text = RaiseText.of("k" + step, Severity.URGENT, "");
        text.latitude = latitude();
        text.longitude = longitude();
        text.building = random.nextBoolean() ? "A" : "";
        text.facilityName = random.nextBoolean() ? "north" : "";
        text.floor = random.nextInt(3) == 0 ? "1" : "";
        if (dice == 15) {
            text.latitude = NOWHERE;
        }
        if (dice == 16) {
            text.specializations.add("stroke");
        }
        return commands.raise(From.source(7, 0), text);
    }

    private byte[] position(final String person, final int moreNames) {
        final boolean isMeasured = random.nextInt(6) > 0;
        final String building = random.nextBoolean() ? "A" : random.nextInt(3) == 0 ? "B" : "";
        final String room = moreNames == 0 || random.nextInt(8) > 0 ? "" : "r" + random.nextInt(moreNames);
        final String campus = isMeasured ? (random.nextBoolean() ? "north" : "") : "north";
        final String floor = random.nextInt(4) == 0 ? "1" : "";
        return commands.position(
                From.HOST,
                isMeasured ? latitude() : NOWHERE,
                isMeasured ? longitude() : NOWHERE,
                0,
                List.of(person, room, "", floor, building, campus));
    }

    private int latitude() {
        return 401_000_000 + 1_000 * random.nextInt(200);
    }

    private int longitude() {
        return -753_000_000 + 1_000 * random.nextInt(200);
    }

    private List<byte[]> site() {
        final List<Entries.Step> steps = List.of(
                new Entries.Step(600_000, 3, 0, ""),
                new Entries.Step(0, 3, 0, "", 0, 1),
                new Entries.Step(600_000, 3, 0, ""));
        return List.of(
                entries.person("desk", 1),
                entries.credit(10_000, 10_000, 10_000, 10_000),
                entries.policy(new Entries.Policy(1, 1, 0b11_1110, 0, 60_000, 0, 0, 60_000, steps, "desk")));
    }

    private void configure(final List<byte[]> list) {
        final byte[] content = Entries.joined(list);
        configs++;
        both(commands.configBegin(From.HOST, configs));
        both(commands.configPart(From.HOST, configs, 0, content));
        assertThat(both(commands.configCommit(From.HOST, configs, list.size(), OracleConfig.fnv(content))))
                .noneMatch(line -> line.is("ConfigRefused"));
    }

    private List<Line> both(final byte[] message) {
        final List<Line> wanted = model.onCommand(nowNs, message.clone());
        assertThat(engine.onCommand(nowNs, message.clone())).isEqualTo(wanted);
        return wanted;
    }

    private static int chosen(final List<Line> lines) {
        return (int) lines.stream().filter(line -> line.is("ResponderChosen")).count();
    }
}
