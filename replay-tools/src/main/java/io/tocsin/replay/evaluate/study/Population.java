package io.tocsin.replay.evaluate.study;

import io.tocsin.codecs.sbe.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Whose figures a study tells, and the samples that its intervals come from. */
final class Population {
    private static final List<Parameter> LOOKED_FOR = List.of(
            Parameter.HEART_RATE,
            Parameter.SPO2,
            Parameter.TEMPERATURE,
            Parameter.SYSTOLIC,
            Parameter.RESPIRATORY_RATE);

    private static final List<String> TERCILES = List.of("leastMissing", "middle", "mostMissing");

    private final Stays stays;
    private final Sampled everybody;
    private final Map<Split, Sampled> splits = new EnumMap<>(Split.class);
    private final List<Sampled> terciles = new ArrayList<>();

    /** A group and its samples. */
    record Sampled(Group group, Draws draws) {
        static Sampled of(final Group group, final int draws) {
            return new Sampled(group, new Draws(group.size(), draws, Draws.SEED));
        }
    }

    /**
     * Divides it.
     *
     * @param stays everybody.
     * @param draws samples of each group.
     */
    Population(final Stays stays, final int draws) {
        this.stays = stays;
        everybody = Sampled.of(stays.everybody(), draws);
        for (final Split split : Split.values()) {
            splits.put(split, Sampled.of(stays.of(split), draws));
        }
        final int[] byMissing = IntStream.range(0, stays.patients())
                .boxed()
                .sorted(Comparator.comparingDouble(this::missingShare).thenComparing(Comparator.naturalOrder()))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i = 0; i < TERCILES.size(); i++) {
            final int[] patients = Arrays.copyOfRange(
                    byMissing, byMissing.length * i / TERCILES.size(), byMissing.length * (i + 1) / TERCILES.size());
            Arrays.sort(patients);
            terciles.add(Sampled.of(new Group(TERCILES.get(i), patients), draws));
        }
    }

    Stays stays() {
        return stays;
    }

    Sampled everybody() {
        return everybody;
    }

    Sampled of(final Split split) {
        final Sampled sampled = splits.get(split);
        if (sampled == null) {
            throw new IllegalStateException("every split has its patients: " + split);
        }
        return sampled;
    }

    /** Thirds of the patients by how much of heart rate, SpO2, temperature, systolic pressure and respiratory rate is missing in their rows, least first. */
    List<Sampled> terciles() {
        return terciles;
    }

    /** Share of the readings that are missing in a patient's rows. */
    double missingShare(final int patient) {
        int missing = 0;
        for (int row = stays.firstRow(patient); row < stays.endRow(patient); row++) {
            for (final Parameter parameter : LOOKED_FOR) {
                missing += stays.value(row, parameter) == Stays.NOT_MEASURED ? 1 : 0;
            }
        }
        return (double) missing / (stays.rowsOf(patient) * LOOKED_FOR.size());
    }
}
