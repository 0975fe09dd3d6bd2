package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.Result;

/** What a command is answered, apart from its address. */
record OracleAnswer(Result result, long detail, long alertId, long occurrence, boolean isNew) {

    static final OracleAnswer OK = new OracleAnswer(Result.OK, 0, 0, 0, false);

    static OracleAnswer of(final Result result) {
        return new OracleAnswer(result, 0, 0, 0, false);
    }

    static OracleAnswer of(final Result result, final long detail) {
        return new OracleAnswer(result, detail, 0, 0, false);
    }

    static OracleAnswer invalid(final int field) {
        return of(Result.INVALID_FIELD, field);
    }

    static OracleAnswer ok(final OracleAlert alert) {
        return new OracleAnswer(Result.OK, 0, alert.alertId, 0, false);
    }

    static OracleAnswer withOccurrence(final OracleAlert alert) {
        return new OracleAnswer(Result.OK, 0, alert.alertId, alert.occurrence, false);
    }

    static OracleAnswer of(final Result result, final OracleAlert alert) {
        return new OracleAnswer(result, 0, alert.alertId, 0, false);
    }

    /** Whether the command was turned away. Test traffic and duplicates were not: they are as they should be. */
    boolean isRefusal() {
        return result != Result.OK
                && result != Result.DUPLICATE
                && result != Result.TEST_TRAFFIC
                && result != Result.PROPOSED;
    }
}
