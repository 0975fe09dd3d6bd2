package io.tocsin.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/** What the clock on the wall says, as an instant; never decreasing, whatever the clock does. */
final class LocalClock {
    private final ZoneRules rules;

    LocalClock(final ZoneId zone) {
        rules = zone.getRules();
    }

    /** A skipped time is the instant of the jump, a time shown twice the first of the two. */
    Instant instant(final LocalDateTime local) {
        final ZoneOffsetTransition change = rules.getTransition(local);
        if (change == null) {
            return local.toInstant(rules.getOffset(local));
        }
        return change.isGap() ? change.getInstant() : local.toInstant(change.getOffsetBefore());
    }

    LocalDateTime local(final Instant instant) {
        final ZoneOffset offset = rules.getOffset(instant);
        return LocalDateTime.ofInstant(instant, offset);
    }
}
