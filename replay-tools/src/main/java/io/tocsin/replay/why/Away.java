package io.tocsin.replay.why;

import java.util.TreeSet;

/** A time in which somebody was off duty or on break, and what the alert asked meanwhile. */
final class Away {
    /** Of which roster; a break is of none. */
    final Duties.Roster roster;

    /** Who stands in, during a break; else -1. */
    final int cover;

    /** 0 = since before the first event. */
    final long fromNs;

    /** When a break ends at the latest; else 0. */
    final long atMostNs;

    /** A configuration ended the duty, not its time. */
    final boolean isConfigured;

    /** 0 = no event has told of it. */
    long untilNs;

    /** Of the alert: begun, or passed over because nobody was assigned. */
    final TreeSet<Long> steps = new TreeSet<>();

    private Away(
            final Duties.Roster roster,
            final int cover,
            final long fromNs,
            final long atMostNs,
            final boolean isConfigured) {
        this.roster = roster;
        this.cover = cover;
        this.fromNs = fromNs;
        this.atMostNs = atMostNs;
        this.isConfigured = isConfigured;
    }

    static Away offDuty(final Duties.Roster roster, final long fromNs, final boolean isConfigured) {
        return new Away(roster, -1, fromNs, 0, isConfigured);
    }

    boolean isBreak() {
        return roster.equals(Duties.Roster.NONE);
    }

    static Away onBreak(final int cover, final long fromNs, final long atMostNs) {
        return new Away(Duties.Roster.NONE, cover, fromNs, atMostNs, false);
    }
}
