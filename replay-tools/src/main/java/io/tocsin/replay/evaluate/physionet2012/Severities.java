package io.tocsin.replay.evaluate.physionet2012;

import io.tocsin.replay.evaluate.study.Discrimination;
import io.tocsin.replay.evaluate.study.Estimate;
import java.io.PrintWriter;
import java.util.BitSet;
import java.util.Locale;
import org.agrona.collections.IntArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Stays by the highest NEWS2 that they reached, and how many of each died in hospital. */
final class Severities {
    private static final int MEDIUM = 5;
    private static final int HIGH = 7;
    private static final String[] NAMES = {"0-4", "5-6", "7-20"};

    private final long[] stays = new long[NAMES.length];
    private final long[] known = new long[NAMES.length];
    private final long[] deaths = new long[NAMES.length];

    /** Of those whose outcome is known. */
    private final IntArrayList highest = new IntArrayList();

    private final BitSet dead = new BitSet();

    /**
     * A stay.
     *
     * @param highestScore that it reached.
     * @param died         in hospital; {@code null} = not known.
     */
    void add(final int highestScore, final @Nullable Boolean died) {
        final int band = highestScore >= HIGH ? 2 : highestScore >= MEDIUM ? 1 : 0;
        stays[band]++;
        known[band] += died == null ? 0 : 1;
        deaths[band] += Boolean.TRUE.equals(died) ? 1 : 0;
        if (died != null) {
            dead.set(highest.size(), died);
            highest.addInt(highestScore);
        }
    }

    /** How well the highest score tells who died. */
    Discrimination.Areas areas() {
        final boolean[] died = new boolean[highest.size()];
        for (int stay = 0; stay < died.length; stay++) {
            died[stay] = dead.get(stay);
        }
        return Discrimination.ofPatients(highest.toIntArray(), died);
    }

    /** Writes {@code byHighestScore}, and {@code auroc} and {@code auprc} of the highest score. */
    void write(final JsonGenerator json) {
        json.writeObjectPropertyStart("byHighestScore");
        for (int band = 0; band < NAMES.length; band++) {
            json.writeObjectPropertyStart(NAMES[band]);
            json.writeNumberProperty("stays", stays[band]);
            json.writeNumberProperty("outcomeKnown", known[band]);
            json.writeNumberProperty("deaths", deaths[band]);
            json.writeEndObject();
        }
        json.writeEndObject();
        final Discrimination.Areas areas = areas();
        areas.auroc().write("auroc", json);
        areas.auprc().write("auprc", json);
    }

    void print(final PrintWriter out) {
        for (int band = 0; band < NAMES.length; band++) {
            out.printf(
                    Locale.ROOT,
                    "highest NEWS2 %-5s %,6d stays, %,5d of %,5d died in hospital%n",
                    NAMES[band],
                    stays[band],
                    deaths[band],
                    known[band]);
        }
        final Estimate auroc = areas().auroc();
        out.printf(
                Locale.ROOT,
                "AUROC of the highest NEWS2 for death in hospital %.3f (95 %% %.3f to %.3f)%n",
                auroc.value(),
                auroc.low(),
                auroc.high());
    }
}
