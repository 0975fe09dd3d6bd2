package io.tocsin.coverage;

import io.tocsin.LimitRules;
import io.tocsin.SiteOutline;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Severity;
import java.util.ArrayList;
import java.util.List;

/** The classes of alerts that can be. */
final class AlertClasses {
    private AlertClasses() {}

    /** All of a site; by cause only if a silence makes a difference between causes, but for advisories, which nobody is told over other channels. */
    static List<AlertClass> of(final SiteOutline site, final List<PlannedSilence> silences) {
        final boolean areByCause = silences.stream()
                .anyMatch(silence ->
                        silence.scope().cause() != null || silence.scope().parameter() != null);
        final List<AlertClass> classes = new ArrayList<>();
        for (final Severity severity : Severity.values()) {
            if (severity != Severity.NULL_VAL) {
                for (final EmergencyType type : EmergencyType.values()) {
                    if (type != EmergencyType.NULL_VAL && !(site.typeTriage() && isTriaged(severity, type))) {
                        classes.add(new AlertClass(severity, type, areByCause ? causeOf(type) : null, null));
                    }
                }
                if (severity == site.advice()) {
                    classes.add(new AlertClass(severity, EmergencyType.OTHER, Cause.TREND, null));
                }
                if (areByCause) {
                    LimitRules.parameters()
                            .forEach(parameter ->
                                    classes.add(new AlertClass(severity, EmergencyType.OTHER, Cause.LIMIT, parameter)));
                    classes.add(new AlertClass(severity, EmergencyType.OTHER, Cause.SCORE, null));
                    classes.add(new AlertClass(severity, EmergencyType.OTHER, Cause.TECHNICAL, null));
                }
            }
        }
        return classes;
    }

    private static Cause causeOf(final EmergencyType type) {
        return type == EmergencyType.CARE_NOTICE ? Cause.CARE : Cause.DECLARED;
    }

    /** Triage by type makes such an alert more severe: there is none. Section 20 of the engine's specification. */
    private static boolean isTriaged(final Severity severity, final EmergencyType type) {
        return switch (type) {
            case OTHER, CRITICAL_RESULT, DEVICE_TECHNICAL, DEVICE_THERAPY, CARE_NOTICE -> false;
            case CARDIAC_ARREST, CHOKING -> severity != Severity.CRITICAL;
            default -> severity != Severity.CRITICAL && severity != Severity.EMERGENT;
        };
    }
}
