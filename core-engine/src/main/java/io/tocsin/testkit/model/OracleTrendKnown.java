package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.NewsBand;
import io.tocsin.codecs.sbe.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is known of how one patient moves, by one entry. */
final class OracleTrendKnown {
    /** A score that was noted. */
    record Score(long atMs, int total, int missing) {}

    @Nullable
    OracleTrendRules rules;

    long entry;
    final Map<Parameter, OracleMovement> movements = new TreeMap<>();
    final List<Score> scores = new ArrayList<>();
    final List<OracleMovement.Reading> index = new ArrayList<>();
    int risen;
    int total;
    long advisedNs;
    NewsBand advised = NewsBand.ZERO;
    boolean isTold;
    NewsBand decided = NewsBand.ZERO;
    boolean isHigh;
    /** Since when it is otherwise than it counts; 0 = it is not. */
    long changedNs;

    long judgedNs;

    /** A value was taken in of the batch that is looked at. */
    boolean hasTaken;

    /** But for when an advisory was told. */
    void forget(final @Nullable OracleTrendRules by) {
        rules = by;
        movements.clear();
        index.clear();
        total = 0;
        judgedNs = 0;
        forgetScores();
    }

    void forgetScores() {
        scores.clear();
        risen = 0;
        movements.values().forEach(movement -> movement.crossing = null);
        silent();
    }

    void silent() {
        isTold = false;
        decided = NewsBand.ZERO;
        isHigh = false;
        changedNs = 0;
    }
}
