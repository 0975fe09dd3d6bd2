package io.tocsin.engine.config;

import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.DoseEntryDecoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.WeightEntryDecoder;
import io.tocsin.engine.care.CareState;
import io.tocsin.engine.care.DoseRules;
import io.tocsin.engine.care.WeightRules;
import io.tocsin.engine.ingress.MessageLayout;
import org.agrona.DirectBuffer;

/** {@code DoseEntry} and {@code WeightEntry}: how severe it is that a dose was missed, and from which gain of weight on somebody is told. */
final class CareEntries {
    static final int DOSES = DoseEntryDecoder.TEMPLATE_ID;
    static final int WEIGHTS = WeightEntryDecoder.TEMPLATE_ID;

    private static final int EMERGENT = Severity.EMERGENT.value();
    private static final long NS_PER_MS = 1_000_000L;
    private static final long DAY_MS = 86_400_000;
    private static final int MOST_DAYS = 14;
    private static final int LEAST_GAIN = 10;
    private static final int MOST_GAIN = 10_000;

    private final DoseEntryDecoder doses = new DoseEntryDecoder();
    private final WeightEntryDecoder weights = new WeightEntryDecoder();

    CareEntries() {}

    ConfigRefusal check(final DirectBuffer buffer, final MessageLayout entry) {
        wrap(buffer, entry);
        final boolean isGood = entry.templateId() == DOSES
                ? isSeverity(doses.severityRaw()) && isSeverity(doses.criticalSeverityRaw())
                : isWeightGood();
        return isGood ? ConfigRefusal.NONE : ConfigRefusal.BAD_VALUE;
    }

    private boolean isWeightGood() {
        final int gain = weights.gain();
        final boolean isGain = gain == 0
                ? weights.over() == 0
                : gain >= LEAST_GAIN && gain <= MOST_GAIN && weights.over() >= 1 && weights.over() <= gain;
        return isGain
                && weights.windowMs() >= DAY_MS
                && weights.windowMs() <= MOST_DAYS * DAY_MS
                && isSeverity(weights.severityRaw());
    }

    private static boolean isSeverity(final int value) {
        return value >= Severity.CRITICAL.value() && value <= Severity.NON_URGENT.value();
    }

    void apply(final DirectBuffer buffer, final MessageLayout entry, final CareState state) {
        wrap(buffer, entry);
        if (entry.templateId() == DOSES) {
            state.doses().rules().replace(doses.severityRaw(), doses.criticalSeverityRaw());
        } else {
            state.weights()
                    .configure(weights.gain(), weights.over(), weights.windowMs() * NS_PER_MS, weights.severityRaw());
        }
    }

    /** Whether what called as CRITICAL or EMERGENT calls more mildly, or, of a gain of weight, later or not at all. */
    boolean callsLess(final DirectBuffer buffer, final MessageLayout entry, final CareState state) {
        wrap(buffer, entry);
        if (entry.templateId() == DOSES) {
            final DoseRules held = state.doses().rules();
            return isMilder(doses.severityRaw(), held.severity(false))
                    || isMilder(doses.criticalSeverityRaw(), held.severity(true));
        }
        final WeightRules held = state.weights().rules();
        return held.gain() > 0
                && held.severity() <= EMERGENT
                && (weights.gain() == 0
                        || weights.gain() > held.gain()
                        || weights.windowMs() * NS_PER_MS < held.windowNs()
                        || weights.severityRaw() > held.severity());
    }

    private static boolean isMilder(final int now, final int before) {
        return before <= EMERGENT && now > before;
    }

    private void wrap(final DirectBuffer buffer, final MessageLayout entry) {
        if (entry.templateId() == DOSES) {
            doses.wrap(buffer, entry.blockOffset(), entry.blockLength(), entry.version());
        } else {
            weights.wrap(buffer, entry.blockOffset(), entry.blockLength(), entry.version());
        }
    }
}
