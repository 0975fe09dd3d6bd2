package io.tocsin.testkit.model;

import java.util.ArrayList;
import java.util.List;

/**
 * The {@link Scene} with a gate that looks for everything, and half a minute for a second reading. The rules: heart rate (1) below 40 CRITICAL and (2) above 120 URGENT,
 * (3) SpO2 below 80 CRITICAL, (4) systolic pressure below 60 and (5) mean pressure below 40 CRITICAL.
 */
final class GatedWard {
    static final int HEART_RATE = 1;
    static final int SPO2 = 2;
    static final int SYSTOLIC = 4;
    static final int MEAN = 5;
    static final int DIASTOLIC = 6;
    static final int CONFIRM_S = 30;
    static final List<Entries.Rule> RULES = List.of(
            new Entries.Rule(4_000, HEART_RATE, 0, 1),
            new Entries.Rule(12_000, HEART_RATE, 1, 3),
            new Entries.Rule(8_000, SPO2, 0, 1),
            new Entries.Rule(6_000, SYSTOLIC, 0, 1),
            new Entries.Rule(4_000, MEAN, 0, 1));

    final Scene scene;
    private final GateMessages messages = new GateMessages();

    GatedWard(final Side side, final boolean usesNews2) {
        scene = Scene.staffed(side, 8);
        scene.configure(List.of(
                messages.gate(CONFIRM_S * 1_000, 1_800_000, GateMessages.ALL_REASONS, 3),
                scene.entries.rules(2, usesNews2 ? 1 : 0, 900_000, 3_600_000, 14_400_000, RULES)));
    }

    static GatedWard ofBoth() {
        return new GatedWard(new BothSides(), false);
    }

    /** A batch of one parameter after the other. */
    byte[] batch(final String device, final GateMessages.Quality quality, final int... readings) {
        final List<Commands.Reading> list = new ArrayList<>();
        for (int i = 0; i < readings.length; i += 2) {
            list.add(new Commands.Reading(readings[i], readings[i + 1] * 100));
        }
        return messages.vitals(From.source(7, 0), 0, quality, list, "p1", "", device);
    }

    /** What gate, limits and conditions make of it. */
    List<String> read(final String device, final GateMessages.Quality quality, final int... readings) {
        return told(scene.say(batch(device, quality, readings)));
    }

    List<String> read(final String device, final int parameter, final int value) {
        return read(device, GateMessages.Quality.UNSTATED, parameter, value);
    }

    List<String> after(final long seconds) {
        return told(scene.after(seconds));
    }

    /** A second later. */
    List<String> then(final String device, final int parameter, final int value) {
        scene.after(1);
        return read(device, parameter, value);
    }

    static List<String> told(final List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("ReadingGated")
                        || line.startsWith("LimitViolated")
                        || line.startsWith("ConditionChanged")
                        || line.startsWith("ScoreChanged")
                        || line.startsWith("LimitWatched")
                        || line.startsWith("TechnicalNoted"))
                .toList();
    }
}
