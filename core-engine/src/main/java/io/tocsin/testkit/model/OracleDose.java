package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.DoseOutcome;
import org.jspecify.annotations.Nullable;

/** A dose that is held, as it was scheduled last; or told of, then without what was scheduled: section 38. */
final class OracleDose {
    enum State {
        WAITING,
        MISSED,
        TOLD
    }

    final String key;
    final String id;
    final long source;
    int subject;
    byte[] message = new byte[0];
    String medication = "";
    long dueNs;
    long windowMs;
    int critical;
    long latestNs;
    long missedBy;
    State state = State.WAITING;

    @Nullable
    DoseOutcome outcome;

    long deadlineNs;
    /** It is not missed before. */
    long heldNs;
    /** Who plans it has told of it. */
    boolean isOwnWord;

    long toldNs;

    OracleDose(final String key, final String id, final long source) {
        this.key = key;
        this.id = id;
        this.source = source;
    }

    /** Which one a person means: rather one that is missed than one that is due, rather that than one that was told, and that than one that is not due yet. */
    int rank(final long nowNs) {
        return switch (state) {
            case MISSED -> 0;
            case WAITING -> nowNs < dueNs ? 3 : 1;
            case TOLD -> 2;
        };
    }

    boolean isOver() {
        return outcome == DoseOutcome.GIVEN || outcome == DoseOutcome.REFUSED;
    }

    /** Whether what is scheduled is not the one that was told. */
    boolean isOtherThan(final Wish wish, final long nowNs) {
        if (subject != wish.subject) {
            return true;
        }
        final boolean mayBeGivenYet = !isOver() && isOwnWord && nowNs < wish.endNs();
        return dueNs != 0 && (wish.dueNs > latestNs || mayBeGivenYet);
    }

    void keep(final Wish wish) {
        message = wish.message;
        medication = wish.medication;
        dueNs = wish.dueNs;
        latestNs = Math.max(latestNs, wish.dueNs);
        windowMs = wish.windowMs;
        critical = wish.critical;
    }

    boolean isMissedBy(final long alertId) {
        return state == State.MISSED && missedBy == alertId;
    }

    /** What is scheduled. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Wish(byte[] message, String medication, long dueNs, long windowMs, int critical, int subject) {
        boolean isKnown(final OracleDose dose) {
            return dose.subject == subject
                    && dose.dueNs == dueNs
                    && dose.windowMs == windowMs
                    && dose.critical == critical
                    && dose.medication.equals(medication);
        }

        Wish of(final int known) {
            return new Wish(message, medication, dueNs, windowMs, critical, known);
        }

        long endNs() {
            return dueNs + windowMs * 1_000_000L;
        }
    }

    /** What is told with a phase: who says so, and of what became of it. */
    record Word(long sourceId, int author, long atNs, String comment) {
        static Word ofTime(final OracleDose dose) {
            return new Word(dose.source, -1, 0, "");
        }
    }
}
