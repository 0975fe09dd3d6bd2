package io.tocsin.engine.monitoring;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.GateReason;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.TechnicalCondition;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.response.OwnAlerts;
import io.tocsin.engine.site.Site;

/**
 * Technical alerts about readings: of a subject one at most for what cannot be a reading, one for a value that is stuck, one for a sensor that is at fault, one for a
 * device that is inaccurate for so long that it ends nothing, whichever parameters they are about. Each comes with the first, and is over when nothing was told of the last of them for a while: it does not flap.
 */
public final class GateConditions {
    private static final long EVERY_PARAMETER = 0xFFFF;
    private static final TechnicalCondition[] CONDITIONS = {
        TechnicalCondition.READING_REJECTED,
        TechnicalCondition.SENSOR_STUCK,
        TechnicalCondition.SENSOR_FAULT,
        TechnicalCondition.READINGS_INACCURATE
    };
    /** Of a value that is stuck, and of what is inaccurate for long, which count all the same. */
    private static final int NON_URGENT = Severity.NON_URGENT.value();

    private final GateRules rules;
    private final OwnAlerts ownAlerts;
    private final Subjects subjects;
    private final Site site;

    /**
     * No condition yet.
     *
     * @param rules     with the severity.
     * @param ownAlerts raises them.
     * @param subjects  with their units.
     * @param site      with the units of beds.
     */
    public GateConditions(final GateRules rules, final OwnAlerts ownAlerts, final Subjects subjects, final Site site) {
        this.rules = rules;
        this.ownAlerts = ownAlerts;
        this.subjects = subjects;
        this.site = site;
    }

    /**
     * The condition of a reason that has one is there for a parameter. Its alert tells of each parameter once; if none is open, as it found no place or somebody has resolved it,
     * each batch asks for one: nothing is kept back without an alert that says so.
     */
    void comes(
            final long[] masks,
            final int slot,
            final int subject,
            final int bedOfBatch,
            final int reason,
            final int parameter,
            final Clause clause,
            final boolean mayRaise) {
        final TechnicalCondition condition = conditionOf(reason);
        final int shift = shift(condition);
        final long bit = 1L << parameter << shift;
        final boolean isOpen = ownAlerts.isOpen(condition, subject);
        if ((masks[slot] & bit) == 0 ? isOpen || mayRaise : !isOpen && mayRaise) {
            masks[slot] |= raise(condition, subject, bedOfBatch, parameter, clause) ? bit : 0;
        }
    }

    private boolean raise(
            final TechnicalCondition condition,
            final int subject,
            final int bedOfBatch,
            final int parameter,
            final Clause clause) {
        final int unitOfBed = site.unitOfBed(bedOfBatch == Site.NONE ? subjects.bed(subject) : bedOfBatch);
        return ownAlerts.technical(
                        Because.of(clause),
                        condition,
                        subject,
                        unitOfBed == Site.NONE ? subjects.unit(subject) : unitOfBed,
                        parameter,
                        condition == TechnicalCondition.SENSOR_STUCK
                                        || condition == TechnicalCondition.READINGS_INACCURATE
                                ? NON_URGENT
                                : rules.severity())
                != OwnAlerts.NONE;
    }

    /** Whether readings that are questioned for a reason call for somebody. */
    static boolean isOf(final int reason) {
        return conditionOf(reason) != TechnicalCondition.NULL_VAL;
    }

    /** Nobody has to see to a parameter any more: each condition of it is over, if it was the last one that had it. */
    void areOver(final long[] masks, final int slot, final int subject, final int parameter, final Clause clause) {
        for (final TechnicalCondition condition : CONDITIONS) {
            final int shift = shift(condition);
            final boolean wasThere = (masks[slot] & 1L << parameter << shift) != 0;
            masks[slot] &= ~(1L << parameter << shift);
            if (wasThere && (masks[slot] & EVERY_PARAMETER << shift) == 0) {
                ownAlerts.technicalEnded(clause, condition, subject, parameter);
            }
        }
    }

    /** Whether the condition of readings that are inaccurate is there for a parameter, by the masks of a slot. */
    static boolean isInaccurate(final long masks, final int parameter) {
        return (masks >>> shift(TechnicalCondition.READINGS_INACCURATE) & 1L << parameter) != 0;
    }

    private static int shift(final TechnicalCondition condition) {
        return condition == TechnicalCondition.READINGS_INACCURATE
                ? Long.SIZE - Short.SIZE
                : Short.SIZE * (condition.value() - TechnicalCondition.READING_REJECTED.value());
    }

    private static TechnicalCondition conditionOf(final int reason) {
        return switch (GateReason.get((short) reason)) {
            case OUT_OF_RANGE -> TechnicalCondition.READING_REJECTED;
            case FLAT -> TechnicalCondition.SENSOR_STUCK;
            case STATUS -> TechnicalCondition.SENSOR_FAULT;
            case INACCURATE -> TechnicalCondition.READINGS_INACCURATE;
            default -> TechnicalCondition.NULL_VAL;
        };
    }
}
