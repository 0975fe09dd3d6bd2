package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.TrendMethod;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.event.TrendCalls;
import io.tocsin.engine.event.TrendEvents;

/** What calls for a patient now: which methods, how many points they come to, and the event that tells each. */
final class PatientCalls {
    /** In the order of the values of the enum TrendMethod. */
    private static final Clause[] CLAUSES = {
        Clause.TREND_UNUSUAL, Clause.TREND_SHIFTED, Clause.TREND_CROSSING, Clause.TREND_SCORE, Clause.TREND_SHOCK_INDEX
    };

    private static final int UNUSUAL = 1 << TrendMethod.UNUSUAL.value();
    private static final int SHIFTED = 1 << TrendMethod.SHIFTED.value();
    private static final int CROSSING = 1 << TrendMethod.CROSSING.value();
    private static final int SCORE = 1 << TrendMethod.SCORE_ROSE.value();
    private static final int INDEX = 1 << TrendMethod.SHOCK_INDEX.value();

    private final TrendRules rules;
    private final Movements movements;
    private final PatientTrends patients;
    private final TrendCalls calls = new TrendCalls(3 * TrendRules.MAX_PARAMETERS + 2);
    private final TrendEvents events;
    private final EventStream stream;
    private int methods;
    private int points;

    PatientCalls(
            final TrendRules rules, final Movements movements, final PatientTrends patients, final EventStream stream) {
        this.rules = rules;
        this.movements = movements;
        this.patients = patients;
        this.stream = stream;
        events = new TrendEvents(stream);
    }

    /** Reads what a batch with these parameters, bits, will. Changes nothing. */
    long touch(final int slot, final int parameters) {
        long sum = patients.touch(slot);
        for (int left = parameters; left != 0; left &= left - 1) {
            final int place = rules.place(Integer.numberOfTrailingZeros(left));
            sum += place == TrendRules.NONE ? 0 : movements.touch(slot, place);
        }
        return sum;
    }

    /** Looks at whoever has a slot. */
    void look(final int slot) {
        methods = patients.calls(slot, stream.nowNs());
        points = points(methods);
        for (int place = 0; place < rules.count(); place++) {
            final int ofPlace = movements.calls(slot, place, stream.nowNs());
            methods |= ofPlace;
            points += points(ofPlace);
        }
    }

    /** Points of whom was looked at last. */
    int points() {
        return points;
    }

    /** A decision, then the methods that call for whom was looked at last. */
    long because(final long decision) {
        long clauses = decision;
        for (int left = methods; left != 0; left &= left - 1) {
            clauses = Because.and(clauses, CLAUSES[Integer.numberOfTrailingZeros(left)]);
        }
        return clauses;
    }

    /** Tells everything that calls for whom was looked at last. */
    void tell(
            final int slot,
            final int subject,
            final long decision,
            final long alertId,
            final int band,
            final int scoreBand,
            final int risk) {
        calls.clear();
        for (int place = 0; place < rules.count(); place++) {
            final int ofPlace = movements.calls(slot, place, stream.nowNs());
            if ((ofPlace & UNUSUAL) != 0) {
                movements.tellUnusual(slot, place, calls);
            }
            if ((ofPlace & SHIFTED) != 0) {
                movements.tellShifted(slot, place, calls);
            }
            if ((ofPlace & CROSSING) != 0) {
                movements.tellCrossing(slot, place, calls);
            }
        }
        if ((methods & SCORE) != 0) {
            patients.tellScore(slot, calls);
        }
        if ((methods & INDEX) != 0) {
            patients.tellIndex(slot, calls);
        }
        events.noted(because(decision), alertId, subject, points, band, scoreBand, risk, calls);
    }

    private static int points(final int ofMethods) {
        int points = 0;
        for (int left = ofMethods; left != 0; left &= left - 1) {
            points += TrendRules.POINTS[Integer.numberOfTrailingZeros(left)];
        }
        return points;
    }
}
