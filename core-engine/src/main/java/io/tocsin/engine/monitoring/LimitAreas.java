package io.tocsin.engine.monitoring;

/**
 * The condition delay of a timed rule, by time, or by depth beyond the limit times time: how much of it is missing, and so when it would be over if readings stayed as
 * they are. Holds nothing of its own. Source: the project's notes on alarms, severity-proportional delay: SpO2 30 % s, which is 2 % below for 15 s or 10 % for 3 s.
 */
final class LimitAreas {
    private static final long OFF = LimitWatches.OFF;
    private static final long NS_PER_SECOND = 1_000_000_000L;
    /** Of a rule that gives no time: as long as a delay may be. */
    private static final long LONGEST_NS = 3_600 * NS_PER_SECOND;

    private final LimitWatches watches;
    private final RuleTimings timings;

    LimitAreas(final LimitWatches watches, final RuleTimings timings) {
        this.watches = watches;
        this.timings = timings;
    }

    /** Whether a rule looks at depth. */
    boolean isOf(final int rule) {
        return timings.area(rule) > 0;
    }

    /** How far beyond the limit of now a reading is, hundredths. */
    int depth(final int watch, final int value) {
        return Math.abs(value - ComparedLimit.value(watches.limit[watch]));
    }

    /** What is worse than the last episode is kept quiet no more by it, though it may be less deep with the next reading. */
    void endQuietUnless(final boolean isQuiet, final int watch, final int rule) {
        if (!isQuiet && isOf(rule)) {
            watches.quietUntilNs[watch] = 0;
        }
    }

    /** The delay begins with a reading so far beyond the limit. */
    void begin(final int watch, final int rule, final int depth, final long nowNs) {
        final long delayNs = timings.delayNs(rule);
        watches.timeOverNs[watch] = nowNs + (delayNs == 0 && isOf(rule) ? LONGEST_NS : delayNs);
        watches.areaLeft[watch] = timings.area(rule) * NS_PER_SECOND;
        measured(watch, rule, depth, nowNs);
    }

    /** A reading while the delay runs: since the one before, it was as deep as that. */
    void go(final int watch, final int rule, final int depth, final long nowNs) {
        final int before = watches.depth[watch];
        final long lastedNs = nowNs - watches.measuredNs[watch];
        if (before > 0) {
            watches.areaLeft[watch] = lastedNs >= neededNs(watch) ? 0 : watches.areaLeft[watch] - before * lastedNs;
        }
        measured(watch, rule, depth, nowNs);
    }

    private void measured(final int watch, final int rule, final int depth, final long nowNs) {
        watches.depth[watch] = depth;
        watches.measuredNs[watch] = nowNs;
        watches.delayedUntilNs[watch] =
                isOf(rule) ? Math.min(watches.timeOverNs[watch], reachedNs(watch)) : watches.timeOverNs[watch];
    }

    private long reachedNs(final int watch) {
        final long nowNs = watches.measuredNs[watch];
        if (watches.areaLeft[watch] == 0) {
            return nowNs;
        }
        return watches.depth[watch] == 0 ? OFF : nowNs + neededNs(watch);
    }

    /** Rounded up: what is missing is there by then. */
    private long neededNs(final int watch) {
        return (watches.areaLeft[watch] + watches.depth[watch] - 1) / watches.depth[watch];
    }
}
