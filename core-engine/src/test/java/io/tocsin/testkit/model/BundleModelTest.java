package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.Severity;
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
 * Model and engine say the same of people to whom one message follows another, with every reason to wait and not to; now and then the engine goes on from a
 * snapshot. The scripts of {@link ModelTest} come to bundles by chance, these do nothing else.
 */
final class BundleModelTest {
    private static final int STEPS = 1_200;
    private static final int EVERY_CHANNEL = 0x3F;
    private static final int SMALL_SITE = 5;
    private static final Map<String, Integer> SEEN = new TreeMap<>();

    private final ContactMessages contacts = new ContactMessages();
    private final ServiceCommands service = new ServiceCommands();
    private final Commands commands = new Commands();
    private final Entries entries = new Entries();
    private final ScriptKnowledge knowledge = new ScriptKnowledge();
    private final Side model = new OracleEngine(Set.of());
    private final EngineSide engine = new EngineSide();
    private SplittableRandom random = new SplittableRandom();
    private long nowNs = 1_000 * Scene.SECOND;
    private long configs;
    private int raised;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldSayTheSameOfWhatGoesOutTogether(final long seed) {
        random = new SplittableRandom(seed);
        // In a small site no more bundles may wait than alerts be open.
        final long alerts = seed % 2 == 0 ? SMALL_SITE : 64;
        both(commands.genesis(
                From.HOST,
                new OracleLimits(
                        20, alerts, 10, 4, 8, 4, 8, 2, 8, 8, 4, 400, 400, 800, 64, 1_000, 64, 40, 20, 10_000, 0, 0, 0,
                        0)));
        configure(List.of(
                entries.person("nurse", 0),
                entries.person("doctor", 0),
                entries.person("desk", 1),
                entries.unit("icu"),
                entries.bed("b1", "icu"),
                entries.patient("p1", 1, "b1", ""),
                entries.role("icu", "registrar", List.of("doctor")),
                entries.care(0, "p1", List.of("nurse", "doctor")),
                entries.credit(64, 64, 64, 64),
                entries.operations(new SystemEntries.Operations(
                        1_000, 2_000, new int[] {10, 20}, new int[2], new int[2], 1_000, 3_000, 50, 0, List.of())),
                entries.policy(new Entries.Policy(
                        1,
                        1,
                        0b11_1110,
                        0,
                        20_000,
                        1_000,
                        0,
                        60_000,
                        List.of(
                                new Entries.Step(40_000, 0, EVERY_CHANNEL, ""),
                                new Entries.Step(9_000, 1, EVERY_CHANNEL, "registrar")),
                        "desk"))));
        methods("nurse");
        methods("doctor");
        methods("desk");
        for (int step = 0; step < STEPS; step++) {
            nowNs += random.nextInt(3) == 0 ? random.nextLong(3 * Scene.SECOND) : 0;
            next();
            if (random.nextInt(20) == 0) {
                engine.restart();
            }
        }
    }

    @AfterAll
    static void shouldHaveSeenEveryReason() {
        assertThat(SEEN)
                .containsKeys(
                        "BundleChosen/BUNDLE_DUE",
                        "ChannelChosen/BUNDLE_DUE",
                        "ChannelChosen/BUNDLES_BOUND",
                        "ChannelChosen/SEVERITY_ROSE",
                        "ChannelChosen/CHANNELS_FAILED",
                        "ChannelNoted/BUNDLED",
                        "ChannelNoted/ALREADY_RECEIVED",
                        "ChannelNoted/PUSH_UNSUPPORTED",
                        "ChannelsPutOff/PUT_OFF");
    }

    private void next() {
        final From source = From.source(7, 0);
        final int dice = random.nextInt(100);
        if (dice < 40) {
            final RaiseText text = RaiseText.of(
                    "k" + raised++ % 80,
                    Severity.get((short) (random.nextInt(8) == 0 ? 1 : 2 + random.nextInt(4))),
                    "p1");
            text.type = random.nextInt(12) == 0 ? 1 : 5;
            both(commands.raise(source, text));
        } else if (dice < 48) {
            both(commands.update(source, knowledge.someAlert(random), 1 + random.nextInt(5), "", ""));
        } else if (dice < 56) {
            both(commands.cancel(source, knowledge.someAlert(random), ""));
        } else if (dice < 60 && !knowledge.sessions.isEmpty()) {
            both(commands.accept(From.session(knowledge.someSession(random)), knowledge.someAlert(random)));
        } else if (dice < 64 && !knowledge.sessions.isEmpty()) {
            final long session = knowledge.someSession(random);
            final int person = knowledge.sessions.getOrDefault(session, 0);
            both(commands.receipts(
                    From.session(session),
                    knowledge.lastSequence(person, 0),
                    knowledge.lastSequence(person, 1),
                    List.of()));
        } else if (dice < 74) {
            if (!knowledge.chosen.isEmpty()) {
                final ScriptKnowledge.Chosen chosen = knowledge.chosen.get(random.nextInt(knowledge.chosen.size()));
                both(contacts.reported(
                        From.HOST.correlation(1),
                        chosen.alertId(),
                        chosen.run(),
                        chosen.channel(),
                        random.nextInt(4) == 0 ? 0 : 1));
            }
        } else if (dice < 77) {
            final int session = 1 + random.nextInt(3);
            both(
                    random.nextInt(3) == 0
                            ? commands.sessionOpened(
                                    From.HOST, session, 1, random.nextInt(4), session == 1 ? "nurse" : "doctor")
                            : commands.sessionClosed(From.HOST, session));
        } else if (dice < 78) {
            methods(List.of("nurse", "doctor", "desk").get(random.nextInt(3)));
        } else if (dice < 80) {
            both(service.modeOrdered(From.HOST, random.nextInt(2)));
        } else {
            compare(model.onTick(nowNs), engine.onTick(nowNs));
        }
    }

    private void methods(final String person) {
        final List<Integer> channels = new ArrayList<>(List.of(1, 2, 3, 4, 5));
        final List<ContactMessages.Method> methods = new ArrayList<>();
        long afterMs = 0;
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            afterMs += random.nextInt(3) * 4_000L;
            methods.add(new ContactMessages.Method(
                    afterMs, channels.remove(random.nextInt(channels.size())), random.nextInt(2)));
        }
        configure(List.of(
                contacts.contact(person, 0, random.nextInt(5) == 0 ? 0 : 1_000L * (1 + random.nextInt(120)), methods)));
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
