package io.tocsin.replay.evaluate.synthetic;

import org.jspecify.annotations.Nullable;

/**
 * What a monitor makes of one vital of a SYNTHETIC patient: drop-outs say nothing, spikes and slips something else, a flat line what was said last. Each comes by chance,
 * as often in the night as by day; one that comes while another lasts takes its place.
 */
final class Monitor {
    /** Nothing is said. */
    static final int NOTHING = Integer.MIN_VALUE;

    /** Of every vital. */
    static final double DROP_OUTS_PER_HOUR = 1;

    /** Of every vital. */
    static final double FLAT_LINES_PER_HOUR = 0.5;

    /** Of slips and drop-outs: what was published of alarms in intensive care (Goerges and others, Anesth Analg 2009). */
    static final double MEDIAN_SECONDS = 14;

    /** Of flat lines. */
    static final double FLAT_MEDIAN_SECONDS = 60;

    /** Of the logarithm of every duration: so that as many last 19 s as was published. */
    static final double SIGMA = 0.69;

    private static final int LONGEST_SPIKE_S = 2;
    private static final Artefact[] ARTEFACTS = Artefact.values();

    /** What may be the matter. */
    private enum Artefact {
        DROP_OUT,
        SPIKE,
        FLAT_LINE,
        SLIP
    }

    private final Vital vital;
    private final Chances chances;
    /** Second at which each begins, in the order of {@link #ARTEFACTS}. */
    private final long[] next = new long[ARTEFACTS.length];

    private @Nullable Artefact now;
    private long endsAt;
    private double away;
    private int shown = NOTHING;

    /**
     * A quiet one.
     *
     * @param vital   that it measures.
     * @param chances of its own.
     */
    Monitor(final Vital vital, final Chances chances) {
        this.vital = vital;
        this.chances = chances;
        for (int i = 0; i < ARTEFACTS.length; i++) {
            next[i] = chances.secondsToNext(perHour(ARTEFACTS[i]));
        }
    }

    /**
     * The next second.
     *
     * @param second that it is, rising by 1.
     * @param body   what the patient has, in hundredths.
     * @return what is said, in hundredths, or {@link #NOTHING}.
     */
    int shown(final long second, final double body) {
        if (second >= endsAt) {
            now = null;
            away = 0;
        }
        for (int i = 0; i < ARTEFACTS.length; i++) {
            if (next[i] <= second) {
                begin(ARTEFACTS[i], second);
                next[i] = second + chances.secondsToNext(perHour(ARTEFACTS[i]));
            }
        }
        if (now == Artefact.DROP_OUT) {
            shown = NOTHING;
        } else if (now != Artefact.FLAT_LINE || shown == NOTHING) {
            shown = vital.shown(body + away);
        }
        return shown;
    }

    private void begin(final Artefact artefact, final long second) {
        now = artefact;
        switch (artefact) {
            case DROP_OUT -> lasts(second, chances.logNormalSeconds(MEDIAN_SECONDS, SIGMA), 0);
            case SPIKE -> lasts(second, 1 + (int) (LONGEST_SPIKE_S * chances.share()), 2 * slip());
            case FLAT_LINE -> lasts(second, chances.logNormalSeconds(FLAT_MEDIAN_SECONDS, SIGMA), 0);
            case SLIP -> lasts(second, chances.logNormalSeconds(MEDIAN_SECONDS, SIGMA), slip());
        }
    }

    private void lasts(final long second, final int seconds, final double newAway) {
        endsAt = second + seconds;
        away = newAway;
    }

    private double slip() {
        final Vital.Slips slips = vital.slips();
        final boolean isLess = slips.alwaysLess() || chances.share() < 0.5;
        return chances.between(slips.least(), slips.most()) * (isLess ? -1 : 1);
    }

    private double perHour(final Artefact artefact) {
        return switch (artefact) {
            case DROP_OUT -> DROP_OUTS_PER_HOUR;
            case FLAT_LINE -> FLAT_LINES_PER_HOUR;
            case SPIKE, SLIP -> vital.slips().perHour();
        };
    }
}
