package io.tocsin.testkit.model;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is remembered of a timed rule and a subject: section 16. */
final class OracleLimitWatch {
    /** The rule, with the limit of the last reading: rules may be others when it is dropped. */
    OracleSite.Rule rule;

    /** The same with the limit that the last violating reading violated. */
    OracleSite.Rule violated;

    /** What ended by a wider limit than that of now holds nothing back. */
    int quietLimit;

    final OracleSite.Rules rules;
    final List<Boolean> history = new ArrayList<>();
    boolean pending;
    boolean clearing;
    int value;
    int deepest;
    int bed = -1;
    /** The device of which all readings beyond the limit are, and inaccurate. */
    String begunBy = "";

    /** 0 = no episode. */
    long startedNs;

    long delayedUntilNs;

    /** While it is pending: how deep it was from when on. */
    final TreeMap<Long, Integer> depths = new TreeMap<>();

    /** When the delay by time is over; never where depth alone decides. */
    long timeOverNs;

    long dueNs = OracleAlert.NEVER;
    /** 0 = no de-bounce. */
    long quietUntilNs;

    OracleLimitWatch(final OracleSite.Rule rule, final OracleSite.Rules rules) {
        this.rule = rule;
        violated = rule;
        this.rules = rules;
        deepest = rule.limitValue();
    }

    /** Who says that it is beyond: the device of an inaccurate reading, or anybody else. */
    void says(final String inaccurate, final boolean isBeyond) {
        if (isBeyond) {
            final boolean isFirst = violations() == 0 && startedNs == 0;
            begunBy = isFirst || begunBy.equals(inaccurate) ? inaccurate : "";
        }
    }

    int violations() {
        return (int) history.stream().filter(each -> each).count();
    }

    long deadlineNs() {
        return pending || clearing ? dueNs : quietUntilNs == 0 ? OracleAlert.NEVER : quietUntilNs;
    }

    /** The delay begins, so deep. */
    void delays(final OracleSite.Timing timing, final int depth, final long nowNs) {
        depths.clear();
        final long delayMs = timing.delayMs() == 0 && timing.area() > 0 ? 3_600_000 : timing.delayMs();
        timeOverNs = nowNs + delayMs * 1_000_000L;
        isSoDeep(timing, depth, nowNs);
    }

    /** From now on so deep: all depths since it is pending add up. */
    void isSoDeep(final OracleSite.Timing timing, final int depth, final long nowNs) {
        depths.put(nowNs, depth);
        delayedUntilNs = timeOverNs;
        if (timing.area() == 0) {
            return;
        }
        BigInteger left = BigInteger.valueOf(timing.area()).multiply(BigInteger.valueOf(1_000_000_000L));
        long fromNs = nowNs;
        for (final Map.Entry<Long, Integer> each :
                depths.headMap(nowNs, false).descendingMap().entrySet()) {
            final BigInteger lastedNs = BigInteger.valueOf(fromNs - each.getKey());
            left = left.subtract(BigInteger.valueOf(each.getValue()).multiply(lastedNs));
            fromNs = each.getKey();
        }
        if (left.signum() <= 0) {
            delayedUntilNs = Math.min(timeOverNs, nowNs);
        } else if (depth > 0) {
            final BigInteger rounded = left.add(BigInteger.valueOf(depth - 1L));
            final long neededNs = rounded.divide(BigInteger.valueOf(depth)).longValueExact();
            delayedUntilNs = Math.min(timeOverNs, nowNs + neededNs);
        }
    }
}
