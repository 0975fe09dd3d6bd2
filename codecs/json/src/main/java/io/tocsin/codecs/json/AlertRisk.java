package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.AlarmPriority;
import io.tocsin.codecs.sbe.ConditionClass;
import io.tocsin.codecs.sbe.Harm;
import io.tocsin.codecs.sbe.Onset;
import io.tocsin.codecs.sbe.Severity;
import java.util.List;

/**
 * How grave an alert is besides its severity, and what was ordered not to be done.
 *
 * @param declared       severity as its source declared it last.
 * @param conditionClass of the alert; NONE, as harm, onset and priority, where the site does not classify.
 * @param harm           if nobody responds (IEC 60601-1-8).
 * @param onset          how soon it may begin.
 * @param priority       that follows from both.
 * @param limits         of the patient's treatment; said with offers.
 */
public record AlertRisk(
        Severity declared,
        ConditionClass conditionClass,
        Harm harm,
        Onset onset,
        AlarmPriority priority,
        List<TreatmentLimit> limits) {
    /** Keeps a copy of the list. */
    public AlertRisk {
        limits = List.copyOf(limits);
    }

    /**
     * Nothing but the severity is known.
     *
     * @param severity of the alert.
     * @return as declared, without a class.
     */
    public static AlertRisk declared(final Severity severity) {
        return new AlertRisk(severity, ConditionClass.NONE, Harm.NONE, Onset.NONE, AlarmPriority.NONE, List.of());
    }
}
