package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.ConfigRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Rules by which alerts of a script's site mute others, good and bad. */
final class ScriptInhibitions {
    private static final int ANY_CAUSE = 255;
    private static final int[] EQUAL = {1, 2, 4, 5, 12, 17};

    private final SplittableRandom random;

    ScriptInhibitions(final SplittableRandom random) {
        this.random = random;
    }

    /** A few, of which no alert is both sides; now and then none. */
    byte[] good() {
        final List<OracleInhibitions.Rule> rules = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            rules.add(rule());
            if (OracleInhibitions.refusal(rules) != ConfigRefusal.NONE) {
                rules.remove(rules.size() - 1);
            }
        }
        return InhibitionEntry.of(rules);
    }

    private OracleInhibitions.Rule rule() {
        final int graver = 1 + random.nextInt(4);
        return new OracleInhibitions.Rule(
                1_000L * (1 + random.nextInt(20)),
                EQUAL[random.nextInt(random.nextInt(3) == 0 ? EQUAL.length : 3)],
                side(graver, 1),
                side(Math.max(2, graver + random.nextInt(4) / 3 * -1 + 1), 3));
    }

    private OracleInhibitions.Side side(final int severity, final int firstType) {
        return new OracleInhibitions.Side(
                random.nextInt(4) == 0 ? firstType + random.nextInt(10 - firstType) : 0,
                severity,
                random.nextInt(3) == 0 ? random.nextInt(Cause.TECHNICAL.value() + 1) : ANY_CAUSE,
                random.nextInt(8) == 0 ? 1 + random.nextInt(3) : 0);
    }

    /** One with one fault. */
    byte[] bad() {
        final OracleInhibitions.Side source = new OracleInhibitions.Side(0, 2, ANY_CAUSE, 0);
        final OracleInhibitions.Side target = new OracleInhibitions.Side(0, 3, ANY_CAUSE, 0);
        final List<OracleInhibitions.Rule> rules = new ArrayList<>();
        switch (random.nextInt(10)) {
            case 0 -> rules.add(new OracleInhibitions.Rule(random.nextBoolean() ? 999 : 86_400_001, 1, source, target));
            case 1 -> rules.add(new OracleInhibitions.Rule(1_000, random.nextBoolean() ? 8 : 33, source, target));
            case 2 ->
                rules.add(
                        new OracleInhibitions.Rule(1_000, 1, new OracleInhibitions.Side(13, 2, ANY_CAUSE, 0), target));
            case 3 ->
                rules.add(new OracleInhibitions.Rule(
                        1_000, 1, source, new OracleInhibitions.Side(0, random.nextBoolean() ? 1 : 6, ANY_CAUSE, 0)));
            case 4 ->
                rules.add(
                        new OracleInhibitions.Rule(1_000, 1, source, new OracleInhibitions.Side(1, 3, ANY_CAUSE, 16)));
            case 5 -> {
                for (int i = 0; i < 17; i++) {
                    rules.add(new OracleInhibitions.Rule(1_000, 1, source, target));
                }
            }
            case 6 -> {
                for (int i = 1; i <= 5; i++) {
                    rules.add(new OracleInhibitions.Rule(1_000, i, source, target));
                }
            }
            case 7 -> rules.add(new OracleInhibitions.Rule(1_000, 1, target, target));
            case 8 -> rules.add(new OracleInhibitions.Rule(1_000, 1, target, source));
            default -> {
                rules.add(new OracleInhibitions.Rule(1_000, 1, new OracleInhibitions.Side(3, 3, 0, 0), target));
                rules.add(new OracleInhibitions.Rule(
                        1_000, 2, new OracleInhibitions.Side(0, 3, 1, 0), new OracleInhibitions.Side(3, 3, 0, 0)));
            }
        }
        return InhibitionEntry.of(rules);
    }
}
