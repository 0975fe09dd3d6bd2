package io.tocsin.replay.evaluate.synthetic;

import io.tocsin.LimitRules;
import io.tocsin.LimitTiming;
import io.tocsin.codecs.sbe.Bound;
import java.util.ArrayList;
import java.util.List;

/** When one limit alerts, second by second and by nothing but the words of core-engine/README.md section 16; in ms. */
final class SlowCount {
    private static final long NEVER = Long.MAX_VALUE;

    private final LimitRules.Rule rule;
    private final LimitTiming timing;
    private final List<Long> alerts = new ArrayList<>();
    private long pendingSince = NEVER;
    private long due = NEVER;
    private long clearedAt = NEVER;
    private long debouncedUntil = Long.MIN_VALUE;
    private boolean counts;
    private int lastViolation;
    private int furthest;

    private SlowCount(final LimitRules.Rule rule) {
        this.rule = rule;
        this.timing = rule.timing();
    }

    /** Instants of all alerts of a limit. */
    static List<Long> alerts(final Stay stay, final LimitRules.Rule rule) {
        final SlowCount count = new SlowCount(rule);
        final int vital = Vital.placeOf(rule.parameter());
        for (int second = 0; second < stay.seconds(); second++) {
            count.pass(second * 1_000L);
            if (stay.shown(vital, second) != Monitor.NOTHING) {
                count.read(second * 1_000L, stay.shown(vital, second));
            }
        }
        return count.alerts;
    }

    private void pass(final long now) {
        if (due <= now) {
            count(due);
        }
        if (clearedAt <= now) {
            end(clearedAt);
        }
    }

    private void read(final long now, final int value) {
        final int depth = rule.bound() == Bound.BELOW ? rule.limitHundredths() - value : value - rule.limitHundredths();
        final boolean isClear = depth <= -timing.hysteresisHundredths();
        if (counts) {
            furthest = Math.max(furthest, depth);
            if (depth > 0 || !isClear) {
                clearedAt = NEVER;
            } else if (timing.clearMs() == 0) {
                end(now);
            } else if (clearedAt == NEVER) {
                clearedAt = now + timing.clearMs();
            }
        } else if (depth > 0) {
            pendingSince = Math.min(pendingSince, now);
            lastViolation = depth;
            final boolean isHeldBack = debouncedUntil > now && depth <= furthest;
            due = Math.min(due, Math.max(pendingSince + timing.delayMs(), isHeldBack ? debouncedUntil : now));
            if (due <= now) {
                count(now);
            }
        } else if (isClear) {
            pendingSince = NEVER;
            due = NEVER;
        }
    }

    private void count(final long at) {
        alerts.add(at);
        counts = true;
        furthest = lastViolation;
        pendingSince = NEVER;
        due = NEVER;
    }

    private void end(final long at) {
        counts = false;
        clearedAt = NEVER;
        debouncedUntil = at + timing.debounceMs();
    }
}
