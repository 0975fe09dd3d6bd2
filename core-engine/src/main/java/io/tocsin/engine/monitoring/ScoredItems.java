package io.tocsin.engine.monitoring;

import io.tocsin.engine.monitoring.score.ScoreInput;
import io.tocsin.engine.monitoring.score.ScoreTable;
import io.tocsin.engine.monitoring.score.ScoreTableSet;
import java.util.Arrays;

/**
 * What the items of score tables were worth last, by slot and place, and the inputs from which that follows: so one reading asks again only the items that look at it.
 * Nothing is decided here, and nothing of it is state: what is not here is scored as a whole. Takes its memory when it is first used.
 */
final class ScoredItems {
    /** Inputs have codes below it. */
    private static final int INPUTS = ScoreInput.GCS.code() + 1;
    /** Behind the values of a slot: which of them are known, and which lapsed. */
    private static final int KNOWN = INPUTS;

    private static final int LAPSED = INPUTS + 1;
    private static final int STRIDE = INPUTS + 2;
    private static final long ALL = 0xffff_ffffL;

    private final int maxMonitored;
    private int[] inputs = {};
    private long[] items = {};

    ScoredItems(final int maxMonitored) {
        this.maxMonitored = maxMonitored;
    }

    /** Takes the memory, unless it has it. */
    void allocate() {
        if (items.length == 0) {
            inputs = new int[maxMonitored * STRIDE];
            items = new long[maxMonitored * ScoreTableSet.MAX_TABLES];
        }
    }

    /** Reads what a batch will. Changes nothing. */
    long touch(final int slot) {
        return items.length == 0
                ? 0
                : items[slot * ScoreTableSet.MAX_TABLES] + inputs[slot * STRIDE] + inputs[slot * STRIDE + KNOWN];
    }

    /** Nothing is known of a slot. */
    void forget(final int slot) {
        if (items.length > 0) {
            final int from = slot * ScoreTableSet.MAX_TABLES;
            Arrays.fill(items, from, from + ScoreTableSet.MAX_TABLES, ScoreTable.UNSCORED);
        }
    }

    /** Nothing is known of anybody. */
    void forget() {
        Arrays.fill(items, ScoreTable.UNSCORED);
    }

    /**
     * Takes the inputs of now.
     *
     * @param slot   whose.
     * @param values by code of {@link ScoreInput}; what stands for one that is not known does not matter.
     * @param known  bit n = the input of code n counts.
     * @param lapsed bit n = it did once.
     * @return bit n = it is another than before in any of the three.
     */
    long changed(final int slot, final int[] values, final long known, final long lapsed) {
        allocate();
        final int from = slot * STRIDE;
        long changed = ((inputs[from + KNOWN] ^ (int) known) | (inputs[from + LAPSED] ^ (int) lapsed)) & ALL;
        for (int code = 0; code < INPUTS; code++) {
            if ((known >>> code & 1) != 0 && inputs[from + code] != values[code]) {
                inputs[from + code] = values[code];
                changed |= 1L << code;
            }
        }
        inputs[from + KNOWN] = (int) known;
        inputs[from + LAPSED] = (int) lapsed;
        return changed;
    }

    /** As {@link ScoreTable#items} answered last. */
    long of(final int slot, final int place) {
        return items[slot * ScoreTableSet.MAX_TABLES + place - 1];
    }

    /** Keeps what {@link ScoreTable#items} answers. */
    void keep(final int slot, final int place, final long scored) {
        items[slot * ScoreTableSet.MAX_TABLES + place - 1] = scored;
    }

    /** A table is not asked about a slot: what changes meanwhile is not looked at for it. */
    void leave(final int slot, final int place) {
        keep(slot, place, ScoreTable.UNSCORED);
    }
}
