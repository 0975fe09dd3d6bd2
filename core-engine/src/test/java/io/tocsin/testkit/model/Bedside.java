package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.List;

/** One ward, the limits that are set for patients in it, and what is said of them and of readings. */
final class Bedside {
    static final int HEART_RATE = 1;
    static final int SPO2 = 2;
    static final int BELOW = 0;
    static final int ABOVE = 1;
    static final int NO_REASON = 0;
    static final int USUAL = 1;
    static final int NONE = Integer.MIN_VALUE;
    static final long INTERFACE = 500;
    static final long HOUR = 3_600;

    static final List<Entries.Rule> RULES = List.of(
            new Entries.Rule(12_000, HEART_RATE, ABOVE, Severity.URGENT.value()),
            new Entries.Rule(5_000, HEART_RATE, BELOW, Severity.URGENT.value()),
            new Entries.Rule(8_500, SPO2, BELOW, Severity.CRITICAL.value()),
            new Entries.Rule(9_000, SPO2, BELOW, Severity.URGENT.value()));

    final Scene scene;
    private final LimitCommands limits = new LimitCommands();

    Bedside(final Side side, final byte[]... entries) {
        scene = Scene.staffed(side, 8);
        final List<byte[]> all = new ArrayList<>();
        all.add(scene.entries.rules(2, 0, 1, 1, 1, RULES));
        all.add(scene.entries.source(INTERFACE));
        all.addAll(List.of(entries));
        scene.configure(all);
    }

    List<String> set(final From from, final int parameter, final int bound, final int perUnit, final long hours) {
        return set(from, parameter, bound, perUnit, hours, USUAL, "p1", "");
    }

    List<String> set(
            final From from,
            final int parameter,
            final int bound,
            final int perUnit,
            final long hours,
            final int reason,
            final String patient,
            final String bed) {
        return scene.say(command(from, parameter, bound, perUnit, hours, reason, patient, bed));
    }

    /** With a comment, one character a byte. */
    List<String> set(final From from, final int parameter, final int bound, final int perUnit, final String comment) {
        return scene.say(limits.set(
                from, new LimitCommands.Limit(0, perUnit * 100, parameter, bound, USUAL, "p1", "", comment)));
    }

    byte[] command(
            final From from,
            final int parameter,
            final int bound,
            final int perUnit,
            final long hours,
            final int reason,
            final String patient,
            final String bed) {
        final long untilNs = hours == 0 ? 0 : scene.nowNs + hours * HOUR * Scene.SECOND;
        final int value = perUnit == NONE ? NONE : perUnit * 100;
        return limits.set(from, new LimitCommands.Limit(untilNs, value, parameter, bound, reason, patient, bed, ""));
    }

    /** The result, and the field or the clause that it names. */
    String answer(
            final From from,
            final int parameter,
            final int bound,
            final int perUnit,
            final long hours,
            final int reason,
            final String patient) {
        return answer(command(from, parameter, bound, perUnit, hours, reason, patient, ""));
    }

    /** Of a command. */
    String answer(final byte[] command) {
        final List<Line> said = scene.lines(command);
        final Line answered = said.get(said.size() - 1);
        return switch (answered.text("result")) {
            case "OK" -> "OK";
            case "FORBIDDEN" -> "FORBIDDEN " + said.get(0).text("clauses").replaceAll("[\\[\\]]", "");
            default -> answered.text("result") + ' ' + answered.text("detail");
        };
    }

    /** What limits make of a reading. */
    List<String> read(final int parameter, final int perUnit) {
        return read(parameter, perUnit, "p1", "");
    }

    List<String> read(final int parameter, final int perUnit, final String patient, final String bed) {
        return scene
                .say(scene.commands.vitals(
                        From.source(7, 0),
                        0,
                        List.of(new Commands.Reading(parameter, perUnit * 100)),
                        patient,
                        bed,
                        ""))
                .stream()
                .filter(line -> line.startsWith("Limit") || line.startsWith("ConditionChanged"))
                .toList();
    }
}
