package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.GateEntryEncoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** Gates of sites, and readings that they question: impossible, far from the last, contradicting each other, stuck, late, from a sensor at fault. */
final class ScriptGate {
    private static final int FLAT_READINGS = 31;

    private final ScriptSite site;
    private final SplittableRandom random;
    private final GateMessages messages = new GateMessages();
    /** Of its own, so that everything else is as it would be without. */
    private final SplittableRandom accuracies;

    ScriptGate(final ScriptSite site, final SplittableRandom random) {
        this.site = site;
        this.random = random;
        accuracies = new SplittableRandom(site.limits.hashCode());
    }

    /** What a site may begin with. */
    void first(final List<byte[]> list) {
        if (random.nextInt(3) > 0) {
            list.add(good());
        }
    }

    byte[] good() {
        final byte[] gate = some();
        if (accuracies.nextInt(3) == 0) {
            return GateMessages.shortened(gate, GateEntryEncoder.BLOCK_LENGTH, 1 + accuracies.nextInt(16));
        }
        final int[] worst = new int[8];
        for (int kind = 0; kind < worst.length; kind++) {
            worst[kind] = accuracies.nextInt(3) == 0 ? 0 : accuracies.nextInt(60) * 10;
        }
        return GateMessages.wanting(gate, worst);
    }

    private byte[] some() {
        final int reasons = random.nextInt(4) == 0
                ? random.nextInt(64) << 1
                : GateMessages.ALL_REASONS + 128 * accuracies.nextInt(2);
        return messages.gate(1_000L * (1 + random.nextInt(10)), 60_000, reasons, 1 + random.nextInt(5));
    }

    /** One with one fault. */
    byte[] bad() {
        return switch (random.nextInt(4)) {
            case 0 -> messages.gate(random.nextBoolean() ? 999 : 600_001, 60_000, 2, 3);
            case 1 -> messages.gate(1_000, random.nextBoolean() ? 59_999 : 86_400_001, 2, 3);
            case 2 -> messages.gate(1_000, 60_000, random.nextBoolean() ? 1 : 256, 3);
            default -> messages.gate(1_000, 60_000, 2, random.nextBoolean() ? 0 : 6);
        };
    }

    /** A batch that gives a gate something to do. */
    byte[] vitals(final From from, final long nowNs) {
        final String patient = site.patients.get(random.nextInt(3));
        final String device = random.nextInt(4) == 0 ? "" : "q" + random.nextInt(4) / 3;
        if (random.nextInt(20) == 0) {
            return messages.vitals(
                    from,
                    0,
                    new GateMessages.Quality(0, -random.nextInt(2), 0, 1),
                    List.of(new Commands.Reading(1, 7_000)),
                    patient,
                    "",
                    device);
        }
        final byte[] batch = stating(messages.vitals(from, 0, quality(nowNs), readings(), patient, "", device));
        return random.nextInt(8) == 0 ? FormerVersion.of(batch) : batch;
    }

    /** How accurate it is, at times. */
    private byte[] stating(final byte[] batch) {
        if (accuracies.nextInt(3) == 0) {
            return batch;
        }
        final int of = accuracies.nextInt(3) > 0 ? 0 : accuracies.nextInt(20) == 0 ? 1 : 2 << accuracies.nextInt(14);
        return GateMessages.accurate(batch, accuracies.nextInt(700), of);
    }

    private GateMessages.Quality quality(final long nowNs) {
        final int acuity = random.nextInt(8) == 0 ? 1 + random.nextInt(2) : 0;
        final long measuredNs = switch (random.nextInt(4)) {
            case 0 -> nowNs - 1_000_000L * random.nextInt(random.nextBoolean() ? 3_000 : 100_000);
            case 1, 2 -> nowNs;
            default -> 0;
        };
        final int status = random.nextInt(5) == 0 ? 1 << random.nextInt(16) : 0;
        return new GateMessages.Quality(acuity, measuredNs, status, random.nextInt(3) == 0 ? 0b1000_0010 : 0);
    }

    private List<Commands.Reading> readings() {
        final List<Commands.Reading> some = new ArrayList<>();
        switch (random.nextInt(6)) {
            case 0 -> {
                final int first = random.nextBoolean() ? 4 : 13;
                some.add(new Commands.Reading(first, 4_000 + 4_000 * random.nextInt(4)));
                some.add(new Commands.Reading(first + 1, 3_500 + 2_000 * random.nextInt(5)));
                some.add(new Commands.Reading(first + 2, 3_000 + 2_000 * random.nextInt(4)));
            }
            case 1 -> some.addAll(Collections.nCopies(FLAT_READINGS, new Commands.Reading(14, 9_000)));
            case 2 -> some.add(new Commands.Reading(1 + random.nextInt(9), random.nextBoolean() ? -1 : 250_000));
            case 3 -> some.add(new Commands.Reading(2, 5_000 + 1_000 * random.nextInt(6)));
            default -> {
                for (int i = 1 + random.nextInt(3); i > 0; i--) {
                    some.add(new Commands.Reading(1, 4_500 * random.nextInt(5)));
                }
            }
        }
        return some;
    }
}
