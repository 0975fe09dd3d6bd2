package io.tocsin;

import io.tocsin.codecs.sbe.NewsBand;
import java.util.List;

/**
 * How a patient's readings move. Immutable.
 *
 * @param points    of all calls.
 * @param band      of the points: ZERO, LOW, MEDIUM or HIGH.
 * @param scoreBand of NEWS2.
 * @param risk      the higher of both, or band if the site wants no composite.
 * @param calls     what calls; empty: nothing any more.
 */
public record TrendState(int points, NewsBand band, NewsBand scoreBand, NewsBand risk, List<TrendCall> calls) {
    /** Keeps a copy of the list. */
    public TrendState {
        calls = List.copyOf(calls);
    }
}
