package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A ward of three for tests that a reader can follow: patient p1 in bed b1 of unit icu, the nurse is assigned to the patient, the doctor is the unit's registrar,
 * the desk is always attended. Steps: care team for 60 s, registrar for 30 s, then the desk every 10 s; 20 s of review; stale after 5 s of silence. Persons have
 * the indices 0 (nurse), 1 (doctor), 2 (desk).
 */
final class Scene {
    static final long SECOND = 1_000_000_000L;
    static final OracleLimits LIMITS = new OracleLimits(
            20, 40, 10, 4, 8, 4, 8, 2, 8, 8, 4, 200, 200, 400, 16, 1_000, 64, 8, 20, 10_000, 0, 0, 0, 0);

    private static final Map<String, List<String>> SHOWN = Map.ofEntries(
            Map.entry("AlertRaised", List.of("alertId", "severity", "priority", "unidentified")),
            Map.entry("AlertUpdated", List.of("alertId", "occurrence", "phase", "severity")),
            Map.entry("ConditionChanged", List.of("from", "to", "phase")),
            Map.entry("StepStarted", List.of("step", "round", "chosen")),
            Map.entry("StepEnded", List.of("step", "unanswered")),
            Map.entry("ResponderChosen", List.of("person", "nearness")),
            Map.entry("OutputDispatched", List.of("alertId", "kind", "lane", "step", "recipients")),
            Map.entry("OfferAnswered", List.of("person", "response")),
            Map.entry("AlertRedirected", List.of("person", "to", "chosen")),
            Map.entry("BedsideReached", List.of("person")),
            Map.entry("ReadBackNoted", List.of("person", "failures")),
            Map.entry("DoseChanged", List.of("phase", "outcome", "alertId", "missed")),
            Map.entry("WeightNoted", List.of("alertId", "weight", "lowest", "active")),
            Map.entry("DutyChanged", List.of("person", "on", "people")),
            Map.entry("TechnicalNoted", List.of("value", "active")),
            Map.entry("BreakChanged", List.of("person", "cover", "on")),
            Map.entry("AlertClosed", List.of("person", "outcome", "condition")),
            Map.entry("LimitViolated", List.of("alertId", "rule", "value", "first")),
            Map.entry("LimitWatched", List.of("stage")),
            Map.entry("SilenceChanged", List.of("state")),
            Map.entry("ViewGranted", List.of("viewId", "untilNs", "person")),
            Map.entry("ViewRevoked", List.of("viewId", "endedBy")),
            Map.entry(
                    "RevocationChanged",
                    List.of("issuedBeforeNs", "untilNs", "person", "kind", "state", "subject", "tokenId")),
            Map.entry("PatientLimitChanged", List.of("value")),
            Map.entry("ConfigRefused", List.of("refusal")),
            Map.entry("ReadingGated", List.of("reason", "value", "runLength", "over")),
            Map.entry("ScoreChanged", List.of("score", "band", "missingMask")),
            Map.entry("CommandAnswered", List.of("result", "alertId", "occurrence", "isNew", "repeated")));

    final Commands commands = new Commands();
    final Entries entries = new Entries();
    private final Side side;
    private long configs;
    long nowNs = 1_000 * SECOND;

    private Scene(final Side side) {
        this.side = side;
    }

    /** The ward as described, with everybody's credit as given. */
    static Scene ward(final Side side, final long credit) {
        return ward(side, credit, LIMITS);
    }

    /** The same with other limits. */
    static Scene ward(final Side side, final long credit, final OracleLimits limits) {
        final Scene scene = new Scene(side);
        side.onCommand(scene.nowNs, scene.commands.genesis(From.HOST, limits));
        final Entries entries = scene.entries;
        scene.configure(List.of(
                entries.person("nurse", 0),
                entries.person("doctor", 0),
                entries.person("desk", 1),
                entries.unit("icu"),
                entries.bed("b1", "icu"),
                entries.patient("p1", 1, "b1", ""),
                entries.role("icu", "registrar", List.of("doctor")),
                entries.care(0, "p1", List.of("nurse")),
                entries.credit(credit, credit, credit, credit),
                entries.rules(1, 1, 900_000, 3_600_000, 14_400_000, List.of(new Entries.Rule(12_000, 1, 1, 2))),
                entries.policy(scene.policy(1, 10_000, 20_000))));
        return scene;
    }

    /** A ward with everybody there. */
    static Scene staffed(final Side side, final long credit) {
        final Scene scene = ward(side, credit);
        scene.open(1, "nurse");
        scene.open(2, "doctor");
        return scene;
    }

    Entries.Policy policy(final long version, final long repeatMs, final long reviewMs) {
        return new Entries.Policy(
                1,
                version,
                0b11_1110,
                1 << 7,
                repeatMs,
                reviewMs,
                5_000,
                60_000,
                List.of(new Entries.Step(60_000, 0, 0, ""), new Entries.Step(30_000, 1, 0, "registrar")),
                "desk");
    }

    List<String> configure(final List<byte[]> list) {
        final List<String> said = new ArrayList<>();
        final byte[] content = Entries.joined(list);
        configs++;
        said.addAll(say(commands.configBegin(From.HOST, configs)));
        said.addAll(say(commands.configPart(From.HOST, configs, 0, content)));
        said.addAll(say(commands.configCommit(From.HOST, configs, list.size(), OracleConfig.fnv(content))));
        return said;
    }

    List<String> open(final long sessionId, final String person) {
        return say(commands.sessionOpened(From.HOST, sessionId, 1, 0, person));
    }

    List<String> raise(final String key, final Severity severity) {
        return say(commands.raise(From.source(7, 0), RaiseText.of(key, severity, "p1")));
    }

    List<String> heartRate(final int hundredths) {
        return say(commands.vitals(From.source(7, 0), 0, List.of(new Commands.Reading(1, hundredths)), "p1", "", ""));
    }

    List<String> accept(final long session, final long alertId) {
        return say(commands.accept(From.session(session), alertId));
    }

    List<String> reject(final long session, final long alertId) {
        return say(commands.reject(From.session(session), alertId, 1));
    }

    List<String> after(final long seconds) {
        nowNs += seconds * SECOND;
        return brief(side.onTick(nowNs));
    }

    /** Everything that a command leads to, as it is. */
    List<Line> lines(final byte[] message) {
        return List.copyOf(side.onCommand(nowNs, message));
    }

    /** Everything that time leads to, as it is. */
    List<Line> linesAfter(final long seconds) {
        nowNs += seconds * SECOND;
        return List.copyOf(side.onTick(nowNs));
    }

    List<String> say(final byte[] message) {
        return brief(side.onCommand(nowNs, message));
    }

    /** When time decides next; {@link OracleAlert#NEVER} if nothing is due. */
    long deadlineNs() {
        return side.nextDeadlineNs();
    }

    long deadlineInSeconds() {
        return side.nextDeadlineNs() == OracleAlert.NEVER ? -1 : (side.nextDeadlineNs() - nowNs) / SECOND;
    }

    private static List<String> brief(final List<Line> lines) {
        return lines.stream().map(Scene::brief).collect(Collectors.toList());
    }

    private static String brief(final Line line) {
        final StringBuilder text = new StringBuilder(line.name());
        if (!line.is("CommandAnswered")) {
            text.append(' ').append(line.text("clauses"));
        }
        SHOWN.getOrDefault(line.name(), List.of())
                .forEach(field -> text.append(' ').append(field).append('=').append(line.text(field)));
        if (line.is("LimitWatched")) {
            final long startedNs = Long.parseLong(line.text("startedNs"));
            text.append(" held=").append((Long.parseLong(line.text("timestampNs")) - startedNs) / SECOND);
        }
        return text.toString();
    }
}
