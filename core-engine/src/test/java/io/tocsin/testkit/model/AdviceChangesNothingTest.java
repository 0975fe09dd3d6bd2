package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whether a site has advisories makes no difference to any other alert: the same hours on two wards, one of which follows how readings move, lead to the same events
 * at the same instants. The ward has everything by which one alert could stand in another's way: little credit, inhibition, bundles of messages, turns, loads, a
 * promise, emergency contacts; silences, receipts, sessions that close and open again, modes, new rules. Half of the wards are so small that alerts, recipients,
 * outputs and lanes are full again and again. Numbers of alerts, runs and deliveries differ, since advisories have some too.
 */
final class AdviceChangesNothingTest {
    private static final int STEPS = 700;
    private static final long MINUTE = 60 * Scene.SECOND;
    private static final int ANY = 255;
    private static final int SMS = 0b100;
    private static final Pattern COUNTED = Pattern.compile("(seq|prevDistance|run|alertId)=\\d+,? ?");
    private static final Pattern RECIPIENT = Pattern.compile("seq=(\\d+), person=(\\d+)");
    private static final List<String> PEOPLE = List.of("ann", "bob", "eve");

    private final Commands commands = new Commands();
    private final Entries entries = new Entries();
    private final ContactMessages contacts = new ContactMessages();
    private final ServiceCommands service = new ServiceCommands();
    private static final TreeSet<String> SEEN = new TreeSet<>();
    private SplittableRandom random = new SplittableRandom();
    private final long[] sessions = {1, 2, 3};
    private long nextSession = 4;
    private long configs = 1;
    private long rules = 1;
    private long nowNs = 1_000 * Scene.SECOND;

    /** One of the two wards. */
    private static final class Ward {
        final EngineSide engine = new EngineSide();
        final TreeSet<Long> advice = new TreeSet<>();
        /** The others, in the order they were raised. */
        final List<Long> others = new ArrayList<>();

        final TreeMap<Long, Integer> numbers = new TreeMap<>();
        /** By person and lane: the sequences of what is no advice. */
        final TreeMap<String, List<Long>> outputs = new TreeMap<>();

        /** What was said of everything but advice. */
        List<String> said(final List<Line> lines) {
            final List<String> said = new ArrayList<>();
            for (final Line line : lines) {
                if (line.is("AlertRaised")) {
                    final long id = Long.parseLong(line.text("alertId"));
                    if (line.text("cause").equals("TREND")) {
                        advice.add(id);
                    } else {
                        numbers.put(id, others.size());
                        others.add(id);
                    }
                }
                final String plain = plain(line);
                if (!plain.isEmpty()) {
                    said.add(plain);
                }
            }
            return said;
        }

        private String plain(final Line line) {
            if (line.is("TrendNoted")) {
                return "";
            }
            if (line.is("OutputDispatched")
                    && !advice.contains(line.number("alertId"))
                    && line.number("redelivery") == 0) {
                final Matcher recipient = RECIPIENT.matcher(line.text("recipients"));
                while (recipient.find()) {
                    outputs.computeIfAbsent(recipient.group(2) + line.text("lane"), none -> new ArrayList<>())
                            .add(Long.valueOf(recipient.group(1)));
                }
            }
            if (line.is("OutputLeft")
                    || line.fields().containsValue("TABLE_FULL")
                    || (line.is("StepStarted") && line.text("clauses").contains("RECIPIENT_BOUND"))) {
                SEEN.add(line.name());
            }
            final StringBuilder text = new StringBuilder(line.name());
            for (final String field : line.fields().keySet()) {
                final String value = line.text(field);
                switch (field) {
                    case "eventSeq", "commandSeq", "run", "runs", "bundle", "seq", "receivedSeq" -> {
                        // Counted for advice too.
                    }
                    case "alertId", "inhibitedBy" -> {
                        final long id = Long.parseLong(value);
                        if (advice.contains(id)) {
                            return "";
                        }
                        text.append(' ').append(field).append('=').append(numbers.getOrDefault(id, -1));
                    }
                    default ->
                        text.append(' ')
                                .append(field)
                                .append('=')
                                .append(
                                        value.startsWith("[{")
                                                ? COUNTED.matcher(value).replaceAll("")
                                                : value);
                }
            }
            return text.toString();
        }
    }

    private final Ward with = new Ward();
    private final Ward without = new Ward();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldLeaveEveryOtherAlertAsItIs(final long seed) {
        random = new SplittableRandom(seed);
        final boolean isSmall = seed % 2 == 0;
        both(commands.genesis(
                From.HOST,
                new OracleLimits(
                        20,
                        isSmall ? 8 : 400,
                        10,
                        4,
                        8,
                        4,
                        8,
                        2,
                        8,
                        8,
                        4,
                        isSmall ? 16 : 4_000,
                        isSmall ? 16 : 4_000,
                        isSmall ? 24 : 8_000,
                        seed > 3 ? 2 : 2_000,
                        1_000,
                        64,
                        40,
                        20,
                        10_000,
                        0,
                        0,
                        0,
                        0)));
        final List<byte[]> site = site();
        configure(without, 1, site);
        final List<byte[]> followed = new ArrayList<>(site);
        followed.add(ScriptTrends.Trend.usual().entry());
        configure(with, 1, followed);
        for (int session = 1; session <= 3; session++) {
            both(commands.sessionOpened(From.HOST, session, 1, 0, PEOPLE.get(session - 1)));
        }
        final int[] illness = new int[3];
        for (int step = 0; step < STEPS; step++) {
            nowNs += random.nextInt(4) == 0 ? random.nextLong(30 * MINUTE) : random.nextLong(MINUTE);
            next(illness);
        }
        assertThat(with.advice).as("advisories of seed %d", seed).hasSizeGreaterThan(isSmall ? 1 : 3);
        assertThat(without.advice).isEmpty();
        assertThat(with.others).hasSizeGreaterThan(isSmall ? 20 : 50);
    }

    @AfterAll
    static void shouldHaveFilledTablesAndLanes() {
        assertThat(SEEN).contains("OutputLeft", "CommandAnswered", "StepStarted");
    }

    private List<byte[]> site() {
        final List<byte[]> list = new ArrayList<>(List.of(
                entries.person("ann", 0),
                entries.person("bob", 0),
                entries.person("eve", 0),
                entries.person("kin", 0),
                entries.person("desk", 1),
                entries.unit("icu"),
                entries.bed("b0", "icu"),
                entries.patient("p0", 1, "b0", ""),
                entries.patient("p1", 1, "b0", ""),
                entries.patient("p2", 1, "", "icu"),
                entries.role("icu", "nurse", List.of("ann", "bob", "eve")),
                entries.credit(2, 2, 2, 2),
                entries.operations(new SystemEntries.Operations(
                        20_000, 40_000, new int[] {10, 20}, new int[2], new int[2], 1_000, 3_000, 50, 0, List.of())),
                rules(),
                entries.policy(new Entries.Policy(
                        1,
                        1,
                        0b11_1110,
                        0,
                        30_000,
                        60_000,
                        0,
                        600_000,
                        List.of(
                                new Entries.Step(40_000, 1, SMS | 1, "nurse").some(1, 2),
                                new Entries.Step(30_000, 1, SMS | 1, "nurse").some(1, 3),
                                new Entries.Step(30_000, 4, 1, ""),
                                new Entries.Step(30_000, 1, SMS | 1, "nurse")),
                        "desk")),
                InhibitionEntry.of(List.of(new OracleInhibitions.Rule(
                        600_000, 1, new OracleInhibitions.Side(0, 4, ANY, 0), new OracleInhibitions.Side(0, 5, 1, 0)))),
                contacts.emergencyContacts(1, "p0", List.of("kin"))));
        for (final String person : List.of("ann", "bob", "eve", "kin")) {
            list.add(contacts.contact(person, 0, 120_000, List.of(new ContactMessages.Method(0, 2, 0))));
        }
        return list;
    }

    private byte[] rules() {
        return entries.rules(
                rules,
                1,
                14_400_000,
                14_400_000,
                28_800_000,
                List.of(
                        new Entries.Rule(11_500, 1, 1, 3),
                        new Entries.Rule(13_000, 1, 1, 2),
                        new Entries.Rule(10_000, 4, 0, 5),
                        new Entries.Rule(9_000, 2, 0, 2)));
    }

    private void next(final int[] illness) {
        final int dice = random.nextInt(100);
        if (dice < 60) {
            final int patient = random.nextInt(illness.length);
            illness[patient] = Math.max(0, Math.min(100, illness[patient] + random.nextInt(-9, 11)));
            both(commands.vitals(From.source(7, 0), 0, readings(illness[patient]), "p" + patient, "", ""));
        } else if (dice < 68) {
            final Severity severity = Severity.get((short) (2 + random.nextInt(4)));
            final RaiseText text = RaiseText.of("k" + random.nextInt(12), severity, "p" + random.nextInt(3));
            text.type = 5;
            both(commands.raise(From.source(7, 0), text));
        } else if (dice < 72) {
            both(commands.clear(From.source(7, 0), 0, "k" + random.nextInt(12)));
        } else if (dice < 92 && !with.others.isEmpty()) {
            answer(random.nextInt(Math.max(0, with.others.size() - 12), with.others.size()));
        } else if (dice < 96) {
            same(with.engine.onTick(nowNs), without.engine.onTick(nowNs));
        } else {
            rarer();
        }
    }

    private void rarer() {
        final int person = random.nextInt(PEOPLE.size());
        switch (random.nextInt(7)) {
            case 0, 1, 2 -> receive(person);
            case 3 -> {
                both(commands.sessionClosed(From.HOST, sessions[person]));
                nowNs += random.nextLong(2 * MINUTE);
                sessions[person] = nextSession++;
                both(commands.sessionOpened(From.HOST, sessions[person], 1, 0, PEOPLE.get(person)));
            }
            case 4 -> {
                both(commands.createSilence(
                        From.session(sessions[person]),
                        new Commands.Silence(
                                nowNs,
                                nowNs + 20 * MINUTE,
                                ANY,
                                4,
                                ANY,
                                ANY,
                                ANY,
                                "",
                                "p" + random.nextInt(3),
                                "",
                                "round")));
            }
            case 5 -> both(service.modeOrdered(From.HOST, random.nextInt(3)));
            default -> {
                rules++;
                final List<byte[]> list = List.of(rules());
                configs++;
                configure(without, configs, list);
                configure(with, configs, list);
            }
        }
    }

    /** Somebody has received some of what was told, which has other sequences on either ward. */
    private void receive(final int person) {
        final List<Long> critical = with.outputs.getOrDefault(person + "CRITICAL", List.of());
        final List<Long> other = with.outputs.getOrDefault(person + "OTHER", List.of());
        final int ofCritical = random.nextInt(critical.size() + 1);
        final int ofOther = random.nextInt(other.size() + 1);
        final List<byte[]> messages = new ArrayList<>();
        for (final Ward ward : List.of(with, without)) {
            messages.add(commands.receipts(
                    From.session(sessions[person]),
                    upTo(ward, person + "CRITICAL", ofCritical),
                    upTo(ward, person + "OTHER", ofOther),
                    List.of()));
        }
        same(with.engine.onCommand(nowNs, messages.get(0)), without.engine.onCommand(nowNs, messages.get(1)));
    }

    private static long upTo(final Ward ward, final String lane, final int count) {
        return count == 0 ? 0 : ward.outputs.getOrDefault(lane, List.of()).get(count - 1);
    }

    /** Somebody says something of one of the last alerts, which has another number on either ward. */
    private void answer(final int number) {
        final From session = From.session(sessions[random.nextInt(3)]);
        final int what = random.nextInt(4);
        final List<byte[]> messages = new ArrayList<>();
        for (final Ward ward : List.of(with, without)) {
            final long alert = ward.others.get(number);
            messages.add(
                    switch (what) {
                        case 0 -> commands.accept(session, alert);
                        case 1 -> commands.reject(session, alert, 1);
                        case 2 -> commands.resolve(session, alert);
                        default -> commands.release(session, alert);
                    });
        }
        same(with.engine.onCommand(nowNs, messages.get(0)), without.engine.onCommand(nowNs, messages.get(1)));
        // Advice is answered too, on the one ward where there is some.
        if (!with.advice.isEmpty()) {
            final byte[] answer = what == 0
                    ? commands.accept(session, with.advice.last())
                    : commands.reject(session, with.advice.last(), 1);
            assertThat(with.said(with.engine.onCommand(nowNs, answer)))
                    .as("by taking advice")
                    .filteredOn(said -> !said.startsWith("CommandAnswered"))
                    .isEqualTo(without.said(without.engine.onTick(nowNs)));
        }
    }

    private List<Commands.Reading> readings(final int ill) {
        return List.of(
                new Commands.Reading(1, 7_500 + 60 * ill + random.nextInt(-300, 300)),
                new Commands.Reading(7, 1_500 + 16 * ill + random.nextInt(-150, 150)),
                new Commands.Reading(4, 12_500 - 45 * ill + random.nextInt(-500, 500)),
                new Commands.Reading(2, 9_800 - 12 * ill + random.nextInt(-80, 80)),
                new Commands.Reading(3, 3_680 + 2 * ill),
                new Commands.Reading(10, 0),
                new Commands.Reading(12, ill > 60 ? 100 : 0));
    }

    private void configure(final Ward ward, final long id, final List<byte[]> list) {
        final byte[] content = Entries.joined(list);
        ward.engine.onCommand(nowNs, commands.configBegin(From.HOST, id).clone());
        ward.engine.onCommand(
                nowNs, commands.configPart(From.HOST, id, 0, content).clone());
        final byte[] commit = commands.configCommit(From.HOST, id, list.size(), OracleConfig.fnv(content));
        final List<Line> said = ward.engine.onCommand(nowNs, commit);
        ward.said(said);
        assertThat(said.toString()).contains("ConfigApplied");
    }

    private void both(final byte[] message) {
        same(with.engine.onCommand(nowNs, message.clone()), without.engine.onCommand(nowNs, message.clone()));
    }

    private void same(final List<Line> of, final List<Line> other) {
        assertThat(with.said(of)).isEqualTo(without.said(other));
    }
}
