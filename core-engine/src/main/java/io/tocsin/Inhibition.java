package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * While an alert like the source is open, alerts like the target that are about the same and no graver page nobody: they are open and visible, and treated as newly
 * received when the source is over. CRITICAL alerts, cardiac arrest and choking are never muted, an alert that is muted itself or has no policy mutes none, and no
 * rules are taken by which alerts could mute each other. A source need not have reached anybody: one whose offers a mode holds back or drops mutes all the same.
 * Immutable.
 *
 * @param source  who mutes.
 * @param target  who is muted.
 * @param alike   what both have in common, and known; a place among it.
 * @param recheck after so long a muted alert is looked at anew; 1 s to 24 h.
 */
public record Inhibition(AlertMatch source, AlertMatch target, Set<Alike> alike, Duration recheck) {
    /** Most rules of a site. */
    public static final int MAX_RULES = 16;

    private static final long MAX_RECHECK_MS = 86_400_000;

    /** What two alerts can have in common. */
    public enum Alike {
        /** The patient, or what stands for one. */
        SUBJECT,
        /** The bed. */
        BED,
        /** The unit. */
        UNIT,
        /** The parameter, of limits. */
        PARAMETER,
        /** Which source raised them. */
        SOURCE;

        private static final Set<Alike> PLACES = Collections.unmodifiableSet(EnumSet.of(SUBJECT, BED, UNIT));

        int bit() {
            return switch (this) {
                case SUBJECT -> 1;
                case BED -> 2;
                case UNIT -> 4;
                case PARAMETER -> 8;
                case SOURCE -> 16;
            };
        }
    }

    /** Keeps a copy of the set, and checks. */
    public Inhibition {
        alike = Set.copyOf(alike);
        requireNonNull(source, "source");
        Checks.millis("recheck", recheck, 1_000, MAX_RECHECK_MS);
        if (Collections.disjoint(alike, Alike.PLACES)) {
            throw new IllegalArgumentException("an inhibition is of the same subject, bed or unit: say one of them");
        }
        if (target.severity() == Severity.CRITICAL) {
            throw new IllegalArgumentException("nothing mutes CRITICAL alerts: targets are at most EMERGENT");
        }
        if (target.severity().value() < source.severity().value()) {
            throw new IllegalArgumentException("nothing mutes what is graver: sources are " + target.severity()
                    + " or graver, or targets at most " + source.severity());
        }
        if (target.type() == EmergencyType.CARDIAC_ARREST || target.type() == EmergencyType.CHOKING) {
            throw new IllegalArgumentException("nothing mutes alerts of type " + target.type());
        }
    }

    /**
     * A rule whose muted alerts are looked at anew every hour.
     *
     * @param source who mutes.
     * @param target who is muted.
     * @param first  what both have in common.
     * @param more   of it.
     * @return the rule.
     */
    public static Inhibition of(
            final AlertMatch source, final AlertMatch target, final Alike first, final Alike... more) {
        return new Inhibition(source, target, EnumSet.of(first, more), Duration.ofHours(1));
    }

    /**
     * Another time to look anew.
     *
     * @param time 1 s to 24 h.
     * @return the changed rule.
     */
    public Inhibition recheckAfter(final Duration time) {
        return new Inhibition(source, target, alike, time);
    }

    int bits() {
        return alike.stream().mapToInt(Alike::bit).sum();
    }
}
