package io.tocsin.engine.config;

import io.tocsin.codecs.sbe.AgeGroup;
import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.Harm;
import io.tocsin.codecs.sbe.Onset;
import io.tocsin.codecs.sbe.PatientEntryDecoder;
import io.tocsin.codecs.sbe.TriageEntryDecoder;
import io.tocsin.engine.alert.Assessments;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.site.LimitedTeams;
import io.tocsin.engine.triage.TriageRules;
import org.agrona.DirectBuffer;

/**
 * What a configuration says of triage and of patients' treatment limits: checked without changing anything, then applied.
 *
 * @param rules       of triage.
 * @param teams       of patients with treatment limits.
 * @param assessments with the classes of conditions.
 */
public record TriageConfig(TriageRules rules, LimitedTeams teams, Assessments assessments) {
    private static final long NS_PER_MS = 1_000_000L;
    private static final int LIMITS_MASK = 0b1111;
    private static final int SEVERITIES_MASK = 0b11_1110;

    /** Whether the entry's own fields are in their ranges; that the policy is held is the caller's business. */
    static ConfigRefusal check(final TriageEntryDecoder entry, final DirectBuffer buffer, final MessageLayout layout) {
        final boolean isLimited = entry.limitedBy() != 0;
        if ((entry.clauses() & ~TriageRules.ALL) != 0
                || (entry.limitedBy() & ~LIMITS_MASK) != 0
                || (entry.limitedSeverities() & ~SEVERITIES_MASK) != 0
                || (isLimited && entry.limitedSeverities() == 0)
                || layout.groupCount() > Assessments.CLASSES) {
            return ConfigRefusal.BAD_VALUE;
        }
        for (int i = 0; i < layout.groupCount(); i++) {
            final int at = layout.elementOffset(i);
            if (!isFrom1(conditionClass(buffer, at), Assessments.CLASSES)
                    || !isFrom1(harm(buffer, at), Harm.MINOR.value())
                    || !isFrom1(onset(buffer, at), Onset.DELAYED.value())) {
                return ConfigRefusal.BAD_VALUE;
            }
        }
        return ConfigRefusal.NONE;
    }

    void apply(final TriageEntryDecoder entry, final DirectBuffer buffer, final MessageLayout layout) {
        rules.replace(
                entry.clauses(),
                entry.fastAgeMs() * NS_PER_MS,
                entry.pressureAgeMs() * NS_PER_MS,
                entry.temperatureAgeMs() * NS_PER_MS);
        teams.replace((int) entry.limitedPolicyId(), entry.limitedSeverities(), entry.limitedBy());
        assessments.configure(rules.clauses() != 0, rules.uses(TriageRules.CLASSIFY));
        for (int i = 0; i < layout.groupCount(); i++) {
            final int at = layout.elementOffset(i);
            assessments.threat(conditionClass(buffer, at), harm(buffer, at), onset(buffer, at));
        }
    }

    /** A patient's treatment limits; none in an entry of a version that did not know them. */
    static int treatmentLimits(final PatientEntryDecoder patient) {
        return patient.actingVersion() < PatientEntryDecoder.treatmentLimitsSinceVersion()
                ? 0
                : patient.treatmentLimits();
    }

    /** A patient's age group; not stated in an entry of a version that did not know it. */
    static int ageGroup(final PatientEntryDecoder patient) {
        return patient.actingVersion() < PatientEntryDecoder.ageGroupSinceVersion() ? 0 : patient.ageGroupRaw();
    }

    /** A patient's date of birth; not stated in an entry of a version that did not know it. */
    static int bornOnDay(final PatientEntryDecoder patient) {
        return patient.actingVersion() < PatientEntryDecoder.bornOnDaySinceVersion()
                ? PatientEntryDecoder.bornOnDayNullValue()
                : patient.bornOnDay();
    }

    /** Whether what a patient's entry says of both is in its range. */
    static boolean isPatientValid(final PatientEntryDecoder patient) {
        return (treatmentLimits(patient) & ~LIMITS_MASK) == 0 && ageGroup(patient) <= AgeGroup.ADULT.value();
    }

    private static int conditionClass(final DirectBuffer buffer, final int element) {
        return buffer.getByte(element + TriageEntryDecoder.ClassesDecoder.conditionClassEncodingOffset()) & 0xFF;
    }

    private static int harm(final DirectBuffer buffer, final int element) {
        return buffer.getByte(element + TriageEntryDecoder.ClassesDecoder.harmEncodingOffset()) & 0xFF;
    }

    private static int onset(final DirectBuffer buffer, final int element) {
        return buffer.getByte(element + TriageEntryDecoder.ClassesDecoder.onsetEncodingOffset()) & 0xFF;
    }

    private static boolean isFrom1(final int value, final int most) {
        return value >= 1 && value <= most;
    }
}
