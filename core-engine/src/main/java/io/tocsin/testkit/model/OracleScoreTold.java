package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.NewsBand;
import java.util.List;

/** What is told when a score changed; of a table, {@code table} is its place, and of NEWS2 all that comes behind it is 0. */
record OracleScoreTold(
        int score, NewsBand band, int singleThree, int missingMask, int table, int level, int version, int missing) {
    static OracleScoreTold ofNews2(
            final int score, final NewsBand band, final boolean singleThree, final int missingMask) {
        return new OracleScoreTold(score, band, singleThree ? 1 : 0, missingMask, 0, 0, 0, 0);
    }

    static OracleScoreTold ofTable(
            final int score, final int table, final int level, final int version, final int missing) {
        return new OracleScoreTold(score, NewsBand.ZERO, 0, 0, table, level, version, missing);
    }

    void tell(final OracleState state, final int subject, final List<Clause> clauses) {
        state.event(
                "ScoreChanged",
                clauses,
                "subject",
                subject,
                "score",
                score,
                "band",
                band,
                "singleThree",
                singleThree,
                "missingMask",
                missingMask,
                "table",
                table,
                "level",
                level,
                "tableVersion",
                version,
                "tableMissing",
                missing);
    }
}
