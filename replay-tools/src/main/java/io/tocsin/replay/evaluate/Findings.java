package io.tocsin.replay.evaluate;

import io.tocsin.codecs.sbe.AlertRaisedDecoder;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.CountersReportedDecoder;
import io.tocsin.codecs.sbe.LimitViolatedDecoder;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.StepEndedDecoder;
import java.util.BitSet;

/** What the engine said about a data set, counted from its events and from nothing else. */
final class Findings {
    private final long[] violatingReadings;
    private final long[] episodes;
    private final BitSet[] patients;
    private final long[] readings = new long[Parameter.NULL_VAL.value() + 1];
    private long readingCount;
    private long alertsRaised;
    private long scoreAlerts;
    private long alertsClosed;
    private long escalations;
    private long outputs;
    private long alertsOpen;
    private long refused;
    private boolean countersReported;

    /** @param limitCount how many rules the engine was given. */
    Findings(final int limitCount) {
        violatingReadings = new long[limitCount];
        episodes = new long[limitCount];
        patients = new BitSet[limitCount];
        for (int i = 0; i < limitCount; i++) {
            patients[i] = new BitSet();
        }
    }

    void violated(final LimitViolatedDecoder event) {
        final int limit = event.rule() - 1;
        violatingReadings[limit]++;
        episodes[limit] += event.first();
        patients[limit].set((int) event.subject());
    }

    void raised(final AlertRaisedDecoder event) {
        alertsRaised++;
        if (event.cause() == Cause.SCORE) {
            scoreAlerts++;
        }
    }

    void closed() {
        alertsClosed++;
    }

    /** A step gave way to the next; only that its time was over counts as an escalation. */
    void stepEnded(final StepEndedDecoder event) {
        if (event.header().clause1() == Clause.STEP_TIMED_OUT) {
            escalations++;
        }
    }

    void reported(final CountersReportedDecoder event) {
        countersReported = true;
        alertsOpen = event.alertsOpen();
        refused = event.refused();
        outputs = event.outputs();
        readingCount = 0;
        for (final CountersReportedDecoder.ReadingsDecoder reading : event.readings()) {
            readings[reading.parameter().value()] = reading.readCount();
            readingCount += reading.readCount();
        }
    }

    boolean countersReported() {
        return countersReported;
    }

    /** Readings of a rule's column, by the engine's own counters. */
    long readings(final Vital vital) {
        return readings[vital.parameter().value()];
    }

    long readingCount() {
        return readingCount;
    }

    long violatingReadings(final int limit) {
        return violatingReadings[limit];
    }

    long episodes(final int limit) {
        return episodes[limit];
    }

    int patients(final int limit) {
        return patients[limit].cardinality();
    }

    long alertsRaised() {
        return alertsRaised;
    }

    /** Those of them that NEWS2 raised. */
    long scoreAlerts() {
        return scoreAlerts;
    }

    long alertsClosed() {
        return alertsClosed;
    }

    long alertsOpen() {
        return alertsOpen;
    }

    long escalations() {
        return escalations;
    }

    long outputs() {
        return outputs;
    }

    long refused() {
        return refused;
    }
}
