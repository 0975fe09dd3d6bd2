package io.tocsin;

import io.tocsin.codecs.sbe.AlarmPriority;
import io.tocsin.codecs.sbe.ConditionClass;
import io.tocsin.codecs.sbe.Harm;
import io.tocsin.codecs.sbe.Onset;
import io.tocsin.codecs.sbe.Severity;

/**
 * How grave an alert is besides its severity. Informs people; harm and onset give the alarm priority of IEC 60601-1-8.
 *
 * @param declared       what its source declared last; triage may have made it more severe. What the engine raised: its severity.
 * @param conditionClass of the alert; NONE where the site does not classify.
 * @param harm           if nobody responds.
 * @param onset          how soon it may begin.
 * @param priority       that follows from both.
 */
public record Assessment(
        Severity declared, ConditionClass conditionClass, Harm harm, Onset onset, AlarmPriority priority) {
    /**
     * An alert that is as severe as it was declared, of no class.
     *
     * @param severity of the alert.
     * @return nothing more is known.
     */
    public static Assessment declared(final Severity severity) {
        return new Assessment(severity, ConditionClass.NONE, Harm.NONE, Onset.NONE, AlarmPriority.NONE);
    }

    /** What an event says; one of a former version of the schema says nothing. */
    static Assessment of(
            final Severity severity,
            final Severity declared,
            final ConditionClass conditionClass,
            final Harm harm,
            final Onset onset,
            final AlarmPriority priority) {
        return declared == Severity.NULL_VAL
                ? declared(severity)
                : new Assessment(declared, conditionClass, harm, onset, priority);
    }
}
